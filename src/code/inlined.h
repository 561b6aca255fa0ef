// Inlined comparisons: constant bytes that a function compares memory with by instructions of its
// own, because its compiler has no need to call the library, or its source does not.
#pragma once

#include "code/analysis.h"
#include "code/trace.h"

namespace assay::code {

constexpr std::size_t inlined_bytes_max = 256;  // of one comparison
constexpr unsigned inlined_text_min = 3;        // bytes of a text that tells something by itself,
constexpr unsigned inlined_texts_min = 3;       // or shorter texts that do together

struct InlinedComparison {
  std::uint64_t address = 0;        // of the first instruction that decides
  Place read;                       // the instruction that reads the first byte
  std::uint32_t from = 0;           // all bytes are equal where control goes from this block
  std::uint32_t to = no_block;      // to this one; no_block: out of the function
  std::uint32_t other = no_block;   // where it goes from `from` where they are not
  std::uint32_t pieces = 0;         // values that are compared
  std::vector<std::uint8_t> bytes;  // in the order of memory
};

// Whether it is worth while to look for some: the function compares something with characters, or
// joins differences. Cheap.
bool may_compare_inline(const Analysis& analysis);

// Whether one of these has inlined_text_min bytes of a text or more, or inlined_texts_min have one
// less. `analysis` is the last one of `analyser`.
bool compares_text_inline(const Program& program, Analyser& analyser, const Analysis& analysis);

// `analysis` is the last one of `analyser`, in the order of blocks. Runs of one byte are left
// out.
std::vector<InlinedComparison> inlined_comparisons(const Program& program, Analyser& analyser,
                                                   const Analysis& analysis);

}  // namespace assay::code
