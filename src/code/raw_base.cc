// Each number that is an address of the image, less the address that it runs at, is a place in it;
// many are those of texts and functions. So that address is the difference that most pairs of a
// number and a mark have. It is looked for among samples of both, in three steps:
//
//   1  numbers that may be addresses of one image lie close together: the stretches, as long as
//      the image, that hold most of them
//   2  of these numbers and of marks, how many pairs have each difference, by its low bits
//   3  the differences themselves, of the pairs that have the best of these
//
// Of large images that sample is too thin. There, texts and functions that follow one another are
// pointed to by numbers that follow one another at the same distances: two such distances seldom
// occur twice, and each number that has them behind it gives one difference.
//
// What comes out best is then counted exactly, number by number, each once. A MIPS call has no more
// than the low 28 bits of its target: its votes tell addresses apart by those bits alone.
#include "code/raw_base.h"

#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <span>
#include <unordered_map>

namespace assay::code {
namespace {

constexpr std::uint64_t low = 1U << 20U;  // differences are told apart below it at first
constexpr std::size_t stretches_kept = 6;
constexpr std::size_t candidates_kept = 6;  // of each stretch

using Numbers = std::vector<std::uint64_t>;

// Every nth, so that at most `most` are left.
Numbers thinned(std::span<const std::uint64_t> all, std::size_t most) {
  const std::size_t step = all.size() / most + 1;
  Numbers some;
  for (std::size_t i = 0; i < all.size(); i += step) some.push_back(all[i]);
  return some;
}

// The places of `keys` that have the highest values, the highest first.
Numbers best_of(const std::vector<std::uint16_t>& values) {
  Numbers order;
  const auto higher = [&](std::uint64_t a, std::uint64_t b) {
    return values[a] != values[b] ? values[a] > values[b] : a < b;
  };
  for (std::uint64_t i = 0; i < values.size(); i++) {
    if (values[i] < 2 || (order.size() == candidates_kept && !higher(i, order.back()))) continue;
    if (order.size() == candidates_kept) order.pop_back();
    order.insert(std::ranges::lower_bound(order, i, higher), i);
  }
  return order;
}

// The differences that most pairs of a pointer and a mark have.
Numbers best_differences(std::span<const std::uint64_t> all, const Numbers& marks,
                         std::uint64_t mask) {
  if (all.empty() || marks.empty()) return {};
  const Numbers pointers = thinned(all, raw_pairs_max / marks.size());
  std::vector<std::uint16_t> pairs(low);
  for (const std::uint64_t mark : marks)
    for (const std::uint64_t pointer : pointers) {
      std::uint16_t& count = pairs[(pointer - mark) % low];
      if (count < UINT16_MAX) count++;
    }
  std::unordered_multimap<std::uint64_t, std::uint64_t> by_low;
  for (const std::uint64_t pointer : pointers) by_low.emplace(pointer % low, pointer);
  Numbers best;
  for (const std::uint64_t remainder : best_of(pairs)) {
    std::map<std::uint64_t, std::size_t> counted;
    for (const std::uint64_t mark : marks) {
      const auto [first, last] = by_low.equal_range((mark + remainder) % low);
      for (auto at = first; at != last; ++at) counted[(at->second - mark) & mask]++;
    }
    const auto most =
        std::ranges::max_element(counted, {}, [](const auto& one) { return one.second; });
    if (most != counted.end()) best.push_back(most->first);
  }
  return best;
}

// Two distances from one number of a sorted list to the next two, where neither is large; else 0.
std::uint64_t steps_from(std::span<const std::uint64_t> numbers, std::size_t i) {
  constexpr std::uint64_t most = 1U << 16U;
  if (i + 2 >= numbers.size()) return 0;
  const std::uint64_t one = numbers[i + 1] - numbers[i];
  const std::uint64_t two = numbers[i + 2] - numbers[i + 1];
  return one < most && two < most ? one << 16U | two : 0;
}

// The differences of pointers and marks that are followed by the next two at the same distances.
Numbers best_by_steps(std::span<const std::uint64_t> pointers, const Numbers& marks,
                      std::uint64_t mask) {
  constexpr std::uint64_t many = UINT64_MAX;
  std::unordered_map<std::uint64_t, std::uint64_t> by_steps;
  for (std::size_t i = 0; i < marks.size(); i++)
    if (const std::uint64_t steps = steps_from(marks, i); steps != 0)
      if (const auto [at, is_new] = by_steps.try_emplace(steps, marks[i]); !is_new)
        at->second = many;  // which of them is not known
  std::unordered_map<std::uint64_t, std::size_t> counted;
  for (std::size_t i = 0; i < pointers.size(); i++) {
    const auto found = by_steps.find(steps_from(pointers, i));
    if (found != by_steps.end() && found->second != many)
      counted[(pointers[i] - found->second) & mask]++;
  }
  std::vector<std::pair<std::size_t, std::uint64_t>> order;
  for (const auto& [difference, count] : counted)
    if (count > 1) order.emplace_back(count, difference);
  std::ranges::sort(order, std::ranges::greater{});
  Numbers best;
  for (std::size_t i = 0; i < order.size() && i < candidates_kept; i++)
    best.push_back(order[i].second);
  return best;
}

// The stretches of `size` of the sorted `numbers` that hold most of them, disjoint.
std::vector<std::span<const std::uint64_t>> best_stretches(std::span<const std::uint64_t> numbers,
                                                           std::uint64_t size) {
  std::vector<std::span<const std::uint64_t>> best;
  std::vector<std::span<const std::uint64_t>> rest = {numbers};
  while (best.size() < stretches_kept) {
    std::span<const std::uint64_t> longest;
    std::size_t from = 0;
    for (std::size_t i = 0; i < rest.size(); i++) {
      std::size_t first = 0;
      for (std::size_t last = 0; last < rest[i].size(); last++) {
        while (rest[i][last] - rest[i][first] >= size) first++;
        if (last - first < longest.size()) continue;
        longest = rest[i].subspan(first, last - first + 1);
        from = i;
      }
    }
    if (longest.empty()) break;
    best.push_back(longest);
    const auto whole = rest[from];
    const auto before = static_cast<std::size_t>(longest.data() - whole.data());
    rest[from] = whole.first(before);
    rest.push_back(whole.subspan(before + longest.size()));
  }
  return best;
}

class Vote {
 public:
  Vote(Bytes image, const RawProcessor& processor, const RawSweep& found)
      : image_(image), processor_(processor), found_(found) {
    mask_ = processor.decoder->word_size == 4 ? 0xffffffffU : UINT64_MAX;
    std::ranges::set_union(found.words, found.built, std::back_inserter(pointers_));
  }

