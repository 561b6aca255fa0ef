// Interpreter: carries out code of a program on numbers, to learn what a loop or a function of its
// own makes of constants: a text that is decoded before it is compared.
//
// It begins at a place of a function with what an analysis knows there, and knows no more than
// that: registers and bytes are numbers or unknown. It ends without a result at the first thing
// that it would have to guess: a branch or an address that depends on what is unknown, an
// instruction of unknown effect on memory, a call whose callee is not of this file and not among a
// few of the C library. What variables of the file hold at first counts, so a result that was made
// from one is what the program makes of it the first time.
#pragma once

#include <array>
#include <functional>

#include "code/branch_condition.h"
#include "code/callee.h"
#include "code/interpreter_memory.h"
#include "code/thumb.h"
#include "code/vector_move.h"

namespace assay::code {

// The one place for what one run may cost.
struct InterpreterLimits {
  std::uint32_t steps = 1U << 15U;    // instructions; each byte that the C library copies is one
  std::uint32_t frames = 4;           // calls within calls
  std::uint32_t written = 1U << 13U;  // bytes
};

class Interpreter {
 public:
  explicit Interpreter(const Program& program, const InterpreterLimits& limits = {})
      : program_(program), limits_(limits), callees_(program) {}

  // Which way a branch of the function itself takes whose outcome is not known: whether it is
  // taken; nothing where the run is to end.
  using Choice = std::function<std::optional<bool>(std::uint64_t branch)>;

  // Carries out code from `from` on, where `state` is known, to `until` of the same function, or
  // where that is a call with a delay slot, behind the slot. Gives whether it came there.
  bool run(const Decoder& decoder, const State& state, std::uint64_t from, std::uint64_t until,
           const Choice& choice = {});

  // Instructions that stand in the place of a call: a run that comes to the first of them is at a
  // call with these arguments, behind which control goes on at `behind` with its result in a
  // register.
  struct InPlace {
    std::uint64_t address = 0;
    std::uint64_t behind = 0;
    Register result = no_register;
    std::array<Register, 2> arguments = {no_register, no_register};
  };
  // From now on, until it is called with nothing.
  void put_in_place(const std::optional<InPlace>& in_place) { in_place_ = in_place; }

  // After a run that came to a call: goes on behind it, where it gave back `result`, to `until`.
  bool go_on(std::uint64_t result, std::uint64_t until);
  // Likewise to the next call or jump out of the function, which is not made; nothing where the run
  // ends before.
  std::optional<Callee> go_on_to_call(std::uint64_t result);

  // Where a run is, so that it can be gone on with in several ways.
  struct Point;
  Point point() const;
  void back_to(const Point& point);

  // After a run: what argument `index` of a call is there; a number, an import, or unknown.
  Value argument(std::size_t index) const;
  // The bytes at `address` that are known, as far as they go.
  std::vector<std::uint8_t> bytes(std::uint64_t address, std::size_t size_max) const;
  // Of those, how many the run put there.
  std::size_t made(std::uint64_t address, std::size_t size) const;

  std::uint32_t steps() const { return steps_; }
  // The instruction of the function itself, not of one it called, at which the run ended.
  std::uint64_t last() const { return last_; }
  // Where the first bytes of the file that were read one or a few at a time stand; 0: none.
  std::uint64_t data_read() const { return data_read_; }
  // Where in the file the address `value` was read last; 0: nowhere.
  std::uint64_t slot_of(std::uint64_t value) const {
    const auto found = slots_.find(value);
    return found == slots_.end() ? 0 : found->second;
  }

 private:
  struct Frame {
    std::uint64_t back = 0;
    const Decoder* decoder = nullptr;
    std::array<Value, register_count> registers;
    std::array<std::uint8_t, register_count> partly{};
  };

  struct Vector {
    std::array<std::uint8_t, vector_size> bytes{};
    std::uint16_t known = 0;  // of them, as bits
  };

  bool is_in_place() const { return in_place_ && frames_.empty() && at_ == in_place_->address; }
  bool come_to(std::uint64_t until);
  bool behind_call(std::uint64_t result);
  void take(const Decoder& decoder, const State& state);
  bool fetch(std::uint64_t address, Instruction& in);
  bool carry_on();
  bool leave(const Instruction& in);
  bool carry_out_slot(const Instruction& in);
  std::optional<bool> condition_holds(const Instruction& in);
  std::optional<bool> branches(const Instruction& in);
  std::optional<bool> counted(const Instruction& in);
  std::optional<ComparedNumbers> flags_for(Register field) const;

