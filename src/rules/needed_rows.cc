// What is read of a statement, in words and signs, with all between parentheses passed over:
//
//   [WITH name [(...)] AS (...), ...] SELECT ... FROM item [join item ...] [WHERE | GROUP | ...]
//   ...
//
// where an item is a name, with or without an alias, or a subquery, and a join is a comma, JOIN,
// INNER JOIN or CROSS JOIN, whose item is needed, or LEFT [OUTER] JOIN, whose item is not. UNION
// and its like, and the other joins, are not understood.
//
// Source: SQLite, "SELECT" (lang_select.html) and "Keywords" (lang_keywords.html).
#include "rules/needed_rows.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "casefile/fact_tables.h"

namespace assay::rules {
namespace {

constexpr std::array<bool, 256> make_word_signs() {
  std::array<bool, 256> is{};
  for (std::size_t c = 0; c < is.size(); c++)
    is[c] = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
            c == '_' || c >= 0x80;
  return is;
}
constexpr std::array<bool, 256> word_signs = make_word_signs();

bool is_word(char c) { return word_signs[static_cast<unsigned char>(c)]; }

// The words of a statement that stand in no parentheses: "(" for a pair of them with what is in it,
// "'" for a string, other signs by themselves.
class Words {
 public:
  explicit Words(std::string_view text) : rest_(text) {}

  // Empty behind the last.
  std::string_view next() {
    skip();
    if (rest_.empty()) return {};
    if (is_word(rest_[0])) {
      const auto end = std::ranges::find_if_not(rest_, is_word);
      return take(static_cast<std::size_t>(end - rest_.begin()));
    }
    if (rest_[0] == '(') {
      pass_parentheses();
      return "(";
    }
    if (rest_[0] == '\'' || rest_[0] == '"') {
      pass_string();
      return "'";
    }
    if (rest_[0] == '[' || rest_[0] == '`') other_quotes_ = true;
    return take(1);
  }

  std::string_view rest() const { return rest_; }

  // Whether names stood in quotes that nobody here writes; what follows them was not understood.
  bool other_quotes() const { return other_quotes_; }

 private:
  std::string_view take(std::size_t size) {
    const std::string_view word = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return word;
  }

  void skip() {
    while (!rest_.empty()) {
      if (rest_.starts_with("--"))
        rest_.remove_prefix(std::min(rest_.find('\n'), rest_.size()));
      else if (rest_.starts_with("/*"))
        rest_.remove_prefix(std::min(rest_.find("*/", 2), rest_.size() - 2) + 2);
      else if (rest_[0] == ' ' || rest_[0] == '\n' || rest_[0] == '\t' || rest_[0] == '\r')
        rest_.remove_prefix(1);
      else
        return;
    }
  }

  void pass_string() {
    const char quote = rest_[0];
    rest_.remove_prefix(1);
    rest_.remove_prefix(std::min(rest_.find(quote), rest_.size()));
    if (!rest_.empty()) rest_.remove_prefix(1);
  }

  void pass_parentheses() {
    for (std::size_t depth = 0; !rest_.empty();) {
      const char c = rest_[0];
      if (c == '\'' || c == '"') {
        pass_string();
      } else if (c == '-' || c == '/') {
        const std::size_t size = rest_.size();
        skip();
        if (rest_.size() == size) take(1);
      } else {
        take(1);
        if (c == '[' || c == '`') other_quotes_ = true;
        if (c == '(') depth++;
        if (c == ')' && --depth == 0) return;
      }
    }
  }

  std::string_view rest_;
  bool other_quotes_ = false;
};

bool among(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::ranges::find(words, word) != words.end();
}

// Keywords are written in capitals, and most words are names of columns.
bool is_name(std::string_view word) { return !word.empty() && word[0] >= 'a' && word[0] <= 'z'; }

// Whether an item of FROM, with its condition, ends before the word.
bool ends_item(std::string_view word) {
  return !is_name(word) && among(word, {",", "JOIN", "INNER", "CROSS", "LEFT", "NATURAL", "RIGHT",
                                        "FULL", "WHERE", "GROUP", "HAVING", "WINDOW", "ORDER",
                                        "LIMIT", "UNION", "EXCEPT", "INTERSECT"});
}

// Whether a condition names no other table than `alias` and asks no further SELECT. A column that
// stands without its table is another matter: SQLite says whether the table has it.
bool is_of(std::string_view condition, std::string_view alias) {
  for (std::size_t at = 0; at < condition.size();) {
    const char c = condition[at];
    if (c == '\'' || c == '"') {
      at = std::min(condition.find(c, at + 1), condition.size() - 1) + 1;
    } else if (is_word(c)) {
      const std::string_view rest = condition.substr(at);
      const auto size =
          static_cast<std::size_t>(std::ranges::find_if_not(rest, is_word) - rest.begin());
      const std::string_view word = rest.substr(0, size);
      if (word == "SELECT" || (rest.substr(size).starts_with('.') && word != alias)) return false;
      at += size;
      if (rest.substr(size).starts_with('.')) at++;
      if (word == alias)  // past the column
        while (at < condition.size() && is_word(condition[at])) at++;
    } else {
      at++;
    }
  }
  return true;
}

class Reader {
 public:
  explicit Reader(std::string_view select) : words_(select) { step(); }

