// First a look at the sample for the words by which functions return, in each byte order and at
// each offset from a multiple of the word: it names the few decoders that are worth asking. Each of
// these then decodes the sample, and its instructions vote.
//
// Chance gives next to no votes: a return of 32 bits is one word of 2^32, and a call that chance
// makes goes to any place, of which few lie in the image and fewer read as a start.
//
// Source: the manuals named by the decoders, for the words; System V ABI supplements, for how
// functions open.
#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <map>

#include "code/arm_sets.h"
#include "code/raw_code.h"
#include "code/raw_shape.h"

namespace assay::code {
namespace {

using enum Architecture;

std::vector<Range> every_eighth(const std::vector<Range>& windows) {
  std::vector<Range> some;
  for (std::size_t i = 0; i < windows.size(); i += 8) some.push_back(windows[i]);
  return some;
}

// How a function may end, as bytes from the first on.
struct Ending {
  std::uint32_t mask;
  std::uint32_t value;
  std::uint8_t unit;  // bytes: it stands at multiples of it
  Architecture narrow;
  Architecture wide;  // the same where there is no other that shares the words
};

constexpr Ending endings[] = {
    {0xffffffff, 0x03e00008, 4, mips, mips64},      // jr $31
    {0xffffffff, 0x0800e003, 4, mipsel, mips64el},  //
    {0xffffffff, 0xe12fff1e, 4, arm_big, arm_big},  // bx lr
    {0xffffffff, 0xe1a0f00e, 4, arm_big, arm_big},  // mov pc, lr
    {0xffff8000, 0xe8bd8000, 4, arm_big, arm_big},  // pop {..., pc}
    {0xffff8000, 0xe89d8000, 4, arm_big, arm_big},  // ldm sp, {..., pc}
    {0xffff8000, 0xe91b8000, 4, arm_big, arm_big},  // ldmdb fp, {..., pc}
    {0xffffffff, 0x1eff2fe1, 4, arm, arm},
    {0xffffffff, 0x0ef0a0e1, 4, arm, arm},
    {0x0080ffff, 0x0080bde8, 4, arm, arm},
    {0x0080ffff, 0x00809de8, 4, arm, arm},
    {0x0080ffff, 0x00801be9, 4, arm, arm},
    {0xffffffff, 0xc0035fd6, 4, aarch64, aarch64},          // ret
    {0xffffffff, 0x4e800020, 4, powerpc, powerpc64},        // blr
    {0xffffffff, 0x2000804e, 4, powerpc64le, powerpc64le},  //
    {0xffffffff, 0x67800000, 2, riscv32, riscv64},          // jalr zero, ra
    {0xffff0000, 0x82800000, 2, riscv32, riscv64},          // c.jr ra
    {0xffff0000, 0x70470000, 2, thumb, thumb},              // bx lr
    {0x00ff0000, 0x00bd0000, 2, thumb, thumb},              // pop {..., pc}
    {0xffff0000, 0x47700000, 2, thumb_big, thumb_big},      //
    {0xff000000, 0xbd000000, 2, thumb_big, thumb_big},      //
    {0xff000000, 0xc3000000, 1, x86, x86_64},               // ret
};

// One decoder, and where its first whole instruction stands.
struct Choice {
  Architecture architecture;
  std::uint8_t phase;
  friend auto operator<=>(const Choice&, const Choice&) = default;
};

// Whether bytes may be code: not text, not one value, and not spread evenly over all values as
// what is compressed or encrypted is.
bool may_be_code(Bytes window) {
  std::array<std::uint64_t, 256> seen = {};
  std::uint64_t text = 0;
  for (const std::uint8_t byte : window) {
    seen[byte]++;
    if ((byte >= ' ' && byte <= '~') || byte == '\n') text++;
  }
  if (text * 10 >= window.size() * 9 || std::ranges::max(seen) * 10 >= window.size() * 9)
    return false;
  // The sum of the squares is least where all are alike. Of raw_window bytes by chance it comes to
  // 1.25 of that; code is above twice of it.
  std::uint64_t squares = 0;
  for (const std::uint64_t count : seen) squares += count * count;
  return squares * 256 * 2 > 3 * window.size() * window.size();
}

// The parts of the image that vote.
std::vector<Range> sample_of(Bytes image) {
  std::vector<Range> windows;
  const std::uint64_t count = std::min(raw_sample_max, image.size()) / raw_window;
  for (std::uint64_t i = 0; i < count; i++) {
    const std::uint64_t offset = image.size() / raw_window * i / count * raw_window;
    if (may_be_code(image.subspan(offset, raw_window))) windows.push_back({offset, raw_window});
  }
  return windows;
}

std::vector<Choice> choices_in(Bytes image, const std::vector<Range>& windows) {
  constexpr std::uint64_t bytes_for_one = 2048;  // that a return stands in, at least
  std::map<Choice, std::uint64_t> seen;
  // The last byte of most endings, by which most words are passed over.
  std::array<std::vector<const Ending*>, 256> by_second;
  for (const Ending& ending : endings)
    for (unsigned byte = 0; byte < 256; byte++)
      if (((byte << 16U) & ending.mask & 0xff0000U) == (ending.value & ending.mask & 0xff0000U))
        by_second[byte].push_back(&ending);
  for (const Range& window : windows) {
    const Bytes bytes = image.subspan(window.offset, window.size);
    for (std::size_t i = 0; i + 4 <= bytes.size(); i++) {
      const std::vector<const Ending*>& those = by_second[bytes[i + 1]];
      if (those.empty()) continue;
      const std::uint32_t word = std::uint32_t{bytes[i]} << 24U |
                                 std::uint32_t{bytes[i + 1]} << 16U |
                                 std::uint32_t{bytes[i + 2]} << 8U | bytes[i + 3];
      for (const Ending* ending : those) {
        if ((word & ending->mask) != ending->value) continue;
        const auto phase = static_cast<std::uint8_t>((window.offset + i) % ending->unit);
        seen[{ending->narrow, phase}]++;
        if (ending->wide != ending->narrow) seen[{ending->wide, phase}]++;
      }
    }
  }
  std::vector<Choice> chosen;
  const std::uint64_t least =
      std::max<std::uint64_t>(3, windows.size() * raw_window / bytes_for_one);
  for (const auto& [choice, count] : seen)
    if (count >= least) chosen.push_back(choice);
  return chosen;
}

struct Tally {
  RawProcessor votes;
  std::uint64_t saves = 0;  // of a whole register: the return address, or what the stack grows by
  // x86, of the parts in which a function returns: how many instructions, and of these the
  // increments and decrements of one byte, which 64 bits have not.
  std::uint64_t instructions = 0;
  std::uint64_t steps = 0;
  std::uint64_t total() const { return votes.votes(); }
};

class Count {
 public:
  Count(Bytes image, const Decoder& decoder, std::uint64_t phase)
      : image_(image), decoder_(decoder), shape_(image, decoder) {
    tally_.votes.decoder = &decoder;
    tally_.votes.phase = phase;
  }

