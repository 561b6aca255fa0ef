// A name is a run of letters, digits and  . _ + - @  without those signs at its ends; three bits of
// one word of the set stand for it, so that a name costs one place in memory.
//
// Source: for the multiplier, Knuth, "The Art of Computer Programming", 6.4 (Fibonacci hashing);
// for sets of bits, Bloom, "Space/Time Trade-offs in Hash Coding with Allowable Errors", 1970.
#include "readers/mentions.h"

#include <sys/mman.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <memory>
#include <new>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/byte_block.h"
#include "readers/name_runs.h"
#include "readers/path.h"
#include "readers/script_file.h"

namespace assay::readers {
namespace {

bool is_edge(char c) { return letter_of(c) == Letter::edge; }

// A name without the signs at its ends, of which most have none.
std::string_view trimmed(std::string_view name) {
  while (!name.empty() && !is_edge(name.front())) name.remove_prefix(1);
  while (!name.empty() && !is_edge(name.back())) name.remove_suffix(1);
  return name;
}

template <class T>
std::uint64_t load(const char* at) {
  T value = 0;
  std::memcpy(&value, at, sizeof(value));
  return value;
}

// The lowest 0 to 8 bytes of a word.
constexpr auto byte_masks = [] {
  std::array<std::uint64_t, 9> masks{};
  for (std::size_t i = 1; i < masks.size(); i++) masks[i] = ~std::uint64_t{0} >> (64 - 8 * i);
  return masks;
}();

constexpr std::size_t short_size_max = 16;

// Of a name of up to sixteen bytes, behind whose start sixteen can be read. Most are so short, and
// every word of all text of an image comes by here: this has no branches.
inline std::uint64_t hash_of_short(const char* name, std::size_t size) {
  const std::size_t first = std::min<std::size_t>(size, 8);
  const std::uint64_t low = load<std::uint64_t>(name) & byte_masks[first];
  const std::uint64_t high = load<std::uint64_t>(name + 8) & byte_masks[size - first];
  const std::uint64_t mixed = (low + size) * 0x9e3779b97f4a7c15 ^ high * 0xc2b2ae3d27d4eb4f;
  return (mixed ^ mixed >> 32U) * 0x9e3779b97f4a7c15;
}

std::uint64_t hash_of_long(std::string_view name) {
  std::uint64_t hash = name.size();
  for (; name.size() > 8; name.remove_prefix(8))
    hash = (hash ^ load<std::uint64_t>(name.data())) * 0xc2b2ae3d27d4eb4f;
  hash ^= load<std::uint64_t>(name.data() + name.size() - 8);
  return (hash ^ hash >> 32U) * 0x9e3779b97f4a7c15;
}

// `readable` bytes from the start of the name can be read, which are the name's at least.
inline std::uint64_t hash_of(std::string_view name, std::size_t readable) {
  if (name.size() > short_size_max) return hash_of_long(name);
  if (readable >= short_size_max) return hash_of_short(name.data(), name.size());
  std::array<char, short_size_max> bytes{};
  std::memcpy(bytes.data(), name.data(), name.size());
  return hash_of_short(bytes.data(), name.size());
}

// Five bits of a word; which word, the upper bits of the hash say.
std::uint64_t bits_of(std::uint64_t hash) {
  return 1ULL << (hash & 63U) | 1ULL << ((hash >> 6U) & 63U) | 1ULL << ((hash >> 12U) & 63U) |
         1ULL << ((hash >> 18U) & 63U) | 1ULL << ((hash >> 24U) & 63U);
}

constexpr std::size_t block_size = 4096;
constexpr std::size_t large_page_size = 2U << 20U;

// The sum of the squares of how often each value stands in a block of noise is below this: its
// chi-squared (mean 255, deviation 23 where all values are as likely) is below 370.
constexpr std::uint64_t noise_squares = block_size * (block_size / 256) + block_size / 256 * 370;

// How many bytes of a block are 0x80 and above.
std::uint64_t count_high(Bytes block) {
  std::uint64_t count = 0;
  for (const Bytes half : {block.first(block_size / 2), block.last(block_size / 2)}) {
    ByteBlock counts{};  // up to 128 each
    for (std::size_t i = 0; i < half.size(); i += sizeof(ByteBlock))
      counts += load_block(as_text(half).data() + i) >> 7;
    for (std::size_t i = 0; i < sizeof(ByteBlock); i++) count += counts[i];
  }
  return count;
}

std::uint64_t sum_of_squares(Bytes block) {
  // Four tables, so that equal neighbours do not wait for each other.
  std::array<std::array<std::uint16_t, 256>, 4> counts{};
  for (std::size_t i = 0; i < block_size; i += 4) {
    counts[0][block[i]]++;
    counts[1][block[i + 1]]++;
    counts[2][block[i + 2]]++;
    counts[3][block[i + 3]]++;
  }
  std::uint64_t squares = 0;
  for (std::size_t value = 0; value < 256; value++) {
    std::uint64_t count = 0;
    for (const auto& table : counts) count += table[value];
    squares += count * count;
  }
  return squares;
}

// Whether a whole block has all bytes about equally often, as only packed and encrypted bytes do.
bool is_noise(Bytes block) {
  if (block.size() != block_size) return false;
  // The sum is the smallest where either half of the values is spread evenly. Code and text have
  // far fewer bytes in the upper half, so that most need no more than this.
  const std::uint64_t high = count_high(block);
  const std::uint64_t low = block_size - high;
  return (high * high + low * low) / 128 < noise_squares && sum_of_squares(block) < noise_squares;
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

std::atomic<std::uint64_t> sets_made = 0;

// From one to four large pages of words, a byte for four of the image. Packed, four bytes seldom
// have more than one name that did not stand before.
unsigned words_log2_of(std::uint64_t image_size) {
  unsigned log2 = 18;
  while (log2 < 20 && (sizeof(std::uint64_t) << log2) < image_size / 4) log2++;
  return log2;
}

}  // namespace

// Names fall anywhere in the set. With pages of the usual size each thousandth of it would come by
// itself, at twice the price of a name, in a child that shares nothing with its parent yet.
Mentions::Mentions(std::uint64_t image_size)
    : words_log2_(words_log2_of(image_size)), number_(++sets_made) {
  const std::size_t size = sizeof(std::uint64_t) << words_log2_;
  mapping_ = mmap(nullptr, size + large_page_size, PROT_READ | PROT_WRITE,
                  MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (mapping_ == MAP_FAILED) throw std::bad_alloc();
  void* start = mapping_;
  std::size_t room = size + large_page_size;
  std::align(large_page_size, size, start, room);
  (void)madvise(start, size, MADV_HUGEPAGE);  // as good as it gets
  bits_ = static_cast<std::atomic<std::uint64_t>*>(start);
}

Mentions::~Mentions() {
  munmap(mapping_, (sizeof(std::uint64_t) << words_log2_) + large_page_size);
}

// Of names that this thread has set, or is about to, so that most need not be looked up. A word of
// the large set is in no cache, as a rule, and text says the same names over and over. The set
// forgets nothing, so this may outlast a content.
struct Mentions::Recent {
  std::uint64_t number = 0;  // the set's
  std::array<std::uint64_t, 8192> hashes{};
};

Mentions::Recent& Mentions::recent() {
  thread_local Recent recent;
  if (recent.number != number_) {
    recent.number = number_;
    recent.hashes.fill(0);
    set(0);
  }
  return recent;
}

void Mentions::set(std::uint64_t hash) {
  std::atomic<std::uint64_t>& word = word_of(hash);
  const std::uint64_t wanted = bits_of(hash);
  if ((word.load(std::memory_order_relaxed) & wanted) != wanted)
    word.fetch_or(wanted, std::memory_order_relaxed);
}

void Mentions::note_unknown(Bytes bytes) {
  std::size_t start = 0;  // of blocks that are read at once
  for (std::size_t at = 0; at < bytes.size(); at += block_size) {
    if (!is_noise(bytes.subspan(at, std::min(block_size, bytes.size() - at)))) continue;
    note(bytes.subspan(start, at - start), {});
    start = at + block_size;
  }
  if (start < bytes.size()) note(bytes.subspan(start), {});
}

void Mentions::note(Bytes bytes, std::string_view own) {
  const std::uint64_t own_hash = hash_of(trimmed(own), 0);
  const std::uint64_t stem_hash = hash_of(trimmed(stem_of(own)), 0);
  const char* const end = as_text(bytes).data() + bytes.size();
  auto& hashes = recent().hashes;
  // What is to be set waits while its place comes.
  std::array<std::uint64_t, 8> waiting{};
  std::size_t count = 0;
  for_each_run(as_text(bytes), [&](std::string_view run) {
    const bool bare = is_edge(run.front()) && is_edge(run.back());
    const std::string_view name = bare ? run : trimmed(run);
    if (name.size() < name_size_min || name.size() > name_size_max) return;
    const std::uint64_t hash = hash_of(name, static_cast<std::size_t>(end - name.data()));
    std::uint64_t& last = hashes[hash % hashes.size()];
    if (hash == last || hash == own_hash || hash == stem_hash) return;
    last = hash;
    __builtin_prefetch(&word_of(hash), 1);
    std::uint64_t& place = waiting[count % waiting.size()];
    if (count++ >= waiting.size()) set(place);
    place = hash;
  });
  for (std::size_t i = 0; i < std::min(count, waiting.size()); i++) set(waiting[i]);
}

bool Mentions::has(std::string_view name) const {
  const std::string_view plain = trimmed(name);
  if (plain.size() < name_size_min || plain.size() > name_size_max) return true;
  const std::uint64_t hash = hash_of(plain, 0);
  const std::uint64_t wanted = bits_of(hash);
  return (word_of(hash).load(std::memory_order_relaxed) & wanted) == wanted;
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
