// From the place where a text is used, the calls that wrote it are looked for against the direction
// of control, block by block: the last one on each way that writes it from its start on ends the
// search there.
#include "readers/text_chain.h"

#include <algorithm>
#include <set>

#include "code/library.h"
#include "readers/call_site.h"
#include "readers/command_call.h"

namespace assay::readers {
namespace {

using code::Call;
using code::Value;
using Kind = Value::Kind;

constexpr std::size_t steps_max = 512;  // blocks that are looked at for one text
constexpr std::size_t chain_max = 12;   // calls that write one text

}  // namespace

// Bytes from `to` to `from`, where both have the same base.
std::optional<std::int64_t> distance(const Value& from, const Value& to) {
  if (from.kind != to.kind || from.id != to.id || from.is(Kind::unknown)) return std::nullopt;
  if (from.kind > Kind::result && from.number != to.number) return std::nullopt;
  return static_cast<std::int64_t>(from.number - to.number);
}

TextTouch text_touch(const code::Program& program, const BroughtTexts& brought,
                     const code::SurveyedFunction& function, const Call& call, const Value& value) {
  const std::string_view name = call.callee.name;
  const bool result = value.is(Kind::result) && value.id == call.instruction;
  if (const TextWriter* writer = text_writer(name); writer != nullptr) {
    if (writer->target == TextWriter::Target::result)
      return {&call, result ? TextEffect::begins : TextEffect::none};
    const Value& place = argument(call, writer->place);
    if (writer->target == TextWriter::Target::pointer) {
      const bool same = (place.is(Kind::stack) && value.is(Kind::stack_content)) ||
                        (place.is(Kind::number) && value.is(Kind::variable));
      return {&call, same && place.number == value.number ? TextEffect::begins : TextEffect::none};
    }
    if (place.is(Kind::unknown))
      return {&call, value.is(Kind::stack) && writer->way != TextWriter::Way::copy
                         ? TextEffect::touched
                         : TextEffect::none};
    const auto from = distance(place, value);
    if (!from || *from < 0) return {&call, TextEffect::none};
    const bool appends = writer->way == TextWriter::Way::append;
    if (*from > 0) return {&call, appends ? TextEffect::none : TextEffect::behind};
    return {&call, appends ? TextEffect::appends : TextEffect::begins};
  }
  if (const SourceFunction* source = source_function(name); source != nullptr) {
    if (source->fills < 0) return {&call, result ? TextEffect::fills : TextEffect::none};
    const bool many = name.find("scanf") != std::string_view::npos;
    for (auto i = static_cast<std::size_t>(source->fills); i < call.arguments.size(); i++) {
      const auto from = distance(value, call.arguments[i]);
      const Value size = source->size < 0 ? Value{} : argument(call, source->size);
      const auto far = static_cast<std::int64_t>(
          size.is(Kind::number) ? std::min<std::uint64_t>(size.number, 1U << 20U) : 256U);
      if (from == 0) return {&call, TextEffect::fills};
      if (from && *from > 0 && *from < far && !many)
        return {&call, TextEffect::fills, size.is(Kind::number)};
      if (!many) break;
    }
    return {&call, TextEffect::none};
  }
  if (result) return {&call, TextEffect::fills};
  const code::LibraryFunction* known = code::library_function(name);
  for (std::size_t i = 0; i < call.arguments.size(); i++) {
    if (distance(call.arguments[i], value) != 0) continue;
    if (known != nullptr)
      return {&call,
              known->writes == static_cast<std::int8_t>(i) ? TextEffect::fills : TextEffect::none};
    if (command_call(name) != nullptr || prints(program, call, i)) return {&call, TextEffect::none};
    const bool fills =
        call.callee.address != 0 &&
        brought.filled_in(function, call.callee.address, i).kind == TextPart::Kind::input;
    return {&call, fills ? TextEffect::fills : TextEffect::touched};
  }
  return {&call, TextEffect::none};
}

std::vector<TextChain> text_chains(const code::Analysis& analysis, const Call& call,
                                   const Value& value, std::span<const TextTouch> touches,
                                   const HeadOfText& head_of) {
  struct Link {  // what is known of the end of a text
    const Call* write = nullptr;
    std::size_t rest = 0;  // place of the link behind it
    std::size_t length = 0;
    bool exact = true;
  };
  struct Step {
    std::uint32_t block = 0;
    std::uint32_t until = 0;  // instruction
    std::size_t link = 0;
    auto operator<=>(const Step&) const = default;
  };
  std::vector<TextChain> found;
  std::vector<Link> links(1);
  const auto& blocks = analysis.function->blocks;
  std::vector<Step> open = {{call.block, call.instruction, 0}};
  std::set<Step> seen;
  const auto end = [&](std::size_t link, const Call* first, const Call* filled, bool sure) {
    TextChain chain;
    chain.exact = sure && links[link].exact;
    if (first != nullptr) chain.writes.push_back(first);
    for (std::size_t at = link; at != 0; at = links[at].rest)
      if (links[at].write != nullptr) chain.writes.push_back(links[at].write);
    chain.filled = filled;
    chain.begun = first != nullptr || filled != nullptr;
    found.push_back(std::move(chain));
  };
  const auto longer = [&](std::size_t link, const Call* write) {
    for (std::size_t i = 1; i < links.size(); i++)
      if (links[i].write == write && links[i].rest == link) return i;
    links.push_back({write, link, links[link].length + 1, write != nullptr && links[link].exact});
    return links.size() - 1;
  };
  for (std::size_t steps = 0; !open.empty() && found.size() < made_texts_max; steps++) {
    Step step = open.back();
    open.pop_back();
    if (!seen.insert(step).second) continue;
    if (steps == steps_max) {
      end(step.link, nullptr, nullptr, false);
      break;
    }
    const code::Block& block = blocks[step.block];
    const auto until = std::min(step.until, block.first + block.count);
    auto at = std::ranges::lower_bound(
        touches, until, {}, [](const TextTouch& touch) { return touch.call->instruction; });
    bool ended = false;
    while (!ended && at != touches.begin()) {
      --at;
      if (at->call->instruction < block.first) break;
      if (links[step.link].length >= chain_max) {
        end(step.link, nullptr, nullptr, false);
        ended = true;
      } else if (at->effect == TextEffect::begins || at->effect == TextEffect::fills) {
        const bool begins = at->effect == TextEffect::begins;
        end(step.link, begins ? at->call : nullptr, begins ? nullptr : at->call, at->sure);
        ended = true;
      } else if (at->effect == TextEffect::appends) {
        step.link = longer(step.link, at->call);
      } else if (at->effect == TextEffect::touched && links[step.link].exact) {
        step.link = longer(step.link, nullptr);
      } else if (at->effect == TextEffect::behind) {
        const Value& place = argument(*at->call, text_writer(at->call->callee.name)->place);
        const auto size = static_cast<std::uint64_t>(*distance(place, value));
        const std::string head = head_of(*at->call, size);
        if (head.empty()) continue;
        end(step.link, at->call, nullptr, true);
        found.back().head = head;
        ended = true;
      }
    }
    if (ended) continue;
    const auto before = analysis.graph->before(step.block);
    if (before.empty() || analysis.graph->enters(step.block))
      end(step.link, nullptr, nullptr, true);
    for (const std::uint32_t from : before) open.push_back({from, code::no_block, step.link});
  }
  return found;
}

}  // namespace assay::readers
