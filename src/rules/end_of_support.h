// When the makers of a piece of software stopped to maintain it in public
// (data/end_of_support.tsv).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "model/metric.h"

namespace assay::rules {

struct EndOfSupportData {
  std::string version;  // 'end_of_support 2026-11-21'
  std::vector<EndOfSupport> lines;
};

// From the text of such a file. Errors: corrupt, with the line.
Result<EndOfSupportData> parse_end_of_support(std::string_view text);

// What the program carries in itself.
const EndOfSupportData& shipped_end_of_support();

}  // namespace assay::rules