  Tally over(const std::vector<Range>& windows) {
    for (const Range& window : windows) one(window);
    return tally_;
  }

 private:
  void one(Range window) {
    const std::uint64_t first = window.offset + tally_.votes.phase;
    if (first >= image_.size()) return;
    const Bytes bytes =
        image_.subspan(first, std::min<std::uint64_t>(window.size, image_.size() - first));
    const std::size_t count = decoder_.decode_all(bytes, first, instructions_);
    tally_.votes.sampled += window.size;
    const Tally before = tally_;
    std::uint64_t offset = first;
    for (std::size_t i = 0; i < count; offset += instructions_[i].length, i++)
      vote(instructions_[i], offset);
    if (tally_.votes.returns > before.votes.returns) return;
    // Texts are full of what reads as steps.
    tally_.instructions = before.instructions;
    tally_.steps = before.steps;
  }

  void vote(const Instruction& in, std::uint64_t offset) {
    tally_.instructions++;
    if (decoder_.architecture == x86 && in.length == 1 && (image_[offset] & 0xf0U) == 0x40)
      tally_.steps++;
    const bool whole = in.op == Op::store && in.a == decoder_.stack && in.b == no_register &&
                       in.size == decoder_.word_size;
    if (whole && (in.dest == decoder_.link || in.has(Instruction::write_back))) tally_.saves++;
    if (in.flow == Flow::give_back && !in.has(Instruction::conditional)) {
      tally_.votes.returns++;
      const std::uint64_t behind =
          offset + in.length + (in.has(Instruction::delay_slot) ? decoder_.alignment : 0U);
      if (shape_.opens(shape_.behind_padding(behind))) tally_.votes.returns_before_start++;
    }
    if (in.flow != Flow::call || in.has(Instruction::conditional) || is_mips(decoder_)) return;
    tally_.votes.calls++;
    const Decoder* there = in.has(Instruction::other_set) ? other_set(decoder_) : &decoder_;
    if (in.target < image_.size() && in.target != offset + in.length &&
        RawShape(image_, *there).starts(in.target))
      tally_.votes.calls_to_start++;
  }

