// PlaceSet: places of a range, in order. What is next to a place is found quickly wherever it is.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

namespace assay::code {

class PlaceSet {
 public:
  // Of places below `count`. Memory: a bit for each, and a 64th of that.
  explicit PlaceSet(std::uint64_t count) : words_(count / 64 + 1), full_(words_.size() / 64 + 1) {}

  // `place` is below the count.
  void insert(std::uint64_t place) {
    words_[place / 64] |= std::uint64_t{1} << place % 64;
    full_[place / 4096] |= std::uint64_t{1} << place / 64 % 64;
  }
  // The first of them at `from` or behind it, and the last at `from` or before it; nothing where
  // there is none.
  std::optional<std::uint64_t> next(std::uint64_t from) const;
  std::optional<std::uint64_t> last(std::uint64_t from) const;

 private:
  std::vector<std::uint64_t> words_;  // a bit for each place
  std::vector<std::uint64_t> full_;   // a bit for each word that is not zero
};

}  // namespace assay::code
