// Which files configure a service, and in which style their lines are.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace assay::readers {

enum class ConfigStyle : std::uint8_t {
  words,   // Port 22
  equals,  // port = 22, with [section] before; "port: 22" as well
  braces,  // listen 443 ssl;  server { }
  uci,     // config TYPE NAME, option PORT '22', list listen_http '0.0.0.0:80'
  colons,  // H:/www, of BusyBox httpd
};

struct ServiceFile {
  std::string_view
      service;  // 'sshd', 'lighttpd'; a program's name, or its protocol's where many do
  ConfigStyle style = ConfigStyle::words;
};

// Nothing where the path is not one under which such a file lies.
std::optional<ServiceFile> service_file(std::string_view path);

// The same, where more than one server has files of this name, by what stands in it: httpd.conf is
// one of Apache, boa or BusyBox.
ServiceFile service_file_of_text(const ServiceFile& file, std::string_view text);

}  // namespace assay::readers
