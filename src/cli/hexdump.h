// Hexdump: bytes as `hexdump -C` shows them, for a terminal.
#pragma once

#include <string>

#include "base/bytes.h"

namespace assay::cli {

// Sixteen bytes a line; `offset` is that of the first one. Lines begin with `indent` blanks.
std::string hexdump(Bytes bytes, std::uint64_t offset, std::size_t indent = 0);

}  // namespace assay::cli
