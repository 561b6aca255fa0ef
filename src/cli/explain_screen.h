// The explanation of one finding on a screen and as JSON: the path to the bytes, the bytes, the
// rule, the conclusion, what would refute it, and how to see the same without this program.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "cli/case_view.h"
#include "cli/json_text.h"
#include "cli/output.h"

namespace assay::cli {

struct ExplainSource {
  std::string image;  // its path; empty: it is not at hand

  // The bytes of a locator; nothing to call where the image is not at hand.
  std::function<Result<Buffer>(const std::string& locator)> read;

  // The machine code around addresses of the program that `node` names, as lines; `evidence` is the
  // locator of what is explained. Likewise.
  std::function<Result<std::string>(const std::string& evidence, const std::string& node,
                                    const std::vector<std::uint64_t>& addresses)>
      listing;
};

void print_explanation(const CaseView& view, const Finding& finding, const ExplainSource& source,
                       Output& out);

Json json_of_explanation(const CaseView& view, const Finding& finding, const ExplainSource& source);

// A finding as a member of "findings" in JSON.
Json json_of_finding(const CaseView& view, const Finding& finding);

}  // namespace assay::cli
