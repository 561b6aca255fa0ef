// A name is a run of letters, digits and  . _ + - @  without those signs at its ends; two bits of
// the set stand for it, taken from its FNV-1a hash.
//
// Source: for the hash, the FNV draft (draft-eastlake-fnv); for sets of bits, Bloom, "Space/Time
// Trade-offs in Hash Coding with Allowable Errors", 1970.
#include "readers/mentions.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <new>
#include <string>
#include <unordered_map>
#include <vector>

#include "readers/path.h"
#include "readers/script_file.h"

namespace assay::readers {
namespace {

constexpr std::uint64_t hash_start = 0xcbf29ce484222325;
constexpr std::uint64_t hash_step = 0x100000001b3;

enum class Letter : std::uint8_t { none, edge, inner };  // `edge` may also stand at an end

constexpr auto letters = [] {
  std::array<Letter, 256> table{};
  for (unsigned c = 0; c < 256; c++) {
    const bool plain =
        (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    const bool sign = c == '.' || c == '+' || c == '-' || c == '@';
    table[c] = plain ? Letter::edge : sign ? Letter::inner : Letter::none;
  }
  return table;
}();

// A name without the signs at its ends.
std::string_view trimmed(std::string_view name) {
  const auto is_edge = [](char c) {
    return letters[static_cast<unsigned char>(c)] == Letter::inner;
  };
  while (!name.empty() && is_edge(name.front())) name.remove_prefix(1);
  while (!name.empty() && is_edge(name.back())) name.remove_suffix(1);
  return name;
}

std::uint64_t hash_of(std::string_view name) {
  std::uint64_t hash = hash_start;
  for (const char c : name) hash = (hash ^ static_cast<unsigned char>(c)) * hash_step;
  return hash;
}

// The name before its suffix: "x.lua" is asked for as "x".
std::string_view stem_of(std::string_view name) {
  constexpr std::string_view suffixes[] = {".ko",  ".lua", ".py",   ".pyc", ".html", ".htm",
                                           ".asp", ".js",  ".sh",   ".cgi", ".php",  ".service",
                                           ".so",  ".xml", ".conf", ".pm",  ".json", ".socket"};
  if (const std::size_t at = name.find(".so."); at != name.npos) return name.substr(0, at + 3);
  for (const std::string_view suffix : suffixes)
    if (name.ends_with(suffix)) return name.substr(0, name.size() - suffix.size());
  return {};
}

// Modules are asked for with '-' or '_' alike.
std::string with_signs(std::string_view name, char from, char to) {
  std::string out(name);
  std::ranges::replace(out, from, to);
  return out;
}

// Names under which links lead to files of a name.
using Links = std::unordered_map<std::string_view, std::vector<const Node*>>;

Links links_of(const std::vector<Node>& nodes) {
  Links links;
  for (const Node& node : nodes)
    if (node.kind == NodeKind::symlink && node.attributes.link_target)
      links[base_of(*node.attributes.link_target)].push_back(&node);
  return links;
}

bool is_read_as_folder(const Mentions& mentions, std::string_view path) {
  for (std::string_view folder = folder_of(path); !folder.empty(); folder = folder_of(folder)) {
    const std::string_view name = base_of(folder);
    if (name.size() > 2 && (name.ends_with(".d") || name.ends_with(".wants")) &&
        (name.ends_with(".wants") || mentions.has(name)))
      return true;
  }
  return false;
}

bool is_mentioned(const Mentions& mentions, std::string_view name) {
  if (mentions.has(name)) return true;
  const std::string_view stem = stem_of(name);
  if (stem.empty()) return false;
  return mentions.has(stem) || mentions.has(with_signs(stem, '_', '-')) ||
         mentions.has(with_signs(stem, '-', '_'));
}

bool is_referred(const Mentions& mentions, const Links& links, const Node& node) {
  constexpr std::size_t names_max = 64;  // that are followed over links
  if (is_read_as_folder(mentions, node.name)) return true;
  std::vector<std::string_view> names = {base_of(node.name)};
  for (std::size_t i = 0; i < names.size(); i++) {
    if (is_mentioned(mentions, names[i])) return true;
    const auto found = links.find(names[i]);
    if (found == links.end()) continue;
    for (const Node* link : found->second) {
      if (is_read_as_folder(mentions, link->name)) return true;
      const std::string_view name = base_of(link->name);
      if (names.size() < names_max && std::ranges::find(names, name) == names.end())
        names.push_back(name);
    }
  }
  return false;
}

}  // namespace

Mentions::Mentions()
    : bits_(static_cast<std::atomic<std::uint64_t>*>(
                std::calloc(std::size_t{1} << (bits_log2 - 6), sizeof(std::uint64_t))),
            std::free) {
  if (bits_ == nullptr) throw std::bad_alloc();
}

void Mentions::set(std::uint64_t hash) {
  constexpr std::uint64_t mask = (1ULL << bits_log2) - 1;
  for (const std::uint64_t bit : {hash & mask, (hash >> bits_log2) & mask}) {
    std::atomic<std::uint64_t>& word = bits_[bit >> 6U];
    const std::uint64_t wanted = 1ULL << (bit & 63U);
    if ((word.load(std::memory_order_relaxed) & wanted) == 0)
      word.fetch_or(wanted, std::memory_order_relaxed);
  }
}

void Mentions::note(Bytes bytes, std::string_view own) {
  const std::uint64_t own_hash = hash_of(trimmed(own));
  const std::uint64_t stem_hash = hash_of(trimmed(stem_of(own)));
  std::uint64_t hash = hash_start;
  std::uint64_t edge_hash = hash_start;  // up to the last letter that may stand at an end
  std::size_t size = 0;
  std::size_t edge_size = 0;
  const auto finish = [&] {
    if (edge_size >= name_size_min && edge_size <= name_size_max && edge_hash != own_hash &&
        edge_hash != stem_hash)
      set(edge_hash);
    hash = edge_hash = hash_start;
    size = edge_size = 0;
  };
  for (const std::uint8_t byte : bytes) {
    const Letter letter = letters[byte];
    if (letter == Letter::none || (letter == Letter::inner && size == 0)) {
      if (size != 0) finish();
      continue;
    }
    hash = (hash ^ byte) * hash_step;
    size++;
    if (letter != Letter::edge) continue;
    edge_hash = hash;
    edge_size = size;
  }
  finish();
}

bool Mentions::has(std::string_view name) const {
  const std::string_view plain = trimmed(name);
  if (plain.size() < name_size_min || plain.size() > name_size_max) return true;
  constexpr std::uint64_t mask = (1ULL << bits_log2) - 1;
  const std::uint64_t hash = hash_of(plain);
  for (const std::uint64_t bit : {hash & mask, (hash >> bits_log2) & mask})
    if ((bits_[bit >> 6U].load(std::memory_order_relaxed) >> (bit & 63U) & 1U) == 0) return false;
  return true;
}

bool may_mention(std::string_view file_type) {
  constexpr std::string_view types[] = {"elf",
                                        "text",
                                        "text-8bit",
                                        "script",
                                        "json",
                                        "xml",
                                        "html",
                                        "php",
                                        "lua",
                                        "asp",
                                        "python",
                                        "css",
                                        "c",
                                        "svg",
                                        "sqlite",
                                        "pem",
                                        "lua-bytecode",
                                        "luajit-bytecode",
                                        "device-tree",
                                        "python-bytecode",
                                        "java-class",
                                        "javascript"};
  return std::ranges::find(types, file_type) != std::end(types);
}

void add_unreferred(const Mentions& mentions, std::vector<Node>& nodes) {
  const Links links = links_of(nodes);
  for (Node& node : nodes) {
    const bool in_tree =
        node.kind == NodeKind::file && node.size > 0 && node.name.find('/') != std::string::npos;
    if (!in_tree || is_documentation(node.name) || is_referred(mentions, links, node)) continue;
    Fact fact("unreferred_file", {0, node.size}, "its name stands nowhere else in the image");
    fact.set("name", base_of(node.name)).set("file_type", node.file_type);
    if (node.attributes.mode) fact.set("executable", (*node.attributes.mode & 0111U) != 0 ? 1 : 0);
    node.facts.push_back(std::move(fact));
  }
}

}  // namespace assay::readers
