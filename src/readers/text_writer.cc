// Source: ISO C11 7.21.6 and 7.24; Linux manual pages asprintf(3), strlcpy(3); GLib's gstrfuncs.h
// and gprintf.h; for __NAME_chk the Linux Standard Base core 5.0.
#include "readers/text_writer.h"

#include <algorithm>

#include "base/name_table.h"

namespace assay::readers {
namespace {

using W = TextWriter;
using Way = W::Way;
using Target = W::Target;

constexpr W prints(std::string_view name, std::int8_t format) {
  return {name, Way::print, Target::buffer, 0, format, static_cast<std::int8_t>(format + 1)};
}
constexpr W prints_list(std::string_view name, std::int8_t format) {
  return {name, Way::print_list, Target::buffer, 0, format, static_cast<std::int8_t>(format + 1)};
}
constexpr W makes(std::string_view name, Target target, std::int8_t format) {
  return {name, Way::print, target, 0, format, static_cast<std::int8_t>(format + 1)};
}
constexpr W makes_list(std::string_view name, Target target, std::int8_t format) {
  return {name, Way::print_list, target, 0, format, static_cast<std::int8_t>(format + 1)};
}
constexpr W copies(std::string_view name) { return {name}; }
constexpr W appends(std::string_view name) { return {name, Way::append}; }

constexpr NameTable writers(std::to_array<W>({
    prints("sprintf", 1),
    prints("snprintf", 2),
    prints("__sprintf_chk", 3),
    prints("__snprintf_chk", 4),
    prints("g_sprintf", 1),
    prints("g_snprintf", 2),
    prints_list("vsprintf", 1),
    prints_list("vsnprintf", 2),
    prints_list("__vsprintf_chk", 3),
    prints_list("__vsnprintf_chk", 4),
    makes("asprintf", Target::pointer, 1),
    makes("__asprintf_chk", Target::pointer, 2),
    makes_list("vasprintf", Target::pointer, 1),
    makes_list("__vasprintf_chk", Target::pointer, 2),
    makes("g_strdup_printf", Target::result, 0),
    makes("xasprintf", Target::result, 0),
    makes_list("g_strdup_vprintf", Target::result, 0),
    copies("strcpy"),
    copies("stpcpy"),
    copies("strncpy"),
    copies("strlcpy"),
    copies("memcpy"),
    copies("memmove"),
    copies("__strcpy_chk"),
    copies("__stpcpy_chk"),
    copies("__strncpy_chk"),
    copies("__memcpy_chk"),
    copies("__memmove_chk"),
    copies("g_strlcpy"),
    appends("strcat"),
    appends("strncat"),
    appends("strlcat"),
    appends("__strcat_chk"),
    appends("__strncat_chk"),
    appends("g_strlcat"),
    {"strdup", Way::copy, Target::result, 0, 0},
    {"strndup", Way::copy, Target::result, 0, 0},
    {"__strdup", Way::copy, Target::result, 0, 0},
    {"g_strdup", Way::copy, Target::result, 0, 0},
    {"memset", Way::clear},
    {"bzero", Way::clear},
    {"__memset_chk", Way::clear},
}));

// The conversion behind the '%' at `at`; `at` is then behind it.
FormatPart conversion(std::string_view format, std::size_t& at) {
  FormatPart part;
  unsigned longs = 0;
  for (at++; at < format.size(); at++) {
    const char c = format[at];
    if (c == '*') {
      part.stars++;
    } else if (c == 'l') {
      longs++;
    } else if (c == 'j' || c == 'q' || c == 'L') {
      longs = 2;
    } else if (std::string_view("0123456789-+ #'.hzt").find(c) == std::string_view::npos) {
      part.conversion = c;
      at++;
      break;
    }
  }
  part.two_words = longs >= 2;
  return part;
}

}  // namespace

const TextWriter* text_writer(std::string_view name) { return writers.find(name); }

std::vector<FormatPart> parts_of_format(std::string_view format) {
  std::vector<FormatPart> parts;
  const auto text = [&](std::string_view more) {
    if (parts.empty() || parts.back().conversion != 0) parts.emplace_back();
    parts.back().text += more;
  };
  for (std::size_t at = 0; at < format.size();) {
    const std::size_t next = std::min(format.find('%', at), format.size());
    if (next > at) text(format.substr(at, next - at));
    at = next;
    if (at == format.size()) break;
    FormatPart part = conversion(format, at);
    if (part.conversion == '%')
      text("%");
    else if (part.conversion != 0)
      parts.push_back(std::move(part));
  }
  return parts;
}

}  // namespace assay::readers