  std::vector<NeededRow> read() {
    if (word_ == "CREATE") pass_to("AS");  // of a view
    if (word_ == "WITH") read_with();
    if (word_ != "SELECT") return {};
    pass_to("FROM");
    read_item(true);
    while (understood_ && read_join()) {
    }
    const std::vector<std::string_view> conditions = read_where();
    // A second SELECT adds its rows; nothing else behind the joins does.
    for (; !word_.empty(); step())
      if (among(word_, {"UNION", "EXCEPT", "INTERSECT", "SELECT", ";"})) understood_ = false;
    if (!understood_ || words_.other_quotes()) return {};
    std::erase_if(needed_, [&](const NeededRow& row) { return with_.contains(row.table); });
    for (NeededRow& row : needed_)
      for (const std::string_view condition : conditions)
        if (is_of(condition, row.alias))
          row.condition += (row.condition.empty() ? "" : " AND ") + std::string(condition);
    return needed_;
  }

 private:
  void step() {
    start_ = words_.rest();
    word_ = words_.next();
  }

  // To behind the next `word`; a further SELECT before it is not understood.
  void pass_to(std::string_view word) {
    for (std::string_view last; !word_.empty() && word_ != word; step()) {
      if (is_name(word_)) {
        last = word_;
        continue;
      }
      if (among(word_, {"UNION", "EXCEPT", "INTERSECT", "VALUES"})) understood_ = false;
      if ((last == "IS" || last == "NOT") && word_ == "DISTINCT")
        understood_ = false;  // its FROM is another
      last = word_;
    }
    if (word_.empty()) understood_ = false;
    step();
  }

  void read_with() {
    do {
      step();
      if (word_ == "RECURSIVE") step();
      with_.emplace(word_);
      pass_to("AS");
      if (word_ == "NOT") step();
      if (word_ == "MATERIALIZED") step();
      if (word_ != "(") understood_ = false;
      step();
    } while (word_ == ",");
  }

  void read_item(bool is_needed) {
    if (word_.empty() || !(is_word(word_[0]) || word_ == "(")) understood_ = false;
    NeededRow row{std::string(word_), std::string(word_), ""};
    step();
    if (word_ == "." || word_ == "(") understood_ = false;  // another database; a function
    if (word_ == "AS") step();
    if (!word_.empty() && is_word(word_[0]) && !ends_item(word_) && word_ != "ON" &&
        word_ != "USING") {
      row.alias = word_;
      step();
    }
    if (is_needed && row.table != "(") needed_.push_back(std::move(row));
  }

  // Past the condition of the last item to the next one. False where there is none.
  bool read_join() {
    if (among(word_, {"ON", "USING"}))
      while (!word_.empty() && !ends_item(word_)) step();
    if (among(word_, {"NATURAL", "RIGHT", "FULL"})) understood_ = false;
    if (!among(word_, {",", "JOIN", "INNER", "CROSS", "LEFT"})) return false;
    const bool is_needed = word_ != "LEFT";
    if (among(word_, {"INNER", "CROSS", "LEFT"})) {
      step();
      if (word_ == "OUTER") step();
      if (word_ != "JOIN") understood_ = false;
    }
    step();
    read_item(is_needed);
    return true;
  }

  // The conditions of WHERE that must all hold; none where they are joined in another way.
  std::vector<std::string_view> read_where() {
    std::vector<std::string_view> conditions;
    if (word_ != "WHERE") return conditions;
    const char* from = nullptr;
    bool simple = true;
    for (step(); !word_.empty() && !ends_item(word_); step()) {
      if (from == nullptr) from = start_.data();
      if (is_name(word_)) continue;
      if (among(word_, {"OR", "BETWEEN", "CASE"})) simple = false;
      if (word_ != "AND") continue;
      conditions.emplace_back(from, static_cast<std::size_t>(start_.data() - from));
      from = nullptr;
    }
    if (from != nullptr)
      conditions.emplace_back(from, static_cast<std::size_t>(start_.data() - from));
    if (!simple) conditions.clear();
    return conditions;
  }

