// Blocks: reads the bytes of a member from its container, piece by piece, under the limits.
#pragma once

#include <atomic>
#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <unordered_map>

#include "base/held.h"
#include "base/pool.h"
#include "unpack/content.h"
#include "unpack/limits.h"

namespace assay::unpack {

// How many plain bytes a whole image may still produce.
class PlainBudget {
 public:
  explicit PlainBudget(const Limits& limits) : left_(limits.plain_total_max) {}

  // Takes `size` bytes off. Errors: limit; from then on `tripped` is true.
  Result<void> take(std::uint64_t size);
  bool tripped() const { return tripped_; }

 private:
  std::atomic<std::uint64_t> left_;
  std::atomic<bool> tripped_ = false;
};

// The bytes of one container, and those of its decoded pieces that several members share.
class Blocks {
 public:
  Blocks(Held container, const Limits& limits, PlainBudget& budget)
      : container_(std::move(container)), limits_(limits), budget_(budget) {}

  // All bytes of a member. A member that stands in the container as one plain run is not copied.
  // Pieces are decoded on as many threads of `pool` as are free. From any thread.
  // Errors: the codecs'; corrupt, where a piece decodes to less than it should; limit.
  Result<Held> read(const Content& content, Pool& pool);

  Bytes container() const { return container_.bytes(); }

 private:
  // A decoded piece, made once however many members ask for it at the same time.
  struct Piece {
    std::once_flag once;
    Result<void> result;
    Buffer plain;
  };

  Result<void> decode(const Extent& extent, std::uint64_t size_max, Buffer& plain) const;
  Result<void> copy(const Extent& extent, std::uint8_t* to);
  std::shared_ptr<Piece> piece_of(const Extent& extent);
  Result<Held> read_one(const Extent& extent) const;
  Result<Held> read_unsized(const Content& content);
  std::uint64_t unsized_max(const Extent& extent, std::uint64_t so_far) const;

  Held container_;
  const Limits& limits_;
  PlainBudget& budget_;

  static constexpr std::size_t pieces_max = 24;
  std::mutex mutex_;
  std::list<std::uint64_t> recent_;  // offsets of kept pieces, the latest used at the front
  std::unordered_map<std::uint64_t,
                     std::pair<std::shared_ptr<Piece>, std::list<std::uint64_t>::iterator>>
      pieces_;
};

}  // namespace assay::unpack
