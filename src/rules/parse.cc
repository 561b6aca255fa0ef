// A rule's file opens with a comment block:
//
//   -- key: value
//   --      the value goes on behind two blanks or more
//
// and one SELECT follows it. A line "--" alone may stand between. Every key stands once, in any
// order.
#include <fmt/core.h>

#include <algorithm>

#include "base/digest.h"
#include "base/quote.h"
#include "rules/key_block.h"
#include "rules/rule.h"

namespace assay::rules {
namespace {

constexpr std::size_t text_size_max = 1U << 16U;

constexpr Key keys[] = {
    {"id", true},          {"title", true},         {"severity", true},     {"confidence", true},
    {"weakness", false},   {"clauses", false},      {"why", true},          {"refuted by", true},
    {"activation", false}, {"alternatives", false}, {"not claimed", false},
};

bool is_id(std::string_view text) {
  return !text.empty() && text.size() <= 64 && std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  });
}

// "CWE-258; CWE-798"
bool is_weakness(std::string_view text) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(';'), text.size());
    const std::string_view one = trimmed(text.substr(0, end));
    text = text.substr(std::min(end + 1, text.size()));
    if (!one.starts_with("CWE-") || one.size() < 5 ||
        !std::ranges::all_of(one.substr(4), [](char c) { return c >= '0' && c <= '9'; }))
      return false;
  }
  return true;
}

// Reads one file; line() tells where it went wrong.
class RuleReader {
 public:
  Result<Rule> read(std::string_view file, std::string_view text);
  std::uint32_t line() const { return line_; }

 private:
  tl::unexpected<Error> wrong(std::uint32_t line, std::string sentence) {
    line_ = line;
    return fail(ErrorCode::corrupt, std::move(sentence));
  }

  const Entry& at(std::string_view key) const { return block_.at(key); }

  Result<void> read_head(std::string_view text);
  Result<void> name(Rule& rule, std::string_view file);

  template <class E, std::size_t count>
  Result<E> named(std::string_view key, const std::string_view (&names)[count]) {
    const Entry& entry = at(key);
    if (const auto found = from_name<E>(names, entry.value)) return *found;
    std::string all;
    for (const std::string_view one : names)
      all += fmt::format("{}{}", all.empty() ? "" : ", ", one);
    return wrong(entry.line,
                 fmt::format("{} is '{}', not one of {}", key, quote(entry.value, 64), all));
  }

  KeyBlock block_{keys, "rule"};
  std::uint32_t lines_ = 0;  // of the comment block, so far
  std::uint32_t line_ = 0;
};

Result<void> RuleReader::read_head(std::string_view text) {
  while (text.starts_with("--")) {
    const auto taken = block_.take(take_line(text).substr(2), ++lines_);
    if (!taken) return wrong(lines_, taken.error().detail);
  }
  const auto whole = block_.check();
  if (!whole) return wrong(block_.line_of_missing(), whole.error().detail);
  return {};
}

// The rule's id and standard, which its path must agree with.
Result<void> RuleReader::name(Rule& rule, std::string_view file) {
  rule.file = file;
  const std::size_t slash = file.rfind('/');
  if (slash != std::string_view::npos) rule.standard = file.substr(0, slash);
  std::string_view stem = file.substr(slash == std::string_view::npos ? 0 : slash + 1);
  if (stem.ends_with(".sql")) stem.remove_suffix(4);
  rule.id = at("id").value;
  if (!is_id(rule.id)) return wrong(at("id").line, "id is of a-z, 0-9 and _, 64 at most");
  if (rule.id != stem)
    return wrong(at("id").line,
                 fmt::format("id is '{}', but the file is named '{}'", rule.id, quote(stem, 80)));
  return {};
}

Result<Rule> RuleReader::read(std::string_view file, std::string_view text) {
  if (text.size() > text_size_max)
    return wrong(0, fmt::format("{} bytes, {} at most", text.size(), text_size_max));
  if (!is_utf8_text(text)) return wrong(0, "its text is not UTF-8");
  TRY(read_head(text));
  Rule rule;
  TRY(name(rule, file));
  rule.title = at("title").value;
  rule.severity = TRY(named<Severity>("severity", severity_names));
  rule.confidence = TRY(named<Confidence>("confidence", confidence_names));
  rule.weakness = at("weakness").value;
  if (!is_weakness(rule.weakness))
    return wrong(at("weakness").line, "weakness is CWE-NUMBER; CWE-NUMBER ...");
  rule.clauses = at("clauses").value;
  rule.why = at("why").value;
  rule.refuted_by = at("refuted by").value;
  if (!at("activation").value.empty())
    rule.activation = TRY(named<Activation>("activation", activation_names));
  rule.alternatives = at("alternatives").value;
  rule.not_claimed = at("not claimed").value;
  rule.version = to_hex(sha256(as_bytes(text))).substr(0, 16);
  rule.text = text;
  return rule;
}

}  // namespace

tl::expected<Rule, RuleProblem> parse(std::string_view file, std::string_view text) {
  RuleReader reader;
  auto rule = reader.read(file, text);
  if (rule) return *std::move(rule);
  return tl::unexpected(RuleProblem{"", std::string(file), reader.line(), rule.error().detail});
}

}  // namespace assay::rules
