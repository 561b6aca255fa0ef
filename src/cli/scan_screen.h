// The screen of `assay scan`: what the image is, how much of it was understood, what was found,
// what was not looked at, and what to do next. It is made from the case file alone, so that it can
// be had again at any time.
#pragma once

#include <string>

#include "cli/case_view.h"
#include "cli/output.h"

namespace assay::cli {

struct ScreenNames {
  std::string image;  // as typed; empty: not known, the case's own name is shown
  std::string case_file;
};

// First line of the screen, which can be printed before the scan. `size` is 0 for a folder.
void print_image_name(const std::string& name, std::uint64_t size, Output& out);

// All that follows it.
void print_screen(const CaseView& view, const ScreenNames& names, Output& out);

}  // namespace assay::cli
