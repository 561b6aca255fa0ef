// Where a number is part of an address:
//
//   relative   what follows from the program counter, $gp, the TOC, tp or the base of a GOT, and
//              what is added to it; a literal of Arm that is added to the program counter
//   absolute   in a file that is linked to fixed addresses, a number among them that is no multiple
//              of 64 KiB (constants are, and the file's first bytes have no name); put together
//              from two instructions where the architecture does so
//   relocated  in an object that was not linked, what a relocation changes
//
// A number that an instruction loads is told when it is used, or where its block ends, so that one
// made by several instructions counts once and as a whole, and the linker's choice between forms of
// the same (a nop for an upper part of zero, addi behind $gp for auipc and addi) does not show.
#include "code/fingerprint.h"

#include <algorithm>
#include <bit>
#include <optional>

#include "code/address_part.h"

namespace assay::code {
namespace {

constexpr std::uint64_t small_constants = 16;  // below it and behind zero: every function has some
constexpr std::size_t text_size_min = 4;
constexpr std::size_t text_size_max = 64;
constexpr std::size_t text_arguments = 4;

// What stands in a telling in place of a number.
enum Mark : std::uint64_t { plain = 0, address_mark, inside_mark, outside_mark, constant_mark };

constexpr std::uint64_t word_of(const Instruction& in) {
  return static_cast<std::uint64_t>(in.op) | static_cast<std::uint64_t>(in.flow) << 8U |
         static_cast<std::uint64_t>(in.condition) << 12U | std::uint64_t{in.size} << 20U |
         static_cast<std::uint64_t>(in.inner) << 28U | static_cast<std::uint64_t>(in.shift) << 36U |
         std::uint64_t{in.flags} << 44U;
}

// What is told of an instruction, with what stands in place of its number.
constexpr std::uint64_t marked(std::uint64_t word, std::uint64_t mark) {
  return word | mark << 40U;
}

constexpr std::uint64_t registers_of(const Instruction& in) {
  return std::uint64_t{in.dest} | std::uint64_t{in.a} << 8U | std::uint64_t{in.b} << 16U |
         std::uint64_t{in.second} << 24U | std::uint64_t{in.shift_amount} << 32U;
}

// Added to these, it says no_register in place of a.
constexpr std::uint64_t without_a = std::uint64_t{no_register} << 8U;
static_assert(no_register == 0xff);  // all bits

// What an operation does with what its instruction names, beside reading a and b.
enum Use : std::uint8_t {
  in_memory = 1,
  reads_dest = 2,
  writes_dest = 4,
  reads_second = 8,
  writes_second = 16,
};

constexpr auto uses = [] {
  std::array<std::uint8_t, op_count> all{};
  all.fill(writes_dest);
  const auto set = [&](Op op, unsigned what) {
    all[static_cast<std::size_t>(op)] = static_cast<std::uint8_t>(what);
  };
  set(Op::insert, reads_dest | writes_dest);
  set(Op::load, in_memory | writes_dest | writes_second);
  set(Op::store, in_memory | reads_dest | reads_second);
  set(Op::use_memory, in_memory | reads_dest | writes_dest);
  set(Op::change_memory, in_memory | reads_dest);
  set(Op::push_memory, in_memory | writes_dest);
  return all;
}();

constexpr bool does(Op op, Use use) { return (uses[static_cast<std::size_t>(op)] & use) != 0; }

// The registers that are read, as bits.
std::uint64_t read_by(const Instruction& in) {
  std::uint64_t read = register_bit(in.a) | register_bit(in.b);
  if (does(in.op, reads_dest)) read |= register_bit(in.dest);
  if (does(in.op, reads_second)) read |= register_bit(in.second);
  return read;
}

std::uint64_t changed_by(const Instruction& in) {
  std::uint64_t changed = in.kills;
  if (does(in.op, writes_dest)) changed |= register_bit(in.dest);
  if (does(in.op, writes_second)) changed |= register_bit(in.second);
  if (in.has(Instruction::write_back)) changed |= register_bit(in.a);
  return changed;
}

bool is_call(Flow flow) { return flow == Flow::call || flow == Flow::call_register; }

std::uint64_t with_character(std::uint64_t hash, std::uint8_t character) {
  return (hash ^ character) * 0x100000001b3U;
}

std::uint64_t hash_of_name(std::string_view name) {
  std::uint64_t hash = 1;
  for (const char c : name) hash = with_character(hash, static_cast<std::uint8_t>(c));
  return mixed(hash);
}

// Of the printable characters before a NUL; nothing where there are few, or others.
std::optional<std::uint64_t> hash_of_text(Bytes bytes) {
  bytes = bytes.first(std::min(bytes.size(), text_size_max));
  std::uint64_t hash = 2;
  std::size_t size = 0;
  for (; size < bytes.size() && bytes[size] != 0; size++) {
    if (bytes[size] < ' ' || bytes[size] > '~') return std::nullopt;
    hash = with_character(hash, bytes[size]);
  }
  if (size < text_size_min) return std::nullopt;
  return mixed(hash);
}

}  // namespace

Fingerprinter::Fingerprinter(const Program& program) : program_(program) {
  constexpr std::uint16_t executable = 2;
  constexpr std::uint32_t load = 1;
  constexpr std::uint32_t thread = 7;
  fixed_ = program.elf().type == executable;
  relocatable_ = program.relocatable();
  for (const formats::ElfSegment& segment : program.elf().segments) {
    if (segment.type == thread) thread_size_ = (segment.memory_size + 63) & ~std::uint64_t{63};
    if (segment.type != load || segment.memory_size > UINT64_MAX - segment.address) continue;
    first_ = std::min(first_, segment.address);
    end_ = std::max(end_, segment.address + segment.memory_size);
  }
}

// Arm: the program counter, or what it was added to.
inline bool Fingerprinter::is_base(Register r) const { return r == form_->counter || is_part(r); }

inline bool Fingerprinter::has_base(const Instruction& in) const {
  return form_->counter_sum && (is_base(in.a) || is_base(in.b));
}

bool Fingerprinter::is_address(std::uint64_t value) const {
  return fixed_ && value >= first_ && value < end_ && (value & 0xffffU) != 0;
}

// What the first of two instructions that put an address together loads, or a number like it.
bool Fingerprinter::is_upper_part(std::uint64_t value) const {
  constexpr std::uint64_t reach = 0x8000;
  if (!fixed_ || form_->loaded_step == 0 || (value & (form_->loaded_step - 1)) != 0) return false;
  return value + reach > first_ && value < end_ + reach;
}

// Registers with an address, or with what may be the upper part of one.
std::uint64_t Fingerprinter::upper_parts() const {
  std::uint64_t parts = known_.parts;
  if (!fixed_ || form_->loaded_step == 0) return parts;
  for (std::uint64_t rest = known_.values; rest != 0; rest &= rest - 1)
    if (is_upper_part(known_.number[static_cast<unsigned>(std::countr_zero(rest))]))
      parts |= rest & (~rest + 1);
  return parts;
}

inline void Fingerprinter::tell(std::uint64_t what, std::uint64_t more) {
  exact_ = (exact_ ^ what) * 0x9e3779b97f4a7c15U;
  exact_ ^= exact_ >> 29U;
  exact_ = (exact_ ^ more) * 0xbf58476d1ce4e5b9U;
  exact_ ^= exact_ >> 32U;
}

void Fingerprinter::tell_address(Register dest) {
  tell(address_mark << 40U, dest);
  addresses_ = true;
  operations_++;
}

// Adds the run of three operations that this one ends.
inline void Fingerprinter::shape(std::uint64_t word, std::uint64_t more) {
  const std::uint64_t own = (word ^ more << 3U) * 0x9e3779b97f4a7c15U;
  std::uint64_t run =
      (own ^ std::rotl(last_[0], 21) ^ std::rotl(last_[1], 42)) * 0xd6e8feb86659fd93U;
  run = (run ^ run >> 32U) * 0xd6e8feb86659fd93U;
  sketch_.add(run ^ run >> 32U);
  last_[1] = last_[0];
  last_[0] = own;
}

void Fingerprinter::constant(std::uint64_t value) {
  if (value < small_constants || value + small_constants < small_constants) return;
  sketch_.add(mixed(value + 0x9e3779b97f4a7c15U));
}

inline void Fingerprinter::lose(std::uint64_t registers) {
  if (((known_.values | known_.parts) & registers) == 0) return;  // the rest is of these
  known_.values &= ~registers;
  known_.owed &= ~registers;
  known_.literal &= ~registers;
  known_.parts = (known_.parts & ~registers) | form_->bases;
  known_.tables = (known_.tables & ~registers) | form_->bases;
}

// Tells the numbers in `registers` that were not told yet, but for those that may be the upper part
// of an address. At the end of a block one that may be an offset from the program counter, or in
// the thread's own data, is told without its value.
void Fingerprinter::tell_owed(std::uint64_t registers, bool at_end) {
  std::uint64_t owed = known_.owed & registers;
  known_.owed &= ~owed;
  for (; owed != 0; owed &= owed - 1) {
    const auto r = static_cast<Register>(std::countr_zero(owed));
    const std::uint64_t value = known_.number[r];
    if (is_upper_part(value)) continue;
    operations_++;
    const bool offset =
        at_end && ((form_->counter_sum && has(known_.literal, r)) || is_thread_distance(value));
    const bool address = !offset && is_address(value);
    tell((address ? address_mark : constant_mark) << 40U | std::uint64_t{r} << 44U,
         offset || address ? 0 : value);
    addresses_ = addresses_ || offset || address;
    if (!offset && !address) constant(value);
  }
}

inline void Fingerprinter::tell_reads(const Instruction& in) {
  if (known_.owed == 0) return;
  if (const std::uint64_t read = read_by(in); (known_.owed & read) != 0) tell_owed(read, false);
}

// What was known of the registers that the instruction changes is known no longer.
inline void Fingerprinter::written(const Instruction& in) {
  if ((known_.values | known_.parts) == 0) return;
  const std::uint64_t changed = changed_by(in);
  if ((known_.owed & changed) != 0) tell_owed(changed, false);
  lose(changed);
}

void Fingerprinter::value_into(Register dest, std::uint64_t value, bool literal) {
  const std::uint64_t bit = register_bit(dest);
  // An offset from the program counter may look like an address.
  if (!literal && is_address(value) && !is_upper_part(value)) {
    tell_address(dest);
    return;
  }
  known_.values |= bit;
  known_.owed |= bit;
  if (literal) known_.literal |= bit;
  known_.number[dest] = value;
}

// An address, or the upper part of one, that follows from the place of the instruction or from a
// relocation.
bool Fingerprinter::takes_address(const At& at) {
  const Instruction& in = at.in;
  if (in.op != Op::constant || in.dest >= register_count) return false;
  AddressPart part = address_part(*decoder_, in, bytes_of(at));
  if (at.relocated && part == AddressPart::none)
    part = form_->in_parts ? AddressPart::upper : AddressPart::whole;
  if (part == AddressPart::none) return false;
  written(in);
  if (part == AddressPart::whole) {
    tell_address(in.dest);
    return true;
  }
  known_.parts |= register_bit(in.dest);
  if (form_->counter_base && !at.relocated) known_.tables |= register_bit(in.dest);
  return true;
}

// Whether all that the instruction does is to put into a register what it states.
bool Fingerprinter::always_writes(const At& at) {
  const Instruction& in = at.in;
  return !at.relocated && in.dest < register_count && in.kills == 0 &&
         !in.has(Instruction::conditional);
}

bool Fingerprinter::takes_literal(const At& at) {
  const Instruction& in = at.in;
  const unsigned word = decoder_->word_size;
  if (in.size != word || x86_ || !always_writes(at)) return false;
  const auto place = static_cast<std::uint64_t>(in.immediate);
  if (program_.relocatable() && program_.is_relocated(place, word)) return false;
  const Word literal = program_.word(place, word);
  if (literal.kind != Word::Kind::number) return false;
  written(in);
  value_into(in.dest, literal.value, true);
  return true;
}

// An operation on a number that is known.
bool Fingerprinter::folds(const At& at) {
  const Instruction& in = at.in;
  const unsigned word = decoder_->word_size;
  const bool inserts = in.op == Op::insert;
  const Register from = inserts ? in.dest : in.a;
  if (from >= register_count || !has(known_.values, from) || in.b != no_register ||
      !always_writes(at))
    return false;
  std::uint64_t value = known_.number[from];
  if (inserts) {
    const unsigned by = std::min<unsigned>(in.shift_amount, 63);
    const std::uint64_t mask = zero_extended(~std::uint64_t{0}, in.size) << by;
    value = (value & ~mask) | (static_cast<std::uint64_t>(in.immediate) << by & mask);
  } else {
    value = *evaluate(in, value, static_cast<std::uint64_t>(in.immediate));
    if (in.size == 4 && word == 8)
      value = abi_->extends_sign ? sign_extended(value, 4) : zero_extended(value, 4);
  }
  const bool literal = has(known_.literal, from) || (inserts && form_->counter_sum);
  known_.owed &= ~register_bit(from);
  written(in);
  value_into(in.dest, zero_extended(value, word), literal);
  return true;
}

bool Fingerprinter::takes_constant(const At& at) {
  const Instruction& in = at.in;
  if (!always_writes(at)) return false;
  written(in);
  value_into(in.dest, zero_extended(static_cast<std::uint64_t>(in.immediate), decoder_->word_size),
             false);
  return true;
}

// A further part of an address, added to the parts before it.
bool Fingerprinter::adds_part(const At& at) {
  const Instruction& in = at.in;
  const bool inserts = in.op == Op::insert && in.dest < register_count;
  if (inserts && (at.relocated || (in.a == no_register && is_part(in.dest)))) {
    written(in);
    tell_address(in.dest);
    return true;
  }
  if (in.b != no_register || in.dest >= register_count || !is_part(in.a) || form_->counter_sum)
    return false;
  const bool table = has(known_.tables, in.a) && in.dest == in.a;
  const bool upper = form_->upper_step != 0 && in.immediate != 0 &&
                     (static_cast<std::uint64_t>(in.immediate) & (form_->upper_step - 1)) == 0;
  written(in);
  if (table || upper) {
    known_.parts |= register_bit(in.dest);
    if (table) known_.tables |= register_bit(in.dest);
  } else {
    tell_address(in.dest);
  }
  return true;
}

// Arm: an offset from a literal plus the program counter, or as an index behind a table.
bool Fingerprinter::sums_counter(const At& at) {
  const Instruction& in = at.in;
  Register offset = no_register;
  if (is_base(in.a)) offset = in.b;
  if (is_base(in.b)) offset = in.a;
  if (offset >= register_count) return false;
  known_.owed &= ~register_bit(offset);
  const std::uint64_t word = word_of(in);
  if (in.op == Op::load) shape(word);
  written(in);
  tell(marked(word, address_mark), in.dest);
  operations_++;
  if (in.op == Op::add) known_.parts |= register_bit(in.dest);
  return true;
}

// An index or a distance from a register, added to an address or its upper part; MIPS finds its
// table by what its functions hold at their start.
bool Fingerprinter::sums_parts(const At& at) {
  const Instruction& in = at.in;
  if (in.a >= register_count || in.b >= register_count || in.dest >= register_count ||
      !form_->in_parts)
    return false;
  const bool by_start = form_->pages && (in.a == abi_->start || in.b == abi_->start);
  const auto upper = [&](Register r) {
    return is_part(r) || (has(known_.values, r) && is_upper_part(known_.number[r]));
  };
  if (!by_start && !upper(in.a) && !upper(in.b)) return false;
  // PowerPC: the distance to the table may stand before the function.
  const std::uint64_t both = register_bit(in.a) | register_bit(in.b);
  const bool table = by_start || (form_->counter_base && (known_.tables & both) != 0);
  if (by_start) {
    known_.owed &= ~both;
    written(in);
  } else {
    tell_reads(in);
    tell(marked(word_of(in), address_mark), registers_of(in));
    operations_++;
    written(in);
  }
  known_.parts |= register_bit(in.dest);
  if (table) known_.tables |= register_bit(in.dest);
  return true;
}

// Whether the immediate of an operation belongs to an address.
[[gnu::always_inline]] inline bool Fingerprinter::address_operand(const At& at) const {
  const Instruction& in = at.in;
  if (at.relocated) return true;
  const auto immediate = static_cast<std::uint64_t>(in.immediate);
  if (does(in.op, in_memory)) {
    if (in.a == no_register && in.b == no_register) return true;
    if ((form_->in_parts || form_->counter_base) && (is_part(in.a) || is_part(in.b))) return true;
    if (fixed_ && in.b == no_register && in.a < register_count && has(known_.values, in.a) &&
        is_address(known_.number[in.a] + immediate))
      return true;
  }
  if (in.op == Op::add && in.shift == Shift::scaled && (is_part(in.a) || is_part(in.b)))
    return true;
  return x86_ && is_address(immediate);
}

// Whether a number may be the distance of a variable in the thread's own data, which lies below an
// address that only the processor knows.
bool Fingerprinter::is_thread_distance(std::uint64_t value) const {
  const std::uint64_t below = zero_extended(~value + 1, decoder_->word_size);
  return x86_ && below != 0 && below <= thread_size_ && below % 4 == 0;
}

// Notes where a store leaves an address or a part of one on the stack, and where a load takes it.
void Fingerprinter::keep_on_stack(const Instruction& in) {
  constexpr std::size_t kept_max = 16;
  const bool plain_place = in.b == no_register && in.a < register_count && !is_part(in.a) &&
                           in.size == decoder_->word_size && in.dest < register_count;
  if (!plain_place) return;
  const auto known = std::ranges::find_if(
      kept_, [&](const Kept& kept) { return kept.base == in.a && kept.distance == in.immediate; });
  if (in.op == Op::store) {
    if (known == kept_.end() && is_part(in.dest) && kept_.size() < kept_max)
      kept_.push_back({in.a, in.immediate, has(known_.tables, in.dest)});
  } else if (known != kept_.end()) {
    known_.parts |= register_bit(in.dest);
    if (known->table) known_.tables |= register_bit(in.dest);
  }
}

// Of the numbers that are not told yet, those that an operation makes part of an address are not
// told at all, and others that it reads are told before it.
void Fingerprinter::settle_owed(const At& at, bool behind_part) {
  const Instruction& in = at.in;
  if (does(in.op, in_memory)) {
    if (behind_part) known_.owed &= ~register_bit(in.a);
    // A distance in a register, from the GOT's base or in the thread's own data.
    if (is_part(in.a)) known_.owed &= ~register_bit(in.b);
    if (is_part(in.b)) known_.owed &= ~register_bit(in.a);
    if (x86_) known_.owed &= ~register_bit(thread_distance(*decoder_, bytes_of(at)));
  }
  tell_reads(in);
}

[[gnu::always_inline]] inline void Fingerprinter::operation(const At& at) {
  const Instruction& in = at.in;
  const bool memory = does(in.op, in_memory);
  const bool address = address_operand(at);
  if (address) addresses_ = true;
  const bool behind_part = address && memory && in.a < register_count && in.b == no_register;
  if (known_.owed != 0) settle_owed(at, behind_part);
  // The shared form does not say which operation on vectors and floating point it is.
  const bool untold =
      in.op == Op::unknown || in.op == Op::nop || (x86_ && memory && in.dest == no_register);
  const std::uint64_t form = untold ? untold_form(*decoder_, bytes_of(at), upper_parts()) : 0;
  const bool pushes_own = x86_ && in.op == Op::store && in.dest == constant_operand &&
                          in.target == at.address + in.length;
  const bool number = !address && (memory || in.b == no_register || in.shift == Shift::scaled);
  const bool target =
      in.target != 0 && !at.relocated && !pushes_own && !(x86_ && is_address(in.target));
  const std::uint64_t word = word_of(in);
  tell(marked(word, address ? address_mark : plain),
       registers_of(in) | (behind_part ? without_a : 0));
  tell(form, number ? static_cast<std::uint64_t>(in.immediate) : 0);
  if (target) tell(in.target);
  operations_++;
  if (in.op != Op::move) shape(word, form);
  if (number && !memory && in.b == no_register) constant(static_cast<std::uint64_t>(in.immediate));
  if (target && in.dest == constant_operand) constant(in.target);
  const bool keeps = in.op == Op::load ? !kept_.empty() : in.op == Op::store && is_part(in.dest);
  const bool copies = in.op == Op::move && is_part(in.a);
  if (keeps || copies || untold || own_pushed_ || pushes_own || form_->pages)
    pass_parts(at, pushes_own, untold);
  else
    written(in);
}

// What an operation leaves of parts of addresses, or moves.
void Fingerprinter::pass_parts(const At& at, bool pushes_own, bool untold) {
  const Instruction& in = at.in;
  const bool page = form_->pages && in.op == Op::load && in.size == decoder_->word_size &&
                    in.a < register_count && has(known_.tables, in.a);
  const bool copies = in.op == Op::move && is_part(in.a);
  const bool pops_own = own_pushed_ && in.op == Op::load && in.a == decoder_->stack;
  const bool table = pops_own || (copies && has(known_.tables, in.a));
  own_pushed_ = pushes_own || (own_pushed_ && !pops_own);
  written(in);
  if (untold) known_.parts |= register_bit(thread_register(*decoder_, bytes_of(at)));
  if (in.dest >= register_count) return;
  if ((in.op == Op::load || in.op == Op::store) &&
      ((known_.parts & ~form_->bases) != 0 || !kept_.empty()))
    keep_on_stack(in);
  if (page || copies || table) known_.parts |= register_bit(in.dest);
  if (table) known_.tables |= register_bit(in.dest);
}

// Jumps, calls and returns.
void Fingerprinter::transfer(const At& at, const Block& block) {
  const Instruction& in = at.in;
  // A call of an address that code put together is one of a function, wherever that is; MIPS always
  // calls through the register that holds the start, and linkers turn that into a plain call.
  const bool direct = in.flow == Flow::jump || in.flow == Flow::branch || in.flow == Flow::call;
  const bool to_part = !direct && in.op != Op::load && in.a < register_count &&
                       (is_part(in.a) || (form_->pages && in.a == abi_->start));
  Flow flow = in.flow;
  if (to_part && flow == Flow::call_register) flow = Flow::call;
  if (to_part && flow == Flow::jump_register) flow = Flow::jump;
  const bool inside = (flow == Flow::jump || flow == Flow::branch) && block.taken != no_block;
  tell_reads(in);
  std::uint64_t word = 0;
  if (flow == Flow::call || (flow == Flow::jump && !inside)) {
    Instruction told;
    told.op = Op::nop;
    told.flow = flow;
    told.condition = in.condition;
    calls_ = true;
    word = word_of(told);
    tell(marked(word, outside_mark));
  } else {
    const std::uint64_t mark = inside ? inside_mark : flow == Flow::branch ? outside_mark : plain;
    // A jump through a register may go anywhere, but a return comes back.
    calls_ = calls_ || (!inside && flow != Flow::give_back);
    const bool number = (flow == Flow::branch && in.a != no_register && in.b == no_register) ||
                        (does(in.op, in_memory) && !address_operand(at));
    word = word_of(in);
    tell(marked(word, mark), registers_of(in));
    tell(inside ? places_[block.taken] : 0, number ? static_cast<std::uint64_t>(in.immediate) : 0);
  }
  shape(word);
  operations_++;
  if (!is_call(in.flow)) return;
  if (known_.owed != 0) tell_owed(~abi_->preserved, false);
  lose(~abi_->preserved);
  if (in.flow != Flow::call || !form_->counter_base) return;
  Register own = own_address_register(*decoder_, program_.at(in.target));
  // PowerPC learns where its GOT is from a blrl in it, which leaves the address behind itself.
  if (abi_->link_kept && !program_.is_code(in.target) && program_.stub_name(in.target).empty())
    own = decoder_->link;
  known_.parts |= register_bit(own);
  known_.tables |= register_bit(own);
}

// Few instructions are asked for their bytes.
Bytes Fingerprinter::bytes_of(const At& at) const {
  const std::uint64_t from = at.address - range_->address;
  if (from > range_->bytes.size() || at.in.length > range_->bytes.size() - from) return {};
  return range_->bytes.subspan(from, at.in.length);
}

[[gnu::always_inline]] inline void Fingerprinter::instruction(const Instruction& in,
                                                              std::uint64_t address,
                                                              const Block& block) {
  const At at{in, address, relocatable_ && program_.is_relocated(address, in.length)};
  if (in.flow != Flow::next) return transfer(at, block);
  if (in.op == Op::nop && does_nothing(*decoder_, bytes_of(at))) return;
  // What restores the pointer to the table depends on whether a call leaves the file.
  if (form_->restored != no_register && in.dest == form_->restored && does(in.op, writes_dest))
    return;
  bool done = false;
  switch (in.op) {
    case Op::constant:
      done = takes_address(at) || takes_constant(at);
      break;
    case Op::load:
      done = (has_base(in) && sums_counter(at)) ||
             (in.a == no_register && in.b == no_register && takes_literal(at));
      break;
    case Op::add:
      done = has_base(in) && sums_counter(at);
      done = done || adds_part(at) || sums_parts(at) || folds(at);
      break;
    case Op::subtract:
    case Op::bit_or:
    case Op::insert:
      done = adds_part(at) || folds(at);
      break;
    case Op::shift_left:
      done = folds(at);
      break;
    default:
      break;
  }
  if (!done) operation(at);
}

void Fingerprinter::block(const Analysis& analysis, std::uint32_t number) {
  const Function& function = *analysis.function;
  const Block& block = function.blocks[number];
  known_.values = known_.owed = known_.literal = 0;
  known_.parts = known_.tables = form_->bases;
  for (const std::uint32_t before : analysis.graph->before(number)) {
    known_.parts |= left_[before].parts;
    known_.tables |= left_[before].tables;
  }
  last_ = {};
  own_pushed_ = false;
  if (block.count == 0) return;
  instructions(analysis, block);
  // Conditional calls and returns of Arm are blocks of their own for the analyses alone.
  std::uint32_t last = number;
  for (std::uint32_t next = block.next; next != no_block && function.blocks[next].part;
       next = function.blocks[last].next)
    instructions(analysis, function.blocks[last = next]);
  if (known_.owed != 0) tell_owed(~std::uint64_t{0}, true);
  known_.parts = upper_parts();
  left_[number] = left_[last] = {known_.parts, known_.tables};
}

void Fingerprinter::instructions(const Analysis& analysis, const Block& block) {
  const Function& function = *analysis.function;
  const std::uint32_t end = block.first + block.count;
  bool slot = false;  // the one in a delay slot was done before its call
  for (std::uint32_t i = block.first; i < end; i++) {
    // What stands in the delay slot of a call is done before the call loses registers.
    const Instruction& in = function.instructions[i];
    std::uint32_t place = i;
    if (slot) {
      place--;
      slot = false;
    } else if (in.has(Instruction::delay_slot)) {
      slot = is_call(in.flow) && i + 1 < end;
      if (slot) place++;
    }
    instruction(function.instructions[place], function.addresses[place], block);
  }
}

// Names and texts, which are the same for all processors.
void Fingerprinter::calls(const Analysis& analysis) {
  for (const Call& call : analysis.calls) {
    if (call.callee.imported) sketch_.add(hash_of_name(call.callee.name));
    for (std::size_t i = 0; i < text_arguments; i++) {
      const Value& value = call.arguments[i];
      if (!value.is(Value::Kind::number) || !program_.constant(value.number)) continue;
      if (const auto text = hash_of_text(program_.at(value.number))) sketch_.add(*text);
    }
  }
}

Fingerprint Fingerprinter::of(const Analysis& analysis) {
  const Function& function = *analysis.function;
  if (function.blocks.empty()) return {};
  decoder_ = function.decoder;
  form_ = &address_form_of(decoder_->architecture);
  abi_ = &abi_of(decoder_->architecture);
  x86_ = decoder_->alignment == 1;
  range_ = program_.code_at(function.address);
  if (range_ == nullptr) return {};
  exact_ = 0;
  operations_ = 0;
  calls_ = addresses_ = false;
  sketch_ = {};
  kept_.clear();
  left_.assign(function.blocks.size(), {});
  places_.resize(function.blocks.size());
  std::uint32_t place = 0;
  for (const std::uint32_t number : analysis.graph->order())
    places_[number] = function.blocks[number].part ? place : place++;
  for (const std::uint32_t number : analysis.graph->order())
    if (!function.blocks[number].part) block(analysis, number);
  std::uint64_t similar = 0;
  if (operations_ >= fingerprint_operations_min) {
    calls(analysis);
    similar = sketch_.bits();
  }
  return {exact_, similar, operations_, calls_, addresses_};
}

}  // namespace assay::code
