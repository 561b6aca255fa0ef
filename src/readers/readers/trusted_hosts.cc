// Hosts that are let in by their name: hosts.equiv, .rhosts, shosts.equiv and .shosts.
//
//   HOST [USER]     "+" stands for every host, "+@GROUP" for a netgroup; "-" before it denies
//
// Source: hosts.equiv(5), sshd(8), FILES.
#include "formats/lines.h"
#include "readers/left_out.h"
#include "readers/path.h"
#include "readers/reader.h"

namespace assay::readers {
namespace {

constexpr std::size_t file_size_max = 1U << 20U;  // bytes
constexpr std::size_t hosts_max = 4096;           // of one file

bool wants(std::string_view name) {
  const std::string_view base = base_of(name);
  return base == "hosts.equiv" || base == ".rhosts" || base == "shosts.equiv" || base == ".shosts";
}

void read_named(const Leaf& leaf, Reading& out) {
  if (is_too_large(leaf, file_size_max, "a list of trusted hosts", out)) return;
  std::vector<formats::FormatProblem> problems;
  const std::string_view home = base_of(folder_of(leaf.name));
  for (const formats::Line& line : formats::split_lines(leaf.bytes, problems)) {
    std::string_view rest = line.text;
    const std::string_view host = formats::next_word(rest);
    if (host.empty() || host[0] == '#' || host[0] == '-' || out.facts.size() >= hosts_max) continue;
    const std::string_view user = formats::next_word(rest);
    Fact fact("trust", line.range, "host name line");
    fact.set("by", "host name").set("who", host);
    if (!user.empty()) {
      fact.set("user", user);
    } else if (base_of(leaf.name)[0] == '.') {
      fact.set("user", home);
    }
    out.facts.push_back(std::move(fact));
  }
  tell_limits(problems, out);
}

}  // namespace

extern const Reader trusted_hosts = {
    .id = "trusted_hosts",
    .title = "Hosts that are let in by their name",
    .source = "hosts.equiv(5), sshd(8)",
    .wants = wants,
    .read_named = read_named,
};

}  // namespace assay::readers
