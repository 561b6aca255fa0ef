// RawSweep: one pass over an image whose processor is known, from the first byte to the last: which
// parts are code, what starts where, and the numbers that may be addresses.
//
// Nothing is known yet of the address at which the image runs: it is read as if it began at 0. So
// a place that code tells by its distance is an offset, and a number that it loads is an address.
#pragma once

#include "code/raw_code.h"

namespace assay::code {

// What a byte of the image is the first of, or a part of; several may hold.
enum RawMark : std::uint8_t {
  raw_text_start = 1,  // of a text that ends in NUL
  raw_text_inside = 2,
  raw_function_start = 4,
};

struct RawStore {
  std::uint64_t place = 0;
  bool relative = false;  // `place` is an offset; else an address
};

struct RawSweep {
  std::vector<std::uint8_t> marks;          // of each byte: of RawMark
  std::vector<Range> code;                  // by offset, disjoint
  std::vector<std::uint64_t> starts;        // sorted; of Thumb with the lowest bit set
  std::vector<std::uint64_t> words;         // of data: sorted, distinct
  std::vector<std::uint64_t> built;         // numbers that code puts together, or loads: likewise
  std::vector<std::uint64_t> call_targets;  // of MIPS: the low 28 bits of addresses, likewise
  std::vector<RawStore> stores;             // to places that code tells
};

RawSweep sweep(Bytes image, const RawProcessor& processor);

}  // namespace assay::code
