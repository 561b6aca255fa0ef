#include "code/trace.h"

#include <bit>

#include "code/compare_word.h"
#include "code/rotation.h"
#include "code/value.h"
#include "code/word_part.h"

namespace assay::code {
namespace {

constexpr unsigned depth_max = 12;
constexpr unsigned blocks_max = 24;        // that are gone back through
constexpr unsigned instructions_max = 96;  // that are searched for a store
constexpr Register arm_counter = 15;
constexpr std::size_t places_min = 128;               // of the table of nodes; a power of two
constexpr std::uint64_t mixer = 0x9e3779b97f4a7c15U;  // Knuth's, for Fibonacci hashing

bool writes_dest(const Instruction& in) {
  constexpr std::uint64_t none = bit_of(Op::store) | bit_of(Op::compare) |
                                 bit_of(Op::compare_negated) | bit_of(Op::test) |
                                 bit_of(Op::test_equal) | bit_of(Op::change_memory) |
                                 bit_of(Op::push_memory) | bit_of(Op::nop);
  if (in.op == Op::use_memory) return in.inner != Op::compare && in.inner != Op::test;
  return (bit_of(in.op) & none) == 0;
}

bool is_call(const Instruction& in) {
  return in.flow == Flow::call || in.flow == Flow::call_register || in.flow == Flow::system;
}

// The registers that an instruction changes, as bits.
std::uint64_t changed_by(const Instruction& in, const Decoder& decoder, const Abi& abi) {
  std::uint64_t changed = in.kills;
  if (writes_dest(in)) changed |= register_bit(in.dest);
  if (in.has(Instruction::write_back)) changed |= register_bit(in.a);
  if (in.op == Op::load) changed |= register_bit(in.second);
  if (in.op == Op::push_memory) changed |= register_bit(decoder.stack);
  if (in.flow != Flow::next && is_call(in))
    changed |= ~(abi.preserved | register_bit(decoder.stack));
  return changed;
}

}  // namespace

Trace::Trace(const Program& program, Analyser& analyser, const Analysis& analysis)
    : program_(program),
      analyser_(analyser),
      function_(*analysis.function),
      graph_(*analysis.graph),
      abi_(abi_of(analysis.function->decoder->architecture)),
      nodes_(1),
      read_at_(1) {}

Trace::Term Trace::node_of(const Node& node) {
  // At most every second place is taken.
  if (nodes_.size() * 2 > known_.size()) {
    known_.assign(std::max(known_.size() * 2, places_min), 0);
    for (std::uint32_t i = 1; i < nodes_.size(); i++) slot_of(nodes_[i]) = i;
  }
  std::uint32_t& slot = slot_of(node);
  if (slot == 0) {
    slot = static_cast<std::uint32_t>(nodes_.size());
    nodes_.push_back(node);
    read_at_.push_back({no_block, 0});
  }
  return {slot, 0};
}

// Where the number of a node stands, or is to stand.
std::uint32_t& Trace::slot_of(const Node& node) {
  std::uint64_t hash = static_cast<std::uint64_t>(node.kind) << 8U | node.size;
  for (const Term& term : {node.a, node.b})
    hash = (std::rotl(hash, 23) ^ term.number ^ std::uint64_t{term.node} << 40U) * mixer;
  for (std::size_t at = hash >> 32U;; at++) {
    std::uint32_t& slot = known_[at & (known_.size() - 1)];
    if (slot == 0 || nodes_[slot] == node) return slot;
  }
}

Trace::Term Trace::memory(const Node& node, Place at) {
  const Term term = node_of(node);
  Place& first = read_at_[term.node];
  if (first.block == no_block || at.index < first.index) first = at;
  return term;
}

// What is in register r from `where` on: an instruction's address, doubled, or that of a block plus
// one.
Trace::Term Trace::unknown(std::uint64_t where, Register r) {
  return node_of({Kind::made, r, {0, where}, {}});
}

// To the instruction before; false where several ways, or none, lead there.
bool Trace::step_back(Place& at) const {
  if (at.index == function_.blocks[at.block].first) {
    const std::uint32_t before = block_before(at.block);
    if (before == no_block) return false;
    at.block = before;
    at.index = function_.blocks[before].first + function_.blocks[before].count;
  }
  at.index--;
  return true;
}

// The only other block that leads there and is not empty; no_block where several lead there, or
// none.
std::uint32_t Trace::block_before(std::uint32_t block) const {
  do {
    const auto before = graph_.before(block);
    if (block == 0 || before.size() != 1 || before[0] == block) return no_block;
    block = before[0];
  } while (function_.blocks[block].count == 0);
  return block;
}

// What the instructions of a block change, together; afterwards changed_ tells it of each.
std::uint64_t Trace::changed_in(std::uint32_t block) const {
  constexpr std::uint64_t known = std::uint64_t{1} << 63U;
  static_assert(register_count < 63);
  if (changed_in_.empty()) {
    changed_in_.resize(function_.blocks.size());
    changed_.resize(function_.instructions.size());
  }
  std::uint64_t& changed = changed_in_[block];
  if (changed != 0) return changed;
  changed = known;
  const Block& range = function_.blocks[block];
  for (std::uint32_t i = range.first; i < range.first + range.count; i++)
    changed |= changed_[i] = changed_by(function_.instructions[i], *function_.decoder, abi_);
  return changed;
}

bool Trace::go_back(Register r, Place& at) const {
  const std::uint64_t bit = register_bit(r);
  std::uint32_t block = at.block;
  std::uint32_t index = at.index;
  bool found = false;
  for (unsigned blocks = 1;; blocks++) {
    const std::uint32_t first = function_.blocks[block].first;
    if ((changed_in(block) & bit) != 0)
      while (index > first && !found) found = (changed_[--index] & bit) != 0;
    if (found) break;
    index = first;
    const std::uint32_t before = block_before(block);
    if (before == no_block || blocks == blocks_max) break;
    block = before;
    index = function_.blocks[block].first + function_.blocks[block].count;
  }
  at.block = block;
  at.index = index;
  return found;
}

Trace::Term Trace::value(Register r, Place at, unsigned depth) {
  const Decoder& decoder = *function_.decoder;
  if (r == no_register || r == decoder.zero) return {};
  if (r >= register_count) return unknown(0, r);
  if (r == arm_counter &&
      (decoder.architecture == Architecture::arm || decoder.architecture == Architecture::thumb))
    return {0,
            function_.addresses[at.index] + (decoder.architecture == Architecture::arm ? 8U : 4U)};
  if (go_back(r, at)) {
    // Many stores are asked for their addresses, most by few registers.
    Made& made = made_[(at.index * 16 + r + depth) % made_.size()];
    if (made.index != at.index || made.r != r || made.depth != depth) {
      const Term term = made_by(at.index, at.block, r, depth);
      made = {at.index, r, static_cast<std::uint8_t>(depth), term};
    }
    return made.term;
  }
  const std::uint32_t block = at.block;
  // Further back there are several ways: what all of them agree on.
  if (const State* state = analyser_.before(block)) {
    const Value& value = (*state)[r];
    if (value.is(Value::Kind::number)) return {0, value.number};
    if (value.is(Value::Kind::stack) || value.is(Value::Kind::entry) ||
        value.is(Value::Kind::result)) {
      const Term base =
          node_of({Kind::base, static_cast<std::uint8_t>(value.kind), {0, value.id}, {}});
      return {base.node, value.number};
    }
  }
  const Block& first = function_.blocks[block];
  return unknown(function_.addresses[first.first] * 2 + 1, r);
}

Trace::Term Trace::second_operand(const Instruction& in, Place at, unsigned depth) {
  if (in.b == no_register) return {0, static_cast<std::uint64_t>(in.immediate)};
  if (in.b == constant_operand) return {0, in.target};
  const Term term = value(in.b, at, depth + 1);
  if (in.shift_amount == 0 && in.shift == Shift::left) return term;
  const std::uint64_t here = function_.addresses[at.index] * 2;
  if (!term.is_number() || in.shift != Shift::left || in.shift_amount > 63)
    return unknown(here, in.b);
  return {0, term.number << in.shift_amount};
}

Trace::Term Trace::address_of(const Instruction& in, Place at, unsigned depth) {
  Term base = value(in.a, at, depth + 1);
  if (in.has(Instruction::post_index)) return base;
  const Term distance = second_operand(in, at, depth);
  if (distance.is_number()) return {base.node, base.number + distance.number};
  if (base.is_number()) return {distance.node, base.number + distance.number};
  return unknown(function_.addresses[at.index] * 2, 0);
}

// What the last store to the same address left there, on the only way.
std::optional<Trace::Term> Trace::stored(const Term& address, unsigned size, Place at,
                                         unsigned depth) {
  for (unsigned steps = 0; steps < instructions_max && step_back(at); steps++) {
    const Instruction& in = function_.instructions[at.index];
    if (in.op != Op::store || in.size != size || in.second != no_register) continue;
    if (!(address_of(in, at, depth + 2) == address)) continue;
    if (in.dest == no_register || in.has(Instruction::conditional)) return std::nullopt;
    return in.dest == constant_operand ? Term{0, in.target} : value(in.dest, at, depth + 2);
  }
  return std::nullopt;
}

Trace::Term Trace::loaded(const Instruction& in, Place at, unsigned depth) {
  const Term address = address_of(in, at, depth);
  if (address.is_number()) {
    const std::uint64_t there = zero_extended(address.number, function_.decoder->word_size);
    const Word word = program_.word(there, in.size);
    if (word.kind == Word::Kind::number)
      return {0,
              in.has(Instruction::sign_extended) ? sign_extended(word.value, in.size) : word.value};
    return memory({Kind::memory, in.size, {0, there}, {}}, at);
  }
  if (in.size == function_.decoder->word_size && nodes_[address.node].kind <= Kind::base &&
      depth + 4 < depth_max)
    if (const auto found = stored(address, in.size, at, depth)) return *found;
  return memory({Kind::memory, in.size, address, {}}, at);
}

// The low bits of a term, extended.
Trace::Term Trace::narrowed(const Term& a, unsigned bits, bool sign) {
  if (!a.is_number()) return a;
  const std::uint64_t low = bits >= 64 ? a.number : a.number & ((std::uint64_t{1} << bits) - 1);
  if (!sign || bits >= 64 || bits == 0 || (low >> (bits - 1U) & 1U) == 0) return {0, low};
  return {0, low | ~((std::uint64_t{1} << bits) - 1)};
}

Trace::Term Trace::computed(const Instruction& in, const Term& a, const Term& b) {
  if (a.is_number() && b.is_number()) {
    if (const auto number = evaluate(in, a.number, b.number)) return {0, *number};
    return {};
  }
  switch (in.op) {
    case Op::add:
      if (b.is_number()) return {a.node, a.number + b.number};
      if (a.is_number()) return {b.node, a.number + b.number};
      break;
    case Op::subtract:
      if (b.is_number()) return {a.node, a.number - b.number};
      return node_of({Kind::difference, 0, a, b});
    case Op::reverse_subtract:
      if (a.is_number()) return {b.node, b.number - a.number};
      return node_of({Kind::difference, 0, b, a});
    case Op::bit_xor:
      return node_of({Kind::bit_xor, 0, a, b});
    case Op::bit_or:
      return node_of({Kind::bit_or, 0, a, b});
    default:
      break;
  }
  return unknown(0, 0);
}

// What an instruction that the form has no word for leaves in a register.
std::optional<Trace::Term> Trace::told_by_word(Register r, Place at, unsigned depth) {
  if (depth >= depth_max) return std::nullopt;
  const Decoder& decoder = *function_.decoder;
  const std::uint64_t address = function_.addresses[at.index];
  if (is_mips(decoder)) {
    const auto whole = whole_word_at(program_, decoder, address);
    if (!whole || whole->value != r) return std::nullopt;
    Instruction in;
    in.op = Op::load;
    in.size = whole->size;
    in.a = whole->base;
    in.immediate = whole->distance;
    in.flags = Instruction::sign_extended;
    return loaded(in, at, depth);
  }
  if (!abi_.link_kept) return std::nullopt;
  const auto rotation = rotation_at(program_, address);
  if (!rotation) return compared_by_word(r, at, depth);
  if (rotation->to != r) return std::nullopt;
  const Term from = value(rotation->from, at, depth + 1);
  const Term old = rotation->inserts ? value(r, at, depth + 1) : Term{};
  if (!from.is_number() || !old.is_number()) return std::nullopt;
  return Term{0, zero_extended(rotation->result(from.number, old.number), decoder.word_size)};
}

// Bytes of memory that a load turns around, so that the first one counts most.
Trace::Term Trace::loaded_reversed(const Instruction& in, Place at, unsigned depth) {
  const Term address = address_of(in, at, depth);
  if (!address.is_number()) return memory({Kind::reversed, in.size, address, {}}, at);
  const std::uint64_t there = zero_extended(address.number, function_.decoder->word_size);
  const Word word = program_.word(there, in.size);
  if (word.kind == Word::Kind::number) return {0, bytes_reversed(word.value, in.size, in.size)};
  return memory({Kind::reversed, in.size, {0, there}, {}}, at);
}

// What PowerPC compares memory by.
std::optional<Trace::Term> Trace::compared_by_word(Register r, Place at, unsigned depth) {
  const std::uint64_t address = function_.addresses[at.index];
  const auto word = compare_word_at(program_, address);
  if (!word || word->to != r) return std::nullopt;
  switch (word->kind) {
    case CompareWord::Kind::load_reversed: {
      Instruction in;
      in.op = Op::load;
      in.size = word->size;
      in.a = word->a == no_register ? word->b : word->a;
      in.b = word->a == no_register ? no_register : word->b;
      return loaded_reversed(in, at, depth);
    }
    case CompareWord::Kind::count_ones:
      return node_of({Kind::ones, 0, value(word->a, at, depth + 1), {}});
    case CompareWord::Kind::borrow:
      return node_of({Kind::borrow, 0, {0, address}, {}});
    default:
      return std::nullopt;
  }
}

Trace::Term Trace::made_by(std::uint32_t index, std::uint32_t block, Register r, unsigned depth) {
  const Instruction& in = function_.instructions[index];
  const Place at{block, index};
  const auto lost = [&] { return unknown(function_.addresses[index] * 2, r); };
  if (in.op == Op::unknown) {
    const auto told = told_by_word(r, at, depth);
    return told ? *told : lost();
  }
  // What is loaded only where the comparison before was equal is used only there as well.
  const bool conditional = in.has(Instruction::conditional) && !function_.blocks[block].skipped &&
                           (in.op != Op::load || in.condition != Condition::equal);
  if (in.op == Op::load && in.second == r && !conditional && depth < depth_max &&
      !in.has(Instruction::post_index) && in.b == no_register) {
    Instruction second = in;
    second.immediate += in.size;
    return loaded(second, at, depth);
  }
  if (depth >= depth_max || conditional || in.dest != r || is_call(in) ||
      (in.kills & register_bit(r)) != 0 || !writes_dest(in))
    return lost();
  const auto no_less_than = [&](const Term& term, unsigned bits) {  // of what memory holds
    const Node& node = nodes_[term.node];
    return term.is_number() ||
           (node.kind == Kind::memory && term.number == 0 && node.size * 8U <= bits);
  };
  switch (in.op) {
    case Op::constant:
      return {0, static_cast<std::uint64_t>(in.immediate)};
    case Op::move:
      return value(in.a, at, depth + 1);
    case Op::insert: {
      const Term old = value(r, at, depth + 1);
      if (!old.is_number() || in.shift_amount > 63) return lost();
      const std::uint64_t mask = zero_extended(~std::uint64_t{0}, in.size) << in.shift_amount;
      const auto bits = static_cast<std::uint64_t>(in.immediate) << in.shift_amount;
      return {0, (old.number & ~mask) | (bits & mask)};
    }
    case Op::extend: {
      const Term a = value(in.a, at, depth + 1);
      const bool sign = in.has(Instruction::sign_extended);
      return no_less_than(a, in.size * 8U) ? narrowed(a, in.size * 8U, sign) : lost();
    }
    case Op::extract: {
      const Term a = value(in.a, at, depth + 1);
      if (in.shift_amount != 0 || !no_less_than(a, in.second)) return lost();
      return narrowed(a, in.second, in.has(Instruction::sign_extended));
    }
    case Op::load:
      // Behind a call PowerPC64 takes back what its stub saved.
      if (r == abi_.table && abi_.table_saved != 0 && in.a == function_.decoder->stack &&
          in.b == no_register && in.immediate == abi_.table_saved && program_.table_pointer())
        return {0, *program_.table_pointer()};
      return loaded(in, at, depth);  // of part of a register: what compares reads that part
    case Op::bit_and: {
      const Term a = value(in.a, at, depth + 1);
      const Term b = second_operand(in, at, depth);
      if (a.is_number() && b.is_number()) return {0, a.number & b.number};
      if (!b.is_number()) return lost();
      const unsigned bits = b.number == 0xff ? 8 : b.number == 0xffff ? 16 : 0;
      return bits != 0 && no_less_than(a, bits) ? a : lost();
    }
    case Op::use_memory: {
      Instruction inner = in;
      inner.op = in.inner;
      const Term result = computed(inner, value(in.dest, at, depth + 1), loaded(in, at, depth));
      return result == unknown(0, 0) ? lost() : result;
    }
    default:
      break;
  }
  if (in.op < Op::add || in.op > Op::rotate_right || in.has(Instruction::keeps_rest)) return lost();
  const Term result = computed(in, value(in.a, at, depth + 1), second_operand(in, at, depth));
  return result == unknown(0, 0) ? lost() : result;
}

}  // namespace assay::code
