// Outline: the containers of an image from the outside in, without their members, as the screen of
// scan shows them.
#pragma once

#include <string>
#include <vector>

#include "cli/case_view.h"

namespace assay::cli {

struct OutlineLine {
  unsigned depth = 0;            // containers around it
  NodeId node = 0;               // the first one, where it stands for several
  std::uint64_t like_it = 1;     // containers of this format beside it that the line stands for
  std::string member;            // of the container around it, in which it stands; may be empty
  std::uint64_t files = 0;       // members with bytes
  std::vector<std::string> bad;  // names of checks that failed
};

// Outside in and front to back; containers of one format beside each other become one line where
// they are more than three. At most `lines_max` lines; `left_out` counts the containers behind.
std::vector<OutlineLine> outline(const CaseView& view, std::size_t lines_max,
                                 std::uint64_t& left_out);

}  // namespace assay::cli