  Result<RawBase> run() const {
    std::map<std::uint64_t, RawBase> counted;
    for (const std::uint64_t candidate : likely()) counted[candidate] = count(candidate, pointers_);
    RawBase best;
    for (const auto& [address, base] : counted)
      if (base.votes() > best.votes()) best = base;
    for (const auto& [address, base] : counted) {
      if (address == best.address || base.votes() <= best.runner_up_votes) continue;
      best.runner_up = address;
      best.runner_up_votes = base.votes();
    }
    if (best.votes() < raw_votes_min)
      return fail(ErrorCode::unsupported,
                  fmt::format("no address has more than {} votes", best.votes()));
    const std::uint64_t marked = places();
    if (best.votes() - best.call_votes < raw_chance_margin * by_chance(best, marked))
      return fail(ErrorCode::unsupported,
                  fmt::format("{} votes for {:#x}, which chance could give of {} numbers",
                              best.votes(), best.address, best.pointers));
    for (const auto& [address, base] : counted) {
      if (address == best.address) continue;
      // Calls of MIPS say nothing of the bits by which these two differ.
      const bool same_calls = (address & 0x0fffffffU) == (best.address & 0x0fffffffU);
      const std::uint64_t shared = same_calls ? best.call_votes : 0;
      const std::uint64_t left = shared + by_chance(base, marked);
      const std::uint64_t rival = base.votes() > left ? base.votes() - left : 0;
      if (best.votes() - shared >= std::max(raw_base_margin * rival, raw_votes_min / 2)) continue;
      return fail(ErrorCode::unsupported,
                  fmt::format("{} votes for {:#x}, {} for {:#x}", best.votes(), best.address,
                              base.votes(), address));
    }
    return best;
  }

 private:
  // How many votes as many numbers would give if they lay anywhere in the image.
  std::uint64_t by_chance(const RawBase& base, std::uint64_t marked) const {
    return base.pointers * marked / image_.size();
  }

