// Addresses of people: e-mail addresses, and who built a kernel on which machine.
//
//   e-mail address  name@host.domain
//   build host      Linux version 3.10.14 (USER@HOST) (gcc ...
//
// Distributions put a mailing list there instead (debian-kernel@lists.debian.org): no person.
//
// Each text once in a content. Template names of systemd (getty@tty1.service), names of algorithms
// (x@openssh.com) and the user of a URL are none.
//
// Source: RFC 5322, 3.4.1 (addr-spec); systemd.unit(5); RFC 4251, 6; Linux, init/version.c
// (linux_banner).
#include <algorithm>
#include <array>
#include <set>

#include "base/byte_block.h"
#include "readers/reader.h"

namespace assay::readers {
namespace {

constexpr std::size_t addresses_max = 128;  // rows of one content
constexpr std::size_t address_size_max = 256;

constexpr auto alnums = [] {
  std::array<bool, 256> table{};
  for (unsigned c = '0'; c <= 'z'; c++) table[c] = c <= '9' || (c >= 'A' && c <= 'Z') || c >= 'a';
  return table;
}();

bool is_alnum(char c) { return alnums[static_cast<unsigned char>(c)]; }
bool in_name(char c) { return is_alnum(c) || c == '.' || c == '_' || c == '-'; }

bool has_letter(std::string_view text) {
  return std::ranges::any_of(text, [](char c) { return (c | 32) >= 'a' && (c | 32) <= 'z'; });
}

bool is_domain(std::string_view host) {
  const std::size_t dot = host.rfind('.');
  if (dot == host.npos || dot == 0 || host.size() < 5) return false;
  const std::string_view top = host.substr(dot + 1);
  constexpr std::string_view units[] = {"service", "socket", "target", "timer", "mount", "path",
                                        "slice",   "conf",   "so",     "swap",  "scope"};
  constexpr std::string_view kept[] = {"openssh.com", "libssh.org", "lysator.liu.se", "ssh.com"};
  return top.size() >= 2 && top.size() <= 6 && std::ranges::find(units, top) == std::end(units) &&
         std::ranges::find(kept, host) == std::end(kept) && host.find("example") == host.npos &&
         host.find("..") == host.npos &&
         std::ranges::all_of(top, [](char c) { return (c | 32) >= 'a' && (c | 32) <= 'z'; });
}

// Whether "Linux version ... (" stands before `at`.
bool is_banner(std::string_view text, std::size_t at) {
  if (at == 0 || text[at - 1] != '(') return false;
  const std::size_t start = at - std::min<std::size_t>(at, 96);
  return text.substr(start, at - start).find("Linux version ") != text.npos;
}

// Whether the address is that of a mailing list or a team.
bool is_list(std::string_view user, std::string_view host) {
  constexpr std::string_view hosts[] = {"lists.", "list.", "lists-", "ml.", "vger."};
  constexpr std::string_view ends[] = {"-kernel", "-devel", "-list", "-team", "-maintainers"};
  return std::ranges::any_of(hosts, [&](auto one) { return host.starts_with(one); }) ||
         std::ranges::any_of(ends, [&](auto one) { return user.ends_with(one); });
}

bool is_read_type(std::string_view type) {
  constexpr std::string_view types[] = {"",    "text",   "text-8bit", "script", "json",
                                        "xml", "html",   "php",       "lua",    "javascript",
                                        "asp", "python", "elf"};
  return std::ranges::find(types, type) != std::end(types);
}

// The row of the address around the '@' at `at`, if there is one that is not among those seen.
void read_address(std::string_view text, std::size_t at, std::set<std::string_view>& seen,
                  Reading& out) {
  std::size_t start = at;
  while (start > 0 && at - start < 64 && (in_name(text[start - 1]) || text[start - 1] == '+'))
    start--;
  std::size_t end = at + 1;
  while (end < text.size() && end - at < address_size_max && in_name(text[end])) end++;
  while (!is_alnum(text[end - 1])) end--;
  const std::string_view user = text.substr(start, at - start);
  const bool url = start > 0 && (text[start - 1] == '/' || text[start - 1] == ':');
  const bool banner = is_banner(text, start);
  const bool mail =
      user.size() > 1 && has_letter(user) && !url && is_domain(text.substr(at + 1, end - at - 1));
  const std::string_view address = text.substr(start, end - start);
  if ((!banner && !mail) || !seen.insert(address).second) return;
  Fact fact("leftover", {start, address.size()}, "text");
  fact.set("kind", banner ? "build host" : "e-mail address").set("text", address);
  if (!is_list(user, text.substr(at + 1, end - at - 1))) fact.set("person", user);
  out.facts.push_back(std::move(fact));
}

void read_content(const Leaf& leaf, Reading& out) {
  if (!is_read_type(leaf.file_type)) return;
  const std::string_view text = as_text(leaf.bytes);
  std::set<std::string_view> seen;
  // Code has an '@' every few bytes, of which next to none has letters on either side.
  each_place(text, '@', [&](std::size_t at) {
    if (at > 0 && at + 1 < text.size() && is_alnum(text[at - 1]) && is_alnum(text[at + 1]))
      read_address(text, at, seen, out);
    return seen.size() < addresses_max;
  });
}

}  // namespace

extern const Reader mail_addresses = {
    .id = "mail_addresses",
    .title = "E-mail addresses, and who built a kernel where",
    .source = "RFC 5322; Linux, init/version.c",
    .read_content = read_content,
};

}  // namespace assay::readers
