// Each branch that asks whether memory equals numbers gives pieces: address, width and value of
// what is equal on one of its ways. A compiler joins several values into one question as a chain of
// conditional comparisons, or as (a ^ 1) | (b ^ 2) == 0. Pieces of branches that follow one another
// on the equal way, and of addresses that differ by a number only, are put together to bytes.
#include "code/inlined.h"

#include <algorithm>

#include "code/compare_word.h"
#include "code/value.h"

namespace assay::code {
namespace {

struct Piece {
  Trace::Term address;
  std::uint8_t size = 0;
  std::uint64_t value = 0;
  Place read;
};

struct Question {
  std::uint64_t address = 0;  // of the instruction that decides
  std::uint32_t equal = no_block;
  std::uint32_t other = no_block;
  std::uint32_t decides = no_block;  // another block, at whose end it is decided
  std::uint32_t first = 0;           // its first piece
  std::uint32_t count = 0;
};

struct KnownPiece {
  Piece piece;
  std::uint32_t place;  // in the chain, of the question that has it
};

class Finder {
 public:
  Finder(const Program& program, Analyser& analyser, const Analysis& analysis)
      : function_(*analysis.function),
        graph_(*analysis.graph),
        program_(program),
        abi_(abi_of(analysis.function->decoder->architecture)),
        order_(program.decoder().order),
        trace_(program, analyser, analysis) {}

  std::vector<InlinedComparison> find();
  bool finds_text();

 private:
  bool may_find_text();
  bool asks_no_text(std::uint32_t block) const;
  bool asks_no_text(const Instruction& compare, Place at) const;
  bool ask(std::uint32_t block, Question& question);
  bool ask_flags(std::uint32_t block, std::uint32_t branch, Register told, Question& question);
  bool ask_where_they_meet(std::uint32_t block, Question& question);
  bool brings_difference(std::uint32_t block, std::uint32_t meeting, Register difference) const;
  bool ask_compare(const Instruction& in, Place at);
  bool solve(const Trace::Term& left, const Trace::Term& right, unsigned size, unsigned depth = 0);
  bool leads_on(std::uint32_t block) const;
  void join(std::span<const std::uint32_t> chain);