  bool carry_out(const Instruction& in, std::uint64_t address);
  bool carry_out_plain(const Instruction& in, std::uint64_t address);
  std::optional<bool> carry_out_high_bytes(const Instruction& in, std::uint64_t address);
  void set_high_byte(Register r, std::optional<std::uint64_t> byte);
  bool may_move_vectors(const Instruction& in) const;
  bool carry_out_with_vectors(const Instruction& in, std::uint64_t address);
  void forget_vectors();
  void forget_vectors_after_call();
  bool load(const Instruction& in, std::uint64_t address);
  bool store(const Instruction& in, std::uint64_t address);
  bool push_memory(const Instruction& in, std::uint64_t address);
  bool with_memory(const Instruction& in, std::uint64_t address);
  void select(const Instruction& in, std::uint64_t address);
  void compute(const Instruction& in, std::uint64_t address);
  void set_register(const Instruction& in, Register r, Value value);
  unsigned known_bytes(Register r) const;
  bool is_whole(Register r) const { return known_bytes(r) >= decoder_->word_size; }
  bool compute_partly(const Instruction& in, std::uint64_t address);
  void step_with_flags(const Instruction& in, std::uint64_t address);
  bool carry_out_word(const Instruction& in, std::uint64_t address);
  bool move_field(std::uint32_t word);
  bool select_changed(std::uint32_t word);
  bool load_signed(std::uint32_t word);
  bool access_below(std::uint32_t word);
  bool rotate_under_mask(std::uint32_t word);
  bool move_part(std::uint64_t address, std::uint32_t word);
  std::optional<std::uint64_t> read_number(Register r) const;
  std::optional<std::uint64_t> place_of(const Instruction& in, std::uint64_t address) const;
  void note_read(std::uint64_t address, unsigned size, const Value& value);

  bool go_to(const Instruction& in, const Value& target, std::uint64_t back, bool calls);
  bool give_back();
  bool call_library(std::string_view name);
  bool copy(std::string_view name, bool& known);
  void forget_after_call(const Value& result);
  std::optional<std::uint64_t> number(std::size_t argument_index) const;
  Machine machine() const { return {program_, *decoder_, *abi_, true}; }

  const Program& program_;
  InterpreterLimits limits_;
  Choice choice_;
  Callees callees_;
  const Decoder* decoder_ = nullptr;
  const Abi* abi_ = nullptr;
  State first_;  // of the stack
  State state_;  // of registers alone
  std::optional<InterpreterMemory> memory_;
  std::vector<Frame> frames_;
  // Low bytes that are known of a register that is a number, less than all of them: x86 alone has
  // instructions that leave the rest as it was. 0: all.
  std::array<std::uint8_t, register_count> partly_{};
  bool any_partly_ = false;
  std::array<Vector, vector_register_count> vectors_{};
  bool any_vector_ = false;     // anything is known of one
  ThumbConditions conditions_;  // of Thumb's it instructions
  ComparedNumbers flags_;
  std::array<ComparedNumbers, 8> fields_;                   // of the condition register, on PowerPC
  std::unordered_map<std::uint64_t, std::uint64_t> slots_;  // by what they hold
  std::optional<InPlace> in_place_;
  std::optional<Callee> called_;  // by the call at which the run is to end
  bool ends_at_call_ = false;
  std::uint64_t at_ = 0;
  std::uint64_t last_ = 0;
  std::uint64_t data_read_ = 0;
  std::uint32_t steps_ = 0;
};

struct Interpreter::Point {
  const Decoder* decoder = nullptr;
  State state;
  InterpreterMemory::Written written;
  std::vector<Frame> frames;
  std::array<std::uint8_t, register_count> partly{};
  bool any_partly = false;
  std::array<Vector, vector_register_count> vectors{};
  bool any_vector = false;
  ComparedNumbers flags;
  std::array<ComparedNumbers, 8> fields;
  std::uint64_t at = 0;
};

}  // namespace assay::code
