// From the place where a text is used, the calls that wrote it are looked for against the direction
// of control, block by block: the last one on each way that writes it from its start on ends the
// search there. The values that these calls print or copy are texts themselves.
#include "readers/made_text.h"

#include <algorithm>
#include <set>

#include "code/abi.h"
#include "code/library.h"
#include "readers/call_site.h"
#include "readers/command_call.h"

namespace assay::readers {
namespace {

using code::Call;
using code::Value;
using Kind = Value::Kind;
using Part = TextPart::Kind;

constexpr unsigned depth_max = 4;       // texts in texts
constexpr std::size_t steps_max = 512;  // blocks that are looked at for one text
constexpr std::size_t chain_max = 12;   // calls that write one text
constexpr std::size_t characters_max = 512;
constexpr std::size_t ways_max = 64;  // of calls of one function that are told apart

const Value& argument(const Call& call, std::int8_t index) {
  return call.arguments[static_cast<std::size_t>(index)];
}

// Bytes from `to` to `from`, where both have the same base.
std::optional<std::int64_t> distance(const Value& from, const Value& to) {
  if (from.kind != to.kind || from.id != to.id || from.is(Kind::unknown)) return std::nullopt;
  if (from.kind > Kind::result && from.number != to.number) return std::nullopt;
  return static_cast<std::int64_t>(from.number - to.number);
}

// Functions that only read, but whose result may decide whether a text is used.
bool looks_at_text(std::string_view name) {
  constexpr std::string_view names[] = {
      "strchr", "strrchr",   "strpbrk", "strspn",    "strcspn",   "strstr",    "strcasestr",
      "strcmp", "inet_addr", "strtok",  "inet_aton", "inet_pton", "regexec",   "fnmatch",
      "access", "stat",      "atoi",    "strtol",    "strtoul",   "strcasecmp"};
  return std::ranges::find(names, name) != std::end(names);
}

// A call that prints: an argument before `index` is a format.
bool prints(const code::Program& program, const Call& call, std::size_t index) {
  for (std::size_t i = 0; i < index; i++)
    if (const auto text = constant_text(program, call.arguments[i]))
      if (text->find('%') != std::string_view::npos) return true;
  return false;
}

std::string name_or_address(const code::Callee& callee) {
  if (!callee.name.empty()) return std::string(callee.name);
  if (callee.address == 0) return "?";
  std::array<char, 20> digits{};
  std::snprintf(digits.data(), digits.size(), "0x%llx",
                static_cast<unsigned long long>(callee.address));
  return digits.data();
}

void add_constant(std::string_view text, MadeText& made) {
  if (text.empty()) return;
  if (made.parts.empty() || made.parts.back().kind != Part::constant) {
    made.parts.emplace_back();
    made.parts.back().kind = Part::constant;
  }
  made.parts.back().text += text;
}

void add_part(TextPart part, MadeText& made) {
  if (made.parts.size() < text_parts_max)
    made.parts.push_back(std::move(part));
  else
    made.exact = false;
}

void add_kind(Part kind, MadeText& made) {
  TextPart part;
  part.kind = kind;
  add_part(std::move(part), made);
}

bool has(const MadeText& text, Part kind) {
  return std::ranges::any_of(text.parts, [&](const TextPart& part) { return part.kind == kind; });
}

}  // namespace

std::optional<std::size_t> parameter_of(const code::Decoder& decoder, const Value& value) {
  if (value.is(Kind::entry)) {
    const auto found = std::ranges::find(decoder.arguments, static_cast<code::Register>(value.id));
    if (found == decoder.arguments.end()) return std::nullopt;
    return static_cast<std::size_t>(found - decoder.arguments.begin());
  }
  if (!value.is(Kind::stack_content)) return std::nullopt;
  const code::Abi& abi = code::abi_of(decoder.architecture);
  const auto offset = static_cast<std::int64_t>(value.number) - abi.pushed - abi.stack_first;
  if (offset < 0) return std::nullopt;
  const auto index =
      decoder.arguments.size() + static_cast<std::size_t>(offset) / decoder.word_size;
  return index < code::call_arguments_max ? std::optional(index) : std::nullopt;
}

void MadeTexts::enter(const code::SurveyedFunction& function) {
  if (function_ == &function) return;
  function_ = &function;
  analysis_ = nullptr;
  ways_.clear();
  calls_ = survey_.calls_of(function);
  if (!maybe_) return;
  code::AnalysisOptions options;
  options.inputs = true;
  analysis_ = &survey_.analyse(function, options);
  own_calls_ = analysis_->calls;
  calls_ = own_calls_;
  same_ = true;
}

const Call* MadeTexts::take_for(const code::SurveyedFunction& function, const Call& call,
                                bool maybe) {
  if (maybe != maybe_) function_ = nullptr;
  maybe_ = maybe;
  if (!maybe) return &call;
  enter(function);
  const auto found = std::ranges::find(calls_, call.address, &Call::address);
  return found == calls_.end() ? nullptr : &*found;
}

const code::Analysis* MadeTexts::analysis() {
  if (analysis_ == nullptr) {
    analysis_ = &survey_.analyse(*function_);
    same_ = std::ranges::equal(calls_, analysis_->calls, [](const Call& a, const Call& b) {
      return a.instruction == b.instruction && a.block == b.block;
    });
  }
  return same_ ? analysis_ : nullptr;
}

// Characters of the stack that are known when `call` is made: `size` of them, or up to a NUL.
std::string MadeTexts::characters(const Call& call, const Value& value, std::size_t size,
                                  bool to_end) {
  if (!value.is(Kind::stack) || analysis() == nullptr) return {};
  const auto bytes =
      survey_.before(call).stack_bytes(static_cast<std::int64_t>(value.number), size);
  std::string text;
  for (const std::uint8_t byte : bytes) {
    if (byte == 0) return to_end ? text : std::string();
    if ((byte < ' ' || byte > '~') && byte != '\n' && byte != '\t') return {};
    text += static_cast<char>(byte);
  }
  return to_end || text.size() < size ? std::string() : text;
}

MadeTexts::Touch MadeTexts::touch(const Call& call, const Value& value) const {
  const std::string_view name = call.callee.name;
  const bool result = value.is(Kind::result) && value.id == call.instruction;
  if (const TextWriter* writer = text_writer(name); writer != nullptr) {
    if (writer->target == TextWriter::Target::result)
      return {&call, result ? Effect::begins : Effect::none};
    const Value& place = argument(call, writer->place);
    if (writer->target == TextWriter::Target::pointer) {
      const bool same = (place.is(Kind::stack) && value.is(Kind::stack_content)) ||
                        (place.is(Kind::number) && value.is(Kind::variable));
      return {&call, same && place.number == value.number ? Effect::begins : Effect::none};
    }
    if (place.is(Kind::unknown))
      return {&call, value.is(Kind::stack) && writer->way != TextWriter::Way::copy ? Effect::touched
                                                                                   : Effect::none};
    const auto from = distance(place, value);
    if (!from || *from < 0) return {&call, Effect::none};
    const bool appends = writer->way == TextWriter::Way::append;
    if (*from > 0) return {&call, appends ? Effect::none : Effect::behind};
    return {&call, appends ? Effect::appends : Effect::begins};
  }
  if (const SourceFunction* source = source_function(name); source != nullptr) {
    if (source->fills < 0) return {&call, result ? Effect::fills : Effect::none};
    const bool many = name.find("scanf") != std::string_view::npos;
    for (auto i = static_cast<std::size_t>(source->fills); i < call.arguments.size(); i++) {
      const auto from = distance(value, call.arguments[i]);
      const Value size = source->size < 0 ? Value{} : argument(call, source->size);
      const auto far = static_cast<std::int64_t>(
          size.is(Kind::number) ? std::min<std::uint64_t>(size.number, 1U << 20U) : 256U);
      if (from == 0) return {&call, Effect::fills};
      if (from && *from > 0 && *from < far && !many)
        return {&call, Effect::fills, size.is(Kind::number)};
      if (!many) break;
    }
    return {&call, Effect::none};
  }
  if (result) return {&call, Effect::fills};
  const code::LibraryFunction* known = code::library_function(name);
  for (std::size_t i = 0; i < call.arguments.size(); i++) {
    if (distance(call.arguments[i], value) != 0) continue;
    if (known != nullptr)
      return {&call, known->writes == static_cast<std::int8_t>(i) ? Effect::fills : Effect::none};
    if (command_call(name) != nullptr || prints(survey_.program(), call, i))
      return {&call, Effect::none};
    const bool fills =
        call.callee.address != 0 && filled_in(call.callee.address, i).kind == TextPart::Kind::input;
    return {&call, fills ? Effect::fills : Effect::touched};
  }
  return {&call, Effect::none};
}

std::vector<MadeTexts::Chain> MadeTexts::chains(const Call& call, const Value& value,
                                                const std::vector<Touch>& touches) {
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
  std::vector<Chain> found;
  std::vector<Link> links(1);
  const code::Analysis* all = analysis();
  if (all == nullptr) return found;
  const auto& blocks = all->function->blocks;
  std::vector<Step> open = {{call.block, call.instruction, 0}};
  std::set<Step> seen;
  const auto end = [&](std::size_t link, const Call* first, const Call* filled, bool sure) {
    Chain chain;
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
    auto at = std::ranges::lower_bound(touches, until, {},
                                       [](const Touch& touch) { return touch.call->instruction; });
    bool ended = false;
    while (!ended && at != touches.begin()) {
      --at;
      if (at->call->instruction < block.first) break;
      if (links[step.link].length >= chain_max) {
        end(step.link, nullptr, nullptr, false);
        ended = true;
      } else if (at->effect == Effect::begins || at->effect == Effect::fills) {
        const bool begins = at->effect == Effect::begins;
        end(step.link, begins ? at->call : nullptr, begins ? nullptr : at->call, at->sure);
        ended = true;
      } else if (at->effect == Effect::appends) {
        step.link = longer(step.link, at->call);
      } else if (at->effect == Effect::touched && links[step.link].exact) {
        step.link = longer(step.link, nullptr);
      } else if (at->effect == Effect::behind) {
        const Value& place = argument(*at->call, text_writer(at->call->callee.name)->place);
        const auto size = static_cast<std::uint64_t>(*distance(place, value));
        if (size > characters_max) continue;
        const std::string head = characters(*at->call, value, size, false);
        if (head.empty()) continue;
        end(step.link, at->call, nullptr, true);
        found.back().head = head;
        ended = true;
      }
    }
    if (ended) continue;
    const auto before = all->graph->before(step.block);
    if (before.empty() || all->graph->enters(step.block)) end(step.link, nullptr, nullptr, true);
    for (const std::uint32_t from : before) open.push_back({from, code::no_block, step.link});
  }
  return found;
}

std::string MadeTexts::also_given(const Call* source, const Value& value) const {
  if (value.is(Kind::unknown) || value.is(Kind::number)) return {};
  Value base = value;
  if (const SourceFunction* known =
          source == nullptr ? nullptr : source_function(source->callee.name);
      known != nullptr && known->fills >= 0)
    base = argument(*source, known->fills);
  for (const Call& call : calls_) {
    if (&call == source || (source != nullptr && call.address == source->address)) continue;
    const std::string_view name = call.callee.name;
    if (text_writer(name) != nullptr || command_call(name) != nullptr) continue;
    if (!looks_at_text(name) &&
        (code::library_function(name) != nullptr || source_function(name) != nullptr))
      continue;
    for (std::size_t i = 0; i < call.arguments.size(); i++)
      if ((call.arguments[i] == value || call.arguments[i] == base) &&
          !prints(survey_.program(), call, i))
        return name_or_address(call.callee);
  }
  return {};
}

TextPart MadeTexts::input(const code::SurveyedFunction& function, const Call& source) const {
  TextPart part;
  part.source = sources_.brought_by(function, source);
  if (part.source.kind.empty()) return part;
  part.kind = Part::input;
  part.source_address = source.address;
  const SourceFunction* known = source_function(source.callee.name);
  if (known != nullptr && known->called >= 0)
    if (const auto name = constant_text(survey_.program(), argument(source, known->called)))
      part.source_name = *name;
  return part;
}

// What a function of the program puts where its argument points to.
TextPart MadeTexts::filled_in(std::uint64_t address, std::size_t index) const {
  const code::SurveyedFunction* function = survey_.function_at(address);
  if (function == nullptr || function == function_) return {};
  for (const Call& call : survey_.calls_of(*function)) {
    const SourceFunction* source = source_function(call.callee.name);
    if (source == nullptr || source->fills < 0 || source->kind.empty()) continue;
    const Value& place = argument(call, source->fills);
    if (parameter_of(*function->start.decoder, place) != index) continue;
    if (TextPart part = input(*function, call); part.kind == Part::input) {
      part.source.levels = 1;
      return part;
    }
  }
  return {};
}

// What a function of the program gives back: always a text of the file, or input.
TextPart MadeTexts::given_back(std::uint64_t address) {
  constexpr std::size_t functions_max = 256;
  if (const auto known = given_back_.find(address); known != given_back_.end())
    return known->second;
  const code::SurveyedFunction* function = survey_.function_at(address);
  if (function == nullptr || given_back_.size() >= functions_max) return {};
  const code::Analysis& analysis = results_.analyse(function->start);
  TextPart part;
  bool all_constant = !analysis.results.empty();
  for (const Value& value : analysis.results) {
    if (value == Value::of(0) || constant_text(survey_.program(), value)) continue;
    all_constant = false;
    const Call* call = value.is(Kind::result) ? analysis.call_of(value) : nullptr;
    if (call == nullptr || part.kind == Part::input) continue;
    part = input(*function, *call);
    part.source.levels = 1;
  }
  if (all_constant) part.kind = Part::chosen;
  return given_back_.emplace(address, part).first->second;
}

TextPart MadeTexts::leaf(const Value& value) const {
  TextPart part;
  if (value.is(Kind::element)) {
    part.kind = Part::chosen;
    return part;
  }
  const bool main = sources_.is_main(*function_);
  if (main && (value.is(Kind::entry) || value.is(Kind::behind_entry))) {
    part.kind = Part::input;
    part.source.kind = "argument";
    return part;
  }
  if (const auto index = parameter_of(*function_->start.decoder, value)) {
    part.kind = Part::parameter;
    part.parameter = *index;
    part.also_given = also_given(nullptr, value);
  }
  return part;
}

// What a call that brings a text brings.
void MadeTexts::add_filled(const Call& call, const Value& value, unsigned depth, MadeText& text) {
  const SourceFunction* source = source_function(call.callee.name);
  if (source != nullptr && source->kind.empty()) {
    if (source->from >= 0) add_value(call, argument(call, source->from), depth + 1, text);
    if (!text.parts.empty() && text.parts.back().kind == Part::constant) {
      // A part of a text of the file.
      text.parts.back().kind = Part::chosen;
      text.parts.back().text.clear();
    }
    return;
  }
  TextPart part = source != nullptr ? input(*function_, call) : TextPart{};
  if (source == nullptr && call.callee.address != 0) {
    if (value.is(Kind::result) && value.id == call.instruction) {
      part = given_back(call.callee.address);
    } else {
      for (std::size_t i = 0; i < call.arguments.size(); i++)
        if (distance(call.arguments[i], value) == 0) part = filled_in(call.callee.address, i);
    }
  }
  if (part.kind == Part::input) part.also_given = also_given(&call, value);
  add_part(std::move(part), text);
}

void MadeTexts::add_value(const Call& call, const Value& value, unsigned depth, MadeText& text) {
  const std::vector<MadeText> made = at(call, value, depth + 1);
  if (made.empty()) {
    add_kind(Part::unknown, text);
    return;
  }
  auto chosen =
      std::ranges::find_if(made, [](const MadeText& one) { return has(one, Part::input); });
  if (chosen == made.end()) chosen = made.begin();
  const bool all_constant =
      made.size() > 1 && std::ranges::all_of(made, [](const MadeText& one) {
        return one.exact && std::ranges::all_of(one.parts, [](const TextPart& part) {
                 return part.kind == Part::constant || part.kind == Part::chosen;
               });
      });
  if (all_constant) {
    add_kind(Part::chosen, text);
    return;
  }
  // One of several: what the others are stays untold.
  text.exact = text.exact && chosen->exact && (made.size() == 1 || has(*chosen, Part::input));
  for (const TextPart& part : chosen->parts) {
    if (part.kind == Part::constant)
      add_constant(part.text, text);
    else
      add_part(part, text);
  }
}

void MadeTexts::add_printed(const Call& call, const Value& format, std::size_t values, bool list,
                            unsigned depth, MadeText& text) {
  const auto constant = constant_text(survey_.program(), format);
  if (!constant) {
    const auto parameter = parameter_of(*function_->start.decoder, format);
    if (!list || !parameter) {
      add_value(call, format, depth, text);
      return;
    }
    const auto handed = values < call.arguments.size()
                            ? parameter_of(*function_->start.decoder, call.arguments[values])
                            : std::nullopt;
    TextPart part;
    part.kind = handed == *parameter + 1 ? Part::format_list : Part::format;
    part.parameter = *parameter;
    add_part(std::move(part), text);
    return;
  }
  const auto architecture = function_->start.decoder->architecture;
  const bool own_registers =
      architecture == code::Architecture::x86_64 || architecture == code::Architecture::aarch64;
  bool lost = list;  // which argument the next value is
  for (const FormatPart& part : parts_of_format(*constant)) {
    if (part.conversion == 0) {
      add_constant(part.text, text);
      continue;
    }
    values += part.stars;
    const bool floating =
        std::string_view("aefgAEFG").find(part.conversion) != std::string_view::npos;
    if (part.conversion != 's' || lost) {
      add_kind(part.conversion == 's' ? Part::unknown : Part::number, text);
    } else if (values < call.arguments.size()) {
      add_value(call, call.arguments[values], depth, text);
    } else {
      add_kind(Part::unknown, text);
    }
    if (floating && own_registers) continue;
    lost = lost || floating || (part.two_words && function_->start.decoder->word_size == 4);
    values++;
  }
}

void MadeTexts::add_written(const Call& call, unsigned depth, MadeText& text) {
  const TextWriter* writer = text_writer(call.callee.name);
  if (writer == nullptr || writer->way == TextWriter::Way::clear) return;
  if (writer->way == TextWriter::Way::copy || writer->way == TextWriter::Way::append) {
    add_value(call, argument(call, writer->source), depth, text);
    return;
  }
  add_printed(call, argument(call, writer->source), static_cast<std::size_t>(writer->values),
              writer->way == TextWriter::Way::print_list, depth, text);
}

std::vector<const Call*> MadeTexts::by_way(const Call& call) {
  std::vector<const Call*> calls;
  if (analysis() == nullptr || ways_.size() > ways_max) return calls;
  const auto ways = survey_.analyser().by_way(call);
  if (ways.size() < 2 || ways.size() > made_texts_max) return calls;
  for (const Call& way : ways) {
    ways_.push_back(way);
    calls.push_back(&ways_.back());
  }
  return calls;
}

// Where one call writes another text on each way that leads to it, each has a chain of its own.
std::vector<MadeTexts::Chain> MadeTexts::told_apart(std::vector<Chain> chains) {
  std::vector<Chain> apart;
  for (Chain& chain : chains) {
    const auto unknown = std::ranges::find_if(chain.writes, [](const Call* write) {
      return argument(*write, text_writer(write->callee.name)->source).is(Kind::unknown);
    });
    std::vector<const Call*> calls;
    if (unknown != chain.writes.end()) calls = by_way(**unknown);
    if (calls.empty()) {
      apart.push_back(std::move(chain));
      continue;
    }
    for (const Call* call : calls) {
      *unknown = call;
      apart.push_back(chain);
    }
  }
  if (apart.size() > made_texts_max) apart.resize(made_texts_max);
  return apart;
}

MadeText MadeTexts::joined(const Chain& chain, const Value& value, unsigned depth) {
  MadeText text;
  text.exact = chain.exact;
  for (const Call* write : chain.writes)
    if (text.writer.empty() && text_writer(write->callee.name)->way != TextWriter::Way::clear) {
      text.writer = write->callee.name;
      text.writer_address = write->address;
    }
  if (chain.filled != nullptr) {
    add_filled(*chain.filled, value, depth, text);
  } else if (!chain.head.empty()) {
    add_constant(chain.head, text);
  } else if (!chain.begun && !chain.writes.empty()) {
    const std::string head = characters(*chain.writes.front(), value, characters_max, true);
    if (head.empty()) add_kind(Part::unknown, text);
    add_constant(head, text);
  }
  for (const Call* write : chain.writes) add_written(*write, depth, text);
  return text;
}

std::vector<MadeText> MadeTexts::at(const Call& call, const Value& value, unsigned depth) {
  MadeText one;
  if (const auto text = constant_text(survey_.program(), value)) {
    add_constant(*text, one);
    if (one.parts.empty()) add_kind(Part::chosen, one);  // an empty text
    return {one};
  }
  const bool buffer = !value.is(Kind::unknown) && !value.is(Kind::element) &&
                      !(value.is(Kind::number) && survey_.program().constant(value.number));
  if (!buffer || depth > depth_max) {
    one.parts.push_back(leaf(value));
    return {one};
  }
  std::vector<Touch> touches;
  for (const Call& other : calls_) {
    const Touch touched = touch(other, value);
    if (touched.effect != Effect::none && other.address != call.address) touches.push_back(touched);
  }
  // What is given back by a call that nothing else changes needs no search.
  if (value.is(Kind::result) && touches.size() == 1 && touches[0].call->instruction == value.id) {
    Chain chain;
    chain.begun = true;
    if (touches[0].effect == Effect::begins)
      chain.writes.push_back(touches[0].call);
    else
      chain.filled = touches[0].call;
    std::vector<MadeText> texts;
    for (const Chain& way : told_apart({chain})) texts.push_back(joined(way, value, depth));
    return texts;
  }
  if (touches.empty()) {
    if (const std::string text = characters(call, value, characters_max, true); !text.empty()) {
      add_constant(text, one);
      return {one};
    }
    TextPart part = leaf(value);
    if (value.is(Kind::number)) {
      // Another function may fill it; when, is not known.
      part.source = sources_.of(*function_, value);
      if (!part.source.kind.empty()) part.kind = Part::input;
      one.exact = false;
    }
    one.parts.push_back(std::move(part));
    return {one};
  }
  std::vector<MadeText> texts;
  for (const Chain& chain : told_apart(chains(call, value, touches))) {
    if (chain.writes.empty() && chain.filled == nullptr) {
      MadeText text;
      const std::string known = characters(call, value, characters_max, true);
      text.exact = chain.exact;
      if (known.empty())
        text.parts.push_back(leaf(value));
      else
        add_constant(known, text);
      texts.push_back(std::move(text));
      continue;
    }
    texts.push_back(joined(chain, value, depth));
  }
  return texts;
}

std::vector<MadeText> MadeTexts::of(const code::SurveyedFunction& function, const Call& call,
                                    const Value& value) {
  enter(function);
  return at(call, value, 0);
}

std::vector<MadeText> MadeTexts::of_argument(const code::SurveyedFunction& function,
                                             const Call& call, std::size_t index) {
  enter(function);
  if (!call.arguments[index].is(Kind::unknown)) return at(call, call.arguments[index], 0);
  std::vector<MadeText> texts;
  for (const Call* way : by_way(call))
    for (MadeText& text : at(*way, way->arguments[index], 0))
      if (texts.size() < made_texts_max) texts.push_back(std::move(text));
  return texts.empty() ? at(call, {}, 0) : texts;
}

std::vector<MadeText> MadeTexts::printed(const code::SurveyedFunction& function, const Call& call,
                                         const Value& format, std::size_t values, bool list) {
  enter(function);
  MadeText text;
  const auto parameter = parameter_of(*function.start.decoder, format);
  if (!list && parameter) {  // what prints it is a function like the one that is called
    TextPart part;
    part.kind = Part::format;
    part.parameter = *parameter;
    add_part(std::move(part), text);
    return {text};
  }
  add_printed(call, format, values, list, 0, text);
  return {text};
}

Value MadeTexts::word(const code::SurveyedFunction& function, const Call& call,
                      const Value& address) {
  enter(function);
  const unsigned size = function.start.decoder->word_size;
  if (address.is(Kind::stack)) {
    if (analysis() == nullptr) return {};
    return survey_.before(call).stack_word(static_cast<std::int64_t>(address.number), size);
  }
  if (!address.is(Kind::number) || !survey_.program().constant(address.number)) return {};
  const code::Word word = survey_.program().word(address.number, size);
  return word.kind == code::Word::Kind::number ? Value::of(word.value) : Value{};
}

}  // namespace assay::readers
