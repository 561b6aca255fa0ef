// The it instruction of Thumb: up to four instructions behind it depend on a condition.
#pragma once

#include "code/instruction.h"

namespace assay::code {

// Walks along with the decoder of Thumb, from one instruction to the next. The it instruction
// itself is a nop whose condition is `other`, which no other instruction of Thumb has, and whose
// immediate is its condition and mask.
class ThumbConditions {
 public:
  // Makes `instruction` conditional where an it instruction before it says so.
  void apply(Instruction& instruction) {
    const bool begins = instruction.condition == Condition::other;
    if (begins || (state_ & 15U) != 0) change(instruction, begins);
  }

 private:
  void change(Instruction& instruction, bool begins);
  std::uint8_t state_ = 0;  // condition and mask, as the processor keeps them
};

}  // namespace assay::code
