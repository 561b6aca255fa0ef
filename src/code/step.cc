// Sums of an address and a number keep their base: the stack pointer, what a register held at the
// start, what a call gave back, an import. All else is known as a number or not at all.
#include "code/step.h"

#include "code/arm_sets.h"
#include "code/rotation.h"
#include "code/word_part.h"

namespace assay::code {
namespace {

using Kind = Value::Kind;

constexpr Register arm_counter = 15;

bool is_arm(const Machine& machine) { return is_a32(machine.decoder) || is_t32(machine.decoder); }

// Whether a number is the address of bytes that the program does not change: a table may be there.
bool is_table(const Machine& machine, const Value& value) {
  return value.is(Kind::number) && value.number >= 64 && machine.program.constant(value.number);
}

bool is_element(const Value& value) {
  return value.is(Kind::element) || value.is(Kind::element_sum);
}

// An entry of a table, scaled or with an address added.
Value scaled(Value value, std::uint64_t by) {
  TableEntry entry = TableEntry::of(value);
  if (!value.is(Kind::element) || by + entry.shift > 7) return {};
  entry.shift = static_cast<std::uint8_t>(entry.shift + by);
  entry.put(value);
  return value;
}

// A value or an entry of a table, multiplied by a power of two.
Value shifted(const Value& value, unsigned by) {
  if (value.is(Kind::number)) return Value::of(value.number << by);
  return by == 0 ? value : scaled(value, by);
}

// The low bytes of a value extended, as the addition of AArch64 has them.
Value low_part(Value value, Shift shift) {
  const unsigned size = low_bytes(shift);
  if (value.is(Kind::number))
    return Value::of(extends_sign(shift) ? sign_extended(value.number, size)
                                         : zero_extended(value.number, size));
  TableEntry entry = TableEntry::of(value);
  const bool whole = entry.size == size || (entry.size < size && !entry.is_signed);
  if (!value.is(Kind::element) || entry.shift != 0 || !whole) return {};
  if (entry.size == size) entry.is_signed = extends_sign(shift);
  entry.put(value);
  return value;
}

Value summed(Value value, std::uint64_t address) {
  TableEntry entry = TableEntry::of(value);
  entry.distance += address - value.number;
  if (sign_extended(entry.distance, 4) != entry.distance) return {};
  value.kind = Kind::element_sum;
  entry.put(value);
  return value;
}

// A sum of which one part is not known.
Value indexed(const Machine& machine, const Value& a, const Value& b) {
  if (is_element(a) && b.is(Kind::number)) return summed(a, b.number);
  if (is_element(b) && a.is(Kind::number)) return summed(b, a.number);
  if (is_table(machine, a)) return {Kind::indexed, 0, 0, a.number};
  if (is_table(machine, b)) return {Kind::indexed, 0, 0, b.number};
  return {};
}

constexpr unsigned kind_bit(Kind kind) { return 1U << static_cast<unsigned>(kind); }

bool has_base(const Value& value) {
  constexpr unsigned kinds = kind_bit(Kind::number) | kind_bit(Kind::import) |
                             kind_bit(Kind::stack) | kind_bit(Kind::entry) |
                             kind_bit(Kind::result) | kind_bit(Kind::indexed);
  return (kind_bit(value.kind) & kinds) != 0;
}

// plus(), of what has a base: as nearly all that is added to has.
[[gnu::always_inline]] inline Value sum(const Machine& machine, Value value, std::uint64_t number) {
  if (!has_base(value)) return number == 0 ? value : Value{};
  value.number += number;
  // Numbers are as wide as an address; distances from a base keep their sign.
  value.number = value.is(Kind::number) ? zero_extended(value.number, machine.decoder.word_size)
                                        : sign_extended(value.number, machine.decoder.word_size);
  return value;
}

Value read_special(const Machine& machine, const Instruction& in, Register r, std::uint64_t address,
                   const State& state) {
  if (r == no_register) return Value::of(0);
  if (r == constant_operand) return Value::of(in.target);
  if (r >= register_count) return {};
  if (r == arm_counter && is_arm(machine))
    return Value::of(is_a32(machine.decoder) ? address + 8 : address + 4);
  return state[r];
}

[[gnu::always_inline]] inline Value read(const Machine& machine, const Instruction& in, Register r,
                                         std::uint64_t address, const State& state) {
  if (r < register_count && r != arm_counter) return state[r];
  return read_special(machine, in, r, address, state);
}

Value shifted_operand(const Machine& machine, const Instruction& in, std::uint64_t address,
                      const State& state) {
  const Value value = read(machine, in, in.b, address, state);
  if (in.shift == Shift::other) return {};
  if (low_bytes(in.shift) != 0) return shifted(low_part(value, in.shift), in.shift_amount);
  if (!value.is(Kind::number)) return {};
  Instruction shift;
  shift.size = in.shift == Shift::scaled ? std::uint8_t{8} : std::max<std::uint8_t>(in.size, 4);
  shift.op = in.shift == Shift::right          ? Op::shift_right
             : in.shift == Shift::right_signed ? Op::shift_right_signed
             : in.shift == Shift::rotate       ? Op::rotate_right
                                               : Op::shift_left;
  const auto number = evaluate(shift, value.number, in.shift_amount).value_or(0);
  return Value::of(in.shift == Shift::scaled ? number + static_cast<std::uint64_t>(in.immediate)
                                             : number);
}

[[gnu::always_inline]] inline Value second(const Machine& machine, const Instruction& in,
                                           std::uint64_t address, const State& state) {
  if (in.b == no_register) return Value::of(static_cast<std::uint64_t>(in.immediate));
  if (in.shift_amount == 0 && in.shift < Shift::other)
    return read(machine, in, in.b, address, state);
  return shifted_operand(machine, in, address, state);
}

// The place of memory that an instruction has a second register for.
Value place_by_sum(const Machine& machine, const Instruction& in, const Value& base,
                   std::uint64_t address, const State& state) {
  const Value distance = second(machine, in, address, state);
  if (distance.is(Kind::number) && (has_base(base) || distance.number == 0))
    return sum(machine, base, distance.number);
  if (base.is(Kind::number) && has_base(distance)) return sum(machine, distance, base.number);
  const bool displaced = in.shift == Shift::scaled && base.is(Kind::number);
  return indexed(machine,
                 displaced ? sum(machine, base, static_cast<std::uint64_t>(in.immediate)) : base,
                 distance);
}

[[gnu::always_inline]] inline Value place_of(const Machine& machine, const Instruction& in,
                                             std::uint64_t address, const State& state) {
  const Value base = read(machine, in, in.a, address, state);
  if (in.has(Instruction::post_index)) return base;
  if (in.b == no_register && has_base(base))
    return sum(machine, base, static_cast<std::uint64_t>(in.immediate));
  return place_by_sum(machine, in, base, address, state);
}

// A result of `size` bytes as the register has it.
[[gnu::always_inline]] inline Value as_wide(const Machine& machine, Value value,
                                            const Instruction& in) {
  if (!value.is(Kind::number)) return value;
  const unsigned word = machine.decoder.word_size;
  if (in.size != 0 && in.size < word && in.size >= 4)
    value.number = machine.abi.extends_sign ? sign_extended(value.number, in.size)
                                            : zero_extended(value.number, in.size);
  value.number = zero_extended(value.number, word);
  return value;
}

bool narrows(const Machine& machine, const Instruction& in) {
  return in.size != 0 && in.size < machine.decoder.word_size;
}

// What an address becomes where an operation of fewer bytes goes over it: not known.
Value computed(const Machine& machine, const Instruction& in, const Value& a, const Value& b) {
  if (a.is(Kind::number) && b.is(Kind::number)) {
    if (in.op == Op::add) return as_wide(machine, Value::of(a.number + b.number), in);
    const bool compares = in.op == Op::set;
    const unsigned word = machine.decoder.word_size;
    const auto value = evaluate(in, compares ? sign_extended(a.number, word) : a.number,
                                compares ? sign_extended(b.number, word) : b.number);
    return value ? as_wide(machine, Value::of(*value), in) : Value{};
  }
  if (in.op == Op::add && b.is(Kind::number) && has_base(a) && !narrows(machine, in))
    return sum(machine, a, b.number);
  // A mask keeps what a load that is no wider brought.
  if (in.op == Op::bit_and && b.is(Kind::number) && a.kind >= Kind::variable && a.size != 0 &&
      zero_extended(b.number, a.size) == zero_extended(~std::uint64_t{0}, a.size))
    return a;
  // An int that is made as wide as a register: sext.w of RISC-V, sll by 0 of MIPS.
  if ((in.op == Op::add || in.op == Op::shift_left) && in.size == 4 && b.is(Kind::number) &&
      b.number == 0 && (a.is(Kind::result) || a.is(Kind::entry)) && a.number == 0)
    return a;
  if (narrows(machine, in)) return {};
  if (in.op == Op::shift_left && b.is(Kind::number) && is_element(a)) return scaled(a, b.number);
  if (in.op == Op::add && a.is(Kind::number) && has_base(b)) return plus(machine, b, a.number);
  if (in.op == Op::add) return indexed(machine, a, b);
  if (in.op == Op::subtract && b.is(Kind::number))
    return plus(machine, a, std::uint64_t{0} - b.number);
  if (in.op == Op::subtract && a.kind == b.kind && a.id == b.id && a.is(Kind::stack))
    return as_wide(machine, Value::of(a.number - b.number), in);
  // Aligning the stack: the address is lower by a few bytes that do not matter here.
  if (in.op == Op::bit_and && a.is(Kind::stack) && b.is(Kind::number)) return a;
  if ((in.op == Op::bit_or || in.op == Op::bit_xor) && b.is(Kind::number) && b.number == 0)
    return a;
  return {};
}

Value extended(const Machine& machine, const Instruction& in, const Value& a) {
  if (!a.is(Kind::number)) {
    // An extension keeps what a narrower load brought.
    const bool loaded_so = a.kind >= Kind::variable && a.size != 0 && a.size <= in.size;
    return loaded_so ? a : Value{};
  }
  std::uint64_t value = in.has(Instruction::sign_extended) ? sign_extended(a.number, in.size)
                                                           : zero_extended(a.number, in.size);
  if (in.has(Instruction::low_word)) value = zero_extended(value, 4);
  return Value::of(zero_extended(value, machine.decoder.word_size));
}

Value extracted(const Machine& machine, const Instruction& in, const Value& a) {
  if (!a.is(Kind::number) || in.second == 0 || in.second > 63) return {};
  const std::uint64_t shifted = in.shift_amount > 63 ? 0 : a.number >> in.shift_amount;
  std::uint64_t value = shifted & ((std::uint64_t{1} << in.second) - 1);
  if (in.has(Instruction::sign_extended) && (value >> (in.second - 1U) & 1U) != 0)
    value |= ~((std::uint64_t{1} << in.second) - 1);
  return Value::of(zero_extended(value, machine.decoder.word_size));
}

Value inserted(const Instruction& in, const Value& old) {
  if (!old.is(Kind::number) || in.shift_amount > 63) return {};
  const std::uint64_t mask = zero_extended(~std::uint64_t{0}, in.size) << in.shift_amount;
  const std::uint64_t bits = static_cast<std::uint64_t>(in.immediate) << in.shift_amount;
  return Value::of((old.number & ~mask) | (bits & mask));
}

// Whether the result of an operation follows from the values of a and b alone.
constexpr bool computes(Op op) { return (op >= Op::add && op <= Op::rotate_right); }

Value result_of(const Machine& machine, const Instruction& in, std::uint64_t address,
                const State& state) {
  const auto a = [&] { return read(machine, in, in.a, address, state); };
  switch (in.op) {
    case Op::constant:
      return Value::of(
          zero_extended(static_cast<std::uint64_t>(in.immediate), machine.decoder.word_size));
    case Op::move: {
      const Value value = a();
      return value.is(Kind::number) || !narrows(machine, in)         ? as_wide(machine, value, in)
             : value.kind >= Kind::variable && value.size <= in.size ? value
             : value.is(Kind::result) && value.number == 0           ? value
             : value.is(Kind::entry) && value.number == 0            ? value
                                                                     : Value{};
    }
    case Op::insert:
      return inserted(in, in.dest < register_count ? state[in.dest] : Value{});
    case Op::extend: {
      const Value value = a();
      if (in.size == 4 && (value.is(Kind::result) || value.is(Kind::entry)) && value.number == 0)
        return value;  // an int that is made as wide as a register
      return extended(machine, in, value);
    }
    case Op::extract:
      return extracted(machine, in, a());
    case Op::reverse_bytes: {
      const Value value = a();
      if (!value.is(Kind::number)) return {};
      const auto group = static_cast<unsigned>(in.immediate);
      return as_wide(machine, Value::of(bytes_reversed(value.number, in.size, group)), in);
    }
    case Op::select:
      return {};
    case Op::set:
      // x86 sets by flags; it alone has calls that push.
      if (machine.decoder.link == no_register) return {};
      return computed(machine, in, a(), second(machine, in, address, state));
    case Op::load:
      return loaded(machine, memory_address(machine, in, address, state), in.size,
                    in.has(Instruction::sign_extended), state);
    case Op::unknown:
    case Op::nop:
    case Op::store:
    case Op::compare:
    case Op::compare_negated:
    case Op::test:
    case Op::test_equal:
    case Op::use_memory:
    case Op::change_memory:
    case Op::push_memory:
      return {};
    default:
      return computed(machine, in, a(), second(machine, in, address, state));
  }
}

void compare(const Machine& machine, const Instruction& in, std::uint64_t address, State& state) {
  Compared& compared = state.compared;
  compared = {in.op,
              in.dest,
              in.size,
              read(machine, in, in.a, address, state),
              second(machine, in, address, state),
              address};
  if (in.has(Instruction::conditional)) compared = {};
}

// What the flags say after an operation that sets them: PowerPC compares the result with zero, a
// subtraction its operands, and of all else only zero and sign are told.
Compared flags_of(const Machine& machine, const Instruction& in, std::uint64_t address,
                  const Value& result, const Value& a, const Value& b) {
  if (machine.abi.link_kept) {
    if (in.op == Op::bit_and && result.is(Kind::unknown) && b.is(Kind::number))
      return {Op::test, condition_field, in.size, a, b, address};
    return {Op::compare, condition_field, in.size, result, Value::of(0), address};
  }
  if (in.op == Op::subtract) return {Op::compare, no_register, in.size, a, b, address};
  return {Op::test, no_register, in.size, result, result, address};
}

// swl and its like on the stack, where it is certain which bytes they write: the stack pointer is a
// multiple of 8 at each function's start. False for any other instruction.
bool store_part(const Machine& machine, std::uint64_t address, std::int64_t offset, State& state) {
  const Word word = machine.program.word(address, 4);
  if (!is_mips(machine.decoder) || word.kind != Word::Kind::number) return false;
  const auto part = word_part_of(static_cast<std::uint32_t>(word.value), machine.decoder);
  if (!part || part->op != Op::store) return false;
  const MovedPart stored = moved_part(*part, machine.decoder, static_cast<std::uint64_t>(offset));
  Value value = state[part->value];
  if (value.is(Kind::number))
    value.number = zero_extended(value.number >> stored.shift, stored.count);
  else if (stored.count < part->size)
    value = {};
  state.store_stack(static_cast<std::int64_t>(stored.first), stored.count, value);
  return true;
}

void store(const Machine& machine, const Instruction& in, std::uint64_t address, State& state) {
  const Value place = memory_address(machine, in, address, state);
  const Value value = stored_value(machine, in, address, state);
  if (!place.is(Kind::stack)) {
    // An address of the stack that is put where others may find it.
    if (value.is(Kind::stack)) state.let_out(static_cast<std::int64_t>(value.number));
    return;
  }
  const auto offset = static_cast<std::int64_t>(place.number);
  if (in.size == 0) {
    if (!store_part(machine, address, offset, state)) state.forget_stack(offset, 256);
    return;
  }
  const bool certain = !in.has(Instruction::conditional);
  state.store_stack(offset, in.size, certain ? value : Value{});
  if (in.second != no_register && in.op == Op::store)
    state.store_stack(offset + in.size, in.size,
                      certain ? read(machine, in, in.second, address, state) : Value{});
}

// stm of Arm. Of those that it stores, only registers of arguments are worth to be kept: functions
// with a variable number of them do so at their start, and copies of constants.
void store_several(const Machine& machine, const Instruction& in, std::uint64_t address,
                   State& state) {
  constexpr Register kept = 4;
  const Value place = memory_address(machine, in, address, state);
  const bool certain = place.is(Kind::stack) && !in.has(Instruction::conditional);
  const auto offset = static_cast<std::int64_t>(place.number);
  if (place.is(Kind::stack)) state.forget_stack(offset, in.size);
  std::int64_t at = 0;
  for (Register r = 0; r < 16; r++) {
    if ((in.target >> r & 1U) == 0) continue;
    if (certain && r < kept) state.store_stack(offset + at, 4, state[r]);
    if (!place.is(Kind::stack) && state[r].is(Kind::stack))
      state.let_out(static_cast<std::int64_t>(state[r].number));
    at += 4;
  }
}

// ldm of Arm, of words that the program does not change.
void load_several(const Machine& machine, const Instruction& in, const Value& base, State& state) {
  if (!base.is(Kind::number) || in.has(Instruction::conditional)) return;
  std::uint64_t at = base.number;
  for (Register r = 0; r < 13; r++) {
    if ((in.target >> r & 1U) == 0) continue;
    state.set(r, loaded(machine, Value::of(at), 4, false, state));
    at += 4;
  }
}

void change_memory(const Machine& machine, const Instruction& in, std::uint64_t address,
                   State& state) {
  const Value place = memory_address(machine, in, address, state);
  const Value old = loaded(machine, place, in.size, false, state);
  Instruction inner = in;
  inner.op = in.inner;
  const Value operand =
      in.dest == no_register ? Value{} : read(machine, in, in.dest, address, state);
  if (is_comparison(in.inner)) {
    state.compared = {in.inner, no_register, in.size, old, operand, address};
  } else if (place.is(Kind::stack)) {
    state.store_stack(static_cast<std::int64_t>(place.number), in.size,
                      computed(machine, inner, old, operand));
  }
}

void use_memory(const Machine& machine, const Instruction& in, std::uint64_t address,
                State& state) {
  const Value place = memory_address(machine, in, address, state);
  const Value there = loaded(machine, place, in.size, false, state);
  const Value operand = read(machine, in, in.dest, address, state);
  if (is_comparison(in.inner)) {
    state.compared = {in.inner, no_register, in.size, operand, there, address};
    return;
  }
  Instruction inner = in;
  inner.op = in.inner;
  state.set(in.dest, computed(machine, inner, operand, there));
}

void push_memory(const Machine& machine, const Instruction& in, std::uint64_t address,
                 State& state) {
  const Value value =
      loaded(machine, memory_address(machine, in, address, state), in.size, false, state);
  const Value top = plus(machine, state[machine.decoder.stack], std::uint64_t{0} - in.size);
  state.set(machine.decoder.stack, top);
  if (top.is(Kind::stack)) state.store_stack(static_cast<std::int64_t>(top.number), in.size, value);
}

Value rotated_value(const Machine& machine, const Rotation& rotation, const State& state) {
  const Value& from = state[rotation.from];
  const Value old = rotation.inserts ? state[rotation.to] : Value::of(0);
  if (!from.is(Kind::number) || !old.is(Kind::number)) return {};
  return Value::of(
      zero_extended(rotation.result(from.number, old.number), machine.decoder.word_size));
}

void write_back(const Machine& machine, const Instruction& in, const Value& base,
                std::uint64_t address, State& state) {
  if (in.a >= register_count) return;
  const Value distance = second(machine, in, address, state);
  const bool known = distance.is(Kind::number) && !in.has(Instruction::conditional);
  state.set(in.a, known ? plus(machine, base, distance.number) : Value{});
}

// A result of one or two bytes on x86, with what else its register holds.
Value with_rest(const Instruction& in, const Value& value, const State& state) {
  const Value& old = state[std::min(in.dest, Register{47})];
  if (!value.is(Kind::number) || !old.is(Kind::number)) return {};
  const std::uint64_t mask = zero_extended(~std::uint64_t{0}, in.size);
  return Value::of((old.number & ~mask) | (value.number & mask));
}

}  // namespace

Value plus(const Machine& machine, const Value& value, std::uint64_t number) {
  return sum(machine, value, number);
}

Value stored_value(const Machine& machine, const Instruction& in, std::uint64_t address,
                   const State& state) {
  if (in.dest == no_register) return {};
  const Value value = read(machine, in, in.dest, address, state);
  if (!in.has(Instruction::reversed)) return value;
  return value.is(Kind::number) ? Value::of(bytes_reversed(value.number, in.size, in.size))
                                : Value{};
}

Value jump_place(const Machine& machine, const Instruction& in, std::uint64_t address,
                 const State& state) {
  const Value to = read(machine, in, in.a, address, state);
  return in.immediate == 0 ? to : plus(machine, to, static_cast<std::uint64_t>(in.immediate));
}

Value first_operand(const Machine& machine, const Instruction& in, std::uint64_t address,
                    const State& state) {
  return read(machine, in, in.a, address, state);
}

Value second_operand(const Machine& machine, const Instruction& in, std::uint64_t address,
                     const State& state) {
  return second(machine, in, address, state);
}

Value memory_address(const Machine& machine, const Instruction& in, std::uint64_t address,
                     const State& state) {
  return place_of(machine, in, address, state);
}

Value loaded(const Machine& machine, const Value& address, unsigned size, bool sign,
             const State& state) {
  const auto narrow = static_cast<std::uint8_t>(size);
  switch (address.kind) {
    case Kind::number: {
      const Word word = machine.initial_data ? machine.program.first_word(address.number, size)
                                             : machine.program.word(address.number, size);
      if (word.kind == Word::Kind::import)
        return {Kind::import, 0, static_cast<std::uint32_t>(word.value), 0};
      if (word.kind == Word::Kind::unknown) return {Kind::variable, narrow, 0, address.number};
      const std::uint64_t value = sign ? sign_extended(word.value, size) : word.value;
      return Value::of(zero_extended(value, machine.decoder.word_size));
    }
    case Kind::stack: {
      Value value = state.stack_word(static_cast<std::int64_t>(address.number), size);
      if (sign && value.is(Kind::number))
        value.number = zero_extended(sign_extended(value.number, size), machine.decoder.word_size);
      return value;
    }
    case Kind::indexed: {
      if (!machine.program.constant(address.number) || size == 0 || size > 8) return {};
      Value value{Kind::element, 0, 0, address.number};
      TableEntry{narrow, sign, 0, 0}.put(value);
      return value;
    }
    case Kind::entry:
      return {Kind::behind_entry, narrow, address.id, address.number};
    case Kind::result:
      return {Kind::behind_result, narrow, address.id, address.number};
    default:
      return {};
  }
}

namespace {

// What else an instruction may ask for than to carry out its operation.
constexpr unsigned more_flags =
    Instruction::conditional | Instruction::write_back | Instruction::keeps_rest;

// Three kinds of operations that leave their results in registers, with no more to it than perhaps
// flags. Each is a function of its own, so that none saves registers for the others.
[[gnu::noinline]] void load(const Machine& machine, const Instruction& in, std::uint64_t address,
                            State& state) {
  const Value place = place_of(machine, in, address, state);
  const bool sign = in.has(Instruction::sign_extended);
  Value result = loaded(machine, place, in.size, sign, state);
  // A function puts the register back behind its calls, though less may be known of the stack then.
  if (in.dest == machine.abi.table && machine.table != 0 && place.is(Kind::stack) &&
      !result.is(Kind::number))
    result = Value::of(machine.table);
  const Value behind = in.second == no_register
                           ? Value{}
                           : loaded(machine, sum(machine, place, in.size), in.size, sign, state);
  state.set(in.dest, result);
  state.set(in.second, behind);
}

[[gnu::noinline]] void compute(const Machine& machine, const Instruction& in, std::uint64_t address,
                               State& state) {
  const Value a = read(machine, in, in.a, address, state);
  const Value b = second(machine, in, address, state);
  const Value result = computed(machine, in, a, b);
  state.set(in.dest, result);
  if (in.has(Instruction::sets_flags))
    state.compared = flags_of(machine, in, address, result, a, b);
}

// Of a constant, a move, an extension and the like.
[[gnu::noinline]] void bring(const Machine& machine, const Instruction& in, std::uint64_t address,
                             State& state) {
  const Value result = result_of(machine, in, address, state);
  state.set(in.dest, result);
  if (in.has(Instruction::sets_flags))
    state.compared = flags_of(machine, in, address, result, {}, {});
}

// All that an instruction may do.
void step_whole(const Machine& machine, const Instruction& in, std::uint64_t address,
                State& state) {
  const Value base =
      in.has(Instruction::write_back) ? read(machine, in, in.a, address, state) : Value{};
  const bool several = in.target != 0 && in.flow == Flow::next && is_arm(machine);
  const Value from = several && in.op != Op::store
                         ? state[static_cast<Register>(in.target >> 16U & 15U)]
                         : Value{};
  if (several && in.op == Op::store && in.dest == no_register) {
    store_several(machine, in, address, state);
  } else if (in.op == Op::store) {
    // A push stores below the new stack pointer: memory_address has the sum already.
    store(machine, in, address, state);
  } else if (in.op == Op::change_memory) {
    change_memory(machine, in, address, state);
  } else if (in.op == Op::use_memory) {
    use_memory(machine, in, address, state);
  } else if (in.op == Op::push_memory) {
    push_memory(machine, in, address, state);
  } else if (is_comparison(in.op)) {
    compare(machine, in, address, state);
  } else if (in.dest != no_register && in.flow != Flow::jump_register &&
             in.flow != Flow::call_register) {
    const bool flags = in.has(Instruction::sets_flags);
    const Value before_a = flags ? read(machine, in, in.a, address, state) : Value{};
    const Value before_b = flags ? second(machine, in, address, state) : Value{};
    Value value = result_of(machine, in, address, state);
    if (in.has(Instruction::keeps_rest) && in.op != Op::insert) value = with_rest(in, value, state);
    if (in.has(Instruction::conditional) && !(value == state[std::min(in.dest, Register{47})]))
      value = {};
    if (in.op == Op::load && in.second != no_register) {
      const Value at = memory_address(machine, in, address, state);
      const Value second = in.has(Instruction::conditional)
                               ? Value{}
                               : loaded(machine, plus(machine, at, in.size), in.size,
                                        in.has(Instruction::sign_extended), state);
      state.set(in.dest, value);
      state.set(in.second, second);
    } else {
      state.set(in.dest, value);
    }
    if (flags) state.compared = flags_of(machine, in, address, value, before_a, before_b);
  }
  if (in.has(Instruction::write_back)) write_back(machine, in, base, address, state);
  const bool rotates = in.op == Op::unknown && machine.abi.link_kept && in.length == 4;
  const auto rotation = rotates ? rotation_at(machine.program, address) : std::nullopt;
  const Value rotated = rotation ? rotated_value(machine, *rotation, state) : Value{};
  if (in.kills != 0) state.forget(in.kills);
  if (rotation) state.set(rotation->to, rotated);
  if (several && in.op != Op::store && in.kills != 0) load_several(machine, in, from, state);
}

// Whether it leaves all that is known as it is, as branches do. A word of the small form of PowerPC
// may be a rotation that has no operation.
bool changes_nothing(const Machine& machine, const Instruction& in) {
  return (in.op == Op::nop || (in.op == Op::unknown && !machine.abi.link_kept)) &&
         in.dest == no_register && in.kills == 0 && !in.has(Instruction::write_back);
}

}  // namespace

void step(const Machine& machine, const Instruction& in, std::uint64_t address, State& state) {
  if ((in.flags & more_flags) != 0 || in.kills != 0 || in.target != 0 || in.op == Op::unknown) {
    if (!changes_nothing(machine, in)) step_whole(machine, in, address, state);
    return;
  }
  if (in.op == Op::store) return store(machine, in, address, state);
  if (is_comparison(in.op)) return compare(machine, in, address, state);
  if (in.op >= Op::use_memory) return step_whole(machine, in, address, state);
  if (in.dest == no_register || in.flow == Flow::jump_register || in.flow == Flow::call_register)
    return;
  if (in.op == Op::load) return load(machine, in, address, state);
  if (computes(in.op)) return compute(machine, in, address, state);
  bring(machine, in, address, state);
}

}  // namespace assay::code
