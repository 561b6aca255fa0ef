#include "cli/nearest.h"

#include <algorithm>
#include <cstdint>
#include <vector>

namespace assay::cli {

// Optimal string alignment, three rows of the table at a time.
std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before(b.size() + 1);
  std::vector<std::size_t> above(b.size() + 1);
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); j++) above[j] = j;
  for (std::size_t i = 1; i <= a.size(); i++) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); j++) {
      const std::size_t change = above[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      row[j] = std::min({above[j] + 1, row[j - 1] + 1, change});
      const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) row[j] = std::min(row[j], before[j - 2] + 1);
    }
    std::swap(before, above);
    std::swap(above, row);
  }
  return above[b.size()];
}

std::string_view nearest(std::string_view typed, std::span<const std::string_view> words) {
  constexpr std::size_t typed_size_max = 64;
  if (typed.empty() || typed.size() > typed_size_max) return {};
  std::string_view best;
  std::size_t best_distance = SIZE_MAX;
  for (const std::string_view word : words) {
    const std::size_t distance =
        typed.size() >= 2 && word.starts_with(typed) ? 1 : edit_distance(typed, word);
    if (distance < best_distance) {
      best = word;
      best_distance = distance;
    }
  }
  const std::size_t allowed = typed.size() <= 3 ? 1 : typed.size() <= 6 ? 2 : 3;
  return best_distance <= allowed ? best : std::string_view{};
}

}  // namespace assay::cli
