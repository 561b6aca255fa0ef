// Each comparison, branch, or difference by exclusive or, of a word of memory with another is a
// pair; pairs at one distance from one another that follow one another are one comparison. Of 16
// bytes, x86 compares vectors: pcmpeqb, of which pmovmskb gathers a bit of each byte. PowerPC
// subtracts words whose bytes it turned around.
#include "code/compared_memory.h"

#include <algorithm>
#include <optional>

namespace assay::code {
namespace {

constexpr std::uint8_t word_min = 4;  // bytes of a pair

struct Pair {
  std::uint64_t address = 0;
  Trace::Term left;
  Trace::Term right;
  std::uint8_t size = 0;
  Place left_read;
  Place right_read;
};

class Pairs {
 public:
  Pairs(const Program& program, Analyser& analyser, const Analysis& analysis)
      : function_(*analysis.function), trace_(program, analyser, analysis) {}

  std::vector<Pair> find() {
    for (std::uint32_t block = 0; block < function_.blocks.size(); block++) {
      const Block& range = function_.blocks[block];
      for (std::uint32_t i = range.first; i < range.first + range.count; i++)
        look_at(function_.instructions[i], {block, i});
    }
    std::ranges::stable_sort(found_, [](const Pair& a, const Pair& b) {
      return std::tuple(a.left.node, a.right.node, a.left.number) <
             std::tuple(b.left.node, b.right.node, b.left.number);
    });
    return std::move(found_);
  }

 private:
  void look_at(const Instruction& in, Place at) {
    const bool compares = in.op == Op::compare || in.op == Op::test_equal || in.op == Op::bit_xor ||
                          in.flow == Flow::branch || in.op == Op::subtract;
    const bool in_memory =
        in.op == Op::use_memory && (in.inner == Op::compare || in.inner == Op::bit_xor);
    if (in_memory && in.dest < register_count)
      add(in, trace_.value(in.dest, at), trace_.loaded(in, at), at);
    else if (compares && in.a < condition_field && in.b < condition_field && in.a != in.b)
      add(in, trace_.value(in.a, at), trace_.second_operand(in, at), at);
  }

  void add(const Instruction& in, Trace::Term left, Trace::Term right, Place at) {
    if (left.is_number() || right.is_number() || left.number != 0 || right.number != 0) return;
    if (trace_.node(left.node).a > trace_.node(right.node).a) std::swap(left, right);
    const Trace::Node a = trace_.node(left.node);
    const Trace::Node b = trace_.node(right.node);
    // A difference of numbers is none of bytes, but where their first byte counts most.
    const bool turned = a.kind == Trace::Kind::reversed;
    const bool plain = a.kind == Trace::Kind::memory && in.op != Op::subtract;
    if (!(plain || turned) || a.kind != b.kind || a.size != b.size || a.size < word_min) return;
    found_.push_back({function_.addresses[at.index], a.a, b.a, a.size, trace_.read_at(left.node),
                      trace_.read_at(right.node)});
  }

  const Function& function_;
  Trace trace_;
  std::vector<Pair> found_;
};

bool is_constant(const Program& program, const Value& place) {
  return place.is(Value::Kind::number) && program.constant(place.number);
}

// The second byte of an operation of two bytes on x86; 0 where it is no such one.
std::uint8_t second_byte(const Program& program, std::uint64_t address) {
  const Bytes bytes = program.at(address);
  const auto is_prefix = [](std::uint8_t byte) {
    return byte == 0x66 || byte == 0xf2 || byte == 0xf3 || (byte & 0xf0U) == 0x40;
  };
  std::size_t at = 0;
  while (at < bytes.size() && at < 4 && is_prefix(bytes[at])) at++;
  return at + 1 < bytes.size() && bytes[at] == 0x0f ? bytes[at + 1] : std::uint8_t{0};
}

// Two vectors of a block, of which all bytes are asked to be equal.
void add_vectors(const Program& program, Analyser& analyser, const Analysis& analysis,
                 std::vector<ComparedMemory>& found) {
  constexpr std::uint8_t vector_size = 16;
  constexpr std::uint8_t compares_bytes = 0x74;
  constexpr std::uint8_t gathers_bits = 0xd7;
  const Function& function = *analysis.function;
  const Architecture processor = function.decoder->architecture;
  if (processor != Architecture::x86_64 && processor != Architecture::x86) return;
  for (std::uint32_t block = 0; block < function.blocks.size(); block++) {
    const Block& range = function.blocks[block];
    std::vector<std::uint32_t> loads;
    bool compared = false;
    std::uint64_t gathered = 0;  // registers
    for (std::uint32_t i = range.first; i < range.first + range.count; i++) {
      const Instruction& in = function.instructions[i];
      if (in.op == Op::load && in.dest == no_register && in.size == vector_size) loads.push_back(i);
      const bool vector = in.op == Op::load || in.op == Op::unknown || in.op == Op::nop;
      const std::uint8_t what = vector ? second_byte(program, function.addresses[i]) : 0;
      compared = compared || what == compares_bytes;
      if (what == gathers_bits && compared && loads.size() == 2) gathered = in.kills;
      if (in.op != Op::compare || (gathered & register_bit(in.a)) == 0 || in.immediate != 0xffff)
        continue;
      found.push_back({function.addresses[loads[0]], analyser.address_at(block, loads[0]),
                       analyser.address_at(block, loads[1]), vector_size});
      gathered = 0;
    }
  }
}

}  // namespace

std::vector<ComparedMemory> compared_memory(const Program& program, Analyser& analyser,
                                            const Analysis& analysis) {
  const std::vector<Pair> pairs = Pairs(program, analyser, analysis).find();
  std::vector<ComparedMemory> found;
  for (std::size_t i = 0; i < pairs.size();) {
    const Pair& first = pairs[i];
    ComparedMemory one;
    one.address = first.address;
    for (; i < pairs.size(); i++) {
      const Pair& pair = pairs[i];
      const std::uint64_t distance = pair.left.number - first.left.number;
      if (pair.left.node != first.left.node || pair.right.node != first.right.node ||
          pair.right.number - first.right.number != distance || distance > one.size)
        break;
      one.size = std::max(one.size, distance + pair.size);
      one.address = std::min(one.address, pair.address);
    }
    if (one.size < compared_memory_min) continue;
    one.left = analyser.address_at(first.left_read.block, first.left_read.index);
    one.right = analyser.address_at(first.right_read.block, first.right_read.index);
    found.push_back(one);
  }
  add_vectors(program, analyser, analysis, found);
  std::erase_if(found, [&](const ComparedMemory& one) {
    return is_constant(program, one.left) || is_constant(program, one.right);
  });
  std::ranges::stable_sort(found, {}, &ComparedMemory::address);
  return found;
}

}  // namespace assay::code
