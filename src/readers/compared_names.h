// Compared names: names that a function compares one input with, each of which leads to code of its
// own. So a table of names and functions looks when its loop was unrolled and its functions were
// put in place, and so do chains of questions that somebody wrote.
#pragma once

#include "readers/comparison_site.h"
#include "readers/opened.h"

namespace assay::readers {

struct ComparedName {
  const ComparisonSite* site = nullptr;
  std::string_view name;      // in the site's constant
  std::uint32_t index = 0;    // among those of the same input
  std::uint64_t chain = 0;    // address of the first comparison of the same input
  std::uint64_t handler = 0;  // the function that alone is called there, else the code itself
  Opened opened;
};

// Of the function that the survey analysed last, with all its sites: where one input is compared
// with three different names at least, and what is reached only where one is equal calls what is
// known. By input, in the order of addresses.
std::vector<ComparedName> compared_names(const code::Survey& survey, Gates& gates,
                                         const code::Analysis& analysis,
                                         const code::Dominators& dominators,
                                         std::span<const ComparisonSite> sites);

}  // namespace assay::readers
