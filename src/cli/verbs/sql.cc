#include <limits>

#include "base/quote.h"
#include "cli/arguments.h"
#include "cli/case_view.h"
#include "cli/json_text.h"
#include "cli/output.h"

namespace assay::cli {
namespace {

constexpr Operand operands[] = {
    {"CASE", ValueKind::path, "a case file"},
    {"QUERY", ValueKind::text, "one SELECT; left out: the tables and their columns are listed",
     false},
};

constexpr Option options[] = {
    {.name = "header", .letter = 'H', .help = "print the names of the columns first"},
    {.name = "time-max",
     .kind = ValueKind::count,
     .value = "SECONDS",
     .help = "end a query that takes longer",
     .default_value = "60",
     .least = 1,
     .most = 86'400},
};

constexpr Example examples[] = {
    {"assay sql router.bin.assay", "which tables there are, and what is in them"},
    {"assay sql router.bin.assay \"SELECT name, scheme, state FROM account\"",
     "the accounts, tab-separated"},
    {"assay sql router.bin.assay \"SELECT * FROM v_finding\" --json",
     "the findings with their places, as JSON"},
};

constexpr ExitMeaning exit_codes[] = {
    {ExitCode::ok, "the rows were printed, also where there are none"},
    {ExitCode::usage, "the query is wrong, or does something else than read"},
    {ExitCode::unreadable, "the case file cannot be read, or was altered"},
    {ExitCode::internal, "the query took too long or gave too much"},
};

// One cell. NULL stands as \N, which no text can look like, as quote() doubles backslashes.
std::string cell(const Value& value) {
  if (const auto* number = std::get_if<std::int64_t>(&value)) return std::to_string(*number);
  if (const auto* text = std::get_if<std::string>(&value)) return quote(*text, text->size());
  return "\\N";
}

void print_rows(const casefile::Rows& rows, bool header, Output& out) {
  const auto print_line = [&](const auto& cells, auto text_of) {
    bool first = true;
    for (const auto& each : cells) {
      if (!first) out.write("\t");
      out.write(text_of(each));
      first = false;
    }
    out.write("\n");
  };
  if (header) print_line(rows.columns, [](const std::string& name) { return quote(name); });
  for (const auto& row : rows.rows) {
    if (out.reader_gone()) return;
    print_line(row, cell);
  }
}

Json json_of_rows(const casefile::Rows& rows) {
  Json list = Json::array();
  for (const auto& row : rows.rows) {
    Fields fields;
    for (std::size_t i = 0; i < row.size(); i++) fields.push_back({rows.columns[i], row[i]});
    list.push_back(json_of(fields));
  }
  return list;
}

// The schema as the case file carries it: with the comments on each column.
constexpr std::string_view tables_query =
    "SELECT sql FROM sqlite_schema WHERE type IN ('table', 'view') AND sql IS NOT NULL "
    "ORDER BY rowid";

Outcome run(const Arguments& arguments, Output& out) {
  const std::string path(arguments.operand(0));
  const auto opened = open_case(path);
  if (!opened) return tl::unexpected(opened.error());
  casefile::QueryLimits limits;
  limits.time_max = std::chrono::seconds(*arguments.number("time-max"));
  const bool list_tables = arguments.operands() == 1;
  const auto rows = opened->query(list_tables ? tables_query : arguments.operand(1), limits);
  if (!rows) {
    const bool limit = rows.error().code == ErrorCode::limit;
    return give_up(limit ? ExitCode::internal : ExitCode::usage, rows.error().detail);
  }
  if (arguments.quiet()) return ExitCode::ok;
  if (arguments.json()) {
    out.write(document(json_of_rows(*rows)));
  } else if (list_tables) {
    for (const auto& row : rows->rows)
      if (const auto* text = std::get_if<std::string>(&row[0])) {
        std::string_view rest = *text;
        while (!rest.empty()) {
          const std::size_t end = std::min(rest.find('\n'), rest.size());
          out.print("{}\n", quote(rest.substr(0, end), end));
          rest.remove_prefix(std::min(end + 1, rest.size()));
        }
        out.write("\n");
      }
  } else {
    print_rows(*rows, arguments.given("header"), out);
  }
  return ExitCode::ok;
}

}  // namespace

extern const Command sql = {
    .name = "sql",
    .summary = "ask a case file a question in SQL",
    .description =
        "Runs one SELECT on a case file and prints its rows, one a line, columns separated by "
        "tabs. A case file is an SQLite database, so sqlite3 opens it as well; this verb "
        "first checks the file's seal, can only read, and escapes text of the image.\n\n"
        "In the rows, \\N stands for NULL, \\t, \\n and \\xNN for bytes that would not be safe to "
        "print, and \\\\ for a backslash. With --json each row is an object; where a text is not "
        "UTF-8, a second member with _hex behind its name has its bytes.",
    .operands = operands,
    .options = options,
    .examples = examples,
    .exit_codes = exit_codes,
    .json = true,
    .order = 60,
    .run = run,
};

}  // namespace assay::cli
