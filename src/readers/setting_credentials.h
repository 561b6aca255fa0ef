// The credentials among the settings of one file, each with the user whose it is.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "formats/settings.h"
#include "model/leaf.h"

namespace assay::readers {

// Takes settings in the order of the file, and writes rows of the table `credential`.
class SettingCredentials {
 public:
  explicit SettingCredentials(std::string_view path) : path_(path) {}

  void take(const formats::Setting& setting);

  // `nested`: the sections are those of XML and JSON, in which an element or object is one thing.
  void write(std::string_view method, bool nested, Reading& out);

 private:
  // What a setting is that may name a user, or hold a credential.
  struct Found {
    std::string section;
    std::string name;
    std::string value;
    std::string_view kind;  // empty: a user's name
    std::string stem;
    Range range;
  };

  void pair(std::vector<std::string_view>& users, bool back) const;
  void pair_within_sections(std::vector<std::string_view>& users) const;

  std::string_view path_;
  std::vector<Found> found_;
};

}  // namespace assay::readers
