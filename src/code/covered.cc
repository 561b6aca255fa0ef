#include "code/covered.h"

#include <algorithm>
#include <bit>

namespace assay::code {

std::uint64_t Covered::next(bool reached, std::uint64_t from, std::uint64_t end) const {
  end = std::min(end, places_);
  while (from < end) {
    const std::uint64_t word = reached ? words_[from / 64] : ~words_[from / 64];
    const std::uint64_t rest = word >> from % 64;
    if (rest != 0) return std::min(end, from + static_cast<unsigned>(std::countr_zero(rest)));
    from = (from / 64 + 1) * 64;
  }
  return end;
}

void Covered::set(std::uint64_t from, std::uint64_t end, bool reached) {
  end = std::min(end, places_);
  while (from < end) {
    const std::uint64_t next = std::min(end, (from / 64 + 1) * 64);
    const std::uint64_t bits = ~std::uint64_t{0} >> (64 - (next - from)) << from % 64;
    if (reached)
      words_[from / 64] |= bits;
    else
      words_[from / 64] &= ~bits;
    from = next;
  }
}

std::uint64_t Covered::count() const {
  std::uint64_t count = 0;
  for (const std::uint64_t word : words_) count += static_cast<unsigned>(std::popcount(word));
  return count;
}

}  // namespace assay::code