  const Function& function_;
  const BlockGraph& graph_;
  const Program& program_;
  const Abi& abi_;
  ByteOrder order_;
  Trace trace_;
  std::vector<Question> questions_;  // of each block; without pieces where it asks nothing
  std::vector<Piece> pieces_;        // by block
  std::vector<KnownPiece> known_;    // of a chain
  std::vector<InlinedComparison> found_;
};

bool sets_flags(const Instruction& in) {
  const bool compares = in.op == Op::compare || in.op == Op::compare_negated || in.op == Op::test ||
                        in.op == Op::test_equal;
  const bool in_memory = (in.op == Op::use_memory || in.op == Op::change_memory) &&
                         (in.inner == Op::compare || in.inner == Op::test);
  return compares || in_memory || in.has(Instruction::sets_flags);
}

// Whether it sets what a branch asks whose `a` is `told`: a field, or the only flags there are.
bool sets_flags_for(const Instruction& in, Register told) {
  const Register field = told >= condition_field ? told : no_register;
  return sets_flags(in) &&
         (field == no_register || in.dest == field || in.has(Instruction::sets_flags));
}

// Pieces of left == right. False where that says nothing of memory.
bool Finder::solve(const Trace::Term& left, const Trace::Term& right, unsigned size,
                   unsigned depth) {
  using Kind = Trace::Kind;
  if (depth > 8) return false;
  if (left.is_number() && !right.is_number()) return solve(right, left, size, depth + 1);
  if (left.is_number() || !right.is_number()) return false;
  const Trace::Node node = trace_.node(left.node);
  const std::uint64_t value = right.number - left.number;
  const auto asks = [&](const Trace::Term& a, const Trace::Term& b) {
    return solve(a, b, size, depth + 1);
  };
  switch (node.kind) {
    case Kind::memory: {
      const auto width =
          static_cast<std::uint8_t>(size == 0 ? node.size : std::min<unsigned>(size, node.size));
      pieces_.push_back({node.a, width, zero_extended(value, width), trace_.read_at(left.node)});
      return true;
    }
    case Kind::reversed: {
      const bool whole = size == 0 || size >= node.size;
      if (!whole || zero_extended(value, node.size) != zero_extended(value, size)) return false;
      pieces_.push_back({node.a, node.size, bytes_reversed(value, node.size, node.size),
                         trace_.read_at(left.node)});
      return true;
    }
    case Kind::ones:
      return zero_extended(value, size) == 0 && solve(node.a, {}, 0, depth + 1);
    case Kind::borrow:  // that there is none says nothing of memory, and is not against it
      return zero_extended(value, size) == 0;
    case Kind::bit_xor:
      if (zero_extended(value, size) == 0) return asks(node.a, node.b);
      if (node.b.is_number()) return asks(node.a, {0, node.b.number ^ value});
      return node.a.is_number() && asks(node.b, {0, node.a.number ^ value});
    case Kind::difference:
      return zero_extended(value, size) == 0 && asks(node.a, node.b);
    case Kind::bit_or: {
      if (zero_extended(value, size) != 0) return false;
      const bool a = asks(node.a, {});
      return asks(node.b, {}) && a;
    }
    default:
      return false;
  }
}

bool Finder::ask_compare(const Instruction& in, Place at) {
  const bool in_memory = in.op == Op::use_memory || in.op == Op::change_memory;
  const Op op = in_memory ? in.inner : in.op;
  if (in_memory && (op == Op::compare || op == Op::test)) {
    const Trace::Term there = trace_.loaded(in, at);
    const Trace::Term with =
        in.dest == constant_operand ? Trace::Term{0, in.target} : trace_.value(in.dest, at);
    return op == Op::compare && solve(there, with, in.size);
  }
  switch (op) {
    case Op::compare:
    case Op::test_equal:
      return solve(trace_.value(in.a, at), trace_.second_operand(in, at), in.size);
    case Op::compare_negated: {
      const Trace::Term negated = trace_.second_operand(in, at);
      return negated.is_number() && solve(trace_.value(in.a, at), {0, 0 - negated.number}, in.size);
    }
    case Op::test:
      return in.a == in.b && solve(trace_.value(in.a, at), {}, in.size);
    default:
      // The flags follow from a result.
      if (in.dest == no_register || in.op == Op::change_memory) return false;
      return solve(trace_.value(in.dest, {at.block, at.index + 1}), {}, in.size);
  }
}

// A branch by flags: the comparison before it, and those on whose outcome that one depends.
bool Finder::ask_flags(std::uint32_t block, std::uint32_t branch, Register told,
                       Question& question) {
  const Block& at = function_.blocks[block];
  bool any = false;
  for (std::uint32_t i = branch; i-- > at.first;) {
    const Instruction& in = function_.instructions[i];
    if (!sets_flags_for(in, told)) continue;
    if (!ask_compare(in, {block, i})) return any;
    question.address = function_.addresses[i];
    any = true;
    if (!in.has(Instruction::conditional)) return true;
    if (in.condition != Condition::equal) return false;
  }
  return any;
}

// The ways out of a block whose `taken` is next under a condition.
bool asks_equal(const Block& block, Condition condition, Question& question) {
  if (condition != Condition::equal && condition != Condition::not_equal) return false;
  const bool taken = condition == Condition::equal;
  question.equal = taken ? block.taken : block.next;
  question.other = taken ? block.next : block.taken;
  return true;
}

// Whether control comes from `block` to `meeting` with a difference that is not zero.
bool Finder::brings_difference(std::uint32_t block, std::uint32_t meeting,
                               Register difference) const {
  const Block& at = function_.blocks[block];
  const Instruction* leaving = function_.leaving(at);
  Question ways;
  if (leaving == nullptr || leaving->flow != Flow::branch || leaving->a != condition_field ||
      !asks_equal(at, leaving->condition, ways) || ways.other != meeting || ways.equal == meeting)
    return false;
  for (auto i = static_cast<std::uint32_t>(leaving - function_.instructions.data());
       i-- > at.first;) {
    const Instruction& in = function_.instructions[i];
    if (sets_flags(in) && (in.has(Instruction::sets_flags) || in.dest == condition_field))
      return in.op == Op::subtract && in.dest == difference;
    if (in.dest == difference || (in.kills & register_bit(difference)) != 0) return false;
  }
  return false;
}

// On PowerPC the differences of several words meet in a block that counts the ones of the last of
// them, and joins them with what it borrowed: it is decided there.
bool Finder::ask_where_they_meet(std::uint32_t block, Question& question) {
  const auto after = graph_.after(block);
  if (!abi_.link_kept || after.size() != 1 || after[0] == block) return false;
  const std::uint32_t meeting = after[0];
  const Block& at = function_.blocks[meeting];
  const Instruction* leaving = function_.leaving(at);
  if (leaving == nullptr || leaving->flow != Flow::branch || leaving->a < condition_field ||
      !asks_equal(at, leaving->condition, question))
    return false;
  const auto branch = static_cast<std::uint32_t>(leaving - function_.instructions.data());
  for (std::uint32_t i = at.first; i < branch; i++) {
    const auto word = compare_word_at(program_, function_.addresses[i]);
    if (!word || word->kind != CompareWord::Kind::count_ones) continue;
    // The rest of the block has to ask for this count, joined with a borrow.
    const Instruction& asks = function_.instructions[branch - 1];
    if (asks.op != Op::compare || asks.dest != leaving->a || asks.b != no_register ||
        asks.immediate != 0)
      return false;
    const Trace::Term joined = trace_.value(asks.a, {meeting, branch - 1});
    const Trace::Node node = trace_.node(joined.node);
    const auto is = [&](const Trace::Term& term, Trace::Kind kind) {
      return term.number == 0 && trace_.node(term.node).kind == kind;
    };
    if (joined.number != 0 || node.kind != Trace::Kind::bit_or ||
        !(is(node.a, Trace::Kind::ones) || is(node.b, Trace::Kind::ones)) ||
        !(is(node.a, Trace::Kind::borrow) || is(node.b, Trace::Kind::borrow)))
      return false;
    for (std::uint32_t before = at.first; before < i; before++)
      if (function_.instructions[before].dest == word->a) return false;
    for (const std::uint32_t other : graph_.before(meeting))
      if (other != block && !brings_difference(other, meeting, word->a)) return false;
    const Block& here = function_.blocks[block];
    question.address = function_.addresses[here.first + here.count - 1];
    question.decides = meeting;
    return solve(trace_.value(word->a, {block, here.first + here.count}), {}, 0);
  }
  return false;
}

bool Finder::ask(std::uint32_t block, Question& question) {
  const Block& at = function_.blocks[block];
  const Instruction* leaving = function_.leaving(at);
  if (at.skips == Condition::always && (leaving == nullptr || leaving->flow == Flow::jump))
    return ask_where_they_meet(block, question);
  if (at.skips != Condition::always && !asks_equal(at, at.skips, question)) return false;
  if (at.skips != Condition::always)
    return ask_flags(block, at.first + at.count, no_register, question);
  const bool returns = leaving != nullptr && leaving->flow == Flow::give_back &&
                       leaving->has(Instruction::conditional);
  if (leaving == nullptr || (leaving->flow != Flow::branch && !returns)) return false;
  if (!asks_equal(at, leaving->condition, question)) return false;
  const auto branch = static_cast<std::uint32_t>(leaving - function_.instructions.data());
  if (leaving->a >= condition_field || returns)
    return ask_flags(block, branch, leaving->a, question);
  question.address = function_.addresses[branch];
  return solve(trace_.value(leaving->a, {block, branch}),
               trace_.second_operand(*leaving, {block, branch}), leaving->size);
}

// Whether a block does nothing but hand on: no call, no way out.
bool Finder::leads_on(std::uint32_t block) const {
  const Block& at = function_.blocks[block];
  if ((at.taken == no_block) == (at.next == no_block) || at.count > 12) return false;
  return std::ranges::none_of(function_.instructions_of(at), [](const Instruction& in) {
    return in.flow == Flow::call || in.flow == Flow::call_register || in.flow == Flow::system ||
           in.flow == Flow::give_back;
  });
}

// The bytes that are known when all questions of a chain were answered by yes, for each base.
void Finder::join(std::span<const std::uint32_t> chain) {
  known_.clear();
  std::size_t size = 0;
  for (std::uint32_t place = 0; place < chain.size(); place++) {
    const Question& question = questions_[chain[place]];
    for (const Piece& piece : std::span(pieces_).subspan(question.first, question.count)) {
      known_.push_back({piece, place});
      size += piece.size;
    }
  }
  if (size < 2) return;
  auto& all = known_;
  const auto is_before = [](const KnownPiece& a, const KnownPiece& b) {
    if (a.piece.address.node != b.piece.address.node)
      return a.piece.address.node < b.piece.address.node;
    return static_cast<std::int64_t>(a.piece.address.number) <
           static_cast<std::int64_t>(b.piece.address.number);
  };
  if (!std::ranges::is_sorted(all, is_before)) std::ranges::stable_sort(all, is_before);
  for (std::size_t i = 0; i < all.size();) {
    InlinedComparison run;
    const Trace::Term first = all[i].piece.address;
    run.read = all[i].piece.read;
    std::size_t last_in_chain = 0;
    std::size_t first_in_chain = chain.size();
    for (; i < all.size(); i++) {
      const Piece& piece = all[i].piece;
      const std::uint64_t distance = piece.address.number - first.number;
      if (piece.address.node != first.node || distance > run.bytes.size() ||
          distance + piece.size > inlined_bytes_max)
        break;
      last_in_chain = std::max<std::size_t>(last_in_chain, all[i].place);
      first_in_chain = std::min<std::size_t>(first_in_chain, all[i].place);
      run.bytes.resize(std::max<std::size_t>(run.bytes.size(), distance + piece.size));
      for (unsigned n = 0; n < piece.size; n++) {
        const unsigned shift = 8 * (order_ == ByteOrder::big ? piece.size - 1U - n : n);
        run.bytes[distance + n] = static_cast<std::uint8_t>(piece.value >> shift);
      }
      run.pieces++;
    }
    if (run.pieces == 0) {  // wider than a comparison is kept
      i++;
      continue;
    }
    if (run.bytes.size() < 2) continue;
    run.address = questions_[chain[first_in_chain]].address;
    const Question& last = questions_[chain[last_in_chain]];
    run.from = last.decides != no_block ? last.decides : chain[last_in_chain];
    run.to = last.equal;
    run.other = last.other;
    found_.push_back(std::move(run));
  }
}

std::vector<InlinedComparison> Finder::find() {
  const auto count = static_cast<std::uint32_t>(function_.blocks.size());
  questions_.resize(count);
  for (std::uint32_t block = 0; block < count; block++) {
    Question& question = questions_[block];
    question.first = static_cast<std::uint32_t>(pieces_.size());
    if (!ask(block, question)) pieces_.resize(question.first);
    question.count = static_cast<std::uint32_t>(pieces_.size()) - question.first;
  }
  // The question that is asked next where the answer is yes.
  std::vector<std::uint32_t> next(count, no_block);
  std::vector<bool> follows(count, false);
  for (std::uint32_t block = 0; block < count; block++) {
    if (questions_[block].count == 0) continue;
    std::uint32_t to = questions_[block].equal;
    for (unsigned steps = 0; steps < 3 && to != no_block; steps++) {
      if (to == 0 || graph_.before(to).size() != 1) break;
      if (questions_[to].count != 0) {
        next[block] = to;
        follows[to] = true;
        break;
      }
      if (!leads_on(to)) break;
      to = function_.blocks[to].taken != no_block ? function_.blocks[to].taken
                                                  : function_.blocks[to].next;
    }
  }
  std::vector<std::uint32_t> chain;
  for (std::uint32_t block = 0; block < count; block++) {
    if (questions_[block].count == 0 || follows[block]) continue;
    chain.clear();
    for (std::uint32_t at = block; at != no_block && chain.size() < inlined_bytes_max;
         at = next[at])
      chain.push_back(at);
    join(chain);
  }
  return std::move(found_);
}

// How many of the low bytes of a number may be part of a text.
unsigned text_bytes(std::uint64_t number, unsigned size) {
  unsigned count = 0;
  for (unsigned i = 0; i < size; i++, number >>= 8U) {
    const std::uint64_t byte = number & 0xffU;
    if ((byte >= ' ' && byte <= '~') || byte == '\t' || byte == '\n' || byte == '\r') count++;
  }
  return count;
}

// Whether a comparison or branch asks for no byte of a text for certain: it compares a number that
// has none with what was just loaded, or with what is of no memory.
bool Finder::asks_no_text(const Instruction& compare, Place at) const {
  const bool in_memory = compare.op == Op::use_memory || compare.op == Op::change_memory;
  const bool with_itself = compare.op == Op::test && compare.a == compare.b;
  const Register with = in_memory ? compare.dest : compare.b;
  std::uint64_t number = 0;
  if (with == constant_operand)
    number = compare.target;
  else if (with == no_register && !in_memory)
    number = static_cast<std::uint64_t>(compare.immediate);
  else if (with != function_.decoder->zero && !with_itself)
    return false;
  if (text_bytes(number, sizeof(number)) != 0) return false;
  // A word may have been stored before, and computed.
  const unsigned word = function_.decoder->word_size;
  if (in_memory) return compare.size < word;
  if (compare.a >= register_count || !trace_.go_back(compare.a, at)) return true;
  const Instruction& made = function_.instructions[at.index];
  if (made.has(Instruction::conditional)) return false;
  if (made.flow == Flow::call || made.flow == Flow::call_register || made.flow == Flow::system)
    return true;
  return made.op == Op::load && made.size < word;
}

bool Finder::asks_no_text(std::uint32_t block) const {
  const Block& at = function_.blocks[block];
  const Instruction* leaving = function_.leaving(at);
  if (at.skips != Condition::always) return false;
  if (leaving == nullptr || leaving->flow == Flow::jump) return !abi_.link_kept;
  if (leaving->flow == Flow::give_back) return !leaving->has(Instruction::conditional);
  Question ways;
  if (leaving->flow != Flow::branch || !asks_equal(at, leaving->condition, ways)) return true;
  const auto branch = static_cast<std::uint32_t>(leaving - function_.instructions.data());
  if (leaving->a < condition_field) return asks_no_text(*leaving, {block, branch});
  for (std::uint32_t i = branch; i-- > at.first;) {
    const Instruction& in = function_.instructions[i];
    if (!sets_flags_for(in, leaving->a)) continue;
    const bool in_memory = in.op == Op::use_memory || in.op == Op::change_memory;
    const bool compares = (in_memory ? in.inner : in.op) == Op::compare || in.op == Op::test;
    return compares && !in.has(Instruction::conditional) && asks_no_text(in, {block, i});
  }
  return true;
}

// A sum over all questions, whichever follow one another.
bool Finder::may_find_text() {
  unsigned count = 0;
  for (std::uint32_t block = 0; block < function_.blocks.size(); block++) {
    if (asks_no_text(block)) continue;
    pieces_.clear();
    Question question;
    if (!ask(block, question)) continue;
    for (const Piece& piece : pieces_) count += text_bytes(piece.value, piece.size);
    if (count >= inlined_text_min) return true;
  }
  return false;
}

// How many bytes stand before the first zero, as a name ends there whatever follows; 0 where one of
// these is not of a text.
std::size_t text_size(std::span<const std::uint8_t> bytes) {
  const auto end = std::ranges::find(bytes, std::uint8_t{0});
  const bool text =
      std::all_of(bytes.begin(), end, [](std::uint8_t byte) { return text_bytes(byte, 1) == 1; });
  return text ? static_cast<std::size_t>(end - bytes.begin()) : 0;
}

bool Finder::finds_text() {
  if (!may_find_text()) return false;
  pieces_.clear();
  std::size_t short_texts = 0;
  for (const InlinedComparison& found : find()) {
    const std::size_t size = text_size(found.bytes);
    if (size >= inlined_text_min) return true;
    if (size + 1 == inlined_text_min) short_texts++;
  }
  return short_texts >= inlined_texts_min;
}

bool is_character(std::uint64_t byte) { return byte >= ' ' && byte <= '~'; }

// Bytes of a number that are characters; 0 where others stand among them. Zeros at the end of a
// text that is shorter than the number are let be.
unsigned characters(std::uint64_t number, unsigned size) {
  unsigned count = 0;
  for (unsigned i = 0; i < std::max(size, 1U); i++, number >>= 8U) {
    if (is_character(number & 0xffU))
      count++;
    else if ((number & 0xffU) != 0)
      return 0;
  }
  return count;
}

}  // namespace

bool may_compare_inline(const Analysis& analysis) {
  unsigned bytes = 0;
  for (const Comparison& comparison : analysis.comparisons) {
    if (comparison.condition != Condition::equal && comparison.condition != Condition::not_equal)
      continue;
    const bool left = comparison.left.is(Value::Kind::number);
    if (left == comparison.right.is(Value::Kind::number)) continue;
    const std::uint64_t number = left ? comparison.left.number : comparison.right.number;
    const unsigned count = characters(zero_extended(number, comparison.size), 8);
    if (count >= 2 || (count == 1 && ++bytes >= 2)) return true;
  }
  bool differs = false;
  bool joins = false;
  // PowerPC asks a difference, and what it borrowed.
  const bool subtracts = abi_of(analysis.function->decoder->architecture).link_kept;
  const std::uint64_t asked = bit_of(Op::bit_xor) | bit_of(Op::bit_or) | bit_of(Op::compare) |
                              bit_of(Op::use_memory) | (subtracts ? bit_of(Op::subtract) : 0);
  for (const Instruction& in : analysis.function->instructions) {
    if ((bit_of(in.op) & asked) == 0) continue;  // as of most
    const Op op = in.op == Op::use_memory ? in.inner : in.op;
    const auto immediate = static_cast<std::uint64_t>(in.immediate);
    if (op == Op::bit_xor && in.a != in.b) differs = true;
    if (subtracts && op == Op::subtract && in.b != no_register && in.a != in.b) differs = true;
    if (op == Op::bit_or) joins = true;
    if (op == Op::compare && in.has(Instruction::conditional)) differs = joins = true;
    if (op == Op::bit_xor && in.b == no_register && in.a != analysis.function->decoder->stack &&
        characters(in.immediate < 0 ? -immediate : immediate, 8) == 1 && ++bytes >= 2)
      return true;
  }
  return differs && joins;
}

bool compares_text_inline(const Program& program, Analyser& analyser, const Analysis& analysis) {
  return Finder(program, analyser, analysis).finds_text();
}

std::vector<InlinedComparison> inlined_comparisons(const Program& program, Analyser& analyser,
                                                   const Analysis& analysis) {
  return Finder(program, analyser, analysis).find();
}

}  // namespace assay::code
