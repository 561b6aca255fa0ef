// Dumps of databases: the statements
//
//   CREATE TABLE name (column type ..., column type ...)
//   INSERT INTO name [(column, ...)] VALUES (value, ...), (value, ...)
//
// as mysqldump, pg_dump --inserts and sqlite3's .dump write them. Names may stand in quotes of any
// kind. Everything else is passed over word by word.
//
// Source: ISO/IEC 9075-2, <insert statement>; MySQL 8.0 Reference Manual 13.2.6; sqlite.org/lang.
#include <fmt/core.h>

#include <algorithm>
#include <map>

#include "formats/lines.h"
#include "formats/table_rows.h"

namespace assay::formats {
namespace {

bool is_word_byte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '$' || c == '-' || c == '+' || c == '.' || static_cast<unsigned char>(c) >= 0x80;
}

bool same_word(std::string_view a, std::string_view upper) {
  return std::ranges::equal(
      a, upper, [](char x, char y) { return (x >= 'a' && x <= 'z' ? x - 'a' + 'A' : x) == y; });
}

enum class Kind : std::uint8_t { end, word, quoted, mark };

struct Token {
  Kind kind = Kind::end;
  std::string_view text;  // without quotes; escapes as they stand
};

class Lexer {
 public:
  explicit Lexer(std::string_view text) : text_(text) {}

  Token next() {
    skip_blanks();
    if (at_ >= text_.size()) return {};
    const char c = text_[at_];
    if (c == '\'' || c == '"' || c == '`') return quoted(c);
    const std::size_t start = at_++;
    if (!is_word_byte(c)) return {Kind::mark, text_.substr(start, 1)};
    while (at_ < text_.size() && is_word_byte(text_[at_])) at_++;
    return {Kind::word, text_.substr(start, at_ - start)};
  }
  std::size_t at() const { return at_; }

