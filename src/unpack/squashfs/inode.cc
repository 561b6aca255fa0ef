// The fixed parts of inodes are the tables below. Behind them stand: for a file the list of its
// blocks' sizes, for a symlink its target (and in version 4's extended kind the xattr index), for
// an extended directory an index that speeds up look-ups and that a whole reading does not need.
//
// Version 1 packs more owners into 4 bits: types come in groups of five, and the group is the high
// part of the owner's index; type 0 is a fifo or socket, which says its type and group itself.
//
// Source: squashfs-tools, squashfs_fs.h, squashfs_compat.h, unsquash-1.c to unsquash-4.c.
#include "unpack/squashfs/inode.h"

#include <fmt/core.h>

#include <array>

#include "unpack/squashfs/fields.h"

namespace assay::unpack::sqfs {
namespace {

using I = Inode;
using Spec = FieldSpec<Inode>;

constexpr Spec base_1[] = {{&I::type, 4}, {&I::mode, 12}, {&I::uid, 4}, {&I::gid, 4}};
constexpr Spec base_2[] = {{&I::type, 4}, {&I::mode, 12}, {&I::uid, 8}, {&I::gid, 8}};
constexpr Spec base_3[] = {{&I::type, 4}, {&I::mode, 12},  {&I::uid, 8},
                           {&I::gid, 8},  {&I::mtime, 32}, {&I::number, 32}};
constexpr Spec base_4[] = {{&I::type, 16}, {&I::mode, 16},  {&I::uid, 16},
                           {&I::gid, 16},  {&I::mtime, 32}, {&I::number, 32}};
constexpr Layout<I> bases[] = {{}, base_1, base_2, base_3, base_4};

constexpr Spec ipc_1[] = {{&I::extended_type, 4}, {&I::uid_group, 4}};
constexpr Spec file_1[] = {{&I::mtime, 32}, {&I::start, 32}, {&I::size, 32}};
constexpr Spec symlink_1[] = {{&I::target_size, 16}};
constexpr Spec device_1[] = {{&I::device, 16}};
constexpr Spec directory_1[] = {{&I::size, 19}, {&I::offset, 13}, {&I::mtime, 32}, {&I::start, 24}};

constexpr Spec file_2[] = {
    {&I::mtime, 32}, {&I::start, 32}, {&I::fragment, 32}, {&I::offset, 32}, {&I::size, 32}};
constexpr Spec extended_directory_2[] = {
    {&I::size, 27}, {&I::offset, 13}, {&I::mtime, 32}, {&I::start, 24}, {&I::indexes, 16}};

constexpr Spec ipc_3[] = {{&I::links, 32}};
constexpr Spec file_3[] = {{&I::start, 64}, {&I::fragment, 32}, {&I::offset, 32}, {&I::size, 32}};
constexpr Spec symlink_3[] = {{&I::links, 32}, {&I::target_size, 16}};
constexpr Spec device_3[] = {{&I::links, 32}, {&I::device, 16}};
constexpr Spec directory_3[] = {
    {&I::links, 32}, {&I::size, 19}, {&I::offset, 13}, {&I::start, 32}, {&I::parent, 32}};
constexpr Spec extended_directory_3[] = {{&I::links, 32}, {&I::size, 27},    {&I::offset, 13},
                                         {&I::start, 32}, {&I::indexes, 16}, {&I::parent, 32}};
constexpr Spec extended_file_3[] = {
    {&I::links, 32}, {&I::start, 64}, {&I::fragment, 32}, {&I::offset, 32}, {&I::size, 64}};

constexpr Spec file_4[] = {{&I::start, 32}, {&I::fragment, 32}, {&I::offset, 32}, {&I::size, 32}};
constexpr Spec symlink_4[] = {{&I::links, 32}, {&I::target_size, 32}};
constexpr Spec device_4[] = {{&I::links, 32}, {&I::device, 32}};
constexpr Spec directory_4[] = {
    {&I::start, 32}, {&I::links, 32}, {&I::size, 16}, {&I::offset, 16}, {&I::parent, 32}};
constexpr Spec extended_directory_4[] = {{&I::links, 32},  {&I::size, 32},    {&I::start, 32},
                                         {&I::parent, 32}, {&I::indexes, 16}, {&I::offset, 16},
                                         {&I::xattr, 32}};
constexpr Spec extended_file_4[] = {{&I::start, 64}, {&I::size, 64},     {&I::sparse, 64},
                                    {&I::links, 32}, {&I::fragment, 32}, {&I::offset, 32},
                                    {&I::xattr, 32}};
constexpr Spec extended_device_4[] = {{&I::links, 32}, {&I::device, 32}, {&I::xattr, 32}};
constexpr Spec extended_ipc_4[] = {{&I::links, 32}, {&I::xattr, 32}};

constexpr std::uint64_t extended = 7;  // an extended kind's type is the plain one's and this

// By type, as stored; type 0 is version 1's fifo or socket. Versions 1 and 2 keep nothing else of
// fifos and sockets, so version 2's are empty there, not missing.
struct Body {
  Layout<I> layout;
  bool known = true;
};
constexpr Body unknown{{}, false};
using Bodies = std::array<Body, 15>;
constexpr Bodies bodies_1 = {Body{ipc_1},    Body{directory_1}, Body{file_1}, Body{symlink_1},
                             Body{device_1}, Body{device_1},    unknown,      unknown,
                             unknown,        unknown,           unknown,      unknown,
                             unknown,        unknown,           unknown};
constexpr Bodies bodies_2 = {unknown,
                             Body{directory_1},
                             Body{file_2},
                             Body{symlink_1},
                             Body{device_1},
                             Body{device_1},
                             Body{},
                             Body{},
                             Body{extended_directory_2},
                             unknown,
                             unknown,
                             unknown,
                             unknown,
                             unknown,
                             unknown};
constexpr Bodies bodies_3 = {unknown,
                             Body{directory_3},
                             Body{file_3},
                             Body{symlink_3},
                             Body{device_3},
                             Body{device_3},
                             Body{ipc_3},
                             Body{ipc_3},
                             Body{extended_directory_3},
                             Body{extended_file_3},
                             unknown,
                             unknown,
                             unknown,
                             unknown,
                             unknown};
constexpr Bodies bodies_4 = {unknown,
                             Body{directory_4},
                             Body{file_4},
                             Body{symlink_4},
                             Body{device_4},
                             Body{device_4},
                             Body{ipc_3},
                             Body{ipc_3},
                             Body{extended_directory_4},
                             Body{extended_file_4},
                             Body{symlink_4},
                             Body{extended_device_4},
                             Body{extended_device_4},
                             Body{extended_ipc_4},
                             Body{extended_ipc_4}};
constexpr const Bodies* bodies[] = {nullptr, &bodies_1, &bodies_2, &bodies_3, &bodies_4};

constexpr std::size_t fixed_part_max = 64;
constexpr std::uint64_t target_size_max = 65536;

Result<void> read_part(Cursor& cursor, ByteOrder order, Layout<I> layout, Inode& inode) {
  std::array<std::uint8_t, fixed_part_max> bytes{};
  const auto part = std::span(bytes).first(stored_size(layout));
  TRY(cursor.read(part));
  read_fields<I>(part, order, layout, inode);
  return {};
}

// Splits version 1's stored type into type and the owner's group.
std::uint64_t ungroup(Inode& inode) {
  if (inode.type == 0) return 0;
  inode.uid_group = (inode.type - 1) / 5;
  inode.type = (inode.type - 1) % 5 + 1;
  return inode.type;
}

}  // namespace

Result<Inode> read_inode(Cursor& cursor, const Superblock& super) {
  Inode inode;
  TRY(read_part(cursor, super.order, bases[super.major], inode));
  const std::uint64_t stored_type = super.major == 1 ? ungroup(inode) : inode.type;
  const Bodies& kinds = *bodies[super.major];
  if (stored_type >= kinds.size() || !kinds[stored_type].known)
    return fail(ErrorCode::corrupt, fmt::format("an inode of type {}", stored_type));
  TRY(read_part(cursor, super.order, kinds[stored_type].layout, inode));
  if (super.major == 1 && stored_type == 0)
    inode.type = inode.extended_type == InodeType::socket ? InodeType::socket : InodeType::fifo;
  if (super.major == 1) inode.uid += inode.uid_group * 16;
  if (inode.type > extended) inode.type -= extended;
  inode.has_mtime =
      super.major > 2 || inode.type == InodeType::file || inode.type == InodeType::directory;
  inode.mode &= 07777U;
  inode.blocks = cursor;
  if (inode.type == InodeType::symlink) {
    if (inode.target_size > target_size_max) {
      return fail(ErrorCode::corrupt,
                  fmt::format("a link's target of {} bytes", inode.target_size));
    }
    inode.target = TRY(cursor.text(inode.target_size));
    constexpr Spec tail[] = {{&I::xattr, 32}};
    if (stored_type == InodeType::symlink + extended)
      TRY(read_part(cursor, super.order, tail, inode));
  }
  return inode;
}

Result<Inode> read_inode(Metadata& metadata, std::uint64_t reference) {
  const std::uint64_t block = reference >> 16U;
  Cursor cursor(metadata, metadata.super().inode_table + block, reference & 0xffffU);
  return read_inode(cursor, metadata.super());
}

}  // namespace assay::unpack::sqfs
