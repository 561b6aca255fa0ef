#include "unpack/measure.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace assay::unpack {
namespace {

// The bytes of `within` around `at` that are equal to the one there.
Range run_around(Bytes bytes, std::uint64_t at, Range within) {
  const std::uint8_t value = bytes[at];
  std::uint64_t first = at;
  while (first > within.offset && bytes[first - 1] == value) first--;
  const auto end = std::find_if(bytes.begin() + static_cast<std::ptrdiff_t>(at),
                                bytes.begin() + static_cast<std::ptrdiff_t>(within.end()),
                                [value](std::uint8_t b) { return b != value; });
  return {first, static_cast<std::uint64_t>(end - bytes.begin()) - first};
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
  if (range.size == 0) return;
  // A gap shorter than the bound that is one value from end to end is padding as well.
  const std::uint64_t least = std::min(padding_size_min, range.size);
  std::uint64_t unknown_from = range.offset;
  // A run that is long enough covers one of the places that lie so far apart.
  for (std::uint64_t at = range.offset + least - 1; at < range.end();) {
    const Range run = run_around(bytes, at, {unknown_from, range.end() - unknown_from});
    if (run.size < least) {
      at += least;
      continue;
    }
    add_unknown(bytes, {unknown_from, run.offset - unknown_from}, regions);
    regions.push_back({run, RegionKind::padding, "", bytes[at], 0});
    unknown_from = run.end();
    at = run.end() + least - 1;
  }
  add_unknown(bytes, {unknown_from, range.end() - unknown_from}, regions);
}

}  // namespace assay::unpack
