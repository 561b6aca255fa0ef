// Raw code: which processor the bytes of a boot loader, a kernel or an RTOS image are for, and at
// which address they run, where no header says so: told by votes, and only where one answer has
// many and every other one few.
//
// All offsets are of the image's bytes. Nothing is told of images that are smaller or larger than
// the limits here, and nothing by a narrow margin.
#pragma once

#include <optional>
#include <vector>

#include "code/decoder.h"

namespace assay::code {

constexpr std::uint64_t raw_size_min = 4096;
constexpr std::uint64_t raw_size_max = 48U << 20U;
constexpr std::uint64_t raw_votes_min = 16;            // for anything to be told
constexpr std::uint64_t raw_votes_for_bytes = 4096;    // and one for so many that were looked at
constexpr std::uint64_t raw_processor_margin = 4;      // times the votes of the next one
constexpr std::uint64_t raw_base_margin = 3;           // likewise
constexpr std::uint64_t raw_chance_margin = 8;         // times what numbers would hit by chance
constexpr std::uint64_t raw_sample_max = 256U << 10U;  // bytes that vote for a processor
constexpr std::uint64_t raw_window = 1024;             // bytes of each part of the sample
constexpr std::uint64_t raw_block = 1024;              // bytes that are code, or data, as one
constexpr std::size_t raw_marks_max = 512;        // places in the image, by which it is looked for
constexpr std::size_t raw_pairs_max = 1U << 21U;  // of one of these and a number
constexpr std::size_t raw_stores_max = 1U << 16U;

// Votes for a processor: calls that go to what reads as the start of a function, and returns
// behind which a function starts.
struct RawProcessor {
  const Decoder* decoder = nullptr;  // nullptr: nothing is told
  std::uint64_t phase = 0;           // offset of the first whole instruction
  std::uint64_t sampled = 0;         // bytes that were looked at
  std::uint64_t returns = 0;
  std::uint64_t returns_before_start = 0;
  std::uint64_t calls = 0;  // to a place that the call tells by itself: none of MIPS
  std::uint64_t calls_to_start = 0;
  const Decoder* runner_up = nullptr;  // of another family or byte order; nullptr: no votes
  std::uint64_t runner_up_votes = 0;

  std::uint64_t votes() const { return returns_before_start + calls_to_start; }
};

// Errors: unsupported, with the reason why nothing is told; limit, where the image is too large.
Result<RawProcessor> vote_processor(Bytes image);

// Votes for the address of the image's first byte: distinct numbers that, less it, are the place of
// the first character of a text or of the start of a function; of MIPS also the targets of calls.
// Numbers that, less it, lie within a text count against those that are the start of one.
struct RawBase {
  std::uint64_t address = 0;
  std::uint64_t pointers = 0;  // distinct numbers that lie in the image then
  std::uint64_t text_votes = 0;
  std::uint64_t inside_texts = 0;
  std::uint64_t start_votes = 0;
  std::uint64_t call_votes = 0;
  std::optional<std::uint64_t> runner_up;
  std::uint64_t runner_up_votes = 0;

  std::uint64_t votes() const {
    const std::uint64_t texts = text_votes > inside_texts ? text_votes - inside_texts : 0;
    return texts + start_votes + call_votes;
  }
};

// What the image holds, once its processor is known.
struct RawParts {
  std::vector<Range> code;  // by offset, disjoint
  std::vector<std::uint64_t>
      starts;                   // of functions, sorted: offsets; of Thumb with the lowest bit set
  std::vector<Range> constant;  // by offset, disjoint: what the running program does not change
};

struct RawCode {
  RawProcessor processor;
  std::optional<RawBase> base;  // nothing: not told
  RawParts parts;               // without a base, only `code`
};

// Errors: those of vote_processor.
Result<RawCode> find_raw_code(Bytes image);

}  // namespace assay::code
