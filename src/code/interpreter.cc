// Registers and the effects of arithmetic are those of step(): a State whose registers are numbers
// or unknown. Memory, flags and where control goes are told here.
#include "code/interpreter.h"

#include <algorithm>

#include "code/arm_sets.h"
#include "code/bits.h"

namespace assay::code {
namespace {

using Kind = Value::Kind;

constexpr Register count_register = 33;  // PowerPC

bool is_x86(const Decoder& decoder) {
  return decoder.architecture == Architecture::x86 || decoder.architecture == Architecture::x86_64;
}

}  // namespace

// The registers as numbers: an address of the stack is one here.
void Interpreter::take(const Decoder& decoder, const State& state) {
  decoder_ = &decoder;
  abi_ = &abi_of(decoder.architecture);
  first_ = state;
  memory_.emplace(program_, decoder);
  memory_->start(first_);
  state_.start(decoder, *abi_, 0, std::nullopt);
  for (Register r = 0; r < register_count; r++) {
    const Value& value = state[r];
    if (value.is(Kind::stack))
      state_.set(r, Value::of(memory_->stack_address(static_cast<std::int64_t>(value.number))));
    else
      state_.set(r, value.is(Kind::number) || value.is(Kind::import) ? value : Value{});
  }
  frames_.clear();
  slots_.clear();
  conditions_ = {};
  partly_.fill(0);
  any_partly_ = false;
  forget_vectors();
  flags_ = {};
  fields_.fill({});
  steps_ = 0;
  data_read_ = 0;
}

bool Interpreter::fetch(std::uint64_t address, Instruction& in) {
  const CodeRange* range = program_.code_at(address);
  if (range == nullptr) return false;
  in = {};
  decoder_->decode(range->bytes.subspan(address - range->address), address, in);
  if (is_t32(*decoder_)) conditions_.apply(in);
  return in.length != 0;
}

bool Interpreter::run(const Decoder& decoder, const State& state, std::uint64_t from,
                      std::uint64_t until, const Choice& choice) {
  take(decoder, state);
  choice_ = choice;
  at_ = from;
  return come_to(until);
}

bool Interpreter::come_to(std::uint64_t until) {
  while (steps_++ < limits_.steps && memory_->written_count() <= limits_.written) {
    if (frames_.empty()) last_ = at_;
    if (frames_.empty() && at_ == until) {
      Instruction in;
      return fetch(at_, in) && carry_out_slot(in);
    }
    if (!carry_on()) return false;
  }
  return false;
}

// From a call at which a run came to its end, and whose delay slot was carried out.
bool Interpreter::behind_call(std::uint64_t result) {
  if (is_in_place()) {
    at_ = in_place_->behind;
    forget_after_call({});
    state_.set(in_place_->result, Value::of(zero_extended(result, decoder_->word_size)));
    return true;
  }
  Instruction in;
  if (!fetch(at_, in)) return false;
  at_ += in.length;
  Instruction slot;
  if (in.has(Instruction::delay_slot) && fetch(at_, slot)) at_ += slot.length;
  conditions_ = {};
  forget_after_call(Value::of(zero_extended(result, decoder_->word_size)));
  if (abi_->link_kept) state_.set(decoder_->link, Value::of(at_));
  return true;
}

bool Interpreter::go_on(std::uint64_t result, std::uint64_t until) {
  return behind_call(result) && come_to(until);
}

std::optional<Callee> Interpreter::go_on_to_call(std::uint64_t result) {
  if (!behind_call(result)) return std::nullopt;
  ends_at_call_ = true;
  called_.reset();
  come_to(0);
  ends_at_call_ = false;
  return called_;
}

Interpreter::Point Interpreter::point() const {
  return {decoder_, state_,      memory_->all_written(),
          frames_,  partly_,     any_partly_,
          vectors_, any_vector_, flags_,
          fields_,  at_};
}

void Interpreter::back_to(const Point& point) {
  decoder_ = point.decoder;
  state_ = point.state;
  memory_->write_again(point.written);
  frames_ = point.frames;
  partly_ = point.partly;
  any_partly_ = point.any_partly;
  vectors_ = point.vectors;
  any_vector_ = point.any_vector;
  flags_ = point.flags;
  fields_ = point.fields;
  at_ = point.at;
}

bool Interpreter::carry_out_slot(const Instruction& in) {
  if (!in.has(Instruction::delay_slot)) return true;
  Instruction slot;
  return fetch(at_ + in.length, slot) && slot.flow == Flow::next &&
         carry_out(slot, at_ + in.length);
}

// One instruction, with the one in its delay slot.
bool Interpreter::carry_on() {
  Instruction in;
  if (!fetch(at_, in)) return false;
  if (in.has(Instruction::conditional)) {
    const auto does = condition_holds(in);
    if (!does) return false;
    if (!*does) {
      // A conditional comparison of AArch64 then sets the flags to what is not told.
      if (is_comparison(in.op) && !is_a32(*decoder_) && !is_t32(*decoder_)) flags_ = {};
      at_ += in.length;
      return true;
    }
    in.flags &= static_cast<std::uint16_t>(~Instruction::conditional);
  }
  if (in.flow != Flow::next) return leave(in);
  if (!carry_out(in, at_)) return false;
  at_ += in.length;
  return true;
}

// An instruction that may lead elsewhere.
bool Interpreter::leave(const Instruction& in) {
  conditions_ = {};
  std::uint64_t behind = at_ + in.length;
  Instruction slot;
  const bool has_slot = in.has(Instruction::delay_slot);
  if (has_slot) {
    if (!fetch(behind, slot) || slot.flow != Flow::next) return false;
    behind += slot.length;
  }
  bool taken = true;
  if (in.flow == Flow::branch) {
    auto does = branches(in);
    if (!does && frames_.empty() && choice_) does = choice_(at_);
    if (!does) return false;
    taken = *does;
  }
  Value target = Value::of(in.target);
  const bool by_register = in.flow == Flow::jump_register || in.flow == Flow::call_register;
  if (by_register && in.op == Op::load) {
    const auto place = place_of(in, at_);
    target = place ? memory_->load(*place, decoder_->word_size) : Value{};
  } else if (by_register) {
    if (in.a == no_register) return false;
    target = jump_place(machine(), in, at_, state_);
  }
  if (has_slot && (taken || !in.has(Instruction::annulled)) && !carry_out(slot, at_ + in.length))
    return false;
  switch (in.flow) {
    case Flow::branch:
      state_.forget(in.kills & ~register_bit(count_register));
      at_ = taken ? in.target : behind;
      return true;
    case Flow::jump:
    case Flow::jump_register:
      return go_to(in, target, behind, false);
    case Flow::call:
    case Flow::call_register:
      return go_to(in, target, behind, true);
    case Flow::give_back:
      return give_back();
    default:
      return false;
  }
}

std::optional<ComparedNumbers> Interpreter::flags_for(Register field) const {
  if (field == no_register || field < condition_field) return flags_;
  return field < condition_field + fields_.size() ? std::optional(fields_[field - condition_field])
                                                  : std::nullopt;
}

// Of an instruction that does nothing where its condition does not hold.
std::optional<bool> Interpreter::condition_holds(const Instruction& in) {
  const bool branches_so = in.flow == Flow::jump_register || in.flow == Flow::call_register ||
                           in.flow == Flow::give_back;
  if (abi_->link_kept) {
    if (!branches_so || in.b < condition_field || in.b == no_register) return std::nullopt;
    const auto flags = flags_for(in.b);
    return flags ? holds(in.condition, *flags) : std::nullopt;
  }
  if (decoder_->zero != no_register && in.flow == Flow::call) return std::nullopt;
  return holds(in.condition, flags_);
}

// bdnz and bdz of PowerPC: the count register goes down by one.
std::optional<bool> Interpreter::counted(const Instruction& in) {
  const Word word = program_.word(at_, 4);
  const Value& count = state_[count_register];
  if (word.kind != Word::Kind::number || !count.is(Kind::number)) return std::nullopt;
  constexpr std::uint32_t branch_conditional = 16;
  const auto raw = static_cast<std::uint32_t>(word.value);
  if (bits(raw, 26, 6) != branch_conditional) return std::nullopt;
  const unsigned options = bits(raw, 21, 5);
  if ((options & 4U) != 0 || (options & 16U) == 0) return std::nullopt;
  const std::uint64_t left = zero_extended(count.number - 1, decoder_->word_size);
  state_.set(count_register, Value::of(left));
  return (left == 0) == ((options & 2U) != 0) && in.flow == Flow::branch;
}

std::optional<bool> Interpreter::branches(const Instruction& in) {
  if (abi_->link_kept && (in.kills & register_bit(count_register)) != 0) return counted(in);
  if (in.a >= condition_field) {
    const auto flags = flags_for(in.a);
    return flags ? holds(in.condition, *flags) : std::nullopt;
  }
  const Value left = first_operand(machine(), in, at_, state_);
  const Value right = second_operand(machine(), in, at_, state_);
  if (!left.is(Kind::number) || !right.is(Kind::number)) return std::nullopt;
  ComparedNumbers numbers{Op::compare, in.size, left.number, right.number};
  if (numbers.size == 0) numbers.size = decoder_->word_size;
  return holds(in.condition, numbers);
}

// Where control goes next: within the file, or to a function of a library and back.
bool Interpreter::go_to(const Instruction& in, const Value& target, std::uint64_t back,
                        bool calls) {
  // A call whose return address nobody keeps is a jump (RISC-V).
  const bool linked =
      decoder_->link == no_register || (in.kills & register_bit(decoder_->link)) != 0;
  if (in.flow == Flow::call_register && !linked) calls = false;
  // PowerPC learns where its GOT is from a blrl in it, which leaves the address behind itself.
  if (abi_->link_kept && in.flow == Flow::call && !program_.is_code(in.target) &&
      program_.stub_name(in.target).empty()) {
    state_.set(decoder_->link, Value::of(in.target + in.length));
    at_ = back;
    return true;
  }
  Callee callee;
  if (program_.relocatable())
    for (std::uint64_t at = at_; at < at_ + in.length && callee.name.empty(); at++)
      if (const auto name = program_.relocated_call(at); !name.empty())
        callee = {0, nullptr, name, true};
  if (!callee.known()) callee = callees_.at(machine(), target, arrival_of(in), state_);
  if (ends_at_call_ && frames_.empty() && callee.known() && (calls || in.flow != Flow::jump)) {
    if (callees_.fills_with_own_address(machine(), callee.address) == no_register) {
      called_ = callee;
      return false;
    }
  }
  if (callee.imported) {
    if (!calls && frames_.empty()) return false;
    if (!call_library(callee.name)) return false;
    if (!calls) return give_back();
    at_ = back;
    return true;
  }
  if (callee.address == 0 || callee.decoder == nullptr) return false;
  // The function of i386 that tells its caller where it stands keeps no register.
  const Register own = callees_.fills_with_own_address(machine(), callee.address);
  if (calls && own != no_register) {
    state_.set(own, Value::of(back));
    at_ = back;
    return true;
  }
  if (calls) {
    if (frames_.size() >= limits_.frames) return false;
    Frame frame{back, decoder_, {}, {}};
    for (Register r = 0; r < register_count; r++) frame.registers[r] = state_[r];
    frame.partly = partly_;
    frames_.push_back(frame);
    if (decoder_->link != no_register) {
      state_.set(decoder_->link, Value::of(is_t32(*decoder_) ? back | 1U : back));
    } else {
      const Value top = plus(machine(), state_[decoder_->stack], 0 - std::uint64_t(abi_->pushed));
      if (!top.is(Kind::number)) return false;
      state_.set(decoder_->stack, top);
      memory_->store(top.number, decoder_->word_size, Value::of(back));
    }
    if (abi_->start != no_register) state_.set(abi_->start, Value::of(callee.address));
  }
  decoder_ = callee.decoder;
  at_ = callee.address;
  return true;
}

// Back to the caller, which keeps the registers that the ABI says.
bool Interpreter::give_back() {
  if (frames_.empty()) return false;
  const Frame frame = frames_.back();
  frames_.pop_back();
  decoder_ = frame.decoder;
  for (Register r = 0; r < register_count; r++)
    if ((abi_->preserved & register_bit(r)) != 0 || r == decoder_->stack)
      state_.set(r, frame.registers[r]), partly_[r] = frame.partly[r];
  if (abi_->link_kept) state_.set(decoder_->link, Value::of(frame.back));
  at_ = frame.back;
  return true;
}

std::optional<std::uint64_t> Interpreter::place_of(const Instruction& in,
                                                   std::uint64_t address) const {
  // Where decoders say nothing of it.
  if (in.a == no_register && in.b == no_register && in.immediate == 0) return std::nullopt;
  if (any_partly_ && !(is_whole(in.a) && is_whole(in.b))) return std::nullopt;
  const Value place = memory_address(machine(), in, address, state_);
  return place.is(Kind::number) ? std::optional(place.number) : std::nullopt;
}

// Remembers where encoded bytes stand: small pieces that are no addresses.
void Interpreter::note_read(std::uint64_t address, unsigned size, const Value& value) {
  if (data_read_ != 0 || memory_->written(address) || program_.at(address).empty()) return;
  if (program_.is_code(address) && size == 4) return;
  if (size < decoder_->word_size || (value.is(Kind::number) && program_.at(value.number).empty()))
    data_read_ = address;
}

unsigned Interpreter::known_bytes(Register r) const {
  if (r >= register_count || partly_[r] == 0) return 8;
  return partly_[r];
}

void Interpreter::set_register(const Instruction& in, Register r, Value value) {
  const bool keeps = in.has(Instruction::keeps_rest);
  unsigned known = 0;
  if (value.is(Kind::number)) {
    if (in.has(Instruction::sign_extended)) value.number = sign_extended(value.number, in.size);
    if (in.has(Instruction::low_word)) value.number = zero_extended(value.number, 4);
    if (keeps) {
      const std::uint64_t mask = zero_extended(~std::uint64_t{0}, in.size);
      const Value& old = state_[r];
      const bool had = old.is(Kind::number);
      known = had && partly_[r] == 0 ? 0U : std::max<unsigned>(had ? partly_[r] : 0U, in.size);
      value.number = ((had ? old.number : 0) & ~mask) | (value.number & mask);
    }
    value.number = zero_extended(value.number, decoder_->word_size);
  }
  state_.set(r, value);
  if (r < register_count) partly_[r] = static_cast<std::uint8_t>(known);
  any_partly_ = any_partly_ || known != 0;
}

// An operation on x86 of which an operand is known in its low bytes only, or that changes only the
// low bytes of what is not known. False where it is neither.
bool Interpreter::compute_partly(const Instruction& in, std::uint64_t address) {
  if (in.dest >= register_count && !is_comparison(in.op)) return false;
  const unsigned word = decoder_->word_size;
  const bool keeps = in.has(Instruction::keeps_rest) || in.op == Op::insert;
  const bool into_unknown = keeps && in.dest < register_count && !state_[in.dest].is(Kind::number);
  unsigned known = std::min({known_bytes(in.a), known_bytes(in.b), 8U});
  if (!into_unknown && known >= word && (in.dest >= register_count || is_whole(in.dest)))
    return false;
  const unsigned size = in.size == 0 ? word : in.size;
  const bool enough = known >= size;
  if (is_comparison(in.op)) {
    if (enough) return false;
    flags_ = {};
    return true;
  }
  const unsigned before = into_unknown ? 0U : known_bytes(in.dest);
  if (into_unknown) state_.set(in.dest, Value::of(0));
  step_with_flags(in, address);
  if (!enough) flags_ = {};
  const bool by_low_bytes = in.op == Op::move || in.op == Op::add || in.op == Op::subtract ||
                            in.op == Op::multiply || in.op == Op::bit_and || in.op == Op::bit_or ||
                            in.op == Op::bit_xor ||
                            (in.op == Op::shift_left && in.b == no_register);
  const bool needs_inputs = in.op != Op::constant && in.op != Op::insert;
  unsigned left = word;
  if (needs_inputs && !enough) left = by_low_bytes ? known : 0U;
  if (keeps) left = left < size ? 0U : std::max(before, size);
  if (left == 0) state_.set(in.dest, {});
  partly_[in.dest] = left == 0 || left >= word ? std::uint8_t{0} : static_cast<std::uint8_t>(left);
  any_partly_ = any_partly_ || partly_[in.dest] != 0;
  return true;
}

bool Interpreter::load(const Instruction& in, std::uint64_t address) {
  const auto place = place_of(in, address);
  Value value;
  Value second;
  if (place && in.dest != no_register) {
    value = memory_->load(*place, in.size);
    note_read(*place, in.size, value);
    if (in.size == decoder_->word_size && value.is(Kind::number) && !memory_->written(*place) &&
        slots_.size() < limits_.written && !program_.at(*place).empty())
      slots_[value.number] = *place;
    if (in.second != no_register)
      second = memory_->load(zero_extended(*place + in.size, decoder_->word_size), in.size);
  }
  const Value base =
      in.has(Instruction::write_back) ? first_operand(machine(), in, address, state_) : Value{};
  const Value distance = second_operand(machine(), in, address, state_);
  if (in.dest != no_register) set_register(in, in.dest, value);
  if (in.second != no_register) set_register(in, in.second, second);
  if (in.has(Instruction::write_back) && in.a < register_count && in.a != in.dest)
    state_.set(in.a, base.is(Kind::number) && distance.is(Kind::number)
                         ? plus(machine(), base, distance.number)
                         : Value{});
  state_.forget(in.kills);
  return true;
}

bool Interpreter::store(const Instruction& in, std::uint64_t address) {
  const auto place = place_of(in, address);
  if (!place || in.size == 0) return carry_out_word(in, address);
  if (program_.constant(*place)) return false;
  const bool known = known_bytes(in.dest) >= in.size;
  memory_->store(*place, in.size, known ? stored_value(machine(), in, address, state_) : Value{});
  if (in.second < register_count)
    memory_->store(zero_extended(*place + in.size, decoder_->word_size), in.size,
                   in.second == decoder_->zero ? Value::of(0) : state_[in.second]);
  if (in.has(Instruction::write_back) && in.a < register_count) {
    const Value base = first_operand(machine(), in, address, state_);
    const Value distance = second_operand(machine(), in, address, state_);
    state_.set(in.a, base.is(Kind::number) && distance.is(Kind::number)
                         ? plus(machine(), base, distance.number)
                         : Value{});
  }
  state_.forget(in.kills);
  return true;
}

bool Interpreter::push_memory(const Instruction& in, std::uint64_t address) {
  const auto place = place_of(in, address);
  const Value top = plus(machine(), state_[decoder_->stack], std::uint64_t{0} - in.size);
  if (!place || !top.is(Kind::number)) return false;
  const Value value = memory_->load(*place, in.size);
  state_.set(decoder_->stack, top);
  memory_->store(top.number, in.size, value);
  return true;
}

// use_memory and change_memory: the inner operation with memory as a register.
bool Interpreter::with_memory(const Instruction& in, std::uint64_t address) {
  const auto place = place_of(in, address);
  if (!place) return false;
  const Value there = memory_->load(*place, in.size);
  note_read(*place, in.size, there);
  state_.set(abi_->scratch, there);
  partly_[abi_->scratch] = 0;
  const bool changes = in.op == Op::change_memory;
  Instruction inner = in;
  inner.op = in.inner;
  inner.a = changes ? abi_->scratch : in.dest;
  inner.b = changes ? in.dest : abi_->scratch;
  inner.dest = changes ? abi_->scratch : in.dest;
  inner.shift = Shift::left;
  inner.shift_amount = 0;
  inner.immediate = 0;
  if (is_comparison(in.inner)) inner.dest = no_register;
  if (in.inner == Op::select) std::swap(inner.a, inner.b);
  if (changes) inner.flags &= static_cast<std::uint16_t>(~Instruction::keeps_rest);
  if (inner.b == no_register) {
    if (is_comparison(in.inner)) return flags_ = {}, true;
    memory_->store(*place, in.size, {});
    return true;
  }
  compute(inner, address);
  if (!changes || is_comparison(in.inner)) return true;
  if (program_.constant(*place)) return false;
  memory_->store(*place, in.size,
                 known_bytes(abi_->scratch) >= in.size ? state_[abi_->scratch] : Value{});
  return true;
}

void Interpreter::select(const Instruction& in, std::uint64_t address) {
  if (in.dest >= register_count) return;
  const auto does = in.condition == Condition::always ? std::nullopt : holds(in.condition, flags_);
  Value value;
  if (does && is_whole(in.a) && is_whole(in.b))
    value = *does ? first_operand(machine(), in, address, state_)
                  : second_operand(machine(), in, address, state_);
  if (value.is(Kind::number) && in.size != 0) value.number = zero_extended(value.number, in.size);
  state_.set(in.dest, value);
  partly_[in.dest] = 0;
}

// What changes registers and flags alone.
void Interpreter::compute(const Instruction& in, std::uint64_t address) {
  if (in.op == Op::unknown && carry_out_word(in, address)) return;
  if (in.op == Op::select) {
    select(in, address);
    state_.forget(in.kills);
    return;
  }
  // x86 sets a register by flags alone.
  if (in.op == Op::set && is_x86(*decoder_)) {
    const auto does = holds(in.condition, flags_);
    Instruction set = in;
    set.flags |= Instruction::keeps_rest;
    set_register(set, in.dest, does ? Value::of(*does ? 1 : 0) : Value{});
    return;
  }
  if (is_x86(*decoder_) && compute_partly(in, address)) return;
  step_with_flags(in, address);
}

void Interpreter::step_with_flags(const Instruction& in, std::uint64_t address) {
  state_.compared = {};
  step(machine(), in, address, state_);
  if (any_partly_ && in.dest < register_count && !in.has(Instruction::keeps_rest) &&
      !is_comparison(in.op))
    partly_[in.dest] = 0;
  const Compared& compared = state_.compared;
  const bool sets = in.has(Instruction::sets_flags);
  ComparedNumbers told;
  if (compared.op != Op::unknown && compared.left.is(Kind::number) &&
      compared.right.is(Kind::number)) {
    told = {compared.op, compared.size, compared.left.number, compared.right.number};
    if (told.size == 0) told.size = decoder_->word_size;
    const bool logical = in.op == Op::bit_and || in.op == Op::bit_or || in.op == Op::bit_xor;
    told.of_result = sets && !is_comparison(in.op) && !abi_->link_kept && in.op != Op::subtract &&
                     !(logical && is_x86(*decoder_));
    told.is_unsigned =
        abi_->link_kept && is_comparison(in.op) && !in.has(Instruction::sign_extended);
  }
  if (compared.op != Op::unknown || sets || is_comparison(in.op)) {
    const Register field = compared.op != Op::unknown ? compared.field
                           : is_comparison(in.op)     ? in.dest
                                                      : condition_field;
    if (!abi_->link_kept)
      flags_ = told;
    else if (field >= condition_field && field < condition_field + fields_.size())
      fields_[field - condition_field] = told;
  }
  if (abi_->link_kept)
    for (unsigned i = 0; i < fields_.size(); i++)
      if ((in.kills >> (condition_field + i) & 1U) != 0) fields_[i] = {};
}

bool Interpreter::carry_out(const Instruction& in, std::uint64_t address) {
  return may_move_vectors(in) ? carry_out_with_vectors(in, address) : carry_out_plain(in, address);
}

bool Interpreter::carry_out_plain(const Instruction& in, std::uint64_t address) {
  if (const auto done = carry_out_high_bytes(in, address)) return *done;
  switch (in.op) {
    case Op::load:
      return load(in, address);
    case Op::store:
      return store(in, address);
    case Op::push_memory:
      return push_memory(in, address);
    case Op::use_memory:
    case Op::change_memory:
      return with_memory(in, address);
    default:
      compute(in, address);
      return true;
  }
}

Value Interpreter::argument(std::size_t index) const {
  if (is_in_place()) {
    const bool told = index < in_place_->arguments.size();
    return told ? state_[in_place_->arguments[index]] : Value{};
  }
  if (index < decoder_->arguments.size()) return state_[decoder_->arguments[index]];
  const Value& top = state_[decoder_->stack];
  if (!top.is(Kind::number)) return {};
  const std::uint64_t word = decoder_->word_size;
  const std::uint64_t place = top.number + static_cast<std::uint64_t>(abi_->stack_first) +
                              (index - decoder_->arguments.size()) * word;
  return memory_->load(zero_extended(place, decoder_->word_size), decoder_->word_size);
}

std::vector<std::uint8_t> Interpreter::bytes(std::uint64_t address, std::size_t size_max) const {
  return memory_->bytes(address, size_max);
}

std::size_t Interpreter::made(std::uint64_t address, std::size_t size) const {
  std::size_t count = 0;
  for (std::size_t i = 0; i < size; i++) count += memory_->written(address + i) ? 1U : 0U;
  return count;
}

}  // namespace assay::code
