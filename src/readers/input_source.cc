// Source: Linux manual pages, sections 2 and 3; OpenSSL SSL_read(3); for nvram_* the interface that
// Broadcom's and Realtek's firmware kits publish as nvram.h and apmib.h; for webs* GoAhead's
// webs.h; cgic's cgic.h; FastCGI's fcgiapp.h; Mongoose's mongoose.h.
#include "readers/input_source.h"

#include <algorithm>

#include "base/name_table.h"
#include "code/abi.h"
#include "code/arm_sets.h"
#include "readers/call_site.h"

namespace assay::readers {
namespace {

using code::Value;

constexpr std::int8_t result = SourceFunction::none;
constexpr unsigned depth_max = 6;
constexpr unsigned callers_max = 12;

using Source = SourceFunction;

constexpr NameTable sources(std::to_array<Source>({
    {"recv", "network", 1, -1, 2},
    {"recvfrom", "network", 1, -1, 2},
    {"recvmsg", "network", 1},
    {"SSL_read", "network", 1, -1, 2},
    {"BIO_read", "network", 1, -1, 2},
    {"gnutls_record_recv", "network", 1, -1, 2},
    {"mbedtls_ssl_read", "network", 2, -1, 3},
    {"read", "descriptor", 1, 0, 2},
    {"__read_chk", "descriptor", 1, 0, 2},
    {"fgets", "stream", 0, 2, 1},
    {"__fgets_chk", "stream", 0, 3, 2},
    {"fgets_unlocked", "stream", 0, 2, 1},
    {"fread", "stream", 0, 3},
    {"gets", "stream", 0},
    {"getline", "stream", 0, 2},
    {"scanf", "stream", 1},
    {"__isoc99_scanf", "stream", 1},
    {"fscanf", "stream", 2, 0},
    {"__isoc99_fscanf", "stream", 2, 0},
    {"getchar", "stream"},
    {"fgetc", "stream", result, 0},
    {"getc", "stream", result, 0},
    {"getpass", "terminal"},
    {"readline", "terminal"},
    {"getenv", "environment", result, -1, -1, 0},
    {"secure_getenv", "environment", result, -1, -1, 0},
    {"nvram_get", "nvram", result, -1, -1, 0},
    {"nvram_safe_get", "nvram", result, -1, -1, 0},
    {"nvram_bufget", "nvram", result, -1, -1, 1},
    {"nvram_nget", "nvram"},
    {"bcm_nvram_get", "nvram", result, -1, -1, 0},
    {"acosNvramConfig_read", "nvram", 1, -1, 2, 0},
    {"acosNvramConfig_get", "nvram", result, -1, -1, 0},
    {"apmib_get", "nvram", 1},
    {"websGetVar", "request", result, -1, -1, 1},
    {"websGetParam", "request", result, -1, -1, 1},
    {"get_cgi", "request", result, -1, -1, 0},
    {"FCGX_GetParam", "request", result, -1, -1, 0},
    {"cgiFormString", "request", 1, -1, 2, 0},
    {"cgiFormStringNoNewlines", "request", 1, -1, 2, 0},
    {"mg_get_var", "request", 3, -1, 4, 2},
    {"httpGetEnv", "request", result, -1, -1, 1},
    {"strcpy", "", 0, 1},
    {"strncpy", "", 0, 1},
    {"strlcpy", "", 0, 1},
    {"memcpy", "", 0, 1},
    {"memmove", "", 0, 1},
    {"__strcpy_chk", "", 0, 1},
    {"__strncpy_chk", "", 0, 1},
    {"__memcpy_chk", "", 0, 1},
    {"sscanf", "", 2, 0},
    {"__isoc99_sscanf", "", 2, 0},
    {"strdup", "", result, 0},
    {"strchr", "", result, 0},
    {"strrchr", "", result, 0},
    {"strstr", "", result, 0},
    {"strtok", "", result, 0},
    {"strtok_r", "", result, 0},
    {"strsep", "", result, 0},
    {"basename", "", result, 0},
    {"atoi", "", result, 0},
    {"strtol", "", result, 0},
    {"strtoul", "", result, 0},
    {"__isoc23_strtol", "", result, 0},
}));

}  // namespace

const SourceFunction* source_function(std::string_view name) { return sources.find(name); }

InputSources::InputSources(const code::Survey& survey) : survey_(survey) {
  const auto starts_main = [](std::string_view name) {
    return name == "__libc_start_main" || name == "__uClibc_main" || name == "__uClibc_start_main";
  };
  const auto wanted = [&](std::string_view name) {
    return starts_main(name) || source_function(name) != nullptr;
  };
  for (const std::uint32_t place : survey.calls_named(wanted)) {
    const code::Call& call = survey.calls()[place];
    const std::string_view name = call.callee.name;
    if (starts_main(name) && call.arguments[0].is(Value::Kind::number))
      main_ = call.arguments[0].number & ~std::uint64_t{code::is_a32(survey.program().decoder())};
    const Source* source = source_function(name);
    if (source != nullptr && source->fills >= 0 &&
        argument(call, source->fills).is(Value::Kind::number))
      filled_.try_emplace(argument(call, source->fills).number, place);
  }
}

// What a descriptor or stream was opened by.
std::string_view InputSources::descriptor_kind(const code::SurveyedFunction& function,
                                               const Value& descriptor) const {
  if (!descriptor.is(Value::Kind::result)) return {};
  const code::Call* call = code::call_at(survey_.calls_of(function), descriptor.id);
  if (call == nullptr) return {};
  const std::string_view name = call->callee.name;
  if (name == "accept" || name == "accept4" || name == "socket") return "network";
  if (name == "open" || name == "open64" || name == "fopen" || name == "fopen64") return "file";
  if (name == "popen") return "program";
  return {};
}

InputSource InputSources::brought_by(const code::SurveyedFunction& function,
                                     const code::Call& call) const {
  const Source* source = source_function(call.callee.name);
  if (source == nullptr || source->kind.empty()) return {};
  InputSource found{source->kind, source->name, 0};
  if (source->from >= 0)
    if (const auto kind = descriptor_kind(function, argument(call, source->from)); !kind.empty())
      found.kind = kind;
  return found;
}

InputSource InputSources::of_result(const code::SurveyedFunction& function, const Value& value,
                                    unsigned levels, unsigned depth) const {
  const code::Call* call = code::call_at(survey_.calls_of(function), value.id);
  if (call == nullptr) return {};
  const Source* source = source_function(call->callee.name);
  if (source == nullptr || source->fills != result) return {};
  if (source->kind.empty()) return look(function, argument(*call, source->from), levels, depth + 1);
  return {source->kind, source->name, levels};
}

// Memory of the frame: by the call that fills it from the nearest address at or below.
InputSource InputSources::of_stack(const code::SurveyedFunction& function, const Value& value,
                                   unsigned levels, unsigned depth) const {
  constexpr std::int64_t buffer_max = 1 << 16;
  const auto wanted = static_cast<std::int64_t>(value.number);
  const code::Call* best = nullptr;
  const Source* best_source = nullptr;
  std::int64_t best_distance = buffer_max;
  for (const code::Call& call : survey_.calls_of(function)) {
    const Source* source = source_function(call.callee.name);
    if (source == nullptr || source->fills < 0) continue;
    const Value& place = argument(call, source->fills);
    if (!place.is(Value::Kind::stack)) continue;
    const std::int64_t distance = wanted - static_cast<std::int64_t>(place.number);
    if (distance < 0 || distance >= best_distance) continue;
    best = &call;
    best_source = source;
    best_distance = distance;
  }
  if (best == nullptr) return {};
  if (best_source->kind.empty())
    return look(function, argument(*best, best_source->from), levels, depth + 1);
  InputSource found{best_source->kind, best_source->name, levels};
  if (best_source->from >= 0)
    if (const auto kind = descriptor_kind(function, argument(*best, best_source->from));
        !kind.empty())
      found.kind = kind;
  return found;
}

InputSource InputSources::of_argument(const code::SurveyedFunction& function, std::size_t index,
                                      unsigned levels, unsigned depth) const {
  if (is_main(function)) return {"argument", {}, levels};
  const auto callers = survey_.callers_of(function.start.address);
  unsigned tried = 0;
  for (const std::uint32_t place : callers) {
    if (tried++ == callers_max || index >= code::call_arguments_max) break;
    const InputSource found =
        look(survey_.caller(place), survey_.calls()[place].arguments[index], levels + 1, depth + 1);
    if (!found.kind.empty()) return found;
  }
  return {};
}

InputSource InputSources::look(const code::SurveyedFunction& function, const Value& value,
                               unsigned levels, unsigned depth) const {
  if (depth > depth_max || levels > 2) return {};
  const code::Decoder& decoder = *function.start.decoder;
  switch (value.kind) {
    case Value::Kind::result:
    case Value::Kind::behind_result:
      return of_result(function, value, levels, depth);
    case Value::Kind::stack:
      return of_stack(function, value, levels, depth);
    case Value::Kind::entry:
    case Value::Kind::behind_entry: {
      const auto found =
          std::ranges::find(decoder.arguments, static_cast<code::Register>(value.id));
      if (found == decoder.arguments.end()) return {};
      return of_argument(function, static_cast<std::size_t>(found - decoder.arguments.begin()),
                         levels, depth);
    }
    case Value::Kind::stack_content: {
      const code::Abi& abi = code::abi_of(decoder.architecture);
      const auto offset = static_cast<std::int64_t>(value.number) - abi.pushed - abi.stack_first;
      if (offset < 0) return of_stack(function, value, levels, depth);
      const auto index = static_cast<std::size_t>(offset) / decoder.word_size;
      return of_argument(function, decoder.arguments.size() + index, levels, depth);
    }
    case Value::Kind::number: {
      const auto after = filled_.upper_bound(value.number);
      if (after == filled_.begin()) return {};
      const auto& [address, place] = *std::prev(after);
      if (value.number - address > 4096) return {};
      const code::Call& call = survey_.calls()[place];
      const Source* source = source_function(call.callee.name);
      if (source->kind.empty())
        return look(survey_.caller(place), argument(call, source->from), levels, depth + 1);
      InputSource there{source->kind, source->name, levels};
      if (source->from >= 0)
        if (const auto kind = descriptor_kind(survey_.caller(place), argument(call, source->from));
            !kind.empty())
          there.kind = kind;
      return there;
    }
    default:
      return {};
  }
}

InputSource InputSources::of(const code::SurveyedFunction& function, const Value& value) const {
  return look(function, value, 0, 0);
}

}  // namespace assay::readers
