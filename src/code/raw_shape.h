// RawShape: what at a place of raw bytes reads as the start of a function, by one decoder's account
// alone: nothing names functions there.
#pragma once

#include "code/decoder.h"

namespace assay::code {

// Whether the bytes were no instruction.
inline bool is_no_instruction(const Instruction& in) {
  return in.op == Op::unknown && in.kills == 0 && in.flow == Flow::next;
}

class RawShape {
 public:
  RawShape(Bytes image, const Decoder& decoder) : image_(image), decoder_(decoder) {}

  // Whether the stack grows by what stands at `offset`, before control goes anywhere else.
  bool opens(std::uint64_t offset) const;
  // Whether what stands right before `offset` never goes on to it: a return, a jump, padding.
  bool follows_end(std::uint64_t offset) const;
  bool starts(std::uint64_t offset) const { return opens(offset) || follows_end(offset); }
  // Where the bytes that compilers put between functions end; `offset` where none stand there.
  std::uint64_t behind_padding(std::uint64_t offset) const;

  // The instruction at `offset`, as if the image began at address 0; its length is 0 where the
  // bytes are too few.
  Instruction at(std::uint64_t offset) const;

 private:
  Bytes image_;
  const Decoder& decoder_;
};

// Whether `in` makes room on the stack, or pushes something.
bool grows_stack(const Decoder& decoder, const Instruction& in);

}  // namespace assay::code
