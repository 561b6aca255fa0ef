// crontab lines:
//
//   NAME = value
//   minute hour day month weekday [user] command     system style has the user
//   @reboot [user] command                           and @daily, @hourly ...
//
// Source: crontab(5) of Vixie cron; BusyBox, miscutils/crond.c.
#include "formats/crontab.h"

#include <algorithm>

namespace assay::formats {
namespace {

bool is_time_field(std::string_view field) {
  return !field.empty() && std::ranges::all_of(field, [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '*' ||
           c == ',' || c == '-' || c == '/' || c == '?';
  });
}

bool is_name(std::string_view text) {
  return !text.empty() && text.find_first_of(" \t*,/\"'") == std::string_view::npos &&
         (text[0] < '0' || text[0] > '9');
}

std::optional<CrontabVariable> variable_of(const Line& line) {
  const std::size_t equals = line.text.find('=');
  if (equals == std::string_view::npos) return std::nullopt;
  const std::string_view name = trim(line.text.substr(0, equals));
  if (!is_name(name) || name[0] == '@') return std::nullopt;
  std::string_view value = trim(line.text.substr(equals + 1));
  if (value.size() >= 2 && (value[0] == '"' || value[0] == '\'') && value.back() == value[0])
    value = value.substr(1, value.size() - 2);
  return CrontabVariable{line.range, located(line, name), located(line, value)};
}

// The time part of `rest`, which is taken off; empty where it is none.
std::string_view take_when(std::string_view& rest) {
  const std::string_view whole = rest;
  const std::string_view first = next_word(rest);
  if (first.starts_with('@')) return first;
  std::string_view last = first;
  for (int i = 1; i < 5 && is_time_field(last); i++) last = next_word(rest);
  if (!is_time_field(last)) return {};
  return whole.substr(0, whole.size() - rest.size());
}

}  // namespace

Crontab read_crontab(Bytes bytes, CrontabStyle style) {
  Crontab crontab;
  for (const Line& line : split_lines(bytes, crontab.problems)) {
    std::string_view rest = trim(line.text);
    if (rest.empty() || rest[0] == '#') continue;
    if (auto variable = variable_of(line)) {
      crontab.variables.push_back(*std::move(variable));
      continue;
    }
    CrontabEntry entry;
    entry.line = line.range;
    const std::string_view when = take_when(rest);
    if (style == CrontabStyle::system) entry.user = located(line, next_word(rest));
    const std::string_view command = trim(rest);
    if (when.empty() || command.empty()) {
      crontab.problems.push_back({{ErrorCode::corrupt, "no time, user and command"}, line.range});
      continue;
    }
    entry.when = located(line, when);
    entry.command = located(line, command);
    crontab.entries.push_back(std::move(entry));
  }
  return crontab;
}

}  // namespace assay::formats
