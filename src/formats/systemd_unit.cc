// Unit files: "[Section]", "Name=value"; '#' and ';' begin comment lines; a backslash at the end of
// a line joins the next one, passing over comment lines between.
//
// Source: systemd.syntax(7); systemd.service(5), "Command lines".
#include "formats/systemd_unit.h"

#include <fmt/core.h>

#include <algorithm>

namespace assay::formats {
namespace {

bool is_comment(std::string_view trimmed) {
  return !trimmed.empty() && (trimmed[0] == '#' || trimmed[0] == ';');
}

// Joins to `value` the lines from `next` on that continue it, and gives back the index behind them.
std::size_t join_lines(const std::vector<Line>& lines, std::size_t next, Text& value) {
  while (value.value.ends_with('\\') && next < lines.size()) {
    const Line& line = lines[next++];
    if (is_comment(trim(line.text))) continue;
    value.value.pop_back();
    value.value += ' ';
    value.value += trim(line.text).substr(
        0, systemd_value_size_max - std::min(systemd_value_size_max, value.value.size()));
    value.range.size = line.range.end() - value.range.offset;
  }
  return next;
}

}  // namespace

SystemdUnit read_systemd_unit(Bytes bytes) {
  SystemdUnit unit;
  const std::vector<Line> lines = split_lines(bytes, unit.problems);
  Text section;
  for (std::size_t i = 0; i < lines.size();) {
    const Line& line = lines[i++];
    const std::string_view text = trim(line.text);
    if (text.empty() || is_comment(text)) continue;
    const std::size_t equals = text.find('=');
    if (text[0] == '[' && text.ends_with(']')) {
      section = located(line, text.substr(1, text.size() - 2));
    } else if (equals == std::string_view::npos || equals == 0 || section.value.empty()) {
      unit.problems.push_back({{ErrorCode::corrupt, "no setting within a section"}, line.range});
    } else {
      UnitSetting setting{section, located(line, trim(text.substr(0, equals))),
                          located(line, trim(text.substr(equals + 1)))};
      i = join_lines(lines, i, setting.value);
      unit.settings.push_back(std::move(setting));
    }
  }
  return unit;
}

std::vector<const Text*> unit_values(const SystemdUnit& unit, std::string_view section,
                                     std::string_view name) {
  std::vector<const Text*> values;
  for (const UnitSetting& setting : unit.settings) {
    if (setting.section.value != section || setting.name.value != name) continue;
    if (setting.value.value.empty()) {
      values.clear();
    } else {
      values.push_back(&setting.value);
    }
  }
  return values;
}

ExecCommand split_exec(std::string_view value) {
  ExecCommand command;
  const std::size_t start = std::min(value.find_first_not_of("@-:+!"), value.size());
  command.prefix = value.substr(0, start);
  std::string word;
  bool open = false;  // within a word
  char quote = '\0';
  for (std::size_t i = start; i < value.size() && command.words.size() < systemd_words_max; i++) {
    const char c = value[i];
    if (quote == '\0' && (c == ' ' || c == '\t')) {
      if (open) command.words.push_back(std::exchange(word, {}));
      open = false;
      continue;
    }
    open = true;
    if (c == quote) {
      quote = '\0';
    } else if (quote == '\0' && (c == '"' || c == '\'')) {
      quote = c;
    } else if (c == '\\' && i + 1 < value.size()) {
      word += value[++i];
    } else {
      word += c;
    }
  }
  if (open && command.words.size() < systemd_words_max) command.words.push_back(word);
  return command;
}

}  // namespace assay::formats
