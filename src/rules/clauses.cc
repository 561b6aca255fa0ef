// A list is blocks of lines "key: value" with an empty line between them; a value goes on in lines
// that begin with two blanks. A line that begins with # is a remark. The first block tells of the
// list, each further one of a clause.
#include "rules/clauses.h"

#include <fmt/core.h>

#include <algorithm>

#include "base/digest.h"
#include "base/quote.h"
#include "model/finding.h"
#include "rules/key_block.h"

namespace assay::rules {
namespace {

constexpr std::size_t text_size_max = 1U << 20U;
constexpr std::size_t clauses_max = 10'000;

constexpr Key head_keys[] = {{"name", true}, {"title", true}};
constexpr Key clause_keys[] = {
    {"clause", true},     {"title", true},       {"kind", true},
    {"test case", false}, {"decided by", false}, {"hinted by", false},
    {"examined", false},  {"things", false},     {"live test", false},
};

class ListReader {
 public:
  explicit ListReader(std::string_view file) : file_(file) {}

  tl::expected<ClauseList, RuleProblem> read(std::string_view text);

 private:
  tl::unexpected<RuleProblem> wrong(std::uint32_t line, std::string sentence) const {
    return tl::unexpected(RuleProblem{"", file_, line, std::move(sentence)});
  }
  tl::expected<void, RuleProblem> close(KeyBlock& block);
  tl::expected<void, RuleProblem> add_clause(const KeyBlock& block);

  std::string file_;
  bool has_head_ = false;
  ClauseList list_;
};

tl::expected<void, RuleProblem> ListReader::close(KeyBlock& block) {
  if (block.empty()) return {};
  if (const auto whole = block.check(); !whole)
    return wrong(block.line_of_missing(), whole.error().detail);
  if (has_head_) {
    if (auto added = add_clause(block); !added) return added;
  } else {
    has_head_ = true;
    list_.name = block.at("name").value;
    list_.title = block.at("title").value;
  }
  block = KeyBlock(clause_keys, "clause");
  return {};
}

tl::expected<void, RuleProblem> ListReader::add_clause(const KeyBlock& block) {
  Clause clause;
  clause.id = block.at("clause").value;
  clause.line = block.at("clause").line;
  if (std::ranges::find(list_.clauses, clause.id, &Clause::id) != list_.clauses.end())
    return wrong(clause.line, fmt::format("clause {} stands twice", quote(clause.id, 64)));
  if (list_.clauses.size() == clauses_max)
    return wrong(clause.line, fmt::format("more than {} clauses", clauses_max));
  clause.title = block.at("title").value;
  const auto kind = from_name<ClauseKind>(clause_kind_names, block.at("kind").value);
  if (!kind)
    return wrong(block.at("kind").line, fmt::format("kind is '{}', not one of decided, supported, "
                                                    "live",
                                                    quote(block.at("kind").value, 64)));
  clause.kind = *kind;
  clause.test_case = block.at("test case").value;
  clause.decided_by = split_list(block.at("decided by").value);
  clause.hinted_by = split_list(block.at("hinted by").value);
  clause.examined = block.at("examined").value;
  clause.examined_line = block.at("examined").line;
  clause.things = block.at("things").value;
  clause.live_test = block.at("live test").value;
  if (clause.kind == ClauseKind::decided && (clause.examined.empty() || clause.things.empty()))
    return wrong(clause.line, "a clause that is decided says what is examined, and the things");
  if (clause.kind != ClauseKind::decided && clause.live_test.empty())
    return wrong(clause.line, "a clause that is not decided says what a live test must show");
  list_.clauses.push_back(std::move(clause));
  return {};
}

tl::expected<ClauseList, RuleProblem> ListReader::read(std::string_view text) {
  if (text.size() > text_size_max)
    return wrong(0, fmt::format("{} bytes, {} at most", text.size(), text_size_max));
  if (!is_utf8_text(text)) return wrong(0, "its text is not UTF-8");
  list_.file = file_;
  if (const auto slash = file_.rfind('/'); slash != std::string::npos)
    list_.standard = file_.substr(0, slash);
  list_.text = text;
  list_.version = to_hex(sha256(as_bytes(text))).substr(0, 16);
  KeyBlock block(head_keys, "list of clauses");
  std::uint32_t number = 0;
  for (std::string_view rest = text; !rest.empty();) {
    const std::string_view line = take_line(rest);
    number++;
    if (line.starts_with('#')) continue;
    if (trimmed(line).empty()) {
      if (auto closed = close(block); !closed) return tl::unexpected(closed.error());
      continue;
    }
    if (auto taken = block.take(line, number); !taken) return wrong(number, taken.error().detail);
  }
  if (auto closed = close(block); !closed) return tl::unexpected(closed.error());
  if (!has_head_) return wrong(0, "it tells neither name nor title");
  return std::move(list_);
}

}  // namespace

tl::expected<ClauseList, RuleProblem> parse_clauses(std::string_view file, std::string_view text) {
  return ListReader(file).read(text);
}

}  // namespace assay::rules
