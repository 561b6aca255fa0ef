#include "readers/settled_way.h"

#include <algorithm>

namespace assay::readers {
namespace {

constexpr unsigned steps_max = 4;
constexpr std::uint32_t instructions_max = 12;  // of a block that asks again
constexpr std::size_t ways_max = 64;            // into it

// Whether a block changes nothing but registers, so that it does not matter if it is passed over.
bool has_no_effect(const code::Function& function, const code::Block& block) {
  if (block.count > instructions_max || block.way_count != 0) return false;
  return std::ranges::none_of(function.instructions_of(block), [](const code::Instruction& in) {
    const bool leaves =
        in.flow != code::Flow::next && in.flow != code::Flow::jump && in.flow != code::Flow::branch;
    return leaves || in.op == code::Op::store || in.op == code::Op::change_memory ||
           in.op == code::Op::push_memory;
  });
}

}  // namespace

std::optional<Edge> led_on(const code::Analysis& analysis, Edge edge) {
  if (edge.to == code::no_block) return std::nullopt;
  const code::Block& at = analysis.function->blocks[edge.to];
  const bool one_way = (at.taken == code::no_block) != (at.next == code::no_block);
  if (!one_way || analysis.graph->before(edge.to).size() != 1 ||
      !has_no_effect(*analysis.function, at))
    return std::nullopt;
  return Edge{edge.to, at.taken != code::no_block ? at.taken : at.next};
}

Edge settled_way(code::Analyser& analyser, const code::Analysis& analysis, Edge edge) {
  const auto& blocks = analysis.function->blocks;
  for (unsigned step = 0; step < steps_max && edge.to != code::no_block; step++) {
    const code::Block& at = blocks[edge.to];
    if (const auto behind = led_on(analysis, edge)) {
      const bool alone =
          std::ranges::none_of(analysis.graph->before(behind->to), [&](std::uint32_t from) {
            return from != behind->from && analyser.may_lead(from, behind->to);
          });
      if (!alone) break;
      edge = *behind;
      continue;
    }
    if (at.taken == code::no_block || at.next == code::no_block || at.taken == at.next) break;
    const auto before = analysis.graph->before(edge.to);
    if (before.size() > ways_max || !has_no_effect(*analysis.function, at)) break;
    const std::uint32_t next = analyser.next_behind(edge.from, edge.to);
    if (next == code::no_block) break;
    const bool alone = std::ranges::all_of(before, [&](std::uint32_t from) {
      if (from == edge.from || analyser.before(from) == nullptr) return true;
      const std::uint32_t other = analyser.next_behind(from, edge.to);
      return other != code::no_block && other != next;
    });
    if (!alone) break;
    edge = {edge.to, next};
  }
  return edge;
}

}  // namespace assay::readers
