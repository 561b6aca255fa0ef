#include "code/asked_number.h"

#include <algorithm>

namespace assay::code {
namespace {

constexpr unsigned changes_max = 4;

}  // namespace

std::uint64_t asked_number(Trace& trace, const Comparison& comparison) {
  const Function& function = trace.function();
  const Block& block = function.blocks[comparison.block];
  const auto first = function.addresses.begin() + block.first;
  const auto at = std::lower_bound(first, first + block.count, comparison.address);
  std::uint64_t number = comparison.right.number;
  if (at == first + block.count || *at != comparison.address) return number;
  const auto index = static_cast<std::uint32_t>(at - function.addresses.begin());
  const Instruction& in = function.instructions[index];
  if ((in.op != Op::compare && in.flow != Flow::branch) || in.a == no_register) return number;
  Trace::Term term = trace.value(in.a, {comparison.block, index});
  for (unsigned i = 0; i < changes_max && !term.is_number(); i++) {
    number -= term.number;
    const Trace::Node node = trace.node(term.node);
    if (node.kind != Trace::Kind::bit_xor || node.a.is_number() == node.b.is_number()) break;
    number ^= node.a.is_number() ? node.a.number : node.b.number;
    term = node.a.is_number() ? node.b : node.a;
  }
  return zero_extended(number, in.size);
}

}  // namespace assay::code
