// Blocks: reads the bytes of a member from its container, piece by piece, under the limits.
#pragma once

#include <atomic>
#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <unordered_map>

#include "base/held.h"
#include "base/pool.h"
#include "model/problem.h"
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

  // Says that another limit was met whose effect depends on who came first.
  void trip() { tripped_ = true; }

 private:
  std::atomic<std::uint64_t> left_;
  std::atomic<bool> tripped_ = false;
};

// What could be had of a member's bytes.
struct MemberBytes {
  Held held;  // zeros where a piece amid others could not be had; cut where none behind it could
  std::optional<Problem> problem;  // why that is not all; its range is of `held`
  bool too_large = false;          // nothing was read, as it is more than was asked for at most
};

// The bytes of one container, and those of its decoded pieces that several members share.
class Blocks {
 public:
  Blocks(Held container, const Limits& limits, PlainBudget& budget)
      : container_(std::move(container)), limits_(limits), budget_(budget) {}

  // The bytes of a member. A member that stands in the container as one plain run is not copied.
  // Pieces are decoded on as many threads of `pool` as are free. From any thread.
  // Where something goes wrong, what was decoded is kept, and the problem says what did: the
  // codecs' errors; corrupt, where a piece decodes to less than it should; limit. Nothing is read
  // where more than `most` bytes would have to be made for it.
  MemberBytes read(const Content& content, Pool& pool, std::uint64_t most = ~std::uint64_t{0});

  Bytes container() const { return container_.bytes(); }

 private:
  // A decoded piece, made once however many members ask for it at the same time.
  struct Piece {
    std::once_flag once;
    Result<void> result;
    Buffer plain;
  };

  Result<void> decode(const Extent& extent, std::uint64_t size_max, Buffer& plain) const;
  std::uint64_t copy(const Extent& extent, std::uint8_t* to, std::optional<Error>& error);
  std::shared_ptr<Piece> piece_of(const Extent& extent);
  MemberBytes read_one(const Extent& extent) const;
  MemberBytes read_unsized(const Content& content, std::uint64_t most);
  bool append(const Extent& extent, std::uint64_t size_max, Buffer& whole,
              std::optional<Error>& error);
  MemberBytes read_pieces(const Content& content, std::uint64_t size, Pool& pool);
  Result<void> take(std::uint64_t size);
  Result<void> take_run(std::uint64_t size);
  std::uint64_t unsized_max(const Extent& extent, std::uint64_t so_far) const;

  Held container_;
  const Limits& limits_;
  PlainBudget& budget_;
  std::atomic<std::uint64_t> decoded_ = 0;
  std::atomic<std::uint64_t> runs_ = 0;  // bytes of members that stand there plain

  static constexpr std::size_t pieces_max = 24;
  std::mutex mutex_;
  std::list<std::uint64_t> recent_;  // offsets of kept pieces, the latest used at the front
  std::unordered_map<std::uint64_t,
                     std::pair<std::shared_ptr<Piece>, std::list<std::uint64_t>::iterator>>
      pieces_;
};

}  // namespace assay::unpack
