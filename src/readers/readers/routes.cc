// Names that a program has functions for: the routes of a web server, the commands of an
// interpreter. They are found in three forms:
//
//   table         an array of its data, each entry with a pointer to a name and one to a function
//   registration  calls that hand one function a name and a function, two times or more
//   comparison    one input is compared with three names or more, of which each leads to code of
//                 its own (readers/comparisons.cc has these rows; of a loop over a table the names
//                 are those of the table)
//
// A row has what the function runs, and whether another text of the same program has the name as a
// word of its own: a help text, a page that is compiled in.
//
// Source: Costin, Zaddach, Francillon and Balzarotti, USENIX Security 2014, 3.3, for what an
// undocumented route is.
#include "readers/reader.h"
#include "readers/registration.h"
#include "readers/route_rows.h"
#include "readers/route_table.h"

namespace assay::readers {
namespace {

// What the function runs that `handler` is in, of a row found at `from`.
Opened run_by(const code::Survey& survey, Gates& gates, std::uint64_t from, std::uint64_t handler) {
  const auto* function = survey.function_at(handler);
  return function == nullptr ? Opened{} : gates.opened_through(from, *function);
}

void add_tables(const code::Survey& survey, Gates& gates, RouteRows& rows) {
  for (const RouteEntry& entry : route_tables(survey)) {
    const auto place = survey.program().place(entry.slot, entry.stride);
    if (!place || rows.full()) continue;
    Fact fact("route_handler", *place, "array of names and functions");
    fact.set("how", "table").set("table_address", entry.table).set("slot", entry.slot);
    rows.add(std::move(fact), entry.index, entry.name, entry.handler,
             run_by(survey, gates, entry.slot, entry.handler));
  }
}

void add_registrations(const code::Survey& survey, Gates& gates, RouteRows& rows) {
  const code::Program& program = survey.program();
  for (const Registration& one : registrations(survey)) {
    const code::Call& call = survey.calls()[one.call];
    const auto place = program.place(call.address, program.decoder().alignment > 1 ? 4 : 1);
    if (!place || rows.full()) continue;
    Fact fact("route_handler", *place, "calls with a name and a function");
    fact.set("how", "registration").set("slot", call.address);
    if (call.callee.address != 0) fact.set("table_address", call.callee.address);
    if (!call.callee.name.empty()) fact.set("register_call", call.callee.name);
    rows.add(std::move(fact), one.index, one.name, one.handler,
             run_by(survey, gates, call.address, one.handler));
  }
}

void read_code(const code::Survey& survey, Reading& out) {
  RouteRows rows(survey, out);
  Gates gates(survey);
  add_tables(survey, gates, rows);
  add_registrations(survey, gates, rows);
  rows.finish();
}

}  // namespace

extern const Reader routes = {
    .id = "routes",
    .title = "Names that a program has functions for: routes of web servers, commands",
    .source =
        "Costin et al., USENIX Security 2014; GoAhead's webs.h; Boa's and mini_httpd's tables",
    .read_code = read_code,
};

}  // namespace assay::readers
