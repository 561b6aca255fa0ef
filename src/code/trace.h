// Trace: what a register holds at one place of a function, followed back to what made it: within
// the blocks that lead to one another in a single way. Where the values of an analysis say that
// nothing is known, two traces can still say that both hold the same.
#pragma once

#include "code/analysis.h"

namespace assay::code {

// A place of a function: before the instruction `index` of it, in `block`.
struct Place {
  std::uint32_t block = 0;
  std::uint32_t index = 0;
};

class Trace {
 public:
  // The sum of a node and a number. Node 0 is zero: then it is the number.
  struct Term {
    std::uint32_t node = 0;
    std::uint64_t number = 0;
    bool is_number() const { return node == 0; }
    friend auto operator<=>(const Term&, const Term&) = default;
  };
  enum class Kind : std::uint8_t {
    made,        // what instruction `a.number`, or entering a block, left in a register
    base,        // Value `a.number` of Value::Kind `size`, less the number
    memory,      // `size` bytes at a
    reversed,    // likewise, in the other order than the program's
    bit_xor,     // a ^ b
    bit_or,      // a | b
    difference,  // a - b
    ones,        // the number of ones of a: 0 where that is 0, and nowhere else
    borrow,      // 0 where a difference did not borrow, as that of equal values; made at a.number
  };
  struct Node {
    Kind kind = Kind::made;
    std::uint8_t size = 0;
    Term a;
    Term b;
    friend auto operator<=>(const Node&, const Node&) = default;
  };

  // Of the function that `analyser` analysed last.
  Trace(const Program& program, Analyser& analyser, const Analysis& analysis);

  const Function& function() const { return function_; }
  const Node& node(std::uint32_t index) const { return nodes_[index]; }
  // The first instruction that was seen to read a node of memory.
  Place read_at(std::uint32_t index) const { return read_at_[index]; }

  // Goes back to the instruction that changed a register last before `at`, on the only way there.
  // False where none is found; then `at` is in the first block of that way.
  bool go_back(Register r, Place& at) const;
  Term value(Register r, Place at) { return value(r, at, 0); }
  // b of an instruction, with its shift, or its immediate.
  Term second_operand(const Instruction& in, Place at) { return second_operand(in, at, 0); }
  // What memory at a + b holds, `in.size` bytes of it.
  Term loaded(const Instruction& in, Place at) { return loaded(in, at, 0); }

 private:
  Term value(Register r, Place at, unsigned depth);
  Term made_by(std::uint32_t index, std::uint32_t block, Register r, unsigned depth);
  Term computed(const Instruction& in, const Term& a, const Term& b);
  Term second_operand(const Instruction& in, Place at, unsigned depth);
  Term address_of(const Instruction& in, Place at, unsigned depth);
  Term loaded(const Instruction& in, Place at, unsigned depth);
  std::optional<Term> told_by_word(Register r, Place at, unsigned depth);
  std::optional<Term> compared_by_word(Register r, Place at, unsigned depth);
  Term loaded_reversed(const Instruction& in, Place at, unsigned depth);
  std::optional<Term> stored(const Term& address, unsigned size, Place at, unsigned depth);
  Term narrowed(const Term& a, unsigned bits, bool sign);
  Term node_of(const Node& node);
  std::uint32_t& slot_of(const Node& node);
  Term memory(const Node& node, Place at);
  Term unknown(std::uint64_t where, Register r);
  bool step_back(Place& at) const;
  std::uint32_t block_before(std::uint32_t block) const;
  std::uint64_t changed_in(std::uint32_t block) const;

  const Program& program_;
  Analyser& analyser_;
  const Function& function_;
  const BlockGraph& graph_;
  const Abi& abi_;
  std::vector<Node> nodes_;
  std::vector<Place> read_at_;        // of each node
  std::vector<std::uint32_t> known_;  // nodes by their hashes; 0: none stands there
  struct Made {                       // what made_by() gave
    std::uint32_t index = no_block;
    Register r = no_register;
    std::uint8_t depth = 0;
    Term term;
  };
  std::array<Made, 64> made_;  // lately, by some bits of what was asked
  // Registers, as bits: of each block that was asked for, others having 0, and of what is in these.
  mutable std::vector<std::uint64_t> changed_in_;
  mutable std::vector<std::uint64_t> changed_;
};

}  // namespace assay::code
