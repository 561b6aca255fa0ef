// Finder: looks for many byte patterns at once, in one pass over a node.
//
// All magics of all handlers and all words that readers ask for go into one Vectorscan database of
// literals; a magic with unknown bytes in it is found by its longest run of known ones and compared
// whole at each hit.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/leaf.h"

namespace assay::unpack {

// A pattern to look for. `hex` is as in Magic, or empty where `text` is meant literally.
struct Pattern {
  std::string_view hex;
  std::string_view text;
};

// A pattern as bytes to compare with; nothing stands for any byte.
using PatternBytes = std::vector<std::optional<std::uint8_t>>;
PatternBytes pattern_bytes(const Pattern& pattern);

// Whether the pattern stands in `bytes` at `at`.
bool stands_at(const PatternBytes& pattern, Bytes bytes, std::uint64_t at);

class Finder {
 public:
  // Compiles the database; takes milliseconds. Throws std::runtime_error where the library refuses.
  explicit Finder(const std::vector<Pattern>& patterns);
  ~Finder();
  Finder(const Finder&) = delete;
  Finder& operator=(const Finder&) = delete;

  // All hits in `bytes`, by offset and then pattern, which counts as in the list that the finder
  // was made of. At most `hits_max`; where there were more, `cut` is set and the later ones are
  // missing. From any thread.
  std::vector<Hit> find(Bytes bytes, std::uint64_t hits_max, bool& cut) const;

 private:
  struct Compiled;
  std::unique_ptr<Compiled> compiled_;
};

}  // namespace assay::unpack
