#include "unpack/carve.h"

#include <fmt/core.h>

#include <algorithm>
#include <optional>

namespace assay::unpack {
namespace {

// A handler to be tried at a place.
struct Start {
  std::uint64_t offset;
  const Handler* handler;
  friend bool operator==(const Start&, const Start&) = default;
};

bool cut_short(const Probe& probe) {
  return std::ranges::any_of(probe.problems,
                             [](const Problem& p) { return p.code == ErrorCode::truncated; });
}

// What a probe had to decode is decoded again when it is read, where it is large: until then others
// need the memory.
void drop_large(Probe& probe, const Limits& limits) {
  const auto drop = [&limits](std::shared_ptr<const Buffer>& plain) {
    if (plain && plain->size() > limits.kept_trial_size) plain = nullptr;
  };
  drop(probe.plain);
  for (Extent& piece : probe.pieces) drop(piece.plain);
}

class Carver {
 public:
  Carver(Bytes node, std::vector<Start> starts, Confidence least, const Limits& limits)
      : node_(node), starts_(std::move(starts)), least_(least), limits_(limits) {
    trial_budget_ = limits.trial_free_size + limits.trial_factor * node.size();
  }

  std::vector<Instance> carve() {
    std::vector<Instance> instances;
    std::uint64_t free_from = 0;
    for (std::size_t i = 0; i < starts_.size();) {
      const std::size_t next = behind(i);
      if (starts_[i].offset >= free_from) {
        auto instance = best_of(i, next);
        if (instance && !gives_way(*instance, next)) {
          free_from = instance->offset + instance->probe.size;
          instances.push_back(std::move(*instance));
        }
      }
      i = next;
    }
    return instances;
  }

  bool budget_used_up() const { return trial_budget_ == 0; }

 private:
  // The first start behind `i` with another offset.
  std::size_t behind(std::size_t i) const {
    const std::uint64_t offset = starts_[i].offset;
    while (i < starts_.size() && starts_[i].offset == offset) i++;
    return i;
  }

  // The surest, then longest, of the formats that starts_[first, last) name at one place.
  std::optional<Instance> best_of(std::size_t first, std::size_t last) {
    std::optional<Instance> best;
    for (std::size_t i = first; i < last; i++) {
      auto probe =
          starts_[i].handler->probe(Candidate(node_, starts_[i].offset, limits_, trial_budget_));
      if (!probe || probe->confidence < least_) continue;
      drop_large(*probe, limits_);
      ASSAY_ASSERT(probe->size > 0 && probe->size <= node_.size() - starts_[i].offset);
      if (!best || std::pair(probe->confidence, probe->size) >
                       std::pair(best->probe.confidence, best->probe.size))
        best = Instance{starts_[i].handler, starts_[i].offset, std::move(*probe)};
    }
    return best;
  }

  bool gives_way(const Instance& instance, std::size_t next) {
    if (instance.offset == 0 || instance.probe.confidence != Confidence::plausible ||
        !cut_short(instance.probe))
      return false;
    constexpr int places_max = 256;
    for (int places = 0; next < starts_.size() && places < places_max; places++) {
      const std::size_t last = behind(next);
      const auto other = best_of(next, last);
      if (other && other->probe.confidence == Confidence::proven) return true;
      next = last;
    }
    return false;
  }

  Bytes node_;
  std::vector<Start> starts_;  // by offset, then handler id
  Confidence least_;
  const Limits& limits_;
  std::uint64_t trial_budget_;
};

}  // namespace

Magics::Magics() {
  for (const Handler* handler : all_handlers()) {
    for (const Magic& magic : handler->magics) {
      const Pattern pattern{magic.hex, {}};
      if (magic.only_at_start) {
        at_start_.push_back({{handler, &magic}, pattern_bytes(pattern)});
        continue;
      }
      patterns_.push_back(pattern);
      owners_.push_back({handler, &magic});
    }
  }
}

std::vector<Instance> Magics::carve(Bytes node, const std::vector<Hit>& hits, Confidence least,
                                    const Limits& limits, std::vector<Problem>& problems) const {
  std::vector<Start> starts;
  for (const auto& [owner, bytes] : at_start_)
    if (stands_at(bytes, node, owner.magic->offset)) starts.push_back({0, owner.handler});
  for (const Hit& hit : hits) {
    const auto& [handler, magic] = owners_[hit.pattern];
    if (hit.offset < magic->offset) continue;
    starts.push_back({hit.offset - magic->offset, handler});
  }
  std::ranges::sort(starts, [](const Start& a, const Start& b) {
    return std::pair(a.offset, a.handler->id) < std::pair(b.offset, b.handler->id);
  });
  starts.erase(std::unique(starts.begin(), starts.end()), starts.end());
  Carver carver(node, std::move(starts), least, limits);
  auto instances = carver.carve();
  if (carver.budget_used_up()) {
    problems.push_back({"probe",
                        ErrorCode::limit,
                        "the budget for trial decoding was used up; later streams may be missed",
                        {}});
  }
  return instances;
}

}  // namespace assay::unpack