  // How many bytes of the image count as a text's first or a function's.
  std::uint64_t places() const {
    constexpr std::uint8_t any = raw_text_start | raw_function_start;
    return static_cast<std::uint64_t>(
        std::ranges::count_if(found_.marks, [](std::uint8_t mark) { return (mark & any) != 0; }));
  }

  // Whether a processor can run it there: instructions at their multiples, and all of the image at
  // addresses that there are. Of 64 bits none has all; what has others is a distance with something
  // else above it.
  bool fits(std::uint64_t address) const {
    const Decoder& decoder = *processor_.decoder;
    if ((address + processor_.phase) % decoder.alignment != 0) return false;
    if (image_.size() > mask_ - address) return false;
    if (decoder.word_size == 4) return true;
    const std::uint64_t top = address >> 48U;
    if (top == 0 || top == 0xffff) return true;
    switch (decoder.architecture) {
      case Architecture::mips64:
      case Architecture::mips64el:
        return address >> 62U == 2 && (address >> 40U & 0x7ffffU) == 0;  // xkphys
      case Architecture::powerpc64:
      case Architecture::powerpc64le:
        return top == 0xc000;
      default:
        return false;
    }
  }

  std::vector<std::uint64_t> candidates() const {
    // Texts that stand behind another's NUL are texts more surely than others.
    Numbers texts;
    for (std::uint64_t i = 1; i < found_.marks.size(); i++)
      if ((found_.marks[i] & raw_text_start) != 0 && image_[i - 1] == 0) texts.push_back(i);
    Numbers all = best_by_steps(pointers_, texts, mask_);
    const auto add = [&](const Numbers& more) { all.insert(all.end(), more.begin(), more.end()); };
    add(best_by_steps(pointers_, found_.starts, mask_));
    texts = thinned(texts, raw_marks_max);
    const Numbers starts = thinned(found_.starts, raw_marks_max);
    for (const auto stretch : best_stretches(pointers_, image_.size())) {
      add(best_differences(stretch, texts, mask_));
      add(best_differences(stretch, starts, mask_));
    }
    for (const std::uint64_t part : best_differences(found_.call_targets, starts, 0x0fffffffU))
      for (std::uint64_t top = 0; top < 16; top++)
        all.push_back((part | top << 28U) |
                      (processor_.decoder->word_size == 8 && top >= 8 ? 0xffffffff00000000U : 0));
    std::erase_if(all, [&](std::uint64_t address) { return !fits(address); });
    return all;
  }

  // The few of the candidates that most of a sample of the numbers vote for.
  std::vector<std::uint64_t> likely() const {
    constexpr std::size_t sample_max = 1U << 15U;
    constexpr std::size_t kept = 8;
    const Numbers sample = thinned(pointers_, sample_max);
    std::map<std::uint64_t, std::uint64_t> votes;
    for (const std::uint64_t candidate : candidates())
      if (!votes.contains(candidate)) votes[candidate] = count(candidate, sample).votes();
    std::vector<std::uint64_t> best;
    for (const auto& [candidate, number] : votes) best.push_back(candidate);
    std::ranges::stable_sort(best, std::ranges::greater{},
                             [&](std::uint64_t candidate) { return votes[candidate]; });
    best.resize(std::min(best.size(), kept));
    return best;
  }

  RawBase count(std::uint64_t address, const Numbers& pointers) const {
    RawBase base;
    base.address = address;
    for (const std::uint64_t pointer : pointers) {
      const std::uint64_t offset = (pointer - address) & mask_;
      if (offset >= image_.size()) continue;
      base.pointers++;
      const std::uint8_t mark = found_.marks[offset];
      if ((mark & raw_text_start) != 0)
        base.text_votes++;
      else if ((mark & raw_function_start) != 0)
        base.start_votes++;
      else if ((mark & raw_text_inside) != 0)
        base.inside_texts++;
    }
    for (const std::uint64_t target : found_.call_targets) {
      const std::uint64_t offset = (target - address) & 0x0fffffffU;
      if (offset < image_.size() && (found_.marks[offset] & raw_function_start) != 0)
        base.call_votes++;
    }
    return base;
  }

  Bytes image_;
  const RawProcessor& processor_;
  const RawSweep& found_;
  std::uint64_t mask_ = 0;
  Numbers pointers_;  // each once
};

}  // namespace

Result<RawBase> vote_base(Bytes image, const RawProcessor& processor, const RawSweep& found) {
  return Vote(image, processor, found).run();
}

}  // namespace assay::code
