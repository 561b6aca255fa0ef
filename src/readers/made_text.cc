// The calls that wrote a text are looked for (readers/text_chain.h); what they print or copy are
// texts themselves.
#include "readers/made_text.h"

#include <algorithm>

#include "code/library.h"
#include "readers/call_site.h"
#include "readers/command_call.h"

namespace assay::readers {
namespace {

using code::Call;
using code::Value;
using Kind = Value::Kind;
using Part = TextPart::Kind;

constexpr unsigned depth_max = 4;  // texts in texts
constexpr std::size_t characters_max = 512;
constexpr std::size_t ways_max = 64;  // of calls of one function that are told apart

// Functions that only read, but whose result may decide whether a text is used.
bool looks_at_text(std::string_view name) {
  constexpr std::string_view names[] = {
      "strchr", "strrchr",   "strpbrk", "strspn",    "strcspn",   "strstr",    "strcasestr",
      "strcmp", "inet_addr", "strtok",  "inet_aton", "inet_pton", "regexec",   "fnmatch",
      "access", "stat",      "atoi",    "strtol",    "strtoul",   "strcasecmp"};
  return std::ranges::find(names, name) != std::end(names);
}

}  // namespace

void MadeTexts::enter(const code::SurveyedFunction& function) {
  if (function_ == &function) return;
  function_ = &function;
  analysis_ = nullptr;
  ways_.clear();
  calls_ = survey_.calls_of(function);
  if (!maybe_) return;
  code::AnalysisOptions options;
  options.meeting = code::Meeting::inputs_win;
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
        return shown_name(call.callee.name, call.callee.address);
  }
  return {};
}

TextPart MadeTexts::leaf(const Value& value) const {
  TextPart part;
  if (value.is(Kind::element)) {
    part.kind = Part::chosen;
    return part;
  }
  const bool main = brought_.sources().is_main(*function_);
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
  TextPart part = source != nullptr ? brought_.input(*function_, call) : TextPart{};
  if (source == nullptr && call.callee.address != 0) {
    if (value.is(Kind::result) && value.id == call.instruction) {
      part = brought_.given_back(call.callee.address);
    } else {
      for (std::size_t i = 0; i < call.arguments.size(); i++)
        if (distance(call.arguments[i], value) == 0)
          part = brought_.filled_in(*function_, call.callee.address, i);
    }
  }
  if (part.kind == Part::input) part.also_given = also_given(&call, value);
  text.add(std::move(part));
}

void MadeTexts::add_value(const Call& call, const Value& value, unsigned depth, MadeText& text) {
  const std::vector<MadeText> made = at(call, value, depth + 1);
  if (made.empty()) {
    text.add(Part::unknown);
    return;
  }
  auto chosen =
      std::ranges::find_if(made, [](const MadeText& one) { return one.has(Part::input); });
  if (chosen == made.end()) chosen = made.begin();
  const bool all_constant =
      made.size() > 1 && std::ranges::all_of(made, [](const MadeText& one) {
        return one.exact && std::ranges::all_of(one.parts, [](const TextPart& part) {
                 return part.kind == Part::constant || part.kind == Part::chosen;
               });
      });
  if (all_constant) {
    text.add(Part::chosen);
    return;
  }
  // One of several: what the others are stays untold.
  text.exact = text.exact && chosen->exact && (made.size() == 1 || chosen->has(Part::input));
  for (const TextPart& part : chosen->parts) {
    if (part.kind == Part::constant)
      text.add_constant(part.text);
    else
      text.add(part);
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
    text.add(std::move(part));
    return;
  }
  const auto architecture = function_->start.decoder->architecture;
  const bool own_registers =
      architecture == code::Architecture::x86_64 || architecture == code::Architecture::aarch64;
  bool lost = list;  // which argument the next value is
  for (const FormatPart& part : parts_of_format(*constant)) {
    if (part.conversion == 0) {
      text.add_constant(part.text);
      continue;
    }
    values += part.stars;
    const bool floating =
        std::string_view("aefgAEFG").find(part.conversion) != std::string_view::npos;
    if (part.conversion != 's' || lost) {
      text.add(part.conversion == 's' ? Part::unknown : Part::number);
    } else if (values < call.arguments.size()) {
      add_value(call, call.arguments[values], depth, text);
    } else {
      text.add(Part::unknown);
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
std::vector<TextChain> MadeTexts::told_apart(std::vector<TextChain> chains) {
  std::vector<TextChain> apart;
  for (TextChain& chain : chains) {
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

MadeText MadeTexts::joined(const TextChain& chain, const Value& value, unsigned depth) {
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
    text.add_constant(chain.head);
  } else if (!chain.begun && !chain.writes.empty()) {
    const std::string head = characters(*chain.writes.front(), value, characters_max, true);
    if (head.empty()) text.add(Part::unknown);
    text.add_constant(head);
  }
  for (const Call* write : chain.writes) add_written(*write, depth, text);
  return text;
}

std::vector<TextChain> MadeTexts::chains(const Call& call, const Value& value,
                                         const std::vector<TextTouch>& touches) {
  const code::Analysis* all = analysis();
  if (all == nullptr) return {};
  return text_chains(*all, call, value, touches, [&](const Call& write, std::size_t size) {
    return size > characters_max ? std::string() : characters(write, value, size, false);
  });
}

std::vector<MadeText> MadeTexts::at(const Call& call, const Value& value, unsigned depth) {
  MadeText one;
  if (const auto text = constant_text(survey_.program(), value)) {
    one.add_constant(*text);
    if (one.parts.empty()) one.add(Part::chosen);  // an empty text
    return {one};
  }
  const bool buffer = !value.is(Kind::unknown) && !value.is(Kind::element) &&
                      !(value.is(Kind::number) && survey_.program().constant(value.number));
  if (!buffer || depth > depth_max) {
    one.parts.push_back(leaf(value));
    return {one};
  }
  std::vector<TextTouch> touches;
  for (const Call& other : calls_) {
    const TextTouch touched = text_touch(survey_.program(), brought_, *function_, other, value);
    if (touched.effect != TextEffect::none && other.address != call.address)
      touches.push_back(touched);
  }
  // What is given back by a call that nothing else changes needs no search.
  if (value.is(Kind::result) && touches.size() == 1 && touches[0].call->instruction == value.id) {
    TextChain chain;
    chain.begun = true;
    if (touches[0].effect == TextEffect::begins)
      chain.writes.push_back(touches[0].call);
    else
      chain.filled = touches[0].call;
    std::vector<MadeText> texts;
    for (const TextChain& way : told_apart({chain})) texts.push_back(joined(way, value, depth));
    return texts;
  }
  if (touches.empty()) {
    if (const std::string text = characters(call, value, characters_max, true); !text.empty()) {
      one.add_constant(text);
      return {one};
    }
    TextPart part = leaf(value);
    if (value.is(Kind::number)) {
      // Another function may fill it; when, is not known.
      part.source = brought_.sources().of(*function_, value);
      if (!part.source.kind.empty()) part.kind = Part::input;
      one.exact = false;
    }
    one.parts.push_back(std::move(part));
    return {one};
  }
  std::vector<MadeText> texts;
  for (const TextChain& chain : told_apart(chains(call, value, touches))) {
    if (chain.writes.empty() && chain.filled == nullptr) {
      MadeText text;
      const std::string known = characters(call, value, characters_max, true);
      text.exact = chain.exact;
      if (known.empty())
        text.parts.push_back(leaf(value));
      else
        text.add_constant(known);
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
    text.add(std::move(part));
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
