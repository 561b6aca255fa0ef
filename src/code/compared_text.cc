// A block compares 16 bytes of either text:
//
//   a, b      loaded
//   equal     where a and b are equal
//   ends      where a is zero
//   decides   ends | ~equal, and whether that is zero everywhere: then the next block goes on
//
// All of them lead to one block where it is not. That looks for the first such byte and subtracts
// the two that stand there, so the result is zero where both texts end. Where the last of them goes
// on, the rest is left to strcmp. Both results meet in one register.
#include "code/compared_text.h"

#include <algorithm>
#include <map>

#include "code/compare_word.h"

namespace assay::code {
namespace {

constexpr std::uint64_t vector_size = 16;
constexpr unsigned vectors_max = 16;  // of one comparison
constexpr Register deciding_field = condition_field + 6;

struct Vectors {  // that a block compares
  Place left;     // where they are loaded
  Place right;
  std::uint32_t goes_on = no_block;
  std::uint32_t differs = no_block;
};

class TextFinder {
 public:
  TextFinder(const Program& program, Analyser& analyser, const Analysis& analysis)
      : program_(program),
        analyser_(analyser),
        analysis_(analysis),
        function_(*analysis.function),
        graph_(*analysis.graph),
        trace_(program, analyser, analysis) {}

  std::optional<ComparedText> find(const Call& call);

 private:
  struct Held {  // by a vector
    enum class Kind : std::uint8_t { loaded, equal, ends, decides } kind{};
    Place a;
    Place b;
  };
  using Vector = std::map<Register, Held>;

  std::optional<Held> made(const CompareWord& word, Place at, const Vector& held) const;
  std::optional<Vectors> vectors_of(std::uint32_t block) const;
  bool is_zero(Register vector) const;
  Trace::Term address(Place load);
  Register subtracted(std::uint32_t block) const;
  bool meets(const Call& call, std::uint32_t differs, ComparedText& text);
  void ask(ComparedText& text) const;

