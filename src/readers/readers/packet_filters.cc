// Packet filters in files of their own:
//
//   /etc/config/firewall     config rule / option src 'wan' / option dest_port '22' / option target
//                            'ACCEPT'; config zone and config defaults with the policy input
//   *.nft, nftables.conf     table FAMILY NAME { chain NAME { type filter hook input ...; policy
//                            drop; iifname "wan" tcp dport { 22, 80 } accept } }
//
// A rule of UCI that is switched off (enabled '0') does nothing and is left out. The files of
// iptables-save are read by system_settings, commands of scripts by boot_scripts.
//
// Source: OpenWrt, "Firewall configuration /etc/config/firewall"; nft(8).
#include <algorithm>

#include "formats/lines.h"
#include "readers/path.h"
#include "readers/reader.h"
#include "readers/script_facts.h"

namespace assay::readers {
namespace {

using formats::Line;
using formats::next_word;
using formats::trim;

constexpr std::size_t rules_max = 8192;  // of one file
constexpr std::size_t text_size_max = 512;
constexpr std::size_t nft_depth_max = 16;
constexpr std::size_t words_max = 256;  // of one statement

std::string_view unquoted(std::string_view text) {
  text = trim(text);
  const bool quoted =
      text.size() > 1 && (text[0] == '"' || text[0] == '\'') && text.back() == text[0];
  return quoted ? text.substr(1, text.size() - 2) : text;
}

// A section of UCI with its options.
struct Section {
  std::string type;
  Range range;
  std::int64_t line = 0;
  std::vector<std::pair<std::string, std::string>> options;  // a list: its values with blanks

  std::string_view get(std::string_view name) const {
    for (const auto& [key, value] : options)
      if (key == name) return value;
    return {};
  }
};

void set_if(Fact& fact, std::string_view column, std::string_view value) {
  if (!value.empty() && value != "*") fact.set(column, value);
}

void add_uci_rule(const Section& section, Bytes bytes, Reading& out) {
  const bool is_policy = section.type == "zone" || section.type == "defaults";
  const bool is_redirect = section.type == "redirect";
  if (!is_policy && !is_redirect && section.type != "rule") return;
  if (section.get("enabled") == "0" || out.facts.size() >= rules_max) return;
  Fact fact("firewall_rule", section.range, "section of UCI");
  fact.set("tool", "uci").set("kind", is_policy ? "policy" : "rule").set("line", section.line);
  fact.set("family", is_redirect ? "nat" : "filter");
  const std::string_view text = as_text(bytes).substr(section.range.offset, section.range.size);
  fact.set("text", text.substr(0, text_size_max));
  if (is_policy) {
    const std::string_view input = section.get("input");
    if (input.empty()) return;
    fact.set("chain", "INPUT").set("action", input);
    set_if(fact, "interface", section.get("name"));
  } else {
    const bool forward = !section.get("dest").empty();
    fact.set("chain", is_redirect ? "PREROUTING" : forward ? "FORWARD" : "INPUT");
    set_if(fact, "action",
           is_redirect && section.get("target").empty() ? "DNAT" : section.get("target"));
    set_if(fact, "interface", section.get("src"));
    set_if(fact, "protocol", section.get("proto"));
    set_if(fact, "source", section.get("src_ip"));
    set_if(fact, "destination", section.get("dest_ip"));
    set_if(fact, "port", section.get(is_redirect ? "src_dport" : "dest_port"));
  }
  out.facts.push_back(std::move(fact));
}

void read_uci(Bytes bytes, Reading& out) {
  std::vector<formats::FormatProblem> problems;
  LineCounter lines(bytes);
  Section section;
  for (const Line& line : formats::split_lines(bytes, problems)) {
    std::string_view rest = line.text;
    const std::string_view kind = next_word(rest);
    if (kind == "config") {
      add_uci_rule(section, bytes, out);
      const std::string_view type = next_word(rest);
      section = {std::string(unquoted(type)), line.range, lines.at(line.range.offset), {}};
    } else if ((kind == "option" || kind == "list") && section.options.size() < words_max) {
      const std::string name(unquoted(next_word(rest)));
      const std::string_view value = unquoted(rest);
      section.range.size = line.range.end() - section.range.offset;
      const auto had =
          std::ranges::find(section.options, name, [](const auto& one) { return one.first; });
      if (kind == "list" && had != section.options.end() && had->second.size() < text_size_max)
        had->second += " " + std::string(value.substr(0, text_size_max));
      else
        section.options.emplace_back(name, value.substr(0, text_size_max));
    }
  }
  add_uci_rule(section, bytes, out);
  for (const formats::FormatProblem& problem : problems)
    out.problems.push_back({"read", problem.error.code, problem.error.detail, problem.range});
}

// The statements of a file of nft, with the table and chain that they stand in.
class NftFile {
 public:
  NftFile(Bytes bytes, Reading& out) : text_(as_text(bytes)), lines_(bytes), out_(out) {}

  void run() {
    while (at_ < text_.size()) step();
    end_statement();
  }

 private:
  struct Block {
    std::string type;  // table chain set map ...
    std::string name;  // the last word before the brace
  };

