#include "code/place_set.h"

#include <algorithm>
#include <bit>

namespace assay::code {
namespace {

using Words = std::vector<std::uint64_t>;

std::optional<std::uint64_t> next_bit(const Words& words, std::uint64_t from) {
  if (from / 64 >= words.size()) return std::nullopt;
  std::uint64_t word = words[from / 64] >> from % 64 << from % 64;
  for (std::uint64_t at = from / 64;; word = words[at]) {
    if (word != 0) return at * 64 + static_cast<unsigned>(std::countr_zero(word));
    if (++at == words.size()) return std::nullopt;
  }
}

std::optional<std::uint64_t> last_bit(const Words& words, std::uint64_t from) {
  from = std::min(from, words.size() * 64 - 1);
  std::uint64_t word = words[from / 64] << (63 - from % 64) >> (63 - from % 64);
  for (std::uint64_t at = from / 64;; word = words[--at]) {
    if (word != 0) return at * 64 + 63 - static_cast<unsigned>(std::countl_zero(word));
    if (at == 0) return std::nullopt;
  }
}

}  // namespace

std::optional<std::uint64_t> PlaceSet::next(std::uint64_t from) const {
  if (from / 64 >= words_.size()) return std::nullopt;
  if (const std::uint64_t here = words_[from / 64] >> from % 64; here != 0)
    return from + static_cast<unsigned>(std::countr_zero(here));
  const auto word = next_bit(full_, from / 64 + 1);
  return word ? next_bit(words_, *word * 64) : std::nullopt;
}

std::optional<std::uint64_t> PlaceSet::last(std::uint64_t from) const {
  from = std::min(from, words_.size() * 64 - 1);
  if (const std::uint64_t here = words_[from / 64] << (63 - from % 64); here != 0)
    return from - static_cast<unsigned>(std::countl_zero(here));
  const auto word = from < 64 ? std::nullopt : last_bit(full_, from / 64 - 1);
  return word ? last_bit(words_, *word * 64 + 63) : std::nullopt;
}

}  // namespace assay::code
