// FeatureSketch: 64 bits that stand for a set of features, so that two sets which share most of
// them differ in few bits.
//
// Each feature is a hash. Its top six bits choose a cell, and each cell keeps the least of the
// rest; a bit is the parity of a mixed cell. With the Jaccard index J of two sets, a bit differs
// with probability (1 - J) / 2: sets with nothing in common are 32 bits apart, equal ones 0. A cell
// that nothing fell into takes its bit from a full one, chosen by its own number, so that small
// sets are compared by what they have.
//
// Source: P. Li and A. C. Koenig, b-Bit Minwise Hashing, WWW 2010; A. Shrivastava, Optimal
// Densification for Fast and Accurate Minwise Hashing, ICML 2017.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>

namespace assay::code {

// A number of which every bit depends on every bit of `x`.
constexpr std::uint64_t mixed(std::uint64_t x) {
  x = (x ^ (x >> 32U)) * 0xd6e8feb86659fd93U;
  x = (x ^ (x >> 32U)) * 0xd6e8feb86659fd93U;
  return x ^ (x >> 32U);
}

class FeatureSketch {
 public:
  FeatureSketch() { cells_.fill(empty); }

  // `feature` is mixed already.
  void add(std::uint64_t feature) {
    std::uint64_t& cell = cells_[feature >> 58U];
    const std::uint64_t rest = feature & (empty >> 6U);
    if (rest < cell) cell = rest;
  }

  // 0 where nothing was added.
  std::uint64_t bits() const {
    // The next cell behind that is full: for the last ones, the first of all.
    const auto first =
        std::ranges::find_if(cells_, [](std::uint64_t cell) { return cell != empty; });
    if (first == cells_.end()) return 0;
    std::uint64_t full = *first;
    std::uint64_t all = 0;
    for (unsigned i = cells; i-- > 0;) {
      if (cells_[i] != empty) full = cells_[i];
      all |= (mixed(full + i) & 1U) << i;
    }
    return all;
  }

 private:
  static constexpr std::uint64_t empty = ~std::uint64_t{0};
  static constexpr unsigned cells = 64;

  std::array<std::uint64_t, cells> cells_;
};

}  // namespace assay::code
