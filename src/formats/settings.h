// Settings: the names and values of configuration files, whatever their syntax, each value with its
// place.
#pragma once

#include <functional>
#include <string_view>
#include <vector>

#include "formats/stated.h"

namespace assay::formats {

constexpr std::size_t settings_max = 1U << 16U;       // of one file
constexpr std::size_t setting_name_size_max = 128;    // bytes; what is longer is no name
constexpr std::size_t setting_value_size_max = 4096;  // bytes; longer values are passed over
constexpr std::size_t settings_depth_max = 64;        // sections within each other

// One setting. The views live as long as the call that hands it over.
struct Setting {
  std::string_view section;  // "radius", "wifi-iface lan", "Device/ManagementServer"; may be empty
  std::string_view name;
  std::string_view value;  // without its quotes, escapes resolved
  Range range;             // of the value as it stands in the file; empty where it is empty
  Range whole;             // from the start of the name to the end of the value
};

// Receives settings in the order of the file.
using TakeSetting = std::function<void(const Setting&)>;

// What could not be read, or was not, for a limit. Reading goes on where it can.
using SettingProblems = std::vector<FormatProblem>;

// Lines: INI, UCI, `name = value`, `name: value`, `name value`, and blocks in braces; NUL ends a
// line like a newline, as in the defaults that stand in flash.
SettingProblems read_text_settings(Bytes bytes, const TakeSetting& take);

// XML: the text of elements, and attributes; <Value name="a">b</Value> and <p name="a" value="b"/>
// are the setting a. Entities other than the five of XML and numbers are not resolved, and no
// document type is read.
SettingProblems read_xml_settings(Bytes bytes, const TakeSetting& take);

// JSON: strings, numbers and words under their key; an array's elements under that of the array.
SettingProblems read_json_settings(Bytes bytes, const TakeSetting& take);

}  // namespace assay::formats
