// The xattr table's header is 8 bytes offset of names and values, 4 count of sets, 4 unused; the
// array of offsets of the sets' metadata blocks follows it. A set is 8 bytes reference, 4 count of
// pairs, 4 size. References count from the start of names and values. A pair:
//
//   0  2  type: 0 user, 1 trusted, 2 security; bit 8: the value is elsewhere
//   2  2  size of the name
//   4  n  name, without the prefix that the type stands for
//      4  size of the value, or 8
//      n  value, or a reference to size and value
//
// Source: squashfs-tools, squashfs_fs.h, read_xattrs.c.
#include "unpack/squashfs/xattrs.h"

#include <fmt/core.h>

#include <array>

#include "unpack/squashfs/fields.h"

namespace assay::unpack::sqfs {
namespace {

constexpr std::uint64_t header_size = 16;
constexpr std::uint64_t value_elsewhere = 0x100;
constexpr std::uint64_t value_size_max = 65536;  // XATTR_SIZE_MAX of Linux
constexpr std::uint64_t name_size_max = 255;     // XATTR_NAME_MAX
constexpr std::uint64_t total_size_max = 64U << 20U;
constexpr std::string_view prefixes[] = {"user.", "trusted.", "security."};

template <unsigned size>
Result<std::uint64_t> read_number(Cursor& cursor, ByteOrder order) {
  std::array<std::uint8_t, size> bytes{};
  TRY(cursor.read(bytes));
  return read_bits(bytes, order, 0, size * 8);
}

}  // namespace

Xattrs::Xattrs(Metadata& metadata) : metadata_(metadata) {
  const Superblock& super = metadata.super();
  const auto header = slice(metadata.image(), {super.xattr_table, header_size});
  if (super.xattr_table == absent_table || !header) return;
  start_ = read_bits(*header, super.order, 0, 64);
  const std::uint64_t count = read_bits(*header, super.order, 64, 32);
  sets_ = Table(metadata, {super.xattr_table + header_size, count, 16, 8});
}

Result<std::vector<Field>> Xattrs::read(std::uint64_t index) {
  const ByteOrder order = metadata_.super().order;
  Cursor set = TRY(sets_.record(index));
  const std::uint64_t reference = TRY(read_number<8>(set, order));
  const std::uint64_t count = TRY(read_number<4>(set, order));
  Cursor pairs(metadata_, start_ + (reference >> 16U), reference & 0xffffU);
  std::vector<Field> xattrs;
  for (std::uint64_t i = 0; i < count; i++) {
    xattrs.push_back(TRY(read_pair(pairs)));
    total_size_ += xattrs.back().name.size() + sizeof(Field);
  }
  return xattrs;
}

Result<Field> Xattrs::read_pair(Cursor& cursor) {
  const ByteOrder order = metadata_.super().order;
  const std::uint64_t type = TRY(read_number<2>(cursor, order));
  const std::uint64_t name_size = TRY(read_number<2>(cursor, order));
  const std::uint64_t prefix = type & 0xffU;
  if (prefix >= std::size(prefixes) || name_size > name_size_max) {
    return fail(
        ErrorCode::corrupt,
        fmt::format("an extended attribute of type {} with a name of {} bytes", type, name_size));
  }
  std::string name = std::string(prefixes[prefix]) + TRY(cursor.text(name_size));
  if ((type & value_elsewhere) == 0) return Field{std::move(name), TRY(read_value(cursor))};
  TRY(cursor.skip(4));
  const std::uint64_t reference = TRY(read_number<8>(cursor, order));
  Cursor elsewhere(metadata_, start_ + (reference >> 16U), reference & 0xffffU);
  return Field{std::move(name), TRY(read_value(elsewhere))};
}

Result<std::string> Xattrs::read_value(Cursor& cursor) {
  const std::uint64_t size = TRY(read_number<4>(cursor, metadata_.super().order));
  if (size > value_size_max) {
    return fail(ErrorCode::corrupt,
                fmt::format("an extended attribute of {} bytes, {} at most", size, value_size_max));
  }
  total_size_ += size;
  if (total_size_ > total_size_max) {
    return fail(ErrorCode::limit,
                fmt::format("more than {} MiB of extended attributes", total_size_max >> 20U));
  }
  return cursor.text(size);
}

std::vector<Range> Xattrs::ranges() const {
  if (start_ == absent_table) return {};
  std::vector<Range> ranges = sets_.ranges();
  ranges.push_back({metadata_.super().xattr_table, header_size});
  return ranges;
}

}  // namespace assay::unpack::sqfs
