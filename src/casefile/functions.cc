#include "casefile/functions.h"

#include <sqlite3.h>

#include <bit>
#include <optional>
#include <string_view>

#include "base/mask.h"
#include "base/quote.h"
#include "base/result.h"

namespace assay::casefile {
namespace {

constexpr std::size_t quoted_size_max = 256;

std::string_view bytes_of(sqlite3_value* value) {
  const auto* data = static_cast<const char*>(sqlite3_value_blob(value));
  const auto size = static_cast<std::size_t>(sqlite3_value_bytes(value));
  return data ? std::string_view(data, size) : std::string_view();
}

void give_text(sqlite3_context* context, std::string_view text) {
  sqlite3_result_text64(context, text.data(), text.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
}

bool any_null(int count, sqlite3_value** values) {
  for (int i = 0; i < count; i++)
    if (sqlite3_value_type(values[i]) == SQLITE_NULL) return true;
  return false;
}

void quote_text(sqlite3_context* context, int count, sqlite3_value** values) {
  if (any_null(count, values)) return;
  give_text(context, quote(bytes_of(values[0]), quoted_size_max));
}

void mask_text(sqlite3_context* context, int count, sqlite3_value** values) {
  if (any_null(count, values)) return;
  give_text(context, mask(bytes_of(values[0])));
}

void basename(sqlite3_context* context, int count, sqlite3_value** values) {
  if (any_null(count, values)) return;
  const std::string_view path = bytes_of(values[0]);
  const std::string_view name = path.substr(path.rfind('/') + 1);
  // Rules ask it of each file and line. The end of a text is text.
  if (sqlite3_value_type(values[0]) == SQLITE_TEXT || is_utf8_text(name)) {
    give_text(context, name.empty() ? "" : name);
  } else {
    sqlite3_result_blob64(context, name.data(), name.size(), SQLITE_TRANSIENT);
  }
}

void starts_with(sqlite3_context* context, int count, sqlite3_value** values) {
  if (any_null(count, values)) return;
  sqlite3_result_int(context, bytes_of(values[0]).starts_with(bytes_of(values[1])) ? 1 : 0);
}

void ends_with(sqlite3_context* context, int count, sqlite3_value** values) {
  if (any_null(count, values)) return;
  sqlite3_result_int(context, bytes_of(values[0]).ends_with(bytes_of(values[1])) ? 1 : 0);
}

std::optional<unsigned> digit_of(char c) {
  if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0');
  const char low = static_cast<char>(c | 0x20);
  if (low >= 'a' && low <= 'f') return static_cast<unsigned>(low - 'a' + 10);
  return std::nullopt;
}

void bits_apart(sqlite3_context* context, int count, sqlite3_value** values) {
  if (any_null(count, values)) return;
  const std::string_view a = bytes_of(values[0]);
  const std::string_view b = bytes_of(values[1]);
  if (a.size() != b.size()) return;
  int bits = 0;
  for (std::size_t i = 0; i < a.size(); i++) {
    const auto first = digit_of(a[i]);
    const auto second = digit_of(b[i]);
    if (!first || !second) return;
    bits += std::popcount(*first ^ *second);
  }
  sqlite3_result_int(context, bits);
}

}  // namespace

void add_functions(sqlite3* database) {
  constexpr int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS;
  const auto add = [&](const char* name, int count, auto* function) {
    const int code = sqlite3_create_function_v2(database, name, count, flags, nullptr, function,
                                                nullptr, nullptr, nullptr);
    ASSAY_ASSERT(code == SQLITE_OK);
  };
  add("quote_text", 1, quote_text);
  add("mask_text", 1, mask_text);
  add("basename", 1, basename);
  add("starts_with", 2, starts_with);
  add("ends_with", 2, ends_with);
  add("bits_apart", 2, bits_apart);
}

}  // namespace assay::casefile
