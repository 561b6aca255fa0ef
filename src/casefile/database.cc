#include "casefile/database.h"

#include <fmt/core.h>
#include <sqlite3.h>

#include <cstddef>
#include <optional>
#include <utility>

#include "base/quote.h"
#include "casefile/fact_tables.h"
#include "casefile/functions.h"

namespace assay::casefile {
namespace {

// SQLite's message may repeat text of the file or of a rule.
void check(int code, sqlite3* handle, std::string_view doing) {
  if (code == SQLITE_OK) return;
  throw SqlError(code & 0xff, fmt::format("{}: {}", doing, quote(sqlite3_errmsg(handle), 400)),
                 sqlite3_error_offset(handle));
}

// A path as the URI that opens it, whatever its characters.
std::string uri(std::string_view path) {
  std::string text = path.starts_with('/') ? "file://" : "file:";
  for (const char c : path) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       c == '/' || c == '.' || c == '-' || c == '_';
    text += plain ? std::string(1, c) : fmt::format("%{:02x}", static_cast<unsigned char>(c));
  }
  return text;
}

// No thread but the one that begins the program uses SQLite, so it need not lock. Without effect
// where a test has used it before.
void be_single_threaded() {
  static const int done = sqlite3_config(SQLITE_CONFIG_SINGLETHREAD);
  (void)done;
}

// All tables of facts as one.
std::string view_of_facts() {
  std::string view = "CREATE VIEW fact AS";
  std::string_view joint = " SELECT";
  for (const std::string_view table : fact_table_names()) {
    view +=
        fmt::format("{} id, '{}' AS tbl, node, offset, size, method FROM {}", joint, table, table);
    joint = " UNION ALL SELECT";
  }
  return view;
}

void bind_text(sqlite3_stmt* statement, int at, std::string_view text,
               sqlite3_destructor_type destructor) {
  // A null pointer would bind NULL.
  const char* data = text.empty() ? "" : text.data();
  check(is_utf8_text(text)
            ? sqlite3_bind_text64(statement, at + 1, data, text.size(), destructor, SQLITE_UTF8)
            : sqlite3_bind_blob64(statement, at + 1, data, text.size(), destructor),
        sqlite3_db_handle(statement), "bind");
}

}  // namespace

Statement::Statement(const Database& database, std::string_view sql) {
  const char* tail = nullptr;
  check(sqlite3_prepare_v2(database.handle(), sql.data(), static_cast<int>(sql.size()), &statement_,
                           &tail),
        database.handle(), "SQL");
  if (!statement_) throw SqlError(SQLITE_ERROR, "SQL: no statement in the text");
  rest_ = sql.substr(static_cast<std::size_t>(tail - sql.data()));
}

Statement::~Statement() { sqlite3_finalize(statement_); }

Statement::Statement(Statement&& other) noexcept
    : statement_(std::exchange(other.statement_, nullptr)), rest_(other.rest_) {}

void Statement::bind(int at, std::nullptr_t) {
  check(sqlite3_bind_null(statement_, at + 1), sqlite3_db_handle(statement_), "bind");
}

void Statement::bind(int at, std::int64_t number) {
  check(sqlite3_bind_int64(statement_, at + 1, number), sqlite3_db_handle(statement_), "bind");
}

void Statement::bind(int at, std::uint64_t number) { bind(at, static_cast<std::int64_t>(number)); }

void Statement::bind(int at, std::string_view text) {
  bind_text(statement_, at, text, SQLITE_TRANSIENT);
}

void Statement::bind_in_place(int at, std::string_view text) {
  bind_text(statement_, at, text, SQLITE_STATIC);
}

void Statement::bind(int at, const Value& value) {
  if (const auto* number = std::get_if<std::int64_t>(&value)) return bind(at, *number);
  if (const auto* text = std::get_if<std::string>(&value)) return bind(at, *text);
  bind(at, nullptr);
}

bool Statement::step() {
  const int code = sqlite3_step(statement_);
  if (code == SQLITE_ROW) return true;
  if (code != SQLITE_DONE) check(code, sqlite3_db_handle(statement_), "SQL");
  return false;
}

void Statement::reset() { sqlite3_reset(statement_); }

int Statement::columns() const { return sqlite3_column_count(statement_); }

std::string Statement::column_name(int at) const {
  const char* name = sqlite3_column_name(statement_, at);
  return name ? name : "";
}

std::string Statement::column_type(int at) const {
  const char* type = sqlite3_column_decltype(statement_, at);
  return type ? type : "";
}

