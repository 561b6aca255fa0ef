// iptables [-t TABLE] -A|-I CHAIN MATCHES -j TARGET     iptables -P CHAIN TARGET
// nft add rule FAMILY TABLE CHAIN ...                   the same lines without "iptables" stand in
// the files of iptables-save
//
// Source: iptables(8), iptables-extensions(8), ebtables(8), nft(8).
#include <algorithm>
#include <span>

#include "readers/path.h"
#include "readers/script_facts.h"

namespace assay::readers {
namespace {

constexpr std::size_t text_size_max = 512;

std::string joined(std::span<const std::string> words) {
  std::string text;
  for (const std::string& word : words) {
    if (text.size() > text_size_max) break;
    text += (text.empty() ? "" : " ") + word;
  }
  return text.substr(0, text_size_max);
}

struct Option {
  std::string_view column;
  std::string_view names[3];
};

constexpr Option options[] = {{"family", {"-t", "--table", ""}},
                              {"chain", {"-A", "-I", "--append"}},
                              {"action", {"-j", "--jump", "-g"}},
                              {"protocol", {"-p", "--protocol", "--proto"}},
                              {"source", {"-s", "--source", "--src"}},
                              {"destination", {"-d", "--destination", "--dst"}},
                              {"port", {"--dport", "--dports", "--destination-port"}},
                              {"interface", {"-i", "--in-interface", ""}}};

// A value and the words that it takes: one, or "{ 22, 80 }", which is told as "22,80".
std::string nft_value(std::span<const std::string> words, std::size_t& at) {
  std::string value;
  if (!words[at].starts_with('{')) return words[at];
  for (; at < words.size() && value.size() < text_size_max; at++) {
    for (const char c : words[at])
      if (c != '{' && c != '}') value += c;
    if (words[at].ends_with('}')) break;
  }
  return value;
}

}  // namespace

void set_nft_rule(std::span<const std::string> words, Fact& fact) {
  constexpr std::string_view ends[] = {"accept",   "drop",   "reject", "masquerade",
                                       "redirect", "return", "dnat",   "queue"};
  for (std::size_t i = 0; i < words.size(); i++) {
    const std::string& word = words[i];
    if (std::ranges::find(ends, word) != std::end(ends)) {
      fact.set("action", word);
      return;
    }
    if (i + 1 == words.size() || words[i + 1] == "!=") continue;
    const std::string before = i == 0 ? std::string() : words[i - 1];
    if (word == "dport")
      fact.set("protocol", before).set("port", nft_value(words, ++i));
    else if (word == "iifname" || word == "iif")
      fact.set("interface", nft_value(words, ++i));
    else if (word == "saddr")
      fact.set("source", nft_value(words, ++i));
    else if (word == "daddr")
      fact.set("destination", nft_value(words, ++i));
    else if (word == "jump" || word == "goto")
      fact.set("action", words[i + 1]);
  }
}

void add_firewall_rule(const ScriptLine& line, Reading& out) {
  const std::span<const std::string> words = line.words;
  const std::string_view tool = line.program;
  const bool nft = tool == "nft";
  if (!nft && tool != "iptables" && tool != "ip6tables" && tool != "ebtables") return;
  const auto policy = std::ranges::find_if(
      words, [](const std::string& word) { return word == "-P" || word == "--policy"; });
  const bool is_policy = !nft && words.end() - policy > 2;
  const bool adds = std::ranges::any_of(words, [](const std::string& word) {
    return word == "-A" || word == "-I" || word == "--append" || word == "--insert";
  });
  const bool adds_nft =
      nft && words.size() > 6 && words[2] == "rule" && (words[1] == "add" || words[1] == "insert");
  if (!is_policy && !(adds && !nft) && !adds_nft) return;
  if (line.command.range.size == 0) return;
  Fact fact("firewall_rule", line.command.range, "command of a shell script");
  fact.set("tool", tool).set("kind", is_policy ? "policy" : "rule").set("line", line.line);
  fact.set("text", joined(words));
  if (!line.command.condition.empty()) fact.set("condition", line.command.condition);
  if (adds_nft) {
    // nft add rule inet filter input tcp dport 22 accept
    fact.set("family", words[4]).set("chain", words[5]);
    set_nft_rule(words.subspan(6), fact);
  } else {
    if (is_policy) fact.set("chain", *(policy + 1)).set("action", *(policy + 2));
    for (const Option& option : options) {
      if (is_policy && (option.column == "chain" || option.column == "action")) continue;
      for (std::size_t i = 1; i + 1 < words.size(); i++) {
        if (std::ranges::find(option.names, words[i]) == std::end(option.names)) continue;
        const bool negated = words[i - 1] == "!" || words[i + 1] == "!";
        if (!negated) fact.set(option.column, words[i + 1]);
        break;
      }
    }
  }
  out.facts.push_back(std::move(fact));
}

}  // namespace assay::readers
