#include "unpack/finder.h"

#include <fmt/core.h>
#include <hs.h>

#include <algorithm>
#include <optional>
#include <stdexcept>

namespace assay::unpack {
namespace {

std::uint8_t hex_digit(char c) {
  ASSAY_ASSERT((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
  return static_cast<std::uint8_t>(c <= '9' ? c - '0' : c - 'a' + 10);
}

// The longest run of known bytes: [first, last). Zeros in its front are left out, as the library
// takes a literal that starts with one for an empty string.
std::pair<std::size_t, std::size_t> anchor_of(const PatternBytes& wanted) {
  std::size_t best = 0;
  std::size_t best_end = 0;
  for (std::size_t start = 0; start < wanted.size(); start++) {
    while (start < wanted.size() && wanted[start].value_or(0) == 0) start++;
    std::size_t end = start;
    while (end < wanted.size() && wanted[end]) end++;
    if (end - start > best_end - best) {
      best = start;
      best_end = end;
    }
    start = end;
  }
  return {best, best_end};
}

// What is compiled of an anchor; the rest is compared where these stand. Longer ones make the
// library compile for five times as long, which costs a small image more than the search does.
constexpr std::size_t anchor_size_wanted = 6;

struct Compile {
  PatternBytes wanted;
  std::size_t anchor_offset = 0;
  std::size_t anchor_size = 0;
};

}  // namespace

PatternBytes pattern_bytes(const Pattern& pattern) {
  PatternBytes wanted;
  for (const std::uint8_t byte : as_bytes(pattern.text)) wanted.emplace_back(byte);
  for (std::size_t i = 0; i < pattern.hex.size(); i++) {
    if (pattern.hex[i] == ' ') continue;
    ASSAY_ASSERT(i + 1 < pattern.hex.size());
    if (pattern.hex[i] == '?') {
      wanted.emplace_back();
    } else {
      wanted.emplace_back(static_cast<std::uint8_t>(hex_digit(pattern.hex[i]) << 4U |
                                                    hex_digit(pattern.hex[i + 1])));
    }
    i++;
  }
  return wanted;
}

bool stands_at(const PatternBytes& pattern, Bytes bytes, std::uint64_t at) {
  if (at > bytes.size() || pattern.size() > bytes.size() - at) return false;
  for (std::size_t i = 0; i < pattern.size(); i++)
    if (pattern[i] && bytes[at + i] != *pattern[i]) return false;
  return true;
}

struct Finder::Compiled {
  std::vector<Compile> patterns;
  std::size_t anchor_size_max = 1;
  hs_database_t* database = nullptr;
  hs_scratch_t* scratch = nullptr;

  ~Compiled() {
    hs_free_scratch(scratch);
    hs_free_database(database);
  }
};

Finder::Finder(const std::vector<Pattern>& patterns) : compiled_(std::make_unique<Compiled>()) {
  std::vector<std::string> literals;
  for (const Pattern& pattern : patterns) {
    Compile compile;
    compile.wanted = pattern_bytes(pattern);
    const auto [first, run_end] = anchor_of(compile.wanted);
    const std::size_t last = std::min(run_end, first + anchor_size_wanted);
    ASSAY_ASSERT(last - first >= 2);  // a single byte would hit everywhere
    compile.anchor_offset = first;
    compile.anchor_size = last - first;
    std::string literal;
    for (std::size_t i = first; i < last; i++) literal += static_cast<char>(*compile.wanted[i]);
    literals.push_back(std::move(literal));
    compiled_->anchor_size_max = std::max(compiled_->anchor_size_max, compile.anchor_size);
    compiled_->patterns.push_back(std::move(compile));
  }
  std::vector<const char*> starts;
  std::vector<std::size_t> sizes;
  std::vector<unsigned> flags(literals.size(), 0);
  std::vector<unsigned> ids;
  for (const std::string& literal : literals) {
    ids.push_back(static_cast<unsigned>(ids.size()));
    starts.push_back(literal.data());
    sizes.push_back(literal.size());
  }
  hs_compile_error_t* error = nullptr;
  if (hs_compile_lit_multi(starts.data(), flags.data(), ids.data(), sizes.data(),
                           static_cast<unsigned>(literals.size()), HS_MODE_BLOCK, nullptr,
                           &compiled_->database, &error) != HS_SUCCESS) {
    const std::string why = error->message;
    hs_free_compile_error(error);
    throw std::runtime_error("cannot compile the search patterns: " + why);
  }
  if (hs_alloc_scratch(compiled_->database, &compiled_->scratch) != HS_SUCCESS)
    throw std::bad_alloc();
}

Finder::~Finder() = default;

namespace {

// The library wants working memory for each thread.
struct Scratch {
  hs_scratch_t* pointer = nullptr;
  const void* made_for = nullptr;
  ~Scratch() { hs_free_scratch(pointer); }

  hs_scratch_t* of(hs_scratch_t* prototype) {
    if (made_for == prototype) return pointer;
    hs_free_scratch(pointer);
    pointer = nullptr;
    made_for = nullptr;
    if (hs_clone_scratch(prototype, &pointer) != HS_SUCCESS) throw std::bad_alloc();
    made_for = prototype;
    return pointer;
  }
};

struct Search {
  const std::vector<Compile>& patterns;
  Bytes bytes;
  std::uint64_t segment_offset = 0;
  std::uint64_t seen_until = 0;  // hits that end at or before it were told of already
  std::uint64_t hits_max;
  std::vector<Hit> hits;
  bool cut = false;
};

int on_hit(unsigned id, unsigned long long /*from*/, unsigned long long to, unsigned /*flags*/,
           void* context) {
  auto& search = *static_cast<Search*>(context);
  const std::uint64_t end = search.segment_offset + to;
  if (end <= search.seen_until) return 0;
  const Compile& pattern = search.patterns[id];
  const std::uint64_t anchor = end - pattern.anchor_size;
  if (anchor < pattern.anchor_offset) return 0;
  const std::uint64_t start = anchor - pattern.anchor_offset;
  if (!stands_at(pattern.wanted, search.bytes, start)) return 0;
  if (search.hits.size() == search.hits_max) {
    search.cut = true;
    return 1;
  }
  search.hits.push_back({start, id});
  return 0;
}

}  // namespace

std::vector<Hit> Finder::find(Bytes bytes, std::uint64_t hits_max, bool& cut) const {
  thread_local Scratch scratch;
  hs_scratch_t* const working = scratch.of(compiled_->scratch);
  // The library counts in 32 bits; segments overlap by what an anchor may straddle.
  constexpr std::uint64_t segment_size = 64U << 20U;
  Search search{compiled_->patterns, bytes, 0, 0, hits_max, {}, false};
  for (std::uint64_t at = 0; at < bytes.size() && !search.cut; at += segment_size) {
    const std::uint64_t start = at - std::min<std::uint64_t>(at, compiled_->anchor_size_max - 1);
    const std::uint64_t end = std::min<std::uint64_t>(bytes.size(), at + segment_size);
    search.segment_offset = start;
    search.seen_until = at;
    hs_scan(compiled_->database, reinterpret_cast<const char*>(bytes.data() + start),
            static_cast<unsigned>(end - start), 0, working, on_hit, &search);
  }
  cut = search.cut;
  std::ranges::sort(search.hits, [](const Hit& a, const Hit& b) {
    return std::pair(a.offset, a.pattern) < std::pair(b.offset, b.pattern);
  });
  return std::move(search.hits);
}

}  // namespace assay::unpack
