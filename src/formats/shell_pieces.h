// The parts of a shell script's words.
#pragma once

#include <algorithm>
#include <span>
#include <string_view>
#include <vector>

#include "base/bytes.h"

namespace assay::formats {

// A part of a word. `opaque` is what only running the script can tell: $(...), `...`, ${x#y}, $1.
struct ShellPiece {
  enum class Kind : std::uint8_t { literal, variable, opaque };
  Kind kind = Kind::literal;
  bool quoted = false;
  // The name, of a variable; else the text, as written where it is opaque. A view of the script.
  std::string_view text;
  Range commands = {};  // of $(...) and `...`: what stands within; else of no size
};

// Keeps the pieces of many words: most have one, for which they need no memory of their own.
class ShellPieces {
 public:
  // A copy of `pieces`, which stays where it is while this lives, or what it is moved to.
  std::span<const ShellPiece> keep(std::span<const ShellPiece> pieces) {
    if (free_.size() < pieces.size()) {
      blocks_.emplace_back(std::max(pieces.size(), blocks_.empty() ? block_min : block_size));
      free_ = blocks_.back();
    }
    const auto kept = free_.first(pieces.size());
    std::ranges::copy(pieces, kept.begin());
    free_ = free_.subspan(pieces.size());
    return kept;
  }

 private:
  static constexpr std::size_t block_min = 16;  // pieces; many texts are one line
  static constexpr std::size_t block_size = 256;
  std::vector<std::vector<ShellPiece>> blocks_;
  std::span<ShellPiece> free_;  // of the last block
};

}  // namespace assay::formats
