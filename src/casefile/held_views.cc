// A name without its schema means the temporary table first.
//
// Source: SQLite, "Database Object Name Resolution" (lang_naming.html).
#include "casefile/held_views.h"

#include <fmt/core.h>
#include <sqlite3.h>

#include <array>
#include <string>

#include "casefile/fact_tables.h"

namespace assay::casefile {

namespace {

struct Held {
  std::string_view view;
  std::string_view key;    // the column that no two rows have alike; empty: none
  std::string_view index;  // a column by which rows are looked up besides; empty: none
};

// Each stands behind those that it asks.
constexpr Held all_held[] = {{"booted", "id", "called"},
                             {"service_started", "", ""},
                             {"started_program", "node", ""},
                             {"network_program", "node", ""},
                             {"listening", "", ""}};

// The columns of a view with their types, as a new table has them; `key` as the row's own number.
std::string columns_of(const Database& database, std::string_view view, std::string_view key) {
  const Statement none(database, fmt::format("SELECT * FROM main.{} LIMIT 0", view));
  std::string columns;
  for (int at = 0; at < none.columns(); at++) {
    const std::string name = none.column_name(at);
    columns += fmt::format("{}\"{}\" {}", at == 0 ? "" : ", ", name,
                           name == key ? "INTEGER PRIMARY KEY" : none.column_type(at));
  }
  return columns;
}

}  // namespace

HeldViews::HeldViews(Database& database) : database_(database) {
  for (const auto& [view, key, index] : all_held) {
    hold(view, key);
    if (!index.empty())
      database_.run(fmt::format("CREATE INDEX temp.{0}_{1} ON {0}({1})", view, index));
  }
}

// By its own text: the view as such reads what it needs from the file, and not what is held of it.
void HeldViews::hold(std::string_view view, std::string_view key) {
  std::string_view text = view_text(view);
  text.remove_prefix(text.find(" AS") + 3);
  if (key.empty()) {
    database_.run(fmt::format("CREATE TEMP TABLE {} AS {}", view, text));
    return;
  }
  database_.run(fmt::format("CREATE TEMP TABLE {} ({})", view, columns_of(database_, view, key)));
  database_.run(fmt::format("INSERT INTO temp.{} {}", view, text));
}

// Allocates nothing, since a destructor must not throw.
HeldViews::~HeldViews() {
  for (const auto& [view, key, index] : all_held) {
    std::array<char, 80> text{};
    fmt::format_to_n(text.data(), text.size() - 1, "DROP TABLE IF EXISTS temp.{}", view);
    sqlite3_exec(database_.handle(), text.data(), nullptr, nullptr, nullptr);
  }
}

}  // namespace assay::casefile
