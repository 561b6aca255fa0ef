// A name without its schema means the temporary table first.
//
// Source: SQLite, "Database Object Name Resolution" (lang_naming.html).
#include "casefile/held_views.h"

#include <sqlite3.h>

namespace assay::casefile {

HeldViews::HeldViews(Database& database) : database_(database) {
  database_.run(
      "CREATE TEMP TABLE booted AS SELECT * FROM main.booted;"
      "CREATE UNIQUE INDEX temp.booted_id ON booted(id);"
      "CREATE TEMP TABLE service_started AS SELECT * FROM main.service_started;"
      "CREATE TEMP TABLE started_program AS SELECT * FROM main.started_program;"
      "CREATE UNIQUE INDEX temp.started_program_node ON started_program(node)");
}

HeldViews::~HeldViews() {
  sqlite3_exec(database_.handle(),
               "DROP TABLE IF EXISTS temp.booted; DROP TABLE IF EXISTS temp.service_started;"
               "DROP TABLE IF EXISTS temp.started_program",
               nullptr, nullptr, nullptr);
}

}  // namespace assay::casefile
