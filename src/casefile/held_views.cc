// A name without its schema means the temporary table first.
//
// Source: SQLite, "Database Object Name Resolution" (lang_naming.html).
#include "casefile/held_views.h"

#include <fmt/core.h>
#include <sqlite3.h>

#include <array>

#include "casefile/fact_tables.h"

namespace assay::casefile {

namespace {

struct Held {
  std::string_view view;
  std::string_view key;  // a column by which rows are looked up; empty: none
};

// Each stands behind those that it asks.
constexpr Held all_held[] = {{"booted", "id"},
                             {"service_started", ""},
                             {"started_program", "node"},
                             {"network_program", ""},
                             {"listening", ""}};

}  // namespace

HeldViews::HeldViews(Database& database) : database_(database) {
  for (const auto& [view, key] : all_held) {
    hold(view);
    if (!key.empty())
      database_.run(fmt::format("CREATE UNIQUE INDEX temp.{0}_{1} ON {0}({1})", view, key));
  }
}

// By its own text: the view as such reads what it needs from the file, and not what is held of it.
void HeldViews::hold(std::string_view view) {
  std::string_view text = view_text(view);
  text.remove_prefix(text.find(" AS") + 3);
  database_.run(fmt::format("CREATE TEMP TABLE {} AS {}", view, text));
}

// Allocates nothing, since a destructor must not throw.
HeldViews::~HeldViews() {
  for (const auto& [view, key] : all_held) {
    std::array<char, 80> text{};
    fmt::format_to_n(text.data(), text.size() - 1, "DROP TABLE IF EXISTS temp.{}", view);
    sqlite3_exec(database_.handle(), text.data(), nullptr, nullptr, nullptr);
  }
}

}  // namespace assay::casefile
