// Checks: the outcome of a checksum that a format carries, said in one way by every handler.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "model/node.h"
#include "unpack/content.h"
#include "unpack/handler.h"

namespace assay::unpack {

// ok where both are the same, else bad with both values in the detail.
Check compare_checksum(std::string_view name, std::uint32_t stated, std::uint32_t computed);
Check compare_digest(std::string_view name, Bytes stated, Bytes computed);

// A checksum that could not be computed, and why.
Check absent_check(std::string_view name, std::string_view why);

// What the container stated of a member against what came out: a check for each thing it states.
// They are absent where the plain bytes are not all there.
std::vector<Check> compare_stated(const Stated& stated, Bytes plain, bool whole);

// Sets the probe's size to `stated`, or, where only `present` bytes are there, to those, and says
// so in its problems. Returns whether all are there.
bool set_size(Probe& probe, std::uint64_t stated, std::uint64_t present);

}  // namespace assay::unpack