  const Program& program_;
  Analyser& analyser_;
  const Analysis& analysis_;
  const Function& function_;
  const BlockGraph& graph_;
  Trace trace_;
};

// Whether the function makes a vector zero; compilers keep one so throughout a function.
bool TextFinder::is_zero(Register vector) const {
  return std::ranges::any_of(function_.addresses, [&](std::uint64_t address) {
    const auto word = compare_word_at(program_, address);
    return word && word->kind == CompareWord::Kind::zero_vector && word->to == vector;
  });
}

std::optional<TextFinder::Held> TextFinder::made(const CompareWord& word, Place at,
                                                 const Vector& held) const {
  const auto find = [&](Register r) {
    const auto found = held.find(r);
    return found == held.end() ? nullptr : &found->second;
  };
  const Held* a = find(word.a);
  const Held* b = find(word.b);
  switch (word.kind) {
    case CompareWord::Kind::load_vector:
      return Held{Held::Kind::loaded, at, at};
    case CompareWord::Kind::equal_bytes: {
      if (a == nullptr) std::swap(a, b);
      if (a == nullptr || a->kind != Held::Kind::loaded) return std::nullopt;
      if (b != nullptr && b->kind == Held::Kind::loaded) return Held{Held::Kind::equal, a->a, b->a};
      const Register other = a == find(word.a) ? word.b : word.a;
      if (b != nullptr || !is_zero(other)) return std::nullopt;
      return Held{Held::Kind::ends, a->a, a->a};
    }
    case CompareWord::Kind::or_not: {
      if (a == nullptr || b == nullptr || a->kind != Held::Kind::ends ||
          b->kind != Held::Kind::equal)
        return std::nullopt;
      if (a->a.index != b->a.index && a->a.index != b->b.index) return std::nullopt;
      return Held{Held::Kind::decides, b->a, b->b};
    }
    default:
      return std::nullopt;
  }
}

std::optional<Vectors> TextFinder::vectors_of(std::uint32_t block) const {
  const Block& range = function_.blocks[block];
  const Instruction* leaving = function_.leaving(range);
  if (leaving == nullptr || leaving->flow != Flow::branch || leaving->a != deciding_field ||
      (leaving->condition != Condition::less && leaving->condition != Condition::greater_equal))
    return std::nullopt;
  const bool taken = leaving->condition == Condition::less;  // where all is zero
  Vector held;
  std::optional<Vectors> found;
  for (std::uint32_t i = range.first; i < range.first + range.count; i++) {
    const Instruction& in = function_.instructions[i];
    if (in.op != Op::nop && in.op != Op::unknown) continue;
    const auto word = compare_word_at(program_, function_.addresses[i]);
    if (!word || word->kind < CompareWord::Kind::load_vector) continue;
    if (word->sets_field) {
      const auto decides = held.find(word->a);
      const bool asks = decides != held.end() && decides->second.kind == Held::Kind::decides &&
                        !held.contains(word->b) && is_zero(word->b);
      found.reset();
      if (asks)
        found = Vectors{decides->second.a, decides->second.b, taken ? range.taken : range.next,
                        taken ? range.next : range.taken};
    }
    const auto now = made(*word, {block, i}, held);
    held.erase(word->to);
    if (now) held.emplace(word->to, *now);
  }
  return found;
}

Trace::Term TextFinder::address(Place load) {
  const auto word = compare_word_at(program_, function_.addresses[load.index]);
  const Trace::Term b = trace_.value(word->b, load);
  if (word->a == no_register) return b;
  const Trace::Term a = trace_.value(word->a, load);
  if (b.is_number()) return {a.node, a.number + b.number};
  return a.is_number() ? Trace::Term{b.node, a.number + b.number} : Trace::Term{};
}

// The register in which a block leaves the difference of two bytes that it loaded; no_register
// where it does not.
Register TextFinder::subtracted(std::uint32_t block) const {
  const Block& range = function_.blocks[block];
  std::uint64_t bytes = 0;  // registers
  Register found = no_register;
  for (const Instruction& in : function_.instructions_of(range)) {
    if (in.op == Op::load && in.size == 1) {
      bytes |= register_bit(in.dest);
    } else if (in.op == Op::subtract && in.b != no_register && (bytes & register_bit(in.a)) != 0 &&
               (bytes & register_bit(in.b)) != 0) {
      found = in.dest;
    } else if (in.dest == found && !is_comparison(in.op)) {
      found = no_register;
    }
  }
  return found;
}

// Where the result of the call and the difference of two bytes come together.
bool TextFinder::meets(const Call& call, std::uint32_t differs, ComparedText& text) {
  text.result = subtracted(differs);
  if (text.result == no_register) return false;
  const auto only = [&](std::uint32_t block) {
    const auto after = graph_.after(block);
    return after.size() == 1 ? after[0] : no_block;
  };
  text.meeting = only(call.block);
  const std::uint32_t of_bytes = only(differs);
  if (text.meeting == no_block || text.meeting != of_bytes) return false;
  // Other ways bring the result of such a call too, as where the texts may reach over a page.
  for (const std::uint32_t before : graph_.before(text.meeting)) {
    if (before == differs) continue;
    const Block& range = function_.blocks[before];
    const State* state = analyser_.state_at(before, range.first + range.count);
    if (state == nullptr) return false;
    const Value& result = (*state)[text.result];
    const Call* from =
        result.is(Value::Kind::result) ? call_at(analysis_.calls, result.id) : nullptr;
    if (from == nullptr || result.number != 0 || from->callee.name != call.callee.name ||
        from->callee.address != call.callee.address)
      return false;
  }
  return true;
}

// The branch at the end of the block where all ways meet, where it asks for the result.
void TextFinder::ask(ComparedText& text) const {
  const Block& range = function_.blocks[text.meeting];
  const Instruction* leaving = function_.leaving(range);
  if (leaving == nullptr || leaving->flow != Flow::branch ||
      (leaving->condition != Condition::equal && leaving->condition != Condition::not_equal))
    return;
  for (const Instruction& in : function_.instructions_of(range)) {
    if (in.op == Op::compare && in.dest == leaving->a) {
      if (in.a != text.result || in.b != no_register || in.immediate != 0) return;
      const bool taken = leaving->condition == Condition::equal;
      text.equal = taken ? range.taken : range.next;
      text.other = taken ? range.next : range.taken;
      return;
    }
    if (in.dest == text.result || (in.kills & register_bit(text.result)) != 0) return;
  }
}

std::optional<ComparedText> TextFinder::find(const Call& call) {
  const auto registers = function_.decoder->arguments;
  const Place at{call.block, call.instruction};
  const Trace::Term first = trace_.value(registers[0], at);
  const Trace::Term second = trace_.value(registers[1], at);
  std::optional<Vectors> begun;
  std::vector<std::uint32_t> blocks;
  std::uint32_t block = call.block;
  for (std::uint64_t distance = vector_size; blocks.size() < vectors_max; distance += vector_size) {
    if (graph_.before(block).size() != 1) break;
    const std::uint32_t before = graph_.before(block)[0];
    auto vectors = vectors_of(before);
    if (!vectors || vectors->goes_on != block || vectors->differs == block) break;
    if (begun && vectors->differs != begun->differs) break;
    const auto stands = [&](const Trace::Term& text, Place load) {
      return address(load) == Trace::Term{text.node, text.number - distance};
    };
    if (!stands(first, vectors->left) || !stands(second, vectors->right))
      std::swap(vectors->left, vectors->right);
    if (!stands(first, vectors->left) || !stands(second, vectors->right)) break;
    begun = vectors;
    blocks.push_back(before);
    block = before;
  }
  if (!begun) return std::nullopt;
  const auto is_one = [&](std::uint32_t before) { return std::ranges::count(blocks, before) != 0; };
  if (!std::ranges::all_of(graph_.before(begun->differs), is_one)) return std::nullopt;
  ComparedText text;
  const auto pointer = [&](Place load) {
    const auto word = compare_word_at(program_, function_.addresses[load.index]);
    return word->a == no_register ? word->b : no_register;
  };
  text.left = pointer(begun->left);
  text.right = pointer(begun->right);
  text.place = begun->left.index < begun->right.index ? begun->left : begun->right;
  if (text.left == no_register || text.right == no_register || !meets(call, begun->differs, text))
    return std::nullopt;
  ask(text);
  return text;
}

}  // namespace

bool may_go_on(const Analysis& analysis, const Call& call) {
  const Function& function = *analysis.function;
  if (function.decoder->architecture != Architecture::powerpc64le || call.tail) return false;
  const auto before = analysis.graph->before(call.block);
  if (before.size() != 1) return false;
  const Instruction* leaving = function.leaving(function.blocks[before[0]]);
  return leaving != nullptr && leaving->flow == Flow::branch && leaving->a == deciding_field;
}

std::optional<ComparedText> compared_text(const Program& program, Analyser& analyser,
                                          const Analysis& analysis, const Call& call) {
  if (!may_go_on(analysis, call)) return std::nullopt;
  return TextFinder(program, analyser, analysis).find(call);
}

}  // namespace assay::code
