#include "unpack/partition.h"

#include <algorithm>

#include "unpack/measure.h"

namespace assay::unpack {
namespace {

// Cuts the parts of `claims` that an earlier one covers; what is left is sorted and disjoint.
std::vector<Claim> disjoint(std::vector<Claim> claims) {
  std::ranges::stable_sort(claims, {}, [](const Claim& claim) { return claim.range.offset; });
  std::vector<Claim> result;
  std::uint64_t covered_to = 0;
  for (Claim& claim : claims) {
    if (claim.range.end() <= covered_to) continue;
    const std::uint64_t start = std::max(claim.range.offset, covered_to);
    claim.range = {start, claim.range.end() - start};
    covered_to = claim.range.end();
    result.push_back(std::move(claim));
  }
  return result;
}

// The parts of `claims` outside all of `holes`; both sorted and disjoint.
std::vector<Claim> without(const std::vector<Claim>& claims, const std::vector<Claim>& holes) {
  std::vector<Claim> result;
  std::size_t hole = 0;
  for (const Claim& claim : claims) {
    std::uint64_t at = claim.range.offset;
    while (hole < holes.size() && holes[hole].range.end() <= at) hole++;
    for (std::size_t i = hole; i < holes.size() && holes[i].range.offset < claim.range.end(); i++) {
      if (holes[i].range.offset > at)
        result.push_back({{at, holes[i].range.offset - at}, claim.kind, claim.label});
      at = std::max(at, holes[i].range.end());
    }
    if (at < claim.range.end())
      result.push_back({{at, claim.range.end() - at}, claim.kind, claim.label});
  }
  return result;
}

void add_joined(Regions& regions, const Claim& claim) {
  if (!regions.empty() && regions.back().kind == claim.kind &&
      regions.back().label == claim.label && regions.back().range.end() == claim.range.offset) {
    regions.back().range.size += claim.range.size;
    return;
  }
  regions.push_back({claim.range, claim.kind, claim.label, 0, 0});
}

}  // namespace

Regions partition(Bytes bytes, std::vector<Claim> claims) {
  const auto first_known =
      std::stable_partition(claims.begin(), claims.end(),
                            [](const Claim& claim) { return claim.kind == RegionKind::encrypted; });
  const auto encrypted = disjoint({claims.begin(), first_known});
  auto named = without(disjoint({first_known, claims.end()}), encrypted);
  named.insert(named.end(), encrypted.begin(), encrypted.end());
  std::ranges::sort(named, {}, [](const Claim& claim) { return claim.range.offset; });

  Regions regions;
  std::uint64_t at = 0;
  for (const Claim& claim : named) {
    ASSAY_ASSERT(claim.range.offset >= at && claim.range.end() <= bytes.size());
    if (claim.range.offset > at) measure_gap(bytes, {at, claim.range.offset - at}, regions);
    add_joined(regions, claim);
    at = claim.range.end();
  }
  if (at < bytes.size()) measure_gap(bytes, {at, bytes.size() - at}, regions);
  return regions;
}

}  // namespace assay::unpack
