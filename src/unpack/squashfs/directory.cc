// A listing is runs of entries. A run's header states how many entries follow, less one, and the
// metadata block (from the inode table's start) that holds the inodes of all of them:
//
//   version   header                                entry, followed by its name of size + 1 bytes
//   4         32 count, 32 block, 32 inode          16 offset, 16 inode, 16 type, 16 size
//   3          8 count, 32 block, 32 inode          13 offset, 3 type, 8 size, 16 inode
//   1 and 2    8 count, 24 block                    13 offset, 3 type, 8 size
//
// From version 3 on the stated size of a listing is 3 too many, for "." and "..", which are not
// stored.
//
// Source: squashfs-tools, squashfs_fs.h, squashfs_compat.h, unsquash-1.c to unsquash-4.c.
#include "unpack/squashfs/directory.h"

#include <fmt/core.h>

#include <array>

#include "unpack/squashfs/fields.h"

namespace assay::unpack::sqfs {
namespace {

struct Header {
  std::uint64_t count = 0, block = 0, inode = 0;
};
struct Entry {
  std::uint64_t offset = 0, inode = 0, type = 0, size = 0;
};
using HeaderSpec = FieldSpec<Header>;
using EntrySpec = FieldSpec<Entry>;

constexpr HeaderSpec header_2[] = {{&Header::count, 8}, {&Header::block, 24}};
constexpr HeaderSpec header_3[] = {{&Header::count, 8}, {&Header::block, 32}, {&Header::inode, 32}};
constexpr HeaderSpec header_4[] = {
    {&Header::count, 32}, {&Header::block, 32}, {&Header::inode, 32}};
constexpr Layout<Header> headers[] = {{}, header_2, header_2, header_3, header_4};

constexpr EntrySpec entry_2[] = {{&Entry::offset, 13}, {&Entry::type, 3}, {&Entry::size, 8}};
constexpr EntrySpec entry_3[] = {
    {&Entry::offset, 13}, {&Entry::type, 3}, {&Entry::size, 8}, {&Entry::inode, 16}};
constexpr EntrySpec entry_4[] = {
    {&Entry::offset, 16}, {&Entry::inode, 16}, {&Entry::type, 16}, {&Entry::size, 16}};
constexpr Layout<Entry> entries[] = {{}, entry_2, entry_2, entry_3, entry_4};

constexpr std::uint64_t run_max = 256;
constexpr std::uint64_t name_size_max = 256;

template <class T>
Result<T> read_next(Cursor& cursor, ByteOrder order, Layout<T> layout, std::uint64_t& left) {
  std::array<std::uint8_t, 16> bytes{};
  const auto part = std::span(bytes).first(stored_size(layout));
  if (left < part.size()) {
    return fail(ErrorCode::corrupt,
                fmt::format("a listing ends {} bytes into {}", left, part.size()));
  }
  TRY(cursor.read(part));
  left -= part.size();
  T fields;
  read_fields<T>(part, order, layout, fields);
  return fields;
}

}  // namespace

Directory::Directory(Metadata& metadata, const Inode& inode)
    : super_(&metadata.super()),
      cursor_(metadata, super_->directory_table + inode.start, inode.offset) {
  const std::uint64_t unstored = super_->major < 3 ? 0 : 3;
  left_ = inode.size > unstored ? inode.size - unstored : 0;
}

Result<std::optional<DirectoryEntry>> Directory::next() {
  if (run_left_ == 0) {
    if (left_ == 0) return std::nullopt;
    const Header header = TRY(read_next(cursor_, super_->order, headers[super_->major], left_));
    if (header.count >= run_max)
      return fail(ErrorCode::corrupt, fmt::format("a run of {} names", header.count + 1));
    run_left_ = header.count + 1;
    run_block_ = header.block;
  }
  run_left_--;
  const Entry entry = TRY(read_next(cursor_, super_->order, entries[super_->major], left_));
  const std::uint64_t name_size = entry.size + 1;
  if (name_size > name_size_max || name_size > left_) {
    return fail(ErrorCode::corrupt,
                fmt::format("a name of {} bytes, {} are left", name_size, left_));
  }
  DirectoryEntry found;
  found.name = TRY(cursor_.text(name_size));
  found.reference = run_block_ << 16U | entry.offset;
  found.type = entry.type;
  left_ -= name_size;
  return found;
}

}  // namespace assay::unpack::sqfs
