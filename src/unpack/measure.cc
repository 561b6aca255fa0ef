#include "unpack/measure.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace assay::unpack {
namespace {

// How many bytes from `at` on are equal to bytes[at].
std::uint64_t run_at(Bytes bytes, std::uint64_t at, std::uint64_t end) {
  const std::uint8_t value = bytes[at];
  const auto first = bytes.begin() + static_cast<std::ptrdiff_t>(at);
  const auto last = bytes.begin() + static_cast<std::ptrdiff_t>(end);
  return static_cast<std::uint64_t>(
      std::find_if(first, last, [value](std::uint8_t b) { return b != value; }) - first);
}

void add_unknown(Bytes bytes, Range range, Regions& regions) {
  if (range.size == 0) return;
  regions.push_back(
      {range, RegionKind::unknown, "", 0, entropy_mbit(bytes.subspan(range.offset, range.size))});
}

}  // namespace

std::uint32_t entropy_mbit(Bytes bytes) {
  if (bytes.empty()) return 0;
  // Four tables, so that equal neighbours do not wait for each other.
  std::array<std::array<std::uint64_t, 256>, 4> counts{};
  std::size_t i = 0;
  for (; i + 4 <= bytes.size(); i += 4) {
    counts[0][bytes[i]]++;
    counts[1][bytes[i + 1]]++;
    counts[2][bytes[i + 2]]++;
    counts[3][bytes[i + 3]]++;
  }
  for (; i < bytes.size(); i++) counts[0][bytes[i]]++;
  const auto total = static_cast<double>(bytes.size());
  double bits = 0;
  for (std::size_t value = 0; value < 256; value++) {
    const std::uint64_t count =
        counts[0][value] + counts[1][value] + counts[2][value] + counts[3][value];
    if (count > 0) {
      const double share = static_cast<double>(count) / total;
      bits -= share * std::log2(share);
    }
  }
  return static_cast<std::uint32_t>(std::clamp(std::lround(bits * 1000), 0L, 8000L));
}

void measure_gap(Bytes bytes, Range range, Regions& regions) {
  std::uint64_t unknown_from = range.offset;
  std::uint64_t at = range.offset;
  while (at < range.end()) {
    const std::uint64_t run = run_at(bytes, at, range.end());
    // A gap shorter than the bound that is one value from end to end is padding as well.
    if (run >= padding_size_min || run == range.size) {
      add_unknown(bytes, {unknown_from, at - unknown_from}, regions);
      regions.push_back({{at, run}, RegionKind::padding, "", bytes[at], 0});
      unknown_from = at + run;
    }
    at += run;
  }
  add_unknown(bytes, {unknown_from, range.end() - unknown_from}, regions);
}

}  // namespace assay::unpack
