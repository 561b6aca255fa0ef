// inetd.conf, one service a line:   service socket protocol wait user program argument ...
// xinetd:                           service NAME { name = value  name += value ... }
//
// Source: inetd(8), inetd.conf(5) of NetBSD, which BusyBox follows; xinetd.conf(5).
#include "formats/inetd.h"

#include <algorithm>

namespace assay::formats {
namespace {

void complain(std::vector<FormatProblem>& problems, const Line& line, std::string detail) {
  problems.push_back({{ErrorCode::corrupt, std::move(detail)}, line.range});
}

std::optional<XinetdSetting> setting_of(const Line& line) {
  const std::size_t equals = line.text.find('=');
  if (equals == std::string_view::npos) return std::nullopt;
  std::string_view name = trim(line.text.substr(0, equals));
  if (name.ends_with('+') || name.ends_with('-')) name = trim(name.substr(0, name.size() - 1));
  if (name.empty()) return std::nullopt;
  return XinetdSetting{located(line, name), located(line, trim(line.text.substr(equals + 1)))};
}

}  // namespace

InetdFile read_inetd(Bytes bytes) {
  InetdFile file;
  for (const Line& line : split_lines(bytes, file.problems)) {
    std::string_view rest = trim(line.text);
    if (rest.empty() || rest[0] == '#') continue;
    InetdService service;
    service.line = line.range;
    for (Text* field : {&service.service, &service.socket, &service.protocol, &service.wait,
                        &service.user, &service.program}) {
      *field = located(line, next_word(rest));
    }
    if (service.program.value.empty()) {
      complain(file.problems, line, "fewer than six fields");
      continue;
    }
    while (!trim(rest).empty() && service.arguments.size() < inetd_words_max)
      service.arguments.push_back(located(line, next_word(rest)));
    file.services.push_back(std::move(service));
  }
  return file;
}

XinetdFile read_xinetd(Bytes bytes) {
  XinetdFile file;
  XinetdService service;
  enum class State : std::uint8_t { outside, named, inside } state = State::outside;
  for (const Line& line : split_lines(bytes, file.problems)) {
    std::string_view rest = trim(line.text);
    if (rest.empty() || rest[0] == '#') continue;
    if (state == State::outside) {
      std::string_view word = next_word(rest);
      if (word.starts_with("include")) {
        file.includes.push_back(located(line, trim(rest)));
        continue;
      }
      if (word == "service")
        word = next_word(rest);
      else if (!word.starts_with("defaults"))
        word = {};
      if (word.ends_with('{')) {
        word.remove_suffix(1);
        rest = "{";
      }
      if (word.empty()) {
        complain(file.problems, line, "no service, defaults or include");
        continue;
      }
      service = {line.range, located(line, word), {}};
      state = State::named;
      rest = trim(rest);
    }
    if (state == State::named) {
      if (rest.empty()) continue;
      if (rest[0] == '{')
        state = State::inside;
      else
        complain(file.problems, line, "no brace behind the name of a service");
      continue;
    }
    if (rest[0] == '}') {
      service.block.size = line.range.end() - service.block.offset;
      file.services.push_back(std::move(service));
      state = State::outside;
    } else if (auto setting = setting_of(line);
               setting && service.settings.size() < xinetd_settings_max) {
      service.settings.push_back(*std::move(setting));
    } else {
      complain(file.problems, line, "no setting of a service, or too many");
    }
  }
  if (state != State::outside) {
    file.problems.push_back(
        {{ErrorCode::truncated, "the file ends within a service"}, service.block});
  }
  return file;
}

const Text* find_setting(const XinetdService& service, std::string_view name) {
  const auto found = std::ranges::find_if(
      service.settings, [&](const XinetdSetting& one) { return one.name.value == name; });
  return found == service.settings.end() ? nullptr : &found->value;
}

}  // namespace assay::formats
