// Manual page: assay(1) in the man(7) macros of troff, made from the Commands.
#pragma once

#include <string>

namespace assay::cli {

std::string man_page();

}  // namespace assay::cli