  Words words_;
  std::string_view start_;  // of the text from the word on, or from blanks before it
  std::string_view word_;
  bool understood_ = true;
  std::vector<NeededRow> needed_;
  std::set<std::string, std::less<>> with_;
};

// There are many nodes, and few facts of most kinds. Where facts lead to nodes, to look for a node
// beforehand costs more than to ask.
bool is_asked(const NeededRow& row, std::span<const NeededRow> all) {
  const auto is_of_facts = [](const NeededRow& one) {
    return casefile::find_fact_table(one.table) != nullptr;
  };
  // A view is no table in which a question is planned in a tenth of the time that a rule takes.
  return !row.condition.empty() && casefile::is_table(row.table) &&
         casefile::view_text(row.table).empty() &&
         (is_of_facts(row) || std::ranges::none_of(all, is_of_facts));
}

// What is missing, table by table.
class MissingRows {
 public:
  explicit MissingRows(const casefile::Database& database) : database_(database) {}

  bool any_empty(std::span<const NeededRow> rows) {
    return std::ranges::any_of(rows, [&](const NeededRow& row) { return is_empty(row.table); });
  }

  // Asks for these rows: nodes in one pass over all of them, facts until one is found.
  void ask(std::span<const NeededRow* const> rows);

  // Of a row that was asked for.
  bool is_missing(const NeededRow& row) const { return missing_.contains(&row); }

 private:
  bool is_empty(const std::string& table);
  void ask_of_nodes(std::span<const NeededRow* const> rows);
  void ask_of_facts(const NeededRow& row);

  const casefile::Database& database_;
  std::map<std::string, bool, std::less<>> empty_;  // tables and views that were looked at
  std::set<const NeededRow*> missing_;
};

bool MissingRows::is_empty(const std::string& table) {
  const auto known = empty_.find(table);
  if (known != empty_.end()) return known->second;
  empty_[table] = false;  // should a view ever ask for itself
  bool empty = false;
  if (const std::string_view view = casefile::view_text(table); !view.empty()) {
    empty = any_empty(needed_rows(view));
  } else if (casefile::is_table(table)) {
    casefile::Statement first(database_, fmt::format("SELECT 1 FROM \"{}\" LIMIT 1", table));
    empty = !first.step();
  }
  return empty_[table] = empty;
}

void MissingRows::ask(std::span<const NeededRow* const> rows) {
  std::vector<const NeededRow*> of_nodes;
  for (const NeededRow* row : rows)
    if (row->table == "node" && row->alias == "node")
      of_nodes.push_back(row);
    else
      ask_of_facts(*row);
  if (!of_nodes.empty()) ask_of_nodes(of_nodes);
}

// What SQLite does not take, as the column of another table, is not known to be missing; it is
// found by halves, so that it does not keep the others from being asked.
void MissingRows::ask_of_nodes(std::span<const NeededRow* const> rows) {
  std::string question;
  for (const NeededRow* row : rows)
    // A remark may end the condition.
    question += fmt::format("{} count(*) FILTER (WHERE {}\n)", question.empty() ? "SELECT" : ",",
                            row->condition);
  try {
    casefile::Statement statement(database_, question + " FROM node");
    statement.step();
    for (std::size_t at = 0; at < rows.size(); at++)
      if (statement.number(static_cast<int>(at)) == 0) missing_.insert(rows[at]);
  } catch (const casefile::SqlError&) {
    if (rows.size() == 1) return;
    ask_of_nodes(rows.first(rows.size() / 2));
    ask_of_nodes(rows.subspan(rows.size() / 2));
  }
}

void MissingRows::ask_of_facts(const NeededRow& row) {
  try {
    casefile::Statement statement(
        database_, fmt::format("SELECT 1 FROM \"{}\" AS {} WHERE {}\nLIMIT 1", row.table, row.alias,
                               row.condition));
    if (!statement.step()) missing_.insert(&row);
  } catch (const casefile::SqlError&) {  // as above
  }
}

}  // namespace

std::vector<NeededRow> needed_rows(std::string_view select) { return Reader(select).read(); }

std::vector<bool> lack_rows(const casefile::Database& database,
                            std::span<const std::string_view> selects) {
  MissingRows missing(database);
  std::vector<std::vector<NeededRow>> needed;
  std::vector<bool> lack;
  std::vector<const NeededRow*> asked;
  needed.reserve(selects.size());  // pointers to its rows are kept
  for (const std::string_view select : selects) {
    const std::vector<NeededRow>& rows = needed.emplace_back(needed_rows(select));
    lack.push_back(missing.any_empty(rows));
    if (lack.back()) continue;
    for (const NeededRow& row : rows)
      if (is_asked(row, rows)) asked.push_back(&row);
  }
  missing.ask(asked);
  for (std::size_t at = 0; at < selects.size(); at++)
    lack[at] = lack[at] || std::ranges::any_of(needed[at], [&](const NeededRow& row) {
                 return missing.is_missing(row);
               });
  return lack;
}

}  // namespace assay::rules
