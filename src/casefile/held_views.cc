// A name without its schema means the temporary table first.
//
// Source: SQLite, "Database Object Name Resolution" (lang_naming.html).
#include "casefile/held_views.h"

#include <fmt/core.h>
#include <sqlite3.h>

#include "casefile/fact_tables.h"

namespace assay::casefile {

HeldViews::HeldViews(Database& database) : database_(database) {
  hold("booted");
  database_.run("CREATE UNIQUE INDEX temp.booted_id ON booted(id)");
  hold("service_started");
  hold("started_program");
  database_.run("CREATE UNIQUE INDEX temp.started_program_node ON started_program(node)");
  hold("network_program");
  hold("listening");
}

// By its own text: the view as such reads what it needs from the file, and not what is held of it.
void HeldViews::hold(std::string_view view) {
  std::string_view text = view_text(view);
  text.remove_prefix(text.find(" AS") + 3);
  database_.run(fmt::format("CREATE TEMP TABLE {} AS {}", view, text));
}

HeldViews::~HeldViews() {
  sqlite3_exec(database_.handle(),
               "DROP TABLE IF EXISTS temp.booted; DROP TABLE IF EXISTS temp.service_started;"
               "DROP TABLE IF EXISTS temp.started_program;"
               "DROP TABLE IF EXISTS temp.network_program; DROP TABLE IF EXISTS temp.listening",
               nullptr, nullptr, nullptr);
}

}  // namespace assay::casefile