 private:
  void skip_blanks() {
    while (at_ < text_.size()) {
      const std::string_view rest = text_.substr(at_);
      if (rest.starts_with("--") && (rest.size() == 2 || rest[2] == ' ')) {
        at_ = std::min(text_.find('\n', at_), text_.size());
      } else if (rest.starts_with("/*")) {
        const std::size_t end = text_.find("*/", at_ + 2);
        at_ = end == std::string_view::npos ? text_.size() : end + 2;
      } else if (std::string_view(" \t\r\n").find(rest[0]) != std::string_view::npos) {
        at_++;
      } else {
        return;
      }
    }
  }
  Token quoted(char mark) {
    const std::size_t start = ++at_;
    while (at_ < text_.size()) {
      if (text_[at_] == '\\' && mark != '`') {
        at_ += 2;
      } else if (text_[at_] != mark) {
        at_++;
      } else if (at_ + 1 < text_.size() && text_[at_ + 1] == mark) {
        at_ += 2;
      } else {
        break;
      }
    }
    const std::size_t end = std::min(at_, text_.size());
    at_ = std::min(end + 1, text_.size());
    return {Kind::quoted, text_.substr(start, end - start)};
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

bool is_mark(const Token& token, char mark) {
  return token.kind == Kind::mark && token.text[0] == mark;
}

bool is_constraint(const Token& token) {
  constexpr std::string_view words[] = {"PRIMARY", "UNIQUE", "CHECK",      "FOREIGN",
                                        "KEY",     "INDEX",  "CONSTRAINT", "FULLTEXT"};
  return token.kind == Kind::word &&
         std::ranges::any_of(words, [&](auto word) { return same_word(token.text, word); });
}

// The first word of each part of a list, up to its ")"; behind "(".
std::vector<std::string_view> column_list(Lexer& lexer) {
  std::vector<std::string_view> columns;
  std::size_t depth = 0;
  bool first = true;
  for (Token token = lexer.next(); token.kind != Kind::end; token = lexer.next()) {
    if (is_mark(token, ')') && depth-- == 0) break;
    if (is_mark(token, '(')) depth++;
    const bool names = token.kind == Kind::word || token.kind == Kind::quoted;
    if (first && names && !is_constraint(token) && columns.size() < table_columns_max)
      columns.push_back(token.text);
    first = depth == 0 && is_mark(token, ',');
  }
  return columns;
}

class Dump {
 public:
  Dump(Bytes bytes, const TakeRow& take) : text_(as_text(bytes)), lexer_(text_), take_(take) {}

  std::vector<FormatProblem> read() {
    Token before;
    for (Token token = lexer_.next(); token.kind != Kind::end; token = lexer_.next()) {
      if (rows_ == table_rows_max) {
        return {{{ErrorCode::limit, fmt::format("only {} rows are read", table_rows_max)},
                 {lexer_.at() - 1, 1}}};
      }
      const bool word = token.kind == Kind::word && before.kind == Kind::word;
      if (word && same_word(token.text, "INTO") && same_word(before.text, "INSERT")) read_insert();
      if (word && same_word(token.text, "TABLE") && same_word(before.text, "CREATE")) read_create();
      before = token;
    }
    return {};
  }

 private:
  // A name, the last part of "schema.name".
  std::string_view read_name(Token& token) {
    std::string_view name;
    for (; token.kind != Kind::end && !is_mark(token, '('); token = lexer_.next()) {
      if (token.kind == Kind::word && same_word(token.text, "VALUES")) break;
      if (is_mark(token, ';')) break;
      if (token.kind != Kind::mark) name = token.text;
    }
    return name;
  }

  void read_create() {
    Token token = lexer_.next();
    const std::string_view name = read_name(token);
    if (is_mark(token, '(') && tables_.size() < tables_max) tables_[name] = column_list(lexer_);
  }

  void read_insert() {
    Token token = lexer_.next();
    const std::string_view name = read_name(token);
    std::vector<std::string_view> columns;
    if (is_mark(token, '(')) {
      columns = column_list(lexer_);
      token = lexer_.next();
    } else if (const auto at = tables_.find(name); at != tables_.end()) {
      columns = at->second;
    }
    if (token.kind != Kind::word || !same_word(token.text, "VALUES")) return;
    while (rows_ < table_rows_max) {
      if (!is_mark(lexer_.next(), '(')) return;
      const std::size_t start = lexer_.at() - 1;
      read_row(start, name, columns);
      if (!is_mark(lexer_.next(), ',')) return;
    }
  }

  void read_row(std::size_t start, std::string_view name,
                const std::vector<std::string_view>& columns) {
    cells_.clear();
    TableCell cell;
    std::size_t depth = 0;
    for (Token token = lexer_.next(); token.kind != Kind::end; token = lexer_.next()) {
      if (is_mark(token, '(')) depth++;
      const bool ends = is_mark(token, ')') && depth-- == 0;
      if (ends || (depth == 0 && is_mark(token, ','))) {
        if (cells_.size() < table_columns_max) cells_.push_back(cell);
        cell = {};
      } else if (token.kind != Kind::mark && token.text.size() <= cell_size_max) {
        cell.present = token.kind == Kind::quoted || !same_word(token.text, "NULL");
        cell.text = token.text;
        cell.range = range_in(text_, token.text, 0);
      }
      if (ends) break;
    }
    rows_++;
    take_({name, columns, cells_, {start, lexer_.at() - start}});
  }

  std::string_view text_;
  Lexer lexer_;
  const TakeRow& take_;
  std::map<std::string_view, std::vector<std::string_view>> tables_;
  std::vector<TableCell> cells_;
  std::size_t rows_ = 0;
};

}  // namespace

std::vector<FormatProblem> read_sql_dump(Bytes bytes, const TakeRow& take) {
  return Dump(bytes, take).read();
}

std::vector<std::string_view> columns_of_create(std::string_view statement) {
  Lexer lexer(statement);
  for (Token token = lexer.next(); token.kind != Kind::end; token = lexer.next())
    if (is_mark(token, '(')) return column_list(lexer);
  return {};
}

}  // namespace assay::formats
