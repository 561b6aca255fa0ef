// Database: SQLite as C++ values. Every call that fails throws SqlError; those who read a
// stranger's file turn it into a Result, for the others it is a failing machine.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "base/embedded.h"
#include "base/result.h"
#include "model/value.h"

struct sqlite3;
struct sqlite3_stmt;

namespace assay::casefile {

class SqlError : public std::runtime_error {
 public:
  SqlError(int code, const std::string& sentence, int offset = -1)
      : std::runtime_error(sentence), code_(code), offset_(offset) {}
  int code() const { return code_; }      // SQLite's primary result code
  int offset() const { return offset_; }  // of the fault in the SQL, bytes; -1 where there is none

 private:
  int code_;
  int offset_;
};

class Database;

// One prepared statement. Parameters and columns count from 0.
class Statement {
 public:
  // The first statement in `sql`. Throws where there is none.
  Statement(const Database& database, std::string_view sql);
  ~Statement();
  Statement(Statement&& other) noexcept;
  Statement& operator=(Statement&&) = delete;

  // Binds the values to the parameters from the first on, and runs a statement that gives no rows.
  template <class... T>
  void run(const T&... values) {
    set(values...);
    step();
    reset();
  }

  // Binds the values to the parameters from the first on.
  template <class... T>
  void set(const T&... values) {
    int at = 0;
    (bind(at++, values), ...);
  }

  // A text is bound as TEXT where it is UTF-8 without NUL, else as BLOB.
  void bind(int at, std::nullptr_t);
  void bind(int at, std::int64_t number);
  void bind(int at, std::uint64_t number);  // from 2^63 on as the negative number of the same bits
  void bind(int at, std::uint32_t number) { bind(at, std::int64_t{number}); }
  void bind(int at, int number) { bind(at, std::int64_t{number}); }
  void bind(int at, std::string_view text);
  void bind(int at, const std::string& text) { bind(at, std::string_view(text)); }
  void bind(int at, const char* text) { bind(at, std::string_view(text)); }
  void bind(int at, const Value& value);

  // As bind(), but a text is not copied: it must stay where it is until reset().
  void bind_in_place(int at, std::string_view text);
  template <class T>
  void bind(int at, const std::optional<T>& value) {
    if (value)
      bind(at, *value);
    else
      bind(at, nullptr);
  }

  bool step();  // to the next row; false behind the last
  void reset();

  int columns() const;
  std::string column_name(int at) const;
  std::string column_type(int at) const;  // as a table declares it; empty where none does
  bool reads_only() const;
  bool is_alone() const;  // nothing but blanks and comments stands behind it in the text

  // Of the row. A fraction is given as text; NULL as 0 or empty by the typed ones.
  Value value(int at) const;
  std::int64_t number(int at) const;
  std::string text(int at) const;
  bool is_null(int at) const;
  bool is_number(int at) const;

 private:
  sqlite3_stmt* statement_ = nullptr;
  std::string_view rest_;
};

class ReadGuard;

// Who says what statements may do, now; nobody where all is allowed. SQLite asks one function from
// the first guard on: to name another has it prepare every statement anew.
struct Guarding {
  bool is_asked = false;
  ReadGuard* guard = nullptr;
};

class Database {
 public:
  enum class Mode : std::uint8_t {
    memory,     // a new one that is never written
    build,      // an empty file, filled without a journal: a crash leaves rubbish
    read_only,  // a file that nobody writes meanwhile
  };
  Database(Mode mode, const std::string& path);
  ~Database();
  Database(Database&& other) noexcept;
  Database& operator=(Database&&) = delete;

  void run(std::string_view sql);  // all statements in it, rows are dropped
  sqlite3* handle() const { return handle_; }
  Guarding& guarding() const { return *guarding_; }  // for ReadGuard

 private:
  sqlite3* handle_ = nullptr;
  std::unique_ptr<Guarding> guarding_ = std::make_unique<Guarding>();
};

std::span<const EmbeddedFile> schema_files();
std::span<const EmbeddedFile> default_port_files();  // data/default_ports.tsv
constexpr int schema_version = 1;
constexpr int application_id = 0x41535931;  // "ASY1"

}  // namespace assay::casefile
