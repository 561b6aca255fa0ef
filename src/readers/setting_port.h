// Ports and addresses that settings of servers give.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "model/leaf.h"

namespace assay::readers {

// A setting as it stands in a file.
struct ServiceLine {
  std::string_view service;
  std::string_view section;  // empty where in none
  std::string_view name;     // in lower case
  std::string_view value;    // without quotes
  Range range;
};

// Makes rows of `listener` from the settings of one file. A server whose address stands in a
// setting of its own gets it when the file has ended.
class SettingPorts {
 public:
  explicit SettingPorts(Reading& out) : out_(out) {}

  void see(const ServiceLine& line);

  // Adds the port that `value` is or ends with, as of a web server: "0.0.0.0:443".
  void add_socket(const ServiceLine& line);

  // Gives the rows their addresses.
  void end();

 private:
  struct Port {
    std::size_t row = 0;  // in out_.facts
    std::string section;
  };

  void add(const ServiceLine& line, std::string_view protocol, std::string_view kind);
  bool is_left_out(const ServiceLine& line) const;

  Reading& out_;
  std::vector<Port> ports_;                       // without an address
  std::map<std::string, std::string> addresses_;  // by section
  std::set<std::string, std::less<>> modules_;    // of Apache, that the file has loaded so far
};

}  // namespace assay::readers