  void step() {
    const char c = text_[at_];
    if (c == '#') {
      at_ = std::min(text_.find('\n', at_), text_.size());
      return;
    }
    if (c == '\\' && at_ + 1 < text_.size() && text_[at_ + 1] == '\n') {
      end_word();
      at_ += 2;
      return;
    }
    if (c == '\n' || c == ';') {
      end_statement();
    } else if (c == '{' && opens_block()) {
      open();
    } else if (c == '{') {
      take_set();
    } else if (c == '}') {
      end_statement();
      if (over_ > 0)
        over_--;
      else if (!blocks_.empty())
        blocks_.pop_back();
    } else if (c == '"') {
      const std::size_t end = std::min(text_.find('"', at_ + 1), text_.size() - 1);
      take(text_.substr(at_ + 1, end - at_ - (end > at_ ? 1 : 0)));
      at_ = end;
    } else if (c == ' ' || c == '\t' || c == '\r') {
      end_word();
    } else {
      take(text_.substr(at_, 1));
    }
    at_++;
  }

  void take(std::string_view part) {
    if (start_ == text_.npos) start_ = at_;
    last_ = at_;
    if (word_.size() < text_size_max) word_ += part;
  }

  void end_word() {
    if (!word_.empty() && words_.size() < words_max) words_.push_back(std::move(word_));
    word_.clear();
  }

  // A set without a name: passed over to its end, and told as one word.
  void take_set() {
    end_word();
    const std::size_t close = std::min(text_.find('}', at_), text_.size() - 1);
    std::string set = "{";
    for (const char c : text_.substr(at_ + 1, std::min(close - at_, text_size_max)))
      if (c != ' ' && c != '\t' && c != '\n' && c != '\r' && c != '}') set += c;
    if (start_ == text_.npos) start_ = at_;
    last_ = close;
    word_ = set + "}";
    at_ = close;
    end_word();
  }

  bool opens_block() {
    end_word();
    constexpr std::string_view types[] = {"table", "chain", "set",       "map",
                                          "quota", "limit", "flowtable", "counter"};
    if (words_.empty()) return true;
    const std::string& first = words_[0] == "add" && words_.size() > 1 ? words_[1] : words_[0];
    return std::ranges::find(types, first) != std::end(types) && words_.size() < 5;
  }

  void open() {
    Block block;
    if (!words_.empty()) block = {words_[words_[0] == "add" ? 1 : 0], words_.back()};
    clear();
    if (blocks_.size() < nft_depth_max)
      blocks_.push_back(std::move(block));
    else
      over_++;
  }

  void clear() {
    words_.clear();
    start_ = text_.npos;
  }

  void end_statement() {
    end_word();
    if (!words_.empty() && out_.facts.size() < rules_max) add();
    clear();
  }

  void add() {
    const bool in_chain = blocks_.size() == 2 && blocks_[1].type == "chain";
    const bool command = blocks_.empty() && words_.size() > 5 && words_[1] == "rule" &&
                         (words_[0] == "add" || words_[0] == "insert");
    if ((!in_chain && !command) || words_[0] == "type") return;
    const Range range = {start_, std::min(last_ + 1, text_.size()) - start_};
    const bool is_policy = words_[0] == "policy";
    Fact fact("firewall_rule", range, is_policy ? "policy of nft(8)" : "rule of nft(8)");
    fact.set("tool", "nft").set("kind", is_policy ? "policy" : "rule");
    fact.set("line", lines_.at(range.offset));
    fact.set("text", text_.substr(range.offset, std::min<std::size_t>(range.size, text_size_max)));
    fact.set("family", in_chain ? blocks_[0].name : words_[3]);
    fact.set("chain", in_chain ? blocks_[1].name : words_[4]);
    if (is_policy && words_.size() > 1)
      fact.set("action", words_[1]);
    else
      set_nft_rule(std::span(words_).subspan(command ? 5 : 0), fact);
    out_.facts.push_back(std::move(fact));
  }

  std::string_view text_;
  LineCounter lines_;
  Reading& out_;
  std::size_t at_ = 0;
  std::size_t start_ = std::string_view::npos;  // of the statement
  std::size_t last_ = 0;                        // its last byte so far
  std::size_t over_ = 0;                        // blocks deeper than are followed
  std::string word_;
  std::vector<std::string> words_;
  std::vector<Block> blocks_;
};

bool is_nft(std::string_view name) {
  return base_of(name) == "nftables.conf" || name.ends_with(".nft");
}

bool wants(std::string_view name) {
  return path_ends_with(name, "etc/config/firewall") || is_nft(name);
}

void read_named(const Leaf& leaf, Reading& out) {
  if (leaf.bytes.empty() || as_text(leaf.bytes).find('\0') != std::string_view::npos) return;
  if (is_nft(leaf.name))
    NftFile(leaf.bytes, out).run();
  else
    read_uci(leaf.bytes, out);
}

}  // namespace

extern const Reader packet_filters = {
    .id = "packet_filters",
    .title = "Rules of packet filters in files of UCI and nftables",
    .source = "OpenWrt, Firewall configuration; nft(8)",
    .wants = wants,
    .read_named = read_named,
};

}  // namespace assay::readers
