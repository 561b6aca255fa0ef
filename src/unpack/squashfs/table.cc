// Records:
//
//   fragment, versions 3 and 4   8 offset, 4 size (bit 24: stored plain), 4 unused
//   fragment, version 2          4 offset, 4 size; the array of offsets is of 4 bytes each
//   id, version 4                4 uid or gid
//   export, versions 3.1 and 4   8 reference of the inode with the record's number, less one
//
// Versions 1 to 3 keep uids and gids as two plain arrays of 4 bytes each. The last gid index that
// fits its field says that the gid is the uid's.
//
// Source: squashfs-tools, squashfs_fs.h, squashfs_compat.h, unsquash-1.c to unsquash-4.c.
#include "unpack/squashfs/table.h"

#include <fmt/core.h>

#include <array>

#include "unpack/squashfs/fields.h"

namespace assay::unpack::sqfs {
namespace {

constexpr std::uint64_t stored_plain = 1U << 24U;

struct FragmentRecord {
  std::uint64_t offset = 0, size = 0, unused = 0;
};
using Spec = FieldSpec<FragmentRecord>;
constexpr Spec fragment_2[] = {{&FragmentRecord::offset, 32}, {&FragmentRecord::size, 32}};
constexpr Spec fragment_3[] = {
    {&FragmentRecord::offset, 64}, {&FragmentRecord::size, 32}, {&FragmentRecord::unused, 32}};

Layout<FragmentRecord> fragment_layout(const Superblock& super) {
  if (super.major < 3) return fragment_2;
  return fragment_3;
}

Result<std::uint32_t> read_id(const Superblock& super, const Table& ids, std::uint64_t index) {
  Cursor cursor = TRY(ids.record(index));
  std::array<std::uint8_t, 4> bytes{};
  TRY(cursor.read(bytes));
  return static_cast<std::uint32_t>(read_bits(bytes, super.order, 0, 32));
}

Result<std::uint32_t> read_id(const Metadata& metadata, std::uint64_t table, std::uint64_t count,
                              std::uint64_t index) {
  if (index >= count) return fail(ErrorCode::corrupt, fmt::format("owner {} of {}", index, count));
  TRY(slice_from(metadata.image(), table));  // so that the sum does not overflow
  const Bytes bytes = TRY(slice(metadata.image(), {table + index * 4, 4}));
  return static_cast<std::uint32_t>(read_bits(bytes, metadata.super().order, 0, 32));
}

}  // namespace

std::uint64_t Table::block_count() const {
  if (shape_.pointers == absent_table) return 0;
  const std::uint64_t in_a_block = metadata_size_max / shape_.record_size;
  return shape_.count / in_a_block + (shape_.count % in_a_block == 0 ? 0 : 1);
}

Result<std::uint64_t> Table::block_offset(std::uint64_t block) const {
  TRY(slice_from(metadata_->image(), shape_.pointers));  // so that the sum does not overflow
  const std::uint64_t at = shape_.pointers + block * shape_.pointer_size;
  const Bytes bytes = TRY(slice(metadata_->image(), {at, shape_.pointer_size}));
  return read_bits(bytes, metadata_->super().order, 0, shape_.pointer_size * 8);
}

Result<Cursor> Table::record(std::uint64_t index) const {
  if (shape_.pointers == absent_table || index >= shape_.count) {
    return fail(ErrorCode::corrupt, fmt::format("record {} of a table of {}", index, shape_.count));
  }
  const std::uint64_t in_a_block = metadata_size_max / shape_.record_size;
  const std::uint64_t block = TRY(block_offset(index / in_a_block));
  return Cursor(*metadata_, block, index % in_a_block * shape_.record_size);
}

std::vector<Range> Table::ranges() const {
  std::vector<Range> ranges;
  const std::uint64_t count = block_count();
  std::uint64_t end = 0;  // blocks stand in order, so that a hostile array cannot make many ranges
  for (std::uint64_t i = 0; i < count; i++) {
    const auto offset = block_offset(i);
    if (!offset || *offset < end) break;
    const auto stored = metadata_->stored(*offset);
    if (!stored) break;
    if (!ranges.empty() && ranges.back().end() == *offset) {
      ranges.back().size += stored->range.size;
    } else {
      ranges.push_back(stored->range);
    }
    end = stored->range.end();
  }
  if (count > 0) ranges.push_back({shape_.pointers, count * shape_.pointer_size});
  return ranges;
}

Table fragment_table(Metadata& metadata) {
  const Superblock& super = metadata.super();
  return {metadata,
          {super.fragment_table, super.fragments, stored_size(fragment_layout(super)),
           super.major < 3 ? 4U : 8U}};
}

Table id_table(Metadata& metadata) {
  return {metadata, {metadata.super().id_table, metadata.super().ids, 4, 8}};
}

Table export_table(Metadata& metadata) {
  return {metadata, {metadata.super().export_table, metadata.super().inodes, 8, 8}};
}

Result<Fragment> read_fragment(const Table& fragments, const Superblock& super,
                               std::uint64_t index) {
  Cursor cursor = TRY(fragments.record(index));
  const Layout<FragmentRecord> layout = fragment_layout(super);
  std::array<std::uint8_t, 16> bytes{};
  const auto part = std::span(bytes).first(stored_size(layout));
  TRY(cursor.read(part));
  FragmentRecord record;
  read_fields<FragmentRecord>(part, super.order, layout, record);
  return Fragment{{record.offset, record.size & ~stored_plain}, (record.size & stored_plain) == 0};
}

Result<Owner> read_owner(const Metadata& metadata, const Table& ids, std::uint64_t uid,
                         std::uint64_t gid) {
  const Superblock& super = metadata.super();
  Owner owner;
  if (super.major == 4) {
    owner.uid = TRY(read_id(super, ids, uid));
    owner.gid = TRY(read_id(super, ids, gid));
    return owner;
  }
  const std::uint64_t same_as_uid = super.major == 1 ? 15 : 255;
  owner.uid = TRY(read_id(metadata, super.uid_table, super.uids, uid));
  owner.gid =
      gid == same_as_uid ? owner.uid : TRY(read_id(metadata, super.gid_table, super.gids, gid));
  return owner;
}

}  // namespace assay::unpack::sqfs