  Bytes image_;
  const Decoder& decoder_;
  RawShape shape_;
  Tally tally_;
  std::array<Instruction, raw_window> instructions_;
};

// Two that read the same words: one has instructions that the other has not.
struct Pair {
  Architecture narrow;
  Architecture wide;
};
constexpr Pair pairs[] = {
    {mips, mips64}, {mipsel, mips64el}, {powerpc, powerpc64}, {riscv32, riscv64}, {x86, x86_64}};

bool same_family(const Decoder& a, const Decoder& b) {
  if (a.architecture == b.architecture) return true;
  for (const Pair& pair : pairs)
    if ((a.architecture == pair.narrow && b.architecture == pair.wide) ||
        (a.architecture == pair.wide && b.architecture == pair.narrow))
      return true;
  return (is_a32(a) || is_t32(a)) && (is_a32(b) || is_t32(b)) && a.order == b.order;
}

// Whether the code is for the narrow one of a pair; nothing where that does not show. Both read
// most of the instructions alike. But a function saves whole registers, of which only one of the
// two has that size; x86 has one byte for a step, with which 64 bits begin every third instruction.
std::optional<bool> is_narrow(const Tally& narrow, const Tally& wide) {
  if (narrow.votes.decoder->architecture == x86) {
    if (narrow.steps * 100 < 7 * narrow.instructions) return true;
    if (narrow.steps * 100 > 9 * narrow.instructions) return false;
    return std::nullopt;
  }
  constexpr std::uint64_t least = 8, margin = 10;
  if (narrow.saves >= least && narrow.saves >= margin * wide.saves) return true;
  if (wide.saves >= least && wide.saves >= margin * narrow.saves) return false;
  return std::nullopt;
}

// Errors: unsupported, where they vote for both of a pair.
Result<Tally> settle(const std::vector<Tally>& tallies, const Tally& best) {
  for (const Tally& other : tallies) {
    for (const Pair& pair : pairs) {
      const Architecture a = best.votes.decoder->architecture;
      const Architecture b = other.votes.decoder->architecture;
      if (other.votes.phase != best.votes.phase) continue;
      if (!(a == pair.narrow && b == pair.wide) && !(a == pair.wide && b == pair.narrow)) continue;
      const Tally& narrow = a == pair.narrow ? best : other;
      const Tally& wide = a == pair.narrow ? other : best;
      const auto is = is_narrow(narrow, wide);
      if (!is)
        return fail(
            ErrorCode::unsupported,
            fmt::format("the code reads as {} and as {}: {} and {} whole registers are saved",
                        narrow.votes.decoder->name, wide.votes.decoder->name, narrow.saves,
                        wide.saves));
      return *is ? narrow : wide;
    }
  }
  return best;
}

// Errors: unsupported, where what votes for a processor may be chance.
Result<void> check(const RawProcessor& votes) {
  if (votes.votes() < raw_votes_min || votes.votes() * raw_votes_for_bytes < votes.sampled)
    return fail(ErrorCode::unsupported,
                fmt::format("too few votes: {} for {}", votes.votes(), votes.decoder->name));
  // Of what chance takes for calls next to none goes to a start.
  if (votes.calls > raw_votes_min && votes.calls_to_start * 4 < votes.calls)
    return fail(ErrorCode::unsupported,
                fmt::format("{} of {} calls of {} go to a start", votes.calls_to_start, votes.calls,
                            votes.decoder->name));
  const bool dense = votes.decoder->alignment < 4;
  if (dense && votes.calls_to_start < raw_votes_min / 2)
    return fail(ErrorCode::unsupported,
                fmt::format("too few calls: {} of {}", votes.calls_to_start, votes.decoder->name));
  return {};
}

Result<RawProcessor> winner(std::vector<Tally> tallies) {
  const auto best = std::ranges::max_element(tallies, {}, &Tally::total);
  if (const auto checked = check(best->votes); !checked && tallies.size() == 1)
    return tl::unexpected(checked.error());
  // What chance may have made is nobody's rival either.
  std::erase_if(tallies, [](const Tally& tally) { return !check(tally.votes); });
  if (tallies.empty()) return fail(ErrorCode::unsupported, "too few votes for any processor");
  const Tally& first = *std::ranges::max_element(tallies, {}, &Tally::total);
  RawProcessor told = TRY(settle(tallies, first)).votes;
  for (const Tally& other : tallies) {
    const Decoder& decoder = *other.votes.decoder;
    const bool same = same_family(decoder, *told.decoder) &&
                      other.votes.phase % decoder.alignment == told.phase % decoder.alignment;
    if (same || other.total() <= told.runner_up_votes) continue;
    told.runner_up = other.votes.decoder;
    told.runner_up_votes = other.total();
  }
  if (told.votes() < raw_processor_margin * told.runner_up_votes)
    return fail(
        ErrorCode::unsupported,
        fmt::format("{} votes for {} ({} of {} calls), {} for {}", told.votes(), told.decoder->name,
                    told.calls_to_start, told.calls, told.runner_up_votes, told.runner_up->name));
  return told;
}

}  // namespace

Result<RawProcessor> vote_processor(Bytes image) {
  if (image.size() < raw_size_min) return fail(ErrorCode::unsupported, "too few bytes");
  if (image.size() > raw_size_max)
    return fail(ErrorCode::limit, fmt::format("more than {} bytes", raw_size_max));
  const std::vector<Range> windows = sample_of(image);
  if (windows.size() < 2)
    return fail(ErrorCode::unsupported, "the bytes are text, padding or compressed");
  std::vector<Tally> tallies;
  for (const Choice& choice : choices_in(image, windows)) {
    // Most have next to no votes, which an eighth of the sample shows.
    const Decoder& decoder = *decoder_of(choice.architecture);
    const Tally first = Count(image, decoder, choice.phase).over(every_eighth(windows));
    if (windows.size() > 64 && first.total() * raw_votes_for_bytes * 4 < first.votes.sampled)
      continue;
    tallies.push_back(Count(image, decoder, choice.phase).over(windows));
  }
  if (tallies.empty()) return fail(ErrorCode::unsupported, "no function returns");
  return winner(tallies);
}

}  // namespace assay::code
