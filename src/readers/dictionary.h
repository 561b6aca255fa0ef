// The dictionary of default passwords that the program carries in itself:
// data/default_passwords.tsv.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace assay::readers {

struct Dictionary {
  std::string_view name;                    // "default_passwords 2026-11-21"
  std::vector<std::string_view> passwords;  // the likeliest first
  std::vector<std::int64_t> lines;          // of each, in the file, from 1
  std::vector<std::string_view> sources;    // of each: where it was published
};

const Dictionary& default_passwords();

}  // namespace assay::readers
