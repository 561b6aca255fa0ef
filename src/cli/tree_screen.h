// The tree of a case on a screen and as JSON, as `assay ls` prints it.
#pragma once

#include <optional>

#include "cli/case_view.h"
#include "cli/json_text.h"
#include "cli/output.h"

namespace assay::cli {

struct TreeOptions {
  bool details = false;                    // mode, owner, group, time
  bool only_containers = false;            // and what they stand in
  std::optional<std::uint64_t> depth_max;  // levels beneath `top`
};

// Prints `top` and what is beneath it, one node a line.
void print_tree(const CaseView& view, NodeId top, const TreeOptions& options, Output& out);

// The same nodes as an array of objects.
void print_tree_json(const CaseView& view, NodeId top, const TreeOptions& options, Output& out);

// "-rwxr-xr-x", as ls(1) writes it; "-" or "d?????????" where the mode is not stated.
std::string mode_text(NodeKind kind, std::optional<std::uint32_t> mode);

// "2023-08-01 12:30:00" in UTC, or the number where no year of four digits fits.
std::string time_text(std::int64_t seconds);

}  // namespace assay::cli
