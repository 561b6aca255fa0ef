// Source: Linux manual pages time(2), ctime(3), strftime(3), netdevice(7) (SIOCGIFHWADDR),
// ether_ntoa(3), sysfs(5).
#include "readers/origin.h"

#include <algorithm>

#include "base/lower_case.h"
#include "code/library.h"
#include "readers/brought_text.h"
#include "readers/call_site.h"
#include "readers/comparator.h"
#include "readers/crypto_call.h"
#include "readers/text_chain.h"
#include "readers/text_writer.h"

namespace assay::readers {
namespace {

using code::Call;
using code::SurveyedFunction;
using code::Value;
using Kind = Value::Kind;

constexpr unsigned depth_max = 5;
constexpr std::size_t asked_max = 8192;                 // functions, as often as they are looked at
constexpr std::size_t calls_max = 4096;                 // of one of them
constexpr std::uint32_t instructions_max = 1U << 14U;   // of one whose stores are looked at
constexpr std::size_t carried_max = 1U << 22U;          // instructions, for arguments on the stack
constexpr std::uint64_t get_hardware_address = 0x8927;  // SIOCGIFHWADDR
constexpr std::int64_t request_size = 40;               // struct ifreq

bool among(std::string_view name, std::initializer_list<std::string_view> names) {
  return std::ranges::find(names, name) != names.end();
}

Origin of_kind(Origin::Kind kind) {
  Origin origin;
  origin.kinds = kind;
  return origin;
}

Origin from_call(Origin::Kind kind, const Call& call) {
  Origin origin = of_kind(kind);
  origin.source = call.callee.name;
  origin.source_address = call.address;
  return origin;
}

// What a name says that is behind it: of a variable, a file, a command that is read.
Origin::Kind kind_of_name(std::string_view name, Origin::Kind otherwise) {
  const std::string lower = lower_case(name);
  const auto has = [&](std::string_view word) { return lower.find(word) != std::string::npos; };
  if (has("serial") || lower == "sn" || lower.ends_with("_sn")) return Origin::serial;
  if (has("macaddr") || has("hwaddr") || has("ethaddr") || has("mac_addr") || lower == "mac" ||
      lower.ends_with("_mac") || (has("/sys/class/net/") && has("address")))
    return Origin::address;
  return otherwise;
}

// Whether a call does nothing to the memory that it gets.
bool only_reads(std::string_view name) {
  const code::LibraryFunction* known = code::library_function(name);
  return (known != nullptr && known->writes < 0) || comparator(name) != nullptr ||
         digest_input(name) != nullptr || among(name, {"strnlen", "fputs", "snprintf", "puts"});
}

}  // namespace

void Origin::add(const Origin& other) {
  kinds |= other.kinds;
  for (const std::size_t argument : other.given)
    if (const auto at = std::ranges::lower_bound(given, argument);
        at == given.end() || *at != argument)
      given.insert(at, argument);
  if (text.empty()) text = other.text;
  if (source_address == 0) {
    source = other.source;
    source_address = other.source_address;
  }
}

std::string words_of(const Origin& origin) {
  constexpr std::pair<Origin::Kind, std::string_view> words[] = {
      {Origin::address, "address"}, {Origin::constant, "constant"}, {Origin::date, "date"},
      {Origin::input, "input"},     {Origin::serial, "serial"},     {Origin::setting, "setting"},
      {Origin::unknown, "unknown"}};
  std::string all;
  for (const auto& [kind, word] : words) {
    if (word == "input" && !origin.given.empty()) all += all.empty() ? "given" : " given";
    if (origin.has(kind)) all += (all.empty() ? "" : " ") + std::string(word);
  }
  return all;
}

bool asks_date(const Call& call) {
  return among(call.callee.name,
               {"time", "localtime", "gmtime", "localtime_r", "gmtime_r", "gettimeofday",
                "strftime", "ctime", "asctime", "__localtime64", "__time64", "__localtime64_r"});
}

bool may_ask_address(std::string_view name) {
  return among(name, {"ioctl", "ether_ntoa", "ether_ntoa_r", "get_hwaddr", "if_hwaddr"});
}

bool asks_address(const Call& call) {
  if (!may_ask_address(call.callee.name)) return false;
  return call.callee.name != "ioctl" ||
         (call.arguments[1].is(Kind::number) &&
          (call.arguments[1].number & 0xffffffffU) == get_hardware_address);
}

bool prints_hex(std::string_view format) {
  const auto parts = parts_of_format(format);
  const auto converts = [](const FormatPart& part) { return part.conversion != 0; };
  return std::ranges::any_of(parts, converts) &&
         std::ranges::all_of(parts, [](const FormatPart& part) {
           return part.conversion == 0 || part.conversion == 'x' || part.conversion == 'X';
         });
}

bool Origins::may_ask(const SurveyedFunction& function) {
  return function.call_count <= calls_max && asked_++ < asked_max;
}

// What a source of input brings, by the name by which it is asked.
Origin Origins::brought(const SurveyedFunction& function, const Call& call) const {
  const SourceFunction* source = source_function(call.callee.name);
  const code::Program& program = survey_.program();
  Origin::Kind kind = source->kind == "nvram" ? Origin::setting : Origin::input;
  if (source->called >= 0)
    if (const auto name = constant_text(program, argument(call, source->called)))
      if (source->kind == "nvram") kind = kind_of_name(*name, kind);
  if (source->from >= 0 && argument(call, source->from).is(Kind::result)) {
    const Call* opened = code::call_at(survey_.calls_of(function), argument(call, source->from).id);
    if (opened != nullptr)
      if (const auto path = constant_text(program, opened->arguments[0]))
        kind = kind_of_name(*path, kind);
  }
  if (kind == Origin::input || kind == Origin::setting) return of_kind(kind);
  return from_call(kind, call);
}

// What a function of the program is seen to ask for, where it does so itself.
Origin Origins::called(const SurveyedFunction& function, const Call& call) {
  const SurveyedFunction* callee =
      call.callee.address == 0 ? nullptr : survey_.function_at(call.callee.address);
  if (callee == nullptr || callee == &function || !may_ask(*callee))
    return of_kind(Origin::unknown);
  Origin origin;
  for (const Call& inner : survey_.calls_of(*callee)) {
    if (asks_address(inner)) origin.add(from_call(Origin::address, inner));
    if (asks_date(inner)) origin.add(from_call(Origin::date, inner));
    const SourceFunction* source = source_function(inner.callee.name);
    if (source != nullptr && !source->kind.empty()) origin.add(brought(*callee, inner));
  }
  return origin.kinds == 0 ? of_kind(Origin::unknown) : origin;
}

// A number that is printed. What was reckoned from a date or an address is no value any more: a
// function that asks for one is taken to print it.
Origin Origins::number(const SurveyedFunction& function, const Value& value) const {
  Origin origin;
  for (const Call& call : survey_.calls_of(function)) {
    if (asks_date(call)) origin.add(from_call(Origin::date, call));
    if (asks_address(call)) origin.add(from_call(Origin::address, call));
  }
  if (origin.kinds == 0 && value.is(Kind::number)) return of_kind(Origin::constant);
  return origin.kinds == 0 ? of_kind(Origin::unknown) : origin;
}

Origin Origins::printed(const SurveyedFunction& function, const Call& call, const Value& format,
                        std::size_t values, unsigned depth) {
  const auto constant = constant_text(survey_.program(), format);
  if (!constant) return of_kind(Origin::unknown);
  Origin origin;
  for (const FormatPart& part : parts_of_format(*constant)) {
    if (part.conversion == 0) {
      if (part.text.size() > 2) origin.add(of_kind(Origin::constant));
      continue;
    }
    values += part.stars;
    const bool there = values < call.arguments.size();
    if (part.conversion == 's')
      origin.add(there ? of(function, call.arguments[values], 0, depth + 1)
                       : of_kind(Origin::unknown));
    else
      origin.add(number(function, there ? call.arguments[values] : Value{}));
    values++;
  }
  return origin;
}

// What `call` puts into the bytes at `value`; no kinds where it does nothing to them.
Origin Origins::written(const SurveyedFunction& function, const Call& call, const Value& value,
                        std::size_t size, unsigned depth) {
  const std::string_view name = call.callee.name;
  const auto within = [&](const Value& place) {
    const auto from = distance(place, value);
    return from && *from >= 0 && *from < static_cast<std::int64_t>(std::max<std::size_t>(size, 1));
  };
  if (const TextWriter* writer = text_writer(name); writer != nullptr) {
    const Value& place = argument(call, writer->place);
    const bool prints = writer->way == TextWriter::Way::print;
    if (writer->target == TextWriter::Target::result) return {};
    if (writer->target == TextWriter::Target::buffer && place.is(Kind::unknown)) {
      const auto format = constant_text(survey_.program(), argument(call, writer->source));
      return prints && format && prints_hex(*format) ? Origin() : of_kind(Origin::unknown);
    }
    if (!within(place) || writer->way == TextWriter::Way::clear) return {};
    if (writer->way == TextWriter::Way::print_list) return of_kind(Origin::unknown);
    if (prints)
      return printed(function, call, argument(call, writer->source),
                     static_cast<std::size_t>(writer->values), depth);
    return of(function, argument(call, writer->source), 0, depth + 1);
  }
  if (const DigestCall* digest = digest_call(name); digest != nullptr) {
    if (digest->output < 0 || !within(argument(call, digest->output))) return {};
    return of_digest(function, call, *digest, depth + 1);
  }
  if (const SourceFunction* source = source_function(name); source != nullptr) {
    if (source->fills < 0) return {};
    const Value& place = argument(call, source->fills);
    const Value most = source->size < 0 ? Value{} : argument(call, source->size);
    const auto behind = distance(value, place);
    const bool inside = behind && *behind > 0 && most.is(Kind::number) &&
                        static_cast<std::uint64_t>(*behind) < most.number;
    if (!inside && !within(place)) return {};
    if (source->kind.empty()) return of(function, argument(call, source->from), 0, depth + 1);
    return brought(function, call);
  }
  const SurveyedFunction* callee =
      call.callee.address == 0 ? nullptr : survey_.function_at(call.callee.address);
  bool gets = false;
  for (std::size_t i = 0; i < call.arguments.size() && !gets; i++) {
    const auto behind = distance(value, call.arguments[i]);
    gets = within(call.arguments[i])
               ? callee == nullptr || takes_argument(*callee, i)
               : asks_address(call) && behind && *behind >= 0 && *behind < request_size;
  }
  if (!gets) return {};
  if (asks_address(call)) return from_call(Origin::address, call);
  if (asks_date(call)) return from_call(Origin::date, call);
  if (only_reads(name)) return {};
  for (std::size_t i = 0; i < call.arguments.size() && callee != nullptr; i++)
    if (within(call.arguments[i]) && callee != &function && reads_argument(*callee, i)) return {};
  return called(function, call);
}

// Whether a function looks at an argument that is passed on the stack. Where all are, as on i386,
// what stands behind those that it has was left by an earlier call.
bool Origins::takes_argument(const SurveyedFunction& function, std::size_t index) {
  constexpr std::uint32_t looked_at_max = 2048;  // instructions
  constexpr code::Register frame = 5;            // of i386
  const code::Decoder& decoder = *function.start.decoder;
  if (!decoder.arguments.empty() || function.instructions > looked_at_max) return true;
  const auto [known, is_new] = taken_.try_emplace({function.start.address, index}, true);
  if (!is_new || !may_ask(function)) return known->second;
  const code::Abi& abi = code::abi_of(decoder.architecture);
  const std::int64_t first = abi.pushed + abi.stack_first;
  const std::int64_t wanted = first + static_cast<std::int64_t>(index * decoder.word_size);
  const auto leads_there = [&](const Value& value) {
    return value.is(Kind::stack) && static_cast<std::int64_t>(value.number) >= first;
  };
  code::AnalysisOptions options;
  options.stores = true;
  const code::Analysis& analysis = survey_.analyse(function, options);
  // Who has the address of one argument may have the others from it.
  for (const Call& call : analysis.calls)
    if (std::ranges::any_of(call.arguments, leads_there)) return true;
  for (const code::Store& store : analysis.stores)
    if (leads_there(store.value)) return true;
  const code::Function& code = *analysis.function;
  for (std::uint32_t block = 0; block < code.blocks.size(); block++) {
    const code::Block& range = code.blocks[block];
    for (std::uint32_t i = range.first; i < range.first + range.count; i++) {
      const code::Instruction& in = code.instructions[i];
      const bool looks = in.op == code::Op::load || in.op == code::Op::use_memory ||
                         in.op == code::Op::change_memory || in.op == code::Op::push_memory;
      if (!looks || in.a == code::no_register) continue;
      carried_ += i - range.first + 1;
      if (carried_ > carried_max) return true;
      const code::State* state = survey_.analyser().state_at(block, i);
      const Value base = state == nullptr ? Value{} : (*state)[in.a];
      const auto from =
          static_cast<std::int64_t>(base.number + static_cast<std::uint64_t>(in.immediate));
      if (!base.is(Kind::stack)       ? in.a == decoder.stack || in.a == frame
          : in.b != code::no_register ? from >= first
                                      : from == wanted && !in.has(code::Instruction::post_index))
        return true;
    }
  }
  return known->second = false;
}

// Whether a function only reads what its argument points to, as far as its calls and stores show.
bool Origins::reads_argument(const SurveyedFunction& function, std::size_t index) {
  if (!may_ask(function) || function.instructions > instructions_max) return false;
  const code::Decoder& decoder = *function.start.decoder;
  bool any = false;
  for (const Call& call : survey_.calls_of(function)) {
    const TextWriter* writer = text_writer(call.callee.name);
    const DigestCall* digest = digest_call(call.callee.name);
    for (std::size_t i = 0; i < call.arguments.size(); i++) {
      if (parameter_of(decoder, call.arguments[i]) != index) continue;
      any = true;
      const bool from = (writer != nullptr && static_cast<std::size_t>(writer->place) != i) ||
                        (digest != nullptr && static_cast<std::size_t>(digest->output) != i);
      if (!from && !only_reads(call.callee.name)) return false;
    }
  }
  if (!any) return false;
  code::AnalysisOptions options;
  options.stores = true;
  return std::ranges::none_of(
      survey_.analyse(function, options).stores, [&](const code::Store& store) {
        return store.place.is(Kind::entry) && parameter_of(decoder, store.place) == index;
      });
}

Origin Origins::of_buffer(const SurveyedFunction& function, const Value& value, std::size_t size,
                          unsigned depth) {
  Origin origin;
  if (!may_ask(function)) return of_kind(Origin::unknown);
  for (const Call& call : survey_.calls_of(function))
    origin.add(written(function, call, value, size, depth));
  return origin.kinds == 0 && origin.given.empty() ? of_kind(Origin::unknown) : origin;
}

Origin Origins::of_result(const SurveyedFunction& function, const Call& call, unsigned depth) {
  if (asks_address(call)) return from_call(Origin::address, call);
  if (asks_date(call)) return from_call(Origin::date, call);
  if (const SourceFunction* source = source_function(call.callee.name);
      source != nullptr && source->fills == SourceFunction::none) {
    if (source->kind.empty()) return of(function, argument(call, source->from), 0, depth + 1);
    return brought(function, call);
  }
  if (const DigestCall* digest = digest_call(call.callee.name);
      digest != nullptr && digest->output < 0)
    return of_digest(function, call, *digest, depth + 1);
  if (const TextWriter* writer = text_writer(call.callee.name);
      writer != nullptr && writer->target == TextWriter::Target::result) {
    if (writer->way == TextWriter::Way::print)
      return printed(function, call, argument(call, writer->source),
                     static_cast<std::size_t>(writer->values), depth);
    return of(function, argument(call, writer->source), 0, depth + 1);
  }
  return call.callee.address != 0 ? called(function, call) : Origin();
}

Origin Origins::of(const SurveyedFunction& function, const Value& value, std::size_t size,
                   unsigned depth) {
  if (depth > depth_max) return of_kind(Origin::unknown);
  const code::Program& program = survey_.program();
  if (value.is(Kind::number) && program.constant(value.number)) {
    Origin origin = of_kind(Origin::constant);
    origin.text = constant_text(program, value).value_or("");
    return origin;
  }
  if (const auto index = parameter_of(*function.start.decoder, value)) {
    Origin origin;
    origin.given.push_back(*index);
    return origin;
  }
  if (value.is(Kind::result)) {
    const Call* call = code::call_at(survey_.calls_of(function), value.id);
    const Origin origin = call == nullptr ? Origin() : of_result(function, *call, depth);
    if (origin.kinds != 0 || !origin.given.empty()) return origin;
  }
  if (!value.is(Kind::stack) && !value.is(Kind::number) && !value.is(Kind::result))
    return of_kind(Origin::unknown);
  return of_buffer(function, value, size, depth);
}

// Of keys that the function sets, for ciphers that get theirs by a call of their own.
Origin Origins::of_key(const SurveyedFunction& function, unsigned depth) {
  Origin origin;
  for (const Call& call : survey_.calls_of(function))
    for (const CryptoArgument& known : crypto_arguments(call.callee.name))
      if (known.kind == "key" && digest_call(call.callee.name) == nullptr)
        origin.add(of(function, argument(call, known.bytes), known.fixed, depth + 1));
  return origin.kinds == 0 && origin.given.empty() ? of_kind(Origin::unknown) : origin;
}

Origin Origins::of_digest(const SurveyedFunction& function, const Call& call,
                          const DigestCall& digest, unsigned depth) {
  Origin origin;
  if (depth > depth_max) return of_kind(Origin::unknown);
  if (digest.key >= 0) origin.add(of(function, argument(call, digest.key), 0, depth + 1));
  if (digest.kind == "cipher") origin.add(of_key(function, depth));
  if (digest.input >= 0) {
    const auto behind = static_cast<std::size_t>(digest.input) + 1;
    const Value& size = call.arguments[std::min(behind, call.arguments.size() - 1)];
    const bool known = digest.kind != "cipher" && size.is(Kind::number) && size.number < 4096;
    origin.add(of(function, argument(call, digest.input), known ? size.number : 0, depth + 1));
    return origin;
  }
  const Value& context = argument(call, digest.context);
  for (const Call& other : survey_.calls_of(function)) {
    const DigestInput* input = digest_input(other.callee.name);
    if (input == nullptr || !(argument(other, input->context) == context)) continue;
    const Value& size = other.arguments[static_cast<std::size_t>(input->input) + 1];
    const bool known = size.is(Kind::number) && size.number < 4096;
    origin.add(of(function, argument(other, input->input), known ? size.number : 0, depth + 1));
  }
  return origin.kinds == 0 && origin.given.empty() ? of_kind(Origin::unknown) : origin;
}

// Whether instructions of the function write, on the way to `call`, to memory at a place that is
// not known: a loop that copies bytes.
bool Origins::may_be_stored(const SurveyedFunction& function, const Call& call) {
  const auto [known, is_new] = stored_.try_emplace(call.address, true);
  if (!is_new || function.instructions > instructions_max) return known->second;
  const code::Analysis& analysis = survey_.analyse(function);
  const auto same = std::ranges::find(analysis.calls, call.address, &Call::address);
  if (same == analysis.calls.end()) return true;
  const code::Function& code = *analysis.function;
  for (std::uint32_t block = 0; block < code.blocks.size(); block++) {
    const code::Block& range = code.blocks[block];
    const auto stores = [&](std::uint32_t index) {
      const code::Instruction& in = code.instructions[index];
      if (in.op != code::Op::store || in.size == 0 || in.size > 2) return false;
      if (in.dest == code::constant_operand || in.dest == code.decoder->zero) return false;
      const code::State* state = survey_.analyser().state_at(block, index);
      // The end of a text, not a part of it.
      if (state == nullptr || (*state)[in.dest].is(Kind::number)) return false;
      const Value place = survey_.analyser().address_at(block, index);
      return place.is(Kind::unknown) || place.is(Kind::indexed);
    };
    bool any = false;
    for (std::uint32_t i = range.first; i < range.first + range.count && !any; i++) any = stores(i);
    if (any && analysis.graph->reached_from(block)[same->block]) return true;
  }
  return known->second = false;
}

Origin Origins::of_digest(const SurveyedFunction& function, const Call& call,
                          const DigestCall& digest) {
  Origin origin = of_digest(function, call, digest, 0);
  const bool known =
      !origin.has(Origin::unknown) && !origin.has(Origin::input) && !origin.has(Origin::setting);
  if (known && may_be_stored(function, call)) origin.kinds |= Origin::unknown;
  return origin;
}

}  // namespace assay::readers
