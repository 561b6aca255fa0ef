// Accounts that the startup script of a VxWorks system puts into the login table:
//
//   loginUserAdd "NAME", "HASH"        also with parentheses around both
//
// The hash is that of loginDefaultEncrypt: a checksum of the password, as text, which anyone can
// find a password for.
//
// Source: VxWorks Reference Manual, loginLib (loginUserAdd, loginDefaultEncrypt).
#include "formats/lines.h"
#include "readers/path.h"
#include "readers/reader.h"

namespace assay::readers {
namespace {

using formats::Line;
using formats::trim;

constexpr std::size_t accounts_max = 1024;
constexpr std::size_t text_size_max = 4U << 20U;  // bytes
constexpr std::string_view words[] = {"loginUserAdd"};

// The text in quotes at the start of `rest`, taken off it; empty where there is none.
std::string_view next_quoted(std::string_view& rest) {
  const std::size_t open = rest.find_first_not_of(" \t(,");
  if (open == rest.npos || rest[open] != '"') return {};
  const std::size_t close = rest.find('"', open + 1);
  if (close == rest.npos) return {};
  const std::string_view text = rest.substr(open + 1, close - open - 1);
  rest.remove_prefix(close + 1);
  return text;
}

bool is_plain(std::string_view text) {
  for (const char c : text)
    if (c <= ' ' || c > '~') return false;
  return !text.empty() && text.size() <= 80;
}

void read_content(const Leaf& leaf, Reading& out) {
  const std::string_view text = as_text(leaf.bytes);
  if (text.size() > text_size_max || text.substr(0, 512).find('\0') != text.npos) return;
  for (const Hit& hit : leaf.hits) {
    if (out.facts.size() >= accounts_max) return;
    const std::size_t before = text.substr(0, hit.offset).rfind('\n');
    const std::size_t start = before == text.npos ? 0 : before + 1;
    // A command of its own, and no remark.
    if (!trim(text.substr(start, hit.offset - start)).empty()) continue;
    const std::size_t end = std::min(text.find('\n', hit.offset), text.size());
    std::string_view rest =
        text.substr(hit.offset + words[0].size(), end - hit.offset - words[0].size());
    const std::string_view name = next_quoted(rest);
    const std::string_view hash = next_quoted(rest);
    if (!is_plain(name) || !is_plain(hash)) continue;
    const Range range = {hit.offset, trim(text.substr(hit.offset, end - hit.offset)).size()};
    Fact fact("account", range, "loginUserAdd command");
    fact.set("name", name).set("password", hash).set("state", "hash");
    fact.set("scheme", "vxworks").set("file", "script");
    out.facts.push_back(std::move(fact));
  }
}

}  // namespace

extern const Reader login_table = {
    .id = "login_table",
    .title = "Accounts that a VxWorks startup script makes",
    .source = "VxWorks Reference Manual, loginLib",
    .words = words,
    .read_content = read_content,
};

}  // namespace assay::readers
