// Parses a script once for all readers of a leaf.
#pragma once

#include <memory>

#include "formats/shell.h"
#include "model/leaf.h"

namespace assay::readers {

// While one lives, shell_of() on this thread parses the same bytes once. They must stay where they
// are, unchanged. One at a time on a thread.
class ShellMemo {
 public:
  ShellMemo();
  ~ShellMemo();
  ShellMemo(const ShellMemo&) = delete;
  ShellMemo& operator=(const ShellMemo&) = delete;
};

// The leaf's bytes as a shell script; never null.
std::shared_ptr<const formats::ShellScript> shell_of(const Leaf& leaf);

}  // namespace assay::readers
