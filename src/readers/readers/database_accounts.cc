// Accounts and credentials in databases: SQLite files, and dumps of SQL. A row with a column for a
// user and one for a password is an account; a row of a table of settings, whose name column says
// that the value is a credential, is a credential.
//
// Source: as formats/table_rows.h.
#include <algorithm>

#include "formats/crypt_hash.h"
#include "formats/table_rows.h"
#include "readers/credential_name.h"
#include "readers/credential_rows.h"
#include "readers/credential_value.h"
#include "readers/path.h"
#include "readers/reader.h"

namespace assay::readers {
namespace {

using formats::TableCell;
using formats::TableRow;
using namespace std::string_view_literals;

constexpr std::size_t dump_size_max = 4U << 20U;  // bytes that are read of a dump
constexpr std::size_t accounts_max = 4096;        // of one file

constexpr std::string_view words[] = {"SQLite format 3\0"sv};

class Database {
 public:
  Database(std::string_view path, std::string_view file, std::string_view method, Reading& out)
      : path_(path), file_(file), method_(method), out_(out), rows_(method, out) {}

  void take(const TableRow& row) {
    const TableCell* user = nullptr;
    const TableCell* password = nullptr;
    const TableCell* name = nullptr;
    const TableCell* value = nullptr;
    for (std::size_t i = 0; i < std::min(row.columns.size(), row.cells.size()); i++) {
      const TableCell& cell = row.cells[i];
      if (!cell.present) continue;
      const std::string_view column = row.columns[i];
      if (password == nullptr && credential_kind({}, column) == "password") password = &cell;
      if (user == nullptr && names_user(column)) user = &cell;
      if (is_one_of(column, {"key", "name", "option", "setting"}) && name == nullptr) name = &cell;
      if (is_one_of(column, {"value", "val", "data"}) && value == nullptr) value = &cell;
    }
    if (user != nullptr && password != nullptr) return add_account(row, *user, *password);
    if (name == nullptr || value == nullptr) return;
    const std::string_view kind = credential_kind({}, name->text);
    if (kind.empty() || value->text.empty()) return;
    rows_.add({.kind = kind,
               .name = name->text,
               .value = value->text,
               .service = service_of_names(path_, row.table, name->text),
               .section = row.table},
              value->range);
  }

 private:
  static bool is_one_of(std::string_view column, std::initializer_list<std::string_view> names) {
    return std::ranges::any_of(names, [&](std::string_view one) {
      return std::ranges::equal(one, column, [](char a, char b) { return a == (b | 0x20); });
    });
  }

  void add_account(const TableRow& row, const TableCell& user, const TableCell& password) {
    const CredentialValue value = judge_credential("password", password.text);
    if (value.state.empty() || row.range.size == 0 || user.text.empty()) return;
    if (count_++ >= accounts_max) {
      if (count_ == accounts_max + 1)
        out_.problems.push_back({"read", ErrorCode::limit, "more than 4096 accounts", row.range});
      return;
    }
    out_.facts.emplace_back("account", password.range.size == 0 ? row.range : password.range,
                            method_);
    Fact& fact = out_.facts.back();
    fact.set("name", user.text).set("password", password.text).set("file", file_);
    const bool plain = value.state == "plain" || value.state == "reversible";
    fact.set("state", plain                    ? "plain"
                      : value.state == "hash"  ? "hash"
                      : value.state == "empty" ? "empty"
                                               : "unknown");
    if (value.state == "hash") {
      fact.set("scheme", value.scheme);
      if (value.scheme.ends_with(" hex"))
        trial_.try_digest(value.scheme.substr(0, value.scheme.find(' ')), value.text, user.text,
                          fact);
      else if (const auto hash = formats::identify_crypt_hash(value.text);
               hash.scheme != formats::HashScheme::unknown)
        trial_.try_hash(hash, user.text, fact);
    } else if (plain) {
      look_up(value.plain.empty() ? password.text : std::string_view(value.plain), user.text, fact);
    }
  }

  std::string_view path_;
  std::string_view file_;
  std::string_view method_;
  Reading& out_;
  CredentialRows rows_;
  PasswordTrial trial_;
  std::size_t count_ = 0;
};

void tell(const std::vector<formats::FormatProblem>& problems, Reading& out) {
  for (const formats::FormatProblem& problem : problems)
    out.problems.push_back({"read", problem.error.code, problem.error.detail, problem.range});
}

void read_content(const Leaf& leaf, Reading& out) {
  if (leaf.hits.empty() || leaf.hits[0].offset != 0) return;
  Database database(leaf.name, "sqlite", "SQLite row", out);
  tell(formats::read_sqlite_rows(leaf.bytes, [&](const TableRow& row) { database.take(row); }),
       out);
}

bool wants(std::string_view name) { return name.ends_with(".sql") || name.ends_with(".dump"); }

void read_named(const Leaf& leaf, Reading& out) {
  const Bytes bytes = leaf.bytes.first(std::min(leaf.bytes.size(), dump_size_max));
  if (bytes.size() != leaf.bytes.size()) {
    out.problems.push_back({"read",
                            ErrorCode::limit,
                            "only the first 4 MiB of this dump are read",
                            {bytes.size(), leaf.bytes.size() - bytes.size()}});
  }
  Database database(leaf.name, "sql", "INSERT row", out);
  tell(formats::read_sql_dump(bytes, [&](const TableRow& row) { database.take(row); }), out);
}

}  // namespace

extern const Reader database_accounts = {
    .id = "database_accounts",
    .title = "Accounts in databases and their dumps",
    .source = "SQLite, Database File Format; ISO/IEC 9075-2",
    .words = words,
    .read_content = read_content,
    .wants = wants,
    .read_named = read_named,
};

}  // namespace assay::readers
