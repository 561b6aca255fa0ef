// The census of calls that write as much as their input says: copies, strings, prints, scans. Each
// call of a function on the list is one row, with what limits the bytes that it writes:
//
//   constant    the source is a text of the file or the size a number: the same bytes at each call
//   bounded     a size is given, but is no constant
//   fortified   the checked form: the C library compares with the size of the target, if it knows
//   it unknown     nothing that is seen here limits it
//
// Counted are calls by name, of imports and of functions that a symbol table, or in static programs
// a fingerprint, names; calls that the compiler made into code of its own are not there to be
// counted.
//
// Source: the families of the Huawei Cyber Security Evaluation Centre Oversight Board's report of
// 2019, 3.36; ISO C11 Annex K; Linux manual pages; FreeBSD's strlcpy(3).

#include "base/name_table.h"
#include "readers/call_site.h"
#include "readers/reader.h"

namespace assay::readers {
namespace {

using code::Value;

enum class Variant : std::uint8_t { plain, checked, sized };
constexpr std::string_view variant_names[] = {"plain", "checked", "sized"};

struct Unsafe {
  std::string_view name;
  std::string_view family;
  Variant variant = Variant::plain;
  std::int8_t size = -1;    // argument with the number of bytes
  std::int8_t source = -1;  // argument whose text is copied, or that is the format
};

constexpr NameTable functions(std::to_array<Unsafe>({
    {"memcpy", "memory_copy", Variant::plain, 2},
    {"memmove", "memory_copy", Variant::plain, 2},
    {"mempcpy", "memory_copy", Variant::plain, 2},
    {"bcopy", "memory_copy", Variant::plain, 2},
    {"memset", "memory_copy", Variant::plain, 2},
    {"wmemcpy", "memory_copy", Variant::plain, 2},
    {"__memcpy_chk", "memory_copy", Variant::checked, 2},
    {"__memmove_chk", "memory_copy", Variant::checked, 2},
    {"__mempcpy_chk", "memory_copy", Variant::checked, 2},
    {"__memset_chk", "memory_copy", Variant::checked, 2},
    {"memcpy_s", "memory_copy", Variant::sized, 3},
    {"memmove_s", "memory_copy", Variant::sized, 3},
    {"memset_s", "memory_copy", Variant::sized, 3},
    {"strcpy", "string_copy", Variant::plain, -1, 1},
    {"stpcpy", "string_copy", Variant::plain, -1, 1},
    {"strcat", "string_copy", Variant::plain, -1, 1},
    {"wcscpy", "string_copy", Variant::plain},
    {"wcscat", "string_copy", Variant::plain},
    {"strncpy", "string_copy", Variant::plain, 2, 1},
    {"strncat", "string_copy", Variant::plain, 2, 1},
    {"stpncpy", "string_copy", Variant::plain, 2, 1},
    {"__strcpy_chk", "string_copy", Variant::checked, -1, 1},
    {"__stpcpy_chk", "string_copy", Variant::checked, -1, 1},
    {"__strcat_chk", "string_copy", Variant::checked, -1, 1},
    {"__strncpy_chk", "string_copy", Variant::checked, 2, 1},
    {"__strncat_chk", "string_copy", Variant::checked, 2, 1},
    {"strlcpy", "string_copy", Variant::sized, 2, 1},
    {"strlcat", "string_copy", Variant::sized, 2, 1},
    {"strcpy_s", "string_copy", Variant::sized, 1, 2},
    {"strcat_s", "string_copy", Variant::sized, 1, 2},
    {"strncpy_s", "string_copy", Variant::sized, 3, 2},
    {"sprintf", "string_print", Variant::plain, -1, 1},
    {"vsprintf", "string_print", Variant::plain, -1, 1},
    {"snprintf", "string_print", Variant::sized, 1, 2},
    {"vsnprintf", "string_print", Variant::sized, 1, 2},
    {"__sprintf_chk", "string_print", Variant::checked, 2, 3},
    {"__vsprintf_chk", "string_print", Variant::checked, 2, 3},
    {"__snprintf_chk", "string_print", Variant::checked, 1, 4},
    {"__vsnprintf_chk", "string_print", Variant::checked, 1, 4},
    {"sprintf_s", "string_print", Variant::sized, 1, 2},
    {"snprintf_s", "string_print", Variant::sized, 1, 3},
    {"sscanf", "string_scan", Variant::plain, -1, 1},
    {"fscanf", "string_scan", Variant::plain, -1, 1},
    {"scanf", "string_scan", Variant::plain, -1, 0},
    {"__isoc99_sscanf", "string_scan", Variant::plain, -1, 1},
    {"__isoc99_fscanf", "string_scan", Variant::plain, -1, 1},
    {"__isoc99_scanf", "string_scan", Variant::plain, -1, 0},
    {"gets", "input_line", Variant::plain},
    {"__gets_chk", "input_line", Variant::checked, 1},
    {"fgets", "input_line", Variant::sized, 1},
    {"__fgets_chk", "input_line", Variant::checked, 2},
}));

// Whether a format prints a text of any length: %s without a precision.
bool prints_any_text(std::string_view format) {
  for (std::size_t at = format.find('%'); at != std::string_view::npos && at + 1 < format.size();
       at = format.find('%', at)) {
    const std::size_t end = format.find_first_not_of("0123456789-+ #'*", at + 1);
    if (end == std::string_view::npos) return false;
    if (format[end] == 's' || format[end] == '[') return true;
    at = format[end] == '.' ? format.find_first_not_of("0123456789*", end + 1) : end;
    if (at != std::string_view::npos) at++;
  }
  return false;
}

std::string_view bound_of(const code::Program& program, const code::Call& call,
                          const Unsafe& unsafe) {
  const auto argument = [&](std::int8_t index) {
    return call.arguments[static_cast<std::size_t>(index)];
  };
  if (unsafe.size >= 0 && argument(unsafe.size).is(Value::Kind::number)) return "constant";
  const auto text =
      unsafe.source < 0 ? std::nullopt : constant_text(program, argument(unsafe.source));
  const bool format = unsafe.family == "string_print" || unsafe.family == "string_scan";
  if (text && (!format || !prints_any_text(*text))) return "constant";
  if (unsafe.variant == Variant::checked) return "fortified";
  return unsafe.size >= 0 ? "bounded" : "unknown";
}

void read_code(const code::Survey& survey, Reading& out) {
  const auto is_unsafe = [](std::string_view name) { return functions.find(name) != nullptr; };
  for (const std::uint32_t place : survey.calls_named(is_unsafe)) {
    const code::Call& call = survey.calls()[place];
    const Unsafe& found = *functions.find(call.callee.name);
    Fact fact = call_site(survey, survey.caller(place), call, found.family);
    fact.set("variant", variant_names[static_cast<std::size_t>(found.variant)]);
    fact.set("bound", bound_of(survey.program(), call, found));
    if (found.source >= 0)
      if (const auto text = constant_text(survey.program(),
                                          call.arguments[static_cast<std::size_t>(found.source)]))
        fact.set("argument", *text);
    out.facts.push_back(std::move(fact));
  }
}

}  // namespace

extern const Reader unsafe_calls = {
    .id = "unsafe_calls",
    .title = "Calls of functions that write as much as their input says",
    .source = "HCSEC Oversight Board report 2019, 3.36; ISO C11; Linux manual pages",
    .read_code = read_code,
};

}  // namespace assay::readers
