// Verify: does a whole evaluation again, and holds a case file against it row by row.
//
// The case file is a stranger's claim. Its seal shows whether it was altered after it was written;
// its rules, limits and names are taken from it, its facts from the image; and what comes out must
// be what it says. So a case that was altered and sealed anew is refuted as well.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/result.h"
#include "casefile/read.h"
#include "model/finding.h"
#include "pipeline/isolated.h"
#include "unpack/source.h"

namespace assay::pipeline {

enum class Verification : std::uint8_t {
  confirmed,  // the image shows the same
  refuted,    // the image does not show it, or shows something else
};

struct VerifiedFinding {
  Finding finding;
  Verification verification = Verification::confirmed;
  std::string reason;  // why refuted; no full stop
};

struct VerifyReport {
  bool image_is_the_same = true;
  std::vector<Range> altered;              // slices of the image that are not as the case says
  std::string image_difference;            // for people, where there is one
  std::vector<VerifiedFinding> findings;   // of the case, in its order
  std::vector<Finding> missing;            // what the image shows and the case does not have
  std::vector<std::string> differences;    // tables that differ, with the first row that does
  std::vector<std::string> foreign_rules;  // rules of the case that this program does not carry
  std::string tool_difference;             // where another version wrote the case

  // Whether all that the case says was found again, and nothing besides.
  bool confirmed() const;
};

struct VerifyOptions {
  unsigned threads = 1;
  Isolation isolation;
  std::string tool_version;
};

// Errors: those of the scan; corrupt, where the case cannot be read. Throws where the machine
// fails.
Result<VerifyReport> verify(const casefile::Case& stated, const unpack::Source& source,
                            const VerifyOptions& options);

}  // namespace assay::pipeline
