// Endpoints that texts and programs name: URLs wherever they stand, and hosts that configuration
// sets. Only those outside the device's own network (host_name.h); not in documentation, not in
// comments, no namespaces, schemas and addresses of licences.
//
// A setting is a line of a file below etc/ or of a suffix of configuration that has one of the
// words below and a host: a public address, or a name with a common top-level domain.
//
// Source: RFC 3986; ntp.conf(5), resolv.conf(5), syslog.conf(5), OpenWrt, "The UCI system".
#include <algorithm>
#include <array>
#include <bit>

#include "formats/lines.h"
#include "readers/host_name.h"
#include "readers/path.h"
#include "readers/reader.h"
#include "readers/script_file.h"
#include "readers/started.h"

namespace assay::readers {
namespace {

constexpr std::size_t endpoints_max = 512;           // of one file
constexpr std::size_t urls_tried_max = 1U << 16U;    // in one content
constexpr std::size_t setting_size_max = 1U << 20U;  // bytes; larger files are no configuration

bool is_text_type(std::string_view type) {
  constexpr std::string_view types[] = {"text", "text-8bit", "script",     "json",
                                        "xml",  "html",      "javascript", "php",
                                        "lua",  "asp",       "python",     "css"};
  return std::ranges::find(types, type) != std::end(types);
}

// What kind of content mentions it.
std::string_view place_of(std::string_view type) {
  if (type == "elf") return "program";
  if (type == "script" || type == "lua" || type == "php" || type == "python") return "script";
  if (type == "html" || type == "javascript" || type == "asp" || type == "css") return "page";
  return is_text_type(type) ? "text" : "data";
}

// Whether `at` stands in a comment, as far as its line tells.
bool in_comment(std::string_view text, std::size_t at) {
  std::string_view before =
      text.substr(at - std::min<std::size_t>(at, 512), std::min<std::size_t>(at, 512));
  before.remove_prefix(before.rfind('\n') + 1);  // npos + 1 is 0
  before = formats::trim(before);
  for (const std::string_view mark : {"#", "//", "*", "/*", ";", "--", "<!--", "!", "rem ", "REM "})
    if (before.starts_with(mark)) return true;
  return before.find(" # ") != before.npos || before.find(" // ") != before.npos ||
         before.find("/*") != before.npos || before.find("xmlns") != before.npos ||
         before.find("<!DOCTYPE") != before.npos;
}

constexpr std::string_view setting_words[] = {
    "server", "host",   "ntp",     "pool",     "url",   "remote",     "peer",
    "relay",  "broker", "acs",     "upstream", "dns",   "nameserver", "proxy",
    "domain", "addr",   "gateway", "mirror",   "update"};

// Of each letter, which of the words begin with it: the bit of the first is the lowest.
constexpr auto words_by_letter = [] {
  std::array<std::uint32_t, 256> table{};
  for (unsigned i = 0; i < std::size(setting_words); i++)
    table[static_cast<unsigned char>(setting_words[i][0])] |= std::uint32_t{1} << i;
  return table;
}();

// Whether one of the words stands in a line, in any case.
bool has_setting_word(std::string_view line) {
  const auto same = [](char a, char b) { return (a | 32) == b; };
  for (std::size_t at = 0; at < line.size(); at++) {
    std::uint32_t words = words_by_letter[static_cast<unsigned char>(line[at]) | 32U];
    for (; words != 0; words &= words - 1) {
      const std::string_view word = setting_words[std::countr_zero(words)];
      if (std::ranges::equal(line.substr(at, word.size()), word, same)) return true;
    }
  }
  return false;
}

class EndpointReader {
 public:
  EndpointReader(const Leaf& leaf, Reading& out)
      : leaf_(leaf), lines_(leaf.bytes), text_(as_text(leaf.bytes)), out_(out) {}

  // Those at the hits of "://".
  void read_urls() {
    const bool text = is_text_type(leaf_.file_type);
    std::size_t tried = 0;
    for (const Hit& hit : leaf_.hits) {
      if (tried++ == urls_tried_max || out_.facts.size() >= endpoints_max) return;
      const auto url = url_at(text_, hit.offset);
      const auto host = url ? read_host(url->host) : std::nullopt;
      if (!host || !is_outside(*host) || is_identifier(*url)) continue;
      const auto at = static_cast<std::size_t>(url->whole.data() - text_.data());
      if (text && in_comment(text_, at)) continue;
      Fact& fact = add({at, url->whole.size()}, "URL", *host);
      fact.set("used", "mentioned").set("target", url->whole).set("scheme", url->scheme);
      fact.set("place", place_of(leaf_.file_type));
      if (text) fact.set("line", lines_.at(at));
    }
  }

