// An LZO1X block is a row of instructions, each a match followed by 0 to 3 literals, or a longer
// run of literals. L: length bits, D: distance bits, S: literals that follow, H: the next byte.
//
//   first byte 18..255   first byte - 17 literals
//   0000LLLL             after no literals: 3 + L literals; L 0: 18 + run
//   0000DDSS H           after 1 to 3 literals: match of 2, distance (H << 2) + D + 1
//                        after 4 or more: match of 3, distance (H << 2) + D + 2049
//   0001HLLL  D14 S2     match of 2 + L (L 0: 9 + run), distance 16384 + (H << 14) + D;
//                        a distance of 16384 is the end of the block
//   001LLLLL  D14 S2     match of 2 + L (L 0: 33 + run), distance D + 1
//   01LDDDSS H           match of 3 + L, distance (H << 3) + D + 1
//   1LLDDDSS H           match of 5 + L, distance (H << 3) + D + 1
//
// A run is 255 for each zero byte, plus the first byte that is not zero. D14 S2 is 16 bits,
// little-endian, and follows the run.
//
// Source: Linux, Documentation/staging/lzo.rst.
#include "codec/lzo1x_block.h"

#include <fmt/core.h>

#include "codec/lz_output.h"

namespace assay::codec {
namespace {

// Where an instruction starts its copy, and how the decoder goes on after it.
struct Match {
  std::size_t distance;
  std::size_t size;
  unsigned literals;
};

class Block {
 public:
  Block(Bytes stored, LzOutput& out) : stored_(stored), out_(out) {}

  Result<std::uint64_t> decode();

 private:
  enum class Step : std::uint8_t { on, end, truncated, refused };

  Step first();
  Step instruction();
  Step copy_literals(std::size_t size);
  Step copy(const Match& match);
  Step long_match(unsigned op, unsigned size_mask, std::size_t distance_base);

  std::size_t left() const { return stored_.size() - at_; }

  // The length that L bits of `op` or, where they are zero, a run gives. False: truncated.
  bool read_size(unsigned op, unsigned mask, std::size_t& size) {
    size = op & mask;
    if (size > 0) return true;
    size = mask;
    while (at_ < stored_.size() && stored_[at_] == 0) {
      at_++;
      size += 255;
    }
    if (at_ == stored_.size()) return false;
    size += stored_[at_++];
    return true;
  }

  Bytes stored_;
  LzOutput& out_;
  std::size_t at_ = 0;
  unsigned literals_ = 0;  // how many came last; 4 for any more
};

Block::Step Block::copy_literals(std::size_t size) {
  if (size > left()) {
    out_.literals(stored_.subspan(at_), left());
    return Step::truncated;
  }
  if (!out_.literals(stored_.subspan(at_), size)) return Step::refused;
  at_ += size;
  return Step::on;
}

Block::Step Block::copy(const Match& match) {
  if (!out_.match(match.distance, match.size)) return Step::refused;
  literals_ = match.literals;
  return match.literals == 0 ? Step::on : copy_literals(match.literals);
}

Block::Step Block::long_match(unsigned op, unsigned size_mask, std::size_t distance_base) {
  std::size_t size = 0;
  if (!read_size(op, size_mask, size) || left() < 2) return Step::truncated;
  const unsigned field = stored_[at_] | static_cast<unsigned>(stored_[at_ + 1]) << 8U;
  at_ += 2;
  const std::size_t distance = distance_base + (field >> 2U);
  if (size_mask == 7 && distance == 16384) return Step::end;
  return copy({distance, size + 2, field & 3U});
}

Block::Step Block::first() {
  if (stored_.empty()) return Step::truncated;
  if (stored_[0] <= 17) return Step::on;
  const unsigned size = stored_[at_++] - 17U;
  literals_ = std::min(size, 4U);
  return copy_literals(size);
}

Block::Step Block::instruction() {
  if (left() == 0) return Step::truncated;
  const unsigned op = stored_[at_++];
  if (op >= 64) {
    if (left() == 0) return Step::truncated;
    const std::size_t high = stored_[at_++];
    return copy({(high << 3U) + (op >> 2U & 7U) + 1, (op >> 5U) + 1, op & 3U});
  }
  if (op >= 32) return long_match(op, 31, 1);
  if (op >= 16) return long_match(op, 7, 16384 + ((op & 8U) << 11U));
  if (literals_ == 0) {
    std::size_t size = 0;
    if (!read_size(op, 15, size)) return Step::truncated;
    literals_ = 4;
    return copy_literals(size + 3);
  }
  if (left() == 0) return Step::truncated;
  const std::size_t distance = (std::size_t{stored_[at_++]} << 2U) + (op >> 2U);
  return literals_ == 4 ? copy({distance + 2049, 3, op & 3U}) : copy({distance + 1, 2, op & 3U});
}

Result<std::uint64_t> Block::decode() {
  Step step = first();
  while (step == Step::on) step = instruction();
  if (step == Step::end) return at_;
  if (step == Step::refused) return tl::unexpected(out_.failure("LZO1X block", at_));
  return fail(ErrorCode::truncated,
              fmt::format("the LZO1X block does not end within {} bytes", stored_.size()));
}

}  // namespace

Result<std::uint64_t> decode_lzo1x_block(Bytes stored, std::uint64_t size_max, Buffer& plain) {
  LzOutput out(plain, size_max);
  return Block(stored, out).decode();
}

}  // namespace assay::codec
