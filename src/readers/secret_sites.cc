// One argument of a comparator is followed back to a call that leaves a digest there, prints one
// there, or copies it; or to a function of the program that does so. The other is followed to where
// it comes from (readers/input_source.h).
#include "readers/secret_sites.h"

#include <algorithm>

#include "code/compared_memory.h"
#include "readers/brought_text.h"
#include "readers/call_site.h"
#include "readers/text_chain.h"
#include "readers/text_writer.h"

namespace assay::readers {
namespace {

using code::Call;
using code::SurveyedFunction;
using code::Value;
using Kind = Value::Kind;

constexpr unsigned depth_max = 2;                      // functions below the one that compares
constexpr std::size_t calls_max = 2048;                // of one function that are looked at
constexpr std::size_t functions_max = 256;             // that are looked at
constexpr std::size_t asked_max = 1U << 14U;           // that is followed back
constexpr std::uint32_t instructions_max = 1U << 14U;  // of one whose result is asked for
constexpr unsigned device_kinds = Origin::date | Origin::address | Origin::serial;

const DigestCall* secret_digest(const Call& call) {
  if (call.callee.name.empty()) return nullptr;
  const DigestCall* digest = digest_call(call.callee.name);
  return digest == nullptr || digest->kind == "checksum" ? nullptr : digest;
}

bool names_device(std::string_view name) {
  return name == "strftime" || name.starts_with("localtime") || name.starts_with("gmtime") ||
         name.starts_with("nvram");
}

bool names_device(const Call& call) { return asks_address(call) || names_device(call.callee.name); }

// A function that writes bytes in another alphabet: argument `to`, from argument `from`.
bool encodes(std::string_view name) {
  return name == "EVP_EncodeBlock" || name == "b64_encode" || name == "base64_encode";
}

}  // namespace

bool SecretSites::Wanted::is(const Value& place) const {
  if (index) return parameter_of(*function->start.decoder, place) == index;
  if (place.is(Kind::unknown)) return false;
  return distance(place, value) == 0;
}

// Which functions have such a call; false where none does.
bool SecretSites::find_computing() {
  bool any = false;
  computes_.assign(survey_.functions().size(), false);
  const auto may_compute = [](std::string_view name) {
    return digest_call(name) != nullptr || names_device(name) || may_ask_address(name);
  };
  for (const std::uint32_t place : survey_.calls_named(may_compute)) {
    const Call& call = survey_.calls()[place];
    if (secret_digest(call) == nullptr && !names_device(call)) continue;
    computes_[place_of(survey_.caller(place))] = true;
    any = true;
  }
  return any;
}

std::size_t SecretSites::place_of(const SurveyedFunction& function) const {
  return static_cast<std::size_t>(&function - survey_.functions().data());
}

// Of a function of the survey.
bool SecretSites::computes(const SurveyedFunction& function) const {
  return computes_[place_of(function)];
}

bool SecretSites::may_compute(const SurveyedFunction& function) const {
  return computes(function) ||
         std::ranges::any_of(survey_.calls_of(function), [&](const Call& call) {
           const SurveyedFunction* callee =
               call.callee.address == 0 ? nullptr : survey_.function_at(call.callee.address);
           return callee != nullptr && computes(*callee);
         });
}

ComputedSecret SecretSites::secret_of(const SurveyedFunction& function, const Call& call,
                                      const DigestCall& digest, std::string_view form) {
  ComputedSecret secret;
  secret.made_by = digest.kind;
  secret.made_call = digest.name;
  secret.address = call.address;
  secret.form = form;
  secret.of = origins_.of_digest(function, call, digest);
  return secret;
}

std::optional<ComputedSecret> SecretSites::by_digest(const Wanted& wanted) {
  for (const Call& call : survey_.calls_of(*wanted.function)) {
    const DigestCall* digest = secret_digest(call);
    if (digest == nullptr) continue;
    const bool result =
        digest->output < 0 && wanted.value.is(Kind::result) && wanted.value.id == call.instruction;
    if (result || (digest->output >= 0 && wanted.is(argument(call, digest->output))))
      return secret_of(*wanted.function, call, *digest, "bytes");
  }
  return std::nullopt;
}

std::optional<ComputedSecret> SecretSites::by_copy(const Wanted& wanted, unsigned depth) {
  for (const Call& call : survey_.calls_of(*wanted.function)) {
    const TextWriter* writer = text_writer(call.callee.name);
    if (writer == nullptr || writer->way != TextWriter::Way::copy) continue;
    const bool result = writer->target == TextWriter::Target::result &&
                        wanted.value.is(Kind::result) && wanted.value.id == call.instruction;
    const bool buffer =
        writer->target == TextWriter::Target::buffer && wanted.is(argument(call, writer->place));
    if (!result && !buffer) continue;
    const Value& source = argument(call, writer->source);
    if (!source.is(Kind::stack) && !source.is(Kind::result) && !source.is(Kind::number)) continue;
    if (auto secret = made({wanted.function, source, {}}, depth + 1)) return secret;
  }
  return std::nullopt;
}

// Digits of a digest that the same function made: printed in hex where the memory is, or where a
// loop steps through it.
std::optional<ComputedSecret> SecretSites::by_print(const Wanted& wanted) {
  const SurveyedFunction& function = *wanted.function;
  const Call* made_by = nullptr;
  const DigestCall* digest = nullptr;
  bool prints = false;
  for (const Call& call : survey_.calls_of(function)) {
    if (const DigestCall* found = secret_digest(call); found != nullptr) {
      made_by = &call;
      digest = found;
    }
    if (encodes(call.callee.name)) prints = prints || wanted.is(call.arguments[0]);
    const TextWriter* writer = text_writer(call.callee.name);
    if (writer == nullptr || writer->way != TextWriter::Way::print ||
        writer->target != TextWriter::Target::buffer)
      continue;
    const auto format = constant_text(survey_.program(), argument(call, writer->source));
    const Value& place = argument(call, writer->place);
    prints =
        prints || (format && prints_hex(*format) && (wanted.is(place) || place.is(Kind::unknown)));
  }
  if (digest == nullptr || !prints) return std::nullopt;
  // Other calls that fill the memory would make it something else.
  const bool filled = std::ranges::any_of(survey_.calls_of(function), [&](const Call& call) {
    const SourceFunction* source = source_function(call.callee.name);
    return source != nullptr && source->fills >= 0 && wanted.is(argument(call, source->fills));
  });
  if (filled) return std::nullopt;
  return secret_of(function, *made_by, *digest, "printed");
}

// A text with the date, an address or a serial number in it, and no digest.
std::optional<ComputedSecret> SecretSites::by_text(const Wanted& wanted) {
  if (wanted.index) return std::nullopt;
  for (const Call& call : survey_.calls_of(*wanted.function)) {
    const TextWriter* writer = text_writer(call.callee.name);
    const bool prints = writer != nullptr && writer->way == TextWriter::Way::print &&
                        writer->target == TextWriter::Target::buffer &&
                        wanted.is(argument(call, writer->place));
    const bool dates = call.callee.name == "strftime" && wanted.is(call.arguments[0]);
    if (!prints && !dates) continue;
    ComputedSecret secret;
    secret.made_by = "text";
    secret.made_call = call.callee.name;
    secret.address = call.address;
    secret.form = "printed";
    secret.of = origins_.of(*wanted.function, wanted.value);
    if ((secret.of.kinds & device_kinds) != 0) return secret;
  }
  return std::nullopt;
}

// What a function of the program gives back.
std::optional<ComputedSecret> SecretSites::result_of(const SurveyedFunction& function,
                                                     unsigned depth) {
  if (function.instructions > instructions_max) return std::nullopt;
  const std::vector<Value> results = survey_.analyse(function).results;
  for (const Value& value : results)
    if (value.is(Kind::number) ? value.number > 4096 : value.is(Kind::result))
      if (auto secret = made({&function, value, {}}, depth + 1)) return secret;
  return std::nullopt;
}

std::optional<ComputedSecret> SecretSites::by_call(const Wanted& wanted, unsigned depth) {
  for (const Call& call : survey_.calls_of(*wanted.function)) {
    const SurveyedFunction* callee =
        call.callee.address == 0 ? nullptr : survey_.function_at(call.callee.address);
    if (callee == nullptr || callee == wanted.function) continue;
    std::optional<ComputedSecret> secret;
    if (wanted.value.is(Kind::result) && !wanted.index && wanted.value.id == call.instruction &&
        may_compute(*callee))
      secret = result_of(*callee, depth);
    for (std::size_t i = 0; i < call.arguments.size() && !secret; i++)
      if (wanted.is(call.arguments[i])) secret = made({callee, {}, i}, depth + 1);
    if (!secret) continue;
    // What it was given is what it has from here.
    const std::vector<std::size_t> given = std::move(secret->of.given);
    secret->of.given.clear();
    for (const std::size_t index : given) {
      if (index < call.arguments.size())
        secret->of.add(origins_.of(*wanted.function, call.arguments[index]));
      else
        secret->of.kinds |= Origin::unknown;
    }
    if (secret->through.empty()) secret->through = shown_name(callee->name, callee->start.address);
    return secret;
  }
  return std::nullopt;
}

std::optional<ComputedSecret> SecretSites::made(const Wanted& wanted, unsigned depth) {
  if (depth > depth_max || survey_.calls_of(*wanted.function).size() > calls_max ||
      asked_++ >= asked_max)
    return std::nullopt;
  if (auto secret = by_digest(wanted)) return secret;
  if (auto secret = by_copy(wanted, depth)) return secret;
  if (auto secret = by_call(wanted, depth)) return secret;
  if (auto secret = by_print(wanted)) return secret;
  return by_text(wanted);
}

bool SecretSites::add(const SurveyedFunction& function, const Call& call, const Value& secret,
                      const Value& other) {
  if (secret.is(Kind::unknown) || secret == other ||
      (other.is(Kind::number) && survey_.program().constant(other.number)))
    return false;
  if (!secret.is(Kind::stack) && !secret.is(Kind::result) && !secret.is(Kind::number)) return false;
  if (secret.is(Kind::number) && survey_.program().constant(secret.number)) return false;
  auto computed = made({&function, secret, {}}, 0);
  if (!computed) return false;
  if (!sources_) sources_.emplace(survey_);
  SecretSite site{&function, call, std::move(*computed), sources_->of(function, other), {}, {}, {}};
  // i386 has no registers for arguments, but functions that nobody outside calls may.
  const bool by_register =
      function.start.decoder->arguments.empty() && other.is(Kind::entry) && other.number == 0;
  site.given = by_register || parameter_of(*function.start.decoder, other).has_value();
  if (site.input.kind.empty() && !site.given) return false;
  sites_.push_back(std::move(site));
  return true;
}

void SecretSites::look_at(const SurveyedFunction& function) {
  for (const Call& call : survey_.calls_of(function)) {
    const Comparator* compares = comparator(call.callee.name);
    if (compares == nullptr || sites_.size() >= secret_sites_max) continue;
    for (const bool second : {false, true})
      if (add(function, call, argument(call, second ? compares->second : compares->first),
              argument(call, second ? compares->first : compares->second)))
        break;
  }
}

// Comparisons that are made without a call, in a function that makes a digest itself.
void SecretSites::look_inside(const SurveyedFunction& function) {
  const bool digests = std::ranges::any_of(
      survey_.calls_of(function), [](const Call& call) { return secret_digest(call) != nullptr; });
  if (!digests || function.instructions > instructions_max) return;
  const code::Analysis& analysis = survey_.analyse(function);
  for (const code::ComparedMemory& one :
       code::compared_memory(survey_.program(), survey_.analyser(), analysis)) {
    if (sites_.size() >= secret_sites_max) return;
    Call call;
    call.address = one.address;
    if (!add(function, call, one.left, one.right)) add(function, call, one.right, one.left);
  }
}

// What the program does with the answer.
void SecretSites::finish() {
  const SurveyedFunction* last = nullptr;
  const code::Analysis* analysis = nullptr;
  std::optional<code::Dominators> dominators;
  Gates gates(survey_);
  for (SecretSite& site : sites_) {
    if (site.function != last) {
      analysis = &survey_.analyse(*site.function);
      dominators.emplace(*analysis->graph);
    }
    last = site.function;
    const auto same = std::ranges::find(analysis->calls, site.call.address, &Call::address);
    if (same == analysis->calls.end() || site.call.callee.name.empty()) continue;
    site.use = result_use(*analysis, *same);
    const Comparator* compares = comparator(site.call.callee.name);
    for (const code::Comparison& branch : analysis->comparisons) {
      const bool asks = branch.left.is(Kind::result) && branch.left.id == same->instruction &&
                        branch.right == Value::of(0);
      const bool on_zero = branch.condition == code::Condition::equal;
      if (!asks || (!on_zero && branch.condition != code::Condition::not_equal)) continue;
      const code::Block& block = analysis->function->blocks[branch.block];
      const std::uint32_t to = on_zero == compares->zero_is_equal ? block.taken : block.next;
      site.opened =
          gates.opened_by(*analysis, *dominators,
                          settled_way(survey_.analyser(), *analysis, {branch.block, to}), {});
      break;
    }
  }
}

std::vector<SecretSite> SecretSites::find() {
  if (!find_computing()) return {};
  std::size_t count = 0;
  for (const SurveyedFunction& function : survey_.functions()) {
    const bool compares = std::ranges::any_of(survey_.calls_of(function), [](const Call& call) {
      return !call.callee.name.empty() &&
             (comparator(call.callee.name) != nullptr || secret_digest(call) != nullptr);
    });
    if (!compares || !may_compute(function) || count++ >= functions_max) continue;
    look_at(function);
    look_inside(function);
  }
  finish();
  return std::move(sites_);
}

}  // namespace assay::readers
