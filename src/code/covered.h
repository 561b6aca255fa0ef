// Covered: which places of a range of code were reached.
#pragma once

#include <cstdint>
#include <vector>

namespace assay::code {

class Covered {
 public:
  explicit Covered(std::uint64_t places) : places_(places), words_(places / 64 + 1) {}

  bool at(std::uint64_t place) const { return (words_[place / 64] >> place % 64 & 1U) != 0; }
  // The first place from `from` on, below `end`, that was reached, or that was not; `end` where
  // there is none.
  std::uint64_t next(bool reached, std::uint64_t from, std::uint64_t end) const;
  // Those from `from` on, below `end`, as far as there are any.
  void set(std::uint64_t from, std::uint64_t end, bool reached);
  std::uint64_t count() const;  // that were reached

 private:
  std::uint64_t places_;
  std::vector<std::uint64_t> words_;  // a bit for each; zeros behind the last
};

}  // namespace assay::code
