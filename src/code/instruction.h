// One machine instruction in the small form that all analyses of code share: what it does to the
// flow of control, to registers and to memory, in 40 bytes, without text and without allocation.
//
// An instruction has one operation. What else changes a register stands in `kills`: a set of
// registers whose value is not known afterwards. An operation that the form has no word for is
// `unknown`, and its destinations are in `kills`: an analysis that honours `kills` is never wrong
// about a value, it only knows less. Only integer registers are told; writes to floating-point and
// vector registers are not. A load of one has no dest.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace assay::code {

// Registers are numbered as the architecture numbers them; decoder.h names the special ones.
using Register = std::uint8_t;
constexpr Register no_register = 0xff;
// Not a register: where x86 has a number in place of one, it reads as `target`. Nothing writes it.
constexpr Register constant_operand = 62;
// PowerPC's eight fields of the condition register are numbered from here on.
constexpr Register condition_field = 40;
constexpr std::uint64_t register_bit(Register r) { return r < 64 ? std::uint64_t{1} << r : 0; }

// `b` stands for the register b with its shift, or for `immediate` where b is no_register. `a` is
// zero where it is no_register. So memory at a constant address has no a and no b, and `immediate`
// is its address (literals of Arm, what x86-64 has relative to rip).
enum class Op : std::uint8_t {
  unknown,             // changes `kills`
  nop,                 // changes nothing that is told
  constant,            // dest = immediate
  move,                // dest = a
  add,                 // dest = a + b
  subtract,            // dest = a - b
  reverse_subtract,    // dest = b - a
  multiply,            // dest = a * b
  bit_and,             // dest = a & b
  bit_or,              // dest = a | b
  bit_xor,             // dest = a ^ b
  bit_nor,             // dest = ~(a | b)
  and_not,             // dest = a & ~b
  or_not,              // dest = a | ~b
  xor_not,             // dest = a ^ ~b
  not_and,             // dest = ~(a & b)
  shift_left,          // dest = a << b
  shift_right,         // dest = a >> b, zeros come in
  shift_right_signed,  // dest = a >> b, copies of the sign come in
  rotate_right,        // dest = a rotated right by b
  insert,              // dest, but bits shift_amount.. of it = the low `size` bytes of immediate
  extend,              // dest = the low `size` bytes of a, extended by sign or zero to the register
  extract,          // dest = the `second` bits of a from bit `shift_amount` on, likewise extended
  reverse_bytes,    // dest = a, each `immediate` bytes of its `size` in the other order
  set,              // dest = a `condition` b ? 1 : 0
  select,           // dest = a or b
  compare,          // flags of a - b
  compare_negated,  // flags of a + b
  test,             // flags of a & b
  test_equal,       // flags of a ^ b
  load,             // dest (and second) = memory at a + b
  store,            // memory at a + b = dest (and second); dest none: an unknown value;
                    // size 0: how much is not known, and without a and b nor where
  // Only x86 has these. The second operation stands in `inner`.
  use_memory,     // dest = dest `inner` memory at a + b; compare and test change flags only
  change_memory,  // memory at a + b = memory `inner` dest; likewise; dest none: not known
  push_memory,    // the stack pointer -= size, and memory there = memory at a + b
};
// Whether an operation changes flags and nothing else.
constexpr bool is_comparison(Op op) {
  return op == Op::compare || op == Op::compare_negated || op == Op::test || op == Op::test_equal;
}
constexpr unsigned op_count = static_cast<unsigned>(Op::push_memory) + 1;
std::string_view to_string(Op op);
constexpr std::uint64_t bit_of(Op op) { return std::uint64_t{1} << static_cast<unsigned>(op); }
static_assert(op_count <= 64);

enum class Flow : std::uint8_t {
  next,           // goes on behind the instruction
  jump,           // to target
  branch,         // to target, or on
  call,           // to target, and back
  jump_register,  // to the register a and `immediate`; or, where op is load, to what memory at a +
                  // b says
  call_register,  // likewise, and back; so a jump through a constant slot has its address
  give_back,      // returns to the caller
  stop,           // never goes on: a trap, an instruction that is defined as undefined
  system,         // asks the kernel, and goes on
};
std::string_view to_string(Flow flow);
constexpr unsigned bit_of(Flow flow) { return 1U << static_cast<unsigned>(flow); }

enum class Condition : std::uint8_t {
  always,
  equal,
  not_equal,
  less,  // signed
  greater_equal,
  greater,
  less_equal,
  below,  // unsigned
  above_equal,
  above,
  below_equal,
  negative,
  not_negative,
  overflow,
  no_overflow,
  bit_clear,  // bit `immediate` of a
  bit_set,
  other,  // depends on what is not told
};
std::string_view to_string(Condition condition);

enum class Shift : std::uint8_t {
  left,
  right,
  right_signed,
  rotate,
  other,   // not told: b is an unknown value
  scaled,  // left, and `immediate` is added to the sum as well (x86: base, index, distance)
  // Left, of the low bytes of b extended by zeros or by sign (AArch64).
  low_byte,
  low_half,
  low_word,
  low_byte_signed,
  low_half_signed,
  low_word_signed,
};

// How many low bytes of b count; 0: all of them.
constexpr unsigned low_bytes(Shift shift) {
  if (shift < Shift::low_byte) return 0;
  return 1U << (static_cast<unsigned>(shift) - static_cast<unsigned>(Shift::low_byte)) % 3;
}
constexpr bool extends_sign(Shift shift) { return shift >= Shift::low_byte_signed; }

struct Instruction {
  std::uint64_t target = 0;    // address; of a jump, branch or call. Of a store or load of several
                               // words on Arm: the registers, as bits, the lowest first, and in
                               // bits 16 to 19 the one with the address
  std::int64_t immediate = 0;  // wraps at the width of the operation
  std::uint64_t kills = 0;     // registers, as bits
  // Four bytes apart: registers as row.h finds them.
  Register dest = no_register;
  Op op = Op::unknown;
  Flow flow = Flow::next;
  Condition condition = Condition::always;  // of branch, set, or of the whole instruction
  Register a = no_register;
  std::uint8_t length = 0;    // bytes; 0: the bytes end before the instruction does
  std::uint8_t size = 0;      // bytes of the operation, or of what is in memory
  Shift shift = Shift::left;  // of b, by shift_amount bits
  Register b = no_register;
  Op inner = Op::unknown;  // of use_memory and change_memory
  std::uint16_t flags = 0;
  std::uint8_t shift_amount = 0;
  Register second = no_register;

  enum Flag : std::uint16_t {
    conditional = 1,    // without the condition it does nothing
    delay_slot = 2,     // the next instruction is carried out before control goes elsewhere
    annulled = 4,       // and only where the branch is taken
    sign_extended = 8,  // of load, extend, extract
    write_back = 16,    // a = a + b (or a + immediate), beside the operation
    post_index = 32,    // and memory is at the old a
    sets_flags = 64,    // the condition flags follow from the result
    other_set = 128,    // a jump or call changes the instruction set (Arm and Thumb, MIPS16)
    low_word = 256,     // sign_extended to 4 bytes only; the upper half of dest is zero
    keeps_rest = 512,   // only the low `size` bytes of dest change (x86)
    reversed = 1024,    // of store: the bytes in the other order than the program's
  };
  bool has(Flag flag) const { return (flags & flag) != 0; }
};
static_assert(sizeof(Instruction) == 40);

// "add4 r3 = r4, 16", the same for all architectures. For tests and for people: it allocates.
std::string to_text(const Instruction& instruction);

}  // namespace assay::code
