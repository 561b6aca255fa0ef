// Code places: the addresses of machine code that a fact states.
#pragma once

#include <cstdint>
#include <vector>

#include "model/finding.h"

namespace assay::cli {

// Each once, in order; empty where the fact is not of machine code.
std::vector<std::uint64_t> code_places(const Evidence& evidence);

}  // namespace assay::cli
