// inetd.conf and xinetd's files: which program answers which port.
#pragma once

#include <optional>

#include "formats/lines.h"

namespace assay::formats {

constexpr std::size_t inetd_words_max = 256;      // words of one line
constexpr std::size_t xinetd_settings_max = 256;  // settings of one service

struct InetdService {
  Range line;
  Text service;  // a name of services(5) or a port; "address:service" narrows it
  Text socket;   // "stream", "dgram"
  Text protocol;
  Text wait;  // "wait", "nowait", with a rate behind a dot
  Text user;  // with a group behind a dot or colon
  Text program;
  std::vector<Text> arguments;  // from the program's own name on
};

struct InetdFile {
  std::vector<InetdService> services;
  std::vector<FormatProblem> problems;
};

// None fails: a line that is no service becomes a problem.
InetdFile read_inetd(Bytes bytes);

struct XinetdSetting {
  Text name;
  Text value;  // words as written, blanks between them; settings with "+=" or "-=" stand alone
};

struct XinetdService {
  Range block;  // from the word "service" to its closing brace
  Text name;    // "defaults" for the block of that name
  std::vector<XinetdSetting> settings;
};

struct XinetdFile {
  std::vector<XinetdService> services;
  std::vector<Text> includes;  // files and folders that are read as well
  std::vector<FormatProblem> problems;
};

XinetdFile read_xinetd(Bytes bytes);

// The value of the first setting of that name, or nullptr.
const Text* find_setting(const XinetdService& service, std::string_view name);

}  // namespace assay::formats
