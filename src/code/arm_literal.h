// What a load of a vector register of Arm reads beside the code, of which the small form tells
// nothing: the constants of floating point between the instructions.
#pragma once

#include "code/decoder.h"

namespace assay::code {

struct VectorLiteral {
  std::uint64_t address = 0;
  unsigned size = 0;  // bytes: 2, 4, 8; 0: the instruction reads none
};

// `bytes` is an instruction of 4 bytes at `address`, of A32 or T32 as `decoder` says.
VectorLiteral vector_literal(const Decoder& decoder, Bytes bytes, std::uint64_t address);

}  // namespace assay::code
