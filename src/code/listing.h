// Listing: the instructions around places of a program, for people: where each stands, its bytes,
// what it does, and of calls and comparisons what is known of their values.
#pragma once

#include <span>
#include <string>

#include "base/bytes.h"

namespace assay::code {

// Lines of text, one an instruction, those at `places` marked with ">". Around each place stand a
// few instructions of its function; what follows a gap stands behind a line "...". Names and texts
// of the file stand in it escaped. `file` is an ELF file, or raw bytes whose processor and address
// are found as when they were scanned. Errors: those of Program::open; unsupported, where no
// function was found at any of the places.
Result<std::string> listing(Bytes file, std::span<const std::uint64_t> places);

}  // namespace assay::code