bool Statement::reads_only() const { return sqlite3_stmt_readonly(statement_) != 0; }

bool Statement::is_alone() const {
  sqlite3_stmt* next = nullptr;
  const int code = sqlite3_prepare_v2(sqlite3_db_handle(statement_), rest_.data(),
                                      static_cast<int>(rest_.size()), &next, nullptr);
  sqlite3_finalize(next);
  return code == SQLITE_OK && !next;
}

Value Statement::value(int at) const {
  switch (sqlite3_column_type(statement_, at)) {
    case SQLITE_NULL:
      return {};
    case SQLITE_INTEGER:
      return number(at);
    default:
      return text(at);
  }
}

std::int64_t Statement::number(int at) const { return sqlite3_column_int64(statement_, at); }

std::string Statement::text(int at) const {
  // A blob is taken as it stands; for anything else column_blob gives its text.
  const auto* data = static_cast<const char*>(sqlite3_column_blob(statement_, at));
  return data ? std::string(data, static_cast<std::size_t>(sqlite3_column_bytes(statement_, at)))
              : std::string();
}

bool Statement::is_null(int at) const { return sqlite3_column_type(statement_, at) == SQLITE_NULL; }

bool Statement::is_number(int at) const {
  return sqlite3_column_type(statement_, at) == SQLITE_INTEGER;
}

Database::Database(Mode mode, const std::string& path) {
  be_single_threaded();
  int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_URI | SQLITE_OPEN_EXRESCODE;
  flags |=
      mode == Mode::read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
  const std::string name = mode == Mode::memory      ? ":memory:"
                           : mode == Mode::read_only ? uri(path) + "?immutable=1"
                                                     : uri(path);
  const int code = sqlite3_open_v2(name.c_str(), &handle_, flags, nullptr);
  if (code != SQLITE_OK) {
    const std::string why = sqlite3_errmsg(handle_);
    sqlite3_close(handle_);
    throw SqlError(code & 0xff, fmt::format("cannot open {}: {}", quote(path), why));
  }
  // Statements are made of many small pieces; the default holds those of the smallest alone.
  sqlite3_db_config(handle_, SQLITE_DBCONFIG_LOOKASIDE, nullptr, 512, 2048);
  // What is being written has a name of its own until it is whole, so it needs no journal, which
  // SQLite would keep all the same if it were told behind the defensive mode.
  if (mode == Mode::build) run("PRAGMA journal_mode = OFF; PRAGMA locking_mode = EXCLUSIVE");
  // Whatever the file says, nothing but its tables is believed, and no other file is opened.
  sqlite3_db_config(handle_, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(handle_, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  sqlite3_db_config(handle_, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, nullptr);
  sqlite3_db_config(handle_, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, nullptr);
  sqlite3_db_config(handle_, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
  sqlite3_db_config(handle_, SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);
  sqlite3_limit(handle_, SQLITE_LIMIT_ATTACHED, 0);
  add_functions(handle_);
  try {
    if (mode == Mode::read_only) {
      run("PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0; PRAGMA temp_store = MEMORY");
      return;
    }
    run(
        fmt::format("PRAGMA page_size = 4096; PRAGMA encoding = 'UTF-8'; PRAGMA auto_vacuum = NONE;"
                    "PRAGMA synchronous = OFF; PRAGMA temp_store = MEMORY;"
                    "PRAGMA cache_size = -16384; PRAGMA application_id = {};"
                    "PRAGMA user_version = {}",
                    application_id, schema_version));
    run("BEGIN");
    run(schema_files()[0].text);
    run(view_of_facts());
    run("COMMIT");
  } catch (...) {
    sqlite3_close(handle_);
    throw;
  }
}

Database::~Database() { sqlite3_close(handle_); }

Database::Database(Database&& other) noexcept
    : handle_(std::exchange(other.handle_, nullptr)), guarding_(std::move(other.guarding_)) {}

void Database::run(std::string_view sql) {
  while (!sql.empty()) {
    sqlite3_stmt* statement = nullptr;
    const char* tail = nullptr;
    check(sqlite3_prepare_v2(handle_, sql.data(), static_cast<int>(sql.size()), &statement, &tail),
          handle_, "SQL");
    sql = sql.substr(static_cast<std::size_t>(tail - sql.data()));
    if (!statement) continue;  // blanks and comments
    int code = SQLITE_ROW;
    while (code == SQLITE_ROW) code = sqlite3_step(statement);
    const int finalized = sqlite3_finalize(statement);
    if (code != SQLITE_DONE) check(finalized, handle_, "SQL");
  }
}

}  // namespace assay::casefile
