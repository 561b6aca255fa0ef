#include "code/start_map.h"

#include <algorithm>

namespace assay::code {

std::vector<StartMap::Stretch> StartMap::stretches_of(const Program& program, unsigned shift) {
  std::vector<Stretch> stretches;
  std::uint64_t places = 0;
  for (const CodeRange& range : program.code()) {
    if (range.bytes.empty()) continue;
    const std::uint64_t first = range.address >> shift;
    const std::uint64_t count = ((range.end() - 1) >> shift) + 1 - first;
    stretches.push_back({first, count, places});
    places += count;
  }
  return stretches;
}

StartMap::StartMap(const Program& program)
    : unit_shift_(program.decoder().alignment > 1 ? 1 : 0),
      stretches_(stretches_of(program, unit_shift_)),
      all_(places()),
      whole_(places()),
      near_(places() / 64 + 1) {}

// The last stretch that begins at the address `unit`, in units, or before it.
const StartMap::Stretch* StartMap::last_before(std::uint64_t unit) const {
  const auto behind = std::ranges::upper_bound(stretches_, unit, {}, &Stretch::first);
  return behind == stretches_.begin() ? nullptr : &*std::prev(behind);
}

std::optional<std::uint64_t> StartMap::place_of(std::uint64_t address) const {
  const std::uint64_t unit = address >> unit_shift_;
  const Stretch* stretch = last_before(unit);
  if (stretch == nullptr || unit - stretch->first >= stretch->count) return std::nullopt;
  return stretch->before + (unit - stretch->first);
}

std::uint64_t StartMap::address_of(std::uint64_t place) const {
  const auto behind = std::ranges::upper_bound(stretches_, place, {}, &Stretch::before);
  const Stretch& stretch = *std::prev(behind);
  return (stretch.first + (place - stretch.before)) << unit_shift_;
}

// Few begin within the same 64 places.
const StartMap::Start* StartMap::find(std::uint64_t address) const {
  const auto place = place_of(address);
  std::uint32_t at = place ? near_[*place / 64] : 0;
  while (at != 0 && starts_[at - 1].address != address) at = starts_[at - 1].other;
  return at == 0 ? nullptr : &starts_[at - 1];
}

bool StartMap::add(std::uint64_t address, const Decoder* decoder, bool piece) {
  const auto place = place_of(address);
  if (!place || contains(address)) return false;
  std::uint32_t& near = near_[*place / 64];
  starts_.push_back({address, 0, decoder, near});
  near = static_cast<std::uint32_t>(starts_.size());
  all_.insert(*place);
  if (!piece) whole_.insert(*place);
  return true;
}

const Decoder* StartMap::decoder(std::uint64_t address) const {
  const Start* start = find(address);
  return start == nullptr ? nullptr : start->decoder;
}

std::uint64_t StartMap::end(std::uint64_t address) const {
  const Start* start = find(address);
  return start == nullptr ? 0 : start->end;
}

void StartMap::set_end(std::uint64_t address, std::uint64_t end) {
  if (const Start* start = find(address); start != nullptr)
    starts_[static_cast<std::size_t>(start - starts_.data())].end = end;
}

std::uint64_t StartMap::next(std::uint64_t address, const PlaceSet& of) const {
  const std::uint64_t unit = (address >> unit_shift_) + (address & unit_shift_);
  const Stretch* stretch = last_before(unit);
  std::uint64_t from = 0;
  if (stretch != nullptr) from = stretch->before + std::min(unit - stretch->first, stretch->count);
  const auto found = of.next(from);
  return found ? address_of(*found) : none;
}

std::uint64_t StartMap::last_whole(std::uint64_t address) const {
  const Stretch* stretch = last_before(address >> unit_shift_);
  if (stretch == nullptr) return none;
  const auto found = whole_.last(
      stretch->before + std::min((address >> unit_shift_) - stretch->first, stretch->count - 1));
  return found ? address_of(*found) : none;
}

}  // namespace assay::code
