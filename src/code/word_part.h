// Word part: an instruction of MIPS that moves the part of a word on one side of a boundary. Two of
// them, for the left and the right part, move a word that may stand at any address.
#pragma once

#include <optional>

#include "code/program.h"

namespace assay::code {

struct WordPart {
  Op op = Op::load;  // or store
  bool left = false;
  std::uint8_t size = 0;  // bytes of the whole word
  Register base = no_register;
  Register value = no_register;
  std::int64_t distance = 0;  // from the base to the part's byte at the word's end
};

// lwl, lwr, ldl, ldr, swl, swr, sdl, sdr; nothing for any other word.
std::optional<WordPart> word_part_of(std::uint32_t word, const Decoder& decoder);

// The bytes of memory that a part moves, given the place that it names.
struct MovedPart {
  std::uint64_t first = 0;
  unsigned count = 0;
  unsigned shift = 0;  // of the register, to the right: its low `count` bytes are then those
};
MovedPart moved_part(const WordPart& part, const Decoder& decoder, std::uint64_t place);

// The whole word, at its distance from the base, that the instruction at `address` loads together
// with one beside it; nothing where there is none. Looks at a few instructions on either side.
std::optional<WordPart> whole_word_at(const Program& program, const Decoder& decoder,
                                      std::uint64_t address);

}  // namespace assay::code
