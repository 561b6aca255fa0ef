// Version 4, 96 bytes:
//
//   0  4 magic       4 inodes     4 created    4 block size   4 fragments
//  20  2 compression 2 block log  2 flags      2 ids          2 major      2 minor
//  32  8 root inode  8 bytes used 8 id table   8 xattr table
//  64  8 inode table 8 directory table         8 fragment table            8 export table
//
// Versions 1 (51 bytes), 2 (63) and 3 (119), each the start of the next:
//
//   0  4 magic  4 inodes  4 bytes used  4 uid table  4 gid table  4 inode table  4 directory table
//  28  2 major  2 minor   2 block size  2 block log  1 flags      1 uids  1 gids 4 created
//  43  8 root inode
//  51  4 block size       4 fragments   4 fragment table
//  63  8 bytes used       8 uid table   8 gid table  8 inode table  8 directory table
// 103  8 fragment table   8 export table (from 3.1 on)
//
// Source: squashfs-tools, squashfs_fs.h and squashfs_compat.h.
#include "unpack/squashfs/superblock.h"

#include <fmt/core.h>

#include "unpack/squashfs/fields.h"

namespace assay::unpack::sqfs {
namespace {

using S = Superblock;

constexpr FieldSpec<S> version_4[] = {
    {&S::magic, 32},       {&S::inodes, 32},          {&S::created_s, 32},
    {&S::block_size, 32},  {&S::fragments, 32},       {&S::compression, 16},
    {&S::block_log, 16},   {&S::flags, 16},           {&S::ids, 16},
    {&S::major, 16},       {&S::minor, 16},           {&S::root_inode, 64},
    {&S::bytes_used, 64},  {&S::id_table, 64},        {&S::xattr_table, 64},
    {&S::inode_table, 64}, {&S::directory_table, 64}, {&S::fragment_table, 64},
    {&S::export_table, 64}};

constexpr FieldSpec<S> version_3[] = {{&S::magic, 32},
                                      {&S::inodes, 32},
                                      {&S::bytes_used_32, 32},
                                      {&S::uid_table_32, 32},
                                      {&S::gid_table_32, 32},
                                      {&S::inode_table_32, 32},
                                      {&S::directory_table_32, 32},
                                      {&S::major, 16},
                                      {&S::minor, 16},
                                      {&S::block_size_16, 16},
                                      {&S::block_log, 16},
                                      {&S::flags, 8},
                                      {&S::uids, 8},
                                      {&S::gids, 8},
                                      {&S::created_s, 32},
                                      {&S::root_inode, 64},
                                      {&S::block_size, 32},
                                      {&S::fragments, 32},
                                      {&S::fragment_table_32, 32},
                                      {&S::bytes_used, 64},
                                      {&S::uid_table, 64},
                                      {&S::gid_table, 64},
                                      {&S::inode_table, 64},
                                      {&S::directory_table, 64},
                                      {&S::fragment_table, 64},
                                      {&S::export_table, 64}};

constexpr Layout<S> layouts[] = {
    {}, Layout<S>(version_3).first(16), Layout<S>(version_3).first(19), version_3, version_4};

constexpr std::uint64_t major_at = 28;  // in every version

// Versions 1 and 2 have 32-bit offsets, and version 1 no fragments.
void widen(Superblock& super) {
  super.bytes_used = super.bytes_used_32;
  super.uid_table = super.uid_table_32;
  super.gid_table = super.gid_table_32;
  super.inode_table = super.inode_table_32;
  super.directory_table = super.directory_table_32;
  super.fragment_table = super.fragment_table_32;
  super.export_table = absent_table;
  if (super.major == 1) super.block_size = super.block_size_16;
}

Result<void> check(const Superblock& super) {
  if (super.block_log < 12 || super.block_log > 20 ||
      super.block_size != std::uint64_t{1} << super.block_log) {
    return fail(ErrorCode::corrupt, fmt::format("block size {} with a logarithm of {}",
                                                super.block_size, super.block_log));
  }
  if (super.inodes == 0) return fail(ErrorCode::corrupt, "no inodes, not even a root");
  if (super.bytes_used < super.size) {
    return fail(ErrorCode::corrupt, fmt::format("{} bytes used, {} are the super block's",
                                                super.bytes_used, super.size));
  }
  if (super.inode_table < super.size || super.inode_table >= super.bytes_used ||
      super.directory_table < super.size || super.directory_table > super.bytes_used) {
    return fail(ErrorCode::corrupt,
                fmt::format("inode table at {:#x}, directory table at {:#x}, {} bytes used",
                            super.inode_table, super.directory_table, super.bytes_used));
  }
  return {};
}

}  // namespace

std::string Superblock::version() const { return fmt::format("{}.{}", major, minor); }

Result<Superblock> read_superblock(Bytes bytes) {
  const Bytes major = TRY(slice(bytes, {major_at, 2}));
  Superblock super;
  const auto in_order = [&](ByteOrder order) { return read_bits(major, order, 0, 16); };
  const bool is_little = in_order(ByteOrder::little) >= 1 && in_order(ByteOrder::little) <= 4;
  super.order = is_little ? ByteOrder::little : ByteOrder::big;
  const std::uint64_t version = in_order(super.order);
  if (version < 1 || version > 4)
    return fail(ErrorCode::unsupported, fmt::format("version {} of SquashFS", version));
  const Layout<S> layout = layouts[version];
  super.size = stored_size(layout);
  read_fields(TRY(slice(bytes, {0, super.size})), super.order, layout, super);
  if (version < 3) widen(super);
  if (version < 4) super.id_table = super.xattr_table = absent_table;
  if (super.fragments == 0) super.fragment_table = absent_table;
  if (!super.has(exportable)) super.export_table = absent_table;
  TRY(check(super));
  return super;
}

}  // namespace assay::unpack::sqfs