  void read_settings() {
    std::vector<formats::FormatProblem> cut;
    LineCounter counter(leaf_.bytes);
    for (const formats::Line& line : formats::split_lines(leaf_.bytes, cut)) {
      if (line.text.size() > 1024 || out_.facts.size() >= endpoints_max) continue;
      // A host has a '.' at least.
      if (line.text.find('.') == line.text.npos || line.text.find("://") != line.text.npos ||
          !is_setting(line.text))
        continue;
      each_word(line.text, [&](std::string_view word) {
        const auto host = read_host(word);
        if (!host || !is_outside(*host)) return;
        if (host->kind == "name" && !has_common_domain(host->name)) return;
        const std::size_t at = static_cast<std::size_t>(word.data() - text_.data());
        Fact& fact = add({at, word.size()}, "setting", *host);
        fact.set("used", "configured").set("target", word).set("place", "configuration");
        fact.set("line", counter.at(at));
      });
    }
  }

 private:
  Fact& add(Range range, std::string_view method, const Host& host) {
    out_.facts.emplace_back("endpoint", range, method);
    Fact& fact = out_.facts.back();
    fact.set("host", host.name).set("kind", host.kind).set("outside", 1);
    if (host.port) fact.set("port", *host.port);
    return fact;
  }

  static bool is_setting(std::string_view line) {
    const std::string_view start = formats::trim(line);
    if (start.empty() || std::string_view("#;!<").find(start[0]) != std::string_view::npos)
      return start.starts_with('<') && !start.starts_with("<!") && has_setting_word(start);
    return !start.starts_with("//") && has_setting_word(start);
  }

  // Runs of the characters that hosts and ports are made of, with a '.' within.
  template <class See>
  static void each_word(std::string_view line, const See& see) {
    const auto in = [](char c) {
      return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
             c == '.' || c == '-' || c == ':';
    };
    for (std::size_t at = 0; at < line.size();) {
      std::size_t end = at;
      while (end < line.size() && in(line[end])) end++;
      const bool path = (at > 0 && (line[at - 1] == '/' || line[at - 1] == '@')) ||
                        (end < line.size() && line[end] == '@');
      const std::string_view word = line.substr(at, end - at);
      if (!path && word.find('.') != word.npos) see(word);
      at = std::max(end, at) + 1;
    }
  }

  const Leaf& leaf_;
  LineCounter lines_;
  std::string_view text_;
  Reading& out_;
};

bool is_configuration(std::string_view name) {
  constexpr std::string_view suffixes[] = {".conf", ".cfg",        ".ini",    ".config",
                                           ".xml",  ".json",       ".cnf",    ".yaml",
                                           ".yml",  ".properties", ".default"};
  return name.starts_with("etc/") || name.find("/etc/") != name.npos ||
         std::ranges::any_of(suffixes, [&](auto one) { return name.ends_with(one); });
}

bool wants(std::string_view name) { return is_configuration(name) && !is_documentation(name); }

void read_named(const Leaf& leaf, Reading& out) {
  if (is_text_type(leaf.file_type) && !is_shell_text(leaf) && leaf.bytes.size() <= setting_size_max)
    EndpointReader(leaf, out).read_settings();
}

constexpr std::string_view words[] = {"://"};

void read_content(const Leaf& leaf, Reading& out) {
  const bool read =
      leaf.file_type.empty() || leaf.file_type == "elf" || is_text_type(leaf.file_type);
  if (read) EndpointReader(leaf, out).read_urls();
}

}  // namespace

extern const Reader endpoints = {
    .id = "endpoints",
    .title = "Hosts outside the device's own network that texts and programs name",
    .source = "RFC 3986; ntp.conf(5), resolv.conf(5), OpenWrt UCI",
    .words = words,
    .read_content = read_content,
    .wants = wants,
    .read_named = read_named,
};

}  // namespace assay::readers
