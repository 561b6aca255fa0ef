#include "unpack/ext_journal.h"

#include <fmt/core.h>

#include <algorithm>

#include "base/endian.h"

namespace assay::unpack {
namespace {

constexpr std::uint32_t magic = 0xc03b3998;
constexpr std::uint64_t blocks_max = 1U << 20U;

struct Head {
  be32 magic;
  be32 type;
  be32 transaction;
};

struct Super {
  Head head;
  be32 block_size;
  be32 block_count;
  be32 first;
  be32 first_transaction;
  be32 start;
};

enum Type : std::uint32_t { descriptor = 1, commit = 2, super_1 = 3, super_2 = 4, revoke = 5 };

}  // namespace

Result<std::uint64_t> count_unreplayed(const ExtVolume& volume) {
  const ExtInode inode = TRY(volume.inode(volume.super().journal_inode));
  std::uint64_t pieces_left = blocks_max;
  const ExtMap map = volume.map(inode, pieces_left);
  std::vector<std::uint64_t> blocks;
  for (const ExtRun& run : map.runs)
    for (std::uint64_t i = 0; i < run.count && blocks.size() < blocks_max; i++)
      blocks.push_back(run.physical + i);
  if (blocks.empty()) return fail(ErrorCode::corrupt, "the journal has no blocks");
  const Bytes first = TRY(slice(volume.bytes(), volume.block_range(blocks[0])));
  const auto super = TRY(read<Super>(first, 0));
  const std::uint32_t kind = super.head.type;
  const std::uint64_t count = std::min<std::uint64_t>(super.block_count, blocks.size());
  if (super.head.magic != magic || (kind != super_1 && kind != super_2) ||
      super.block_size != volume.block_size() || super.first == 0 || super.first >= count ||
      super.start >= count) {
    return fail(ErrorCode::corrupt, fmt::format("the journal's super block is type {}, {} blocks",
                                                kind, super.block_count.get()));
  }
  if (super.start == 0) return 0;
  std::uint32_t expected = super.first_transaction;
  std::uint64_t found = 0;
  std::uint64_t at = super.start;
  for (std::uint64_t steps = super.first; steps < count; steps++) {
    const Bytes block = TRY(slice(volume.bytes(), volume.block_range(blocks[at])));
    const auto head = TRY(read<Head>(block, 0));
    if (head.magic == magic) {
      if (head.transaction != expected) break;
      if (head.type == commit) {
        found++;
        expected++;
      }
    }
    if (++at == count) at = super.first;
  }
  return found;
}

}  // namespace assay::unpack
