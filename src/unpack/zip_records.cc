// The records of zip, all little-endian.
//
//   local header      PK 3 4, needed(2) flags(2) method(2) time(2) date(2) crc(4) stored(4)
//   plain(4)
//                     name size(2) extra size(2), name, extra field
//   data descriptor   [PK 7 8] crc(4) stored(4 or 8) plain(4 or 8)
//   central header    PK 1 2, made by(2) needed(2) ... as above ... name size(2) extra size(2)
//                     comment size(2) disk(2) internal(2) external(4) offset of the local
//                     header(4), name, extra field, comment
//   end               PK 5 6, disk(2) directory's disk(2) entries here(2) entries(2) directory's
//                     size(4) and offset(4), comment size(2), comment
//   zip64 end         PK 6 6, size(8) made by(2) needed(2) disk(4) disk(4) entries(8) entries(8)
//                     directory's size(8) and offset(8)
//   its locator       PK 6 7, disk(4) offset of the zip64 end(8) disks(4); stands before the end
//
//   extra field       kind(2) size(2) data: 0001 sizes of 64 bits, for those that are all ones;
//                     5455 times; 5855 times and ids, old; 7875 user and group id
//
// Source: PKWARE APPNOTE.TXT 6.3.10; Info-ZIP, proginfo/extrafld.txt.
#include "unpack/zip_records.h"

#include <fmt/core.h>

#include <algorithm>

namespace assay::unpack {
namespace {

struct Local {
  char magic[4];
  le16 version_needed, flags, method, time, date;
  le32 crc, stored_size, plain_size;
  le16 name_size, extra_size;
};
static_assert(sizeof(Local) == 30);

struct Central {
  char magic[4];
  le16 made_by, version_needed, flags, method, time, date;
  le32 crc, stored_size, plain_size;
  le16 name_size, extra_size, comment_size, disk, internal_attributes;
  le32 external_attributes, local_offset;
};
static_assert(sizeof(Central) == 46);

struct End {
  char magic[4];
  le16 disk, directory_disk, entries_here, entries;
  le32 directory_size, directory_offset;
  le16 comment_size;
};
static_assert(sizeof(End) == 22);

struct End64 {
  char magic[4];
  le64 size;
  le16 made_by, version_needed;
  le32 disk, directory_disk;
  le64 entries_here, entries, directory_size, directory_offset;
};
static_assert(sizeof(End64) == 56);

struct Locator64 {
  char magic[4];
  le32 disk;
  le64 offset;
  le32 disks;
};
static_assert(sizeof(Locator64) == 20);

constexpr std::uint32_t all_ones = 0xffffffff;

bool bears(const char (&magic)[4], std::string_view wanted) {
  return std::string_view(magic, 4) == wanted;
}

// 64-bit sizes stand only where the header's own are all ones, in this order.
void read_zip64(Bytes data, ZipHeader& header) {
  std::uint64_t at = 0;
  for (std::uint64_t* value : {&header.plain_size, &header.stored_size, &header.local_offset}) {
    if (*value != all_ones) continue;
    const auto wide = read<le64>(data, at);
    if (!wide) return;
    *value = *wide;
    at += sizeof(le64);
  }
}

std::optional<std::uint32_t> little_endian(Bytes field) {
  if (field.empty() || field.size() > 8) return {};
  std::uint64_t value = 0;
  for (std::size_t i = field.size(); i > 0; i--) value = value << 8U | field[i - 1];
  if (value > all_ones) return {};
  return static_cast<std::uint32_t>(value);
}

// Version 1; size of the user id and the id; size of the group id and the id.
void read_ids(Bytes data, ZipExtra& extra) {
  if (data.size() < 3 || data[0] != 1) return;
  const std::uint64_t uid_size = data[1];
  const auto uid = slice(data, {2, uid_size});
  const auto gid_size = slice(data, {2 + uid_size, 1});
  if (!uid || !gid_size) return;
  const auto gid = slice(data, {3 + uid_size, (*gid_size)[0]});
  if (!gid) return;
  extra.uid = little_endian(*uid);
  extra.gid = little_endian(*gid);
}

void read_field(std::uint16_t kind, Bytes data, ZipHeader& header) {
  ZipExtra& extra = header.extra;
  if (kind == 0x0001) read_zip64(data, header);
  if (kind == 0x7875) read_ids(data, extra);
  if (kind == 0x5455 && !data.empty() && (data[0] & 1U) != 0) {
    const auto time = read<le32>(data, 1);
    if (time) extra.mtime_s = static_cast<std::int32_t>(time->get());
  }
  if (kind == 0x5855 && !extra.mtime_s) {
    const auto time = read<le32>(data, 4);
    if (time) extra.mtime_s = static_cast<std::int32_t>(time->get());
    const auto uid = read<le16>(data, 8);
    const auto gid = read<le16>(data, 10);
    if (uid && gid && !extra.uid) {
      extra.uid = uid->get();
      extra.gid = gid->get();
    }
  }
}

// A field that sticks out ends it: what came before is kept, as other readers do.
void read_extra(Bytes extra, ZipHeader& header) {
  std::uint64_t at = 0;
  while (const auto kind = read<le16>(extra, at)) {
    const auto size = read<le16>(extra, at + 2);
    if (!size) return;
    const auto data = slice(extra, {at + 4, *size});
    if (!data) return;
    read_field(*kind, *data, header);
    at += 4U + *size;
  }
}

template <class Raw>
ZipHeader fields_of(const Raw& raw) {
  ZipHeader header;
  header.version_needed = raw.version_needed;
  header.flags = raw.flags;
  header.method = raw.method;
  header.dos_time = raw.time;
  header.dos_date = raw.date;
  header.crc = raw.crc;
  header.stored_size = raw.stored_size;
  header.plain_size = raw.plain_size;
  return header;
}

// Puts in what the zip64 records in front of the end at `at` say, where they are there.
void read_zip64_end(Bytes archive, std::uint64_t at, ZipEnd& end) {
  if (at < sizeof(Locator64) + sizeof(End64)) return;
  const std::uint64_t locator_at = at - sizeof(Locator64);
  const auto locator = read<Locator64>(archive, locator_at);
  if (!locator || !bears(locator->magic, "PK\x06\x07")) return;
  for (const std::uint64_t place : {locator_at - sizeof(End64), locator->offset.get()}) {
    if (place >= locator_at) continue;
    const auto wide = read<End64>(archive, place);
    if (!wide || !bears(wide->magic, "PK\x06\x06")) continue;
    end.entries = wide->entries;
    end.directory_size = wide->directory_size;
    end.directory_offset = wide->directory_offset;
    end.records_at = place;
    end.zip64 = true;
    end.many_disks = locator->disks > 1;
    return;
  }
}

}  // namespace

Result<ZipHeader> read_zip_local(Bytes archive, std::uint64_t at) {
  const auto raw = TRY(read<Local>(archive, at));
  if (!bears(raw.magic, zip_local_magic))
    return fail(ErrorCode::corrupt, fmt::format("no local header at {:#x}", at));
  ZipHeader header = fields_of(raw);
  const Bytes name = TRY(slice(archive, {at + sizeof(Local), raw.name_size}));
  const Bytes extra = TRY(slice(archive, {at + sizeof(Local) + raw.name_size, raw.extra_size}));
  header.name = as_text(name);
  read_extra(extra, header);
  header.size = sizeof(Local) + raw.name_size + raw.extra_size;
  return header;
}

Result<ZipHeader> read_zip_central(Bytes archive, std::uint64_t at) {
  const auto raw = TRY(read<Central>(archive, at));
  if (!bears(raw.magic, zip_central_magic))
    return fail(ErrorCode::corrupt, fmt::format("no central header at {:#x}", at));
  ZipHeader header = fields_of(raw);
  header.size = sizeof(Central) + raw.name_size + raw.extra_size + raw.comment_size;
  const Bytes whole = TRY(slice(archive, {at, header.size}));
  header.made_on = static_cast<std::uint8_t>(raw.made_by >> 8U);
  header.external_attributes = raw.external_attributes;
  header.local_offset = raw.local_offset;
  header.name = as_text(whole.subspan(sizeof(Central), raw.name_size));
  read_extra(whole.subspan(sizeof(Central) + raw.name_size, raw.extra_size), header);
  return header;
}

std::uint64_t zip_descriptor_size(Bytes archive, std::uint64_t data_end, const ZipHeader& header) {
  if (!header.has_descriptor()) return 0;
  const auto rest = slice_from(archive, data_end);
  if (!rest) return 0;
  const bool has_magic = as_text(*rest).starts_with(zip_descriptor_magic);
  const std::uint64_t at = has_magic ? 4 : 0;
  // Whether sizes take 4 or 8 bytes is not stated: what stands behind them decides.
  for (const std::uint64_t size : {at + 12, at + 20}) {
    const auto behind = slice_from(*rest, size);
    if (!behind) continue;
    const std::string_view next = as_text(*behind);
    if (next.starts_with(zip_local_magic) || next.starts_with(zip_central_magic)) return size;
  }
  return has_magic ? std::min<std::uint64_t>(at + 12, rest->size()) : 0;
}

bool read_zip_descriptor(Bytes archive, std::uint64_t data_end, ZipHeader& header) {
  const std::uint64_t size = zip_descriptor_size(archive, data_end, header);
  const bool large = size > 16;
  const std::uint64_t sums_size = large ? 20 : 12;  // behind the magic, where there is one
  if (size < sums_size) return false;
  const std::uint64_t at = data_end + size - sums_size;
  const auto crc = read<le32>(archive, at);
  const auto small_size = read<le32>(archive, at + 8);
  const auto large_size = read<le64>(archive, at + 12);
  if (!crc || !small_size || (large && !large_size)) return false;
  header.crc = *crc;
  header.plain_size = large ? std::uint64_t{*large_size} : std::uint64_t{*small_size};
  return true;
}

Result<ZipEnd> read_zip_end(Bytes archive, std::uint64_t at) {
  const auto raw = TRY(read<End>(archive, at));
  if (!bears(raw.magic, zip_end_magic))
    return fail(ErrorCode::corrupt, fmt::format("no end of central directory at {:#x}", at));
  ZipEnd end;
  end.comment = as_text(TRY(slice(archive, {at + sizeof(End), raw.comment_size})));
  end.entries = raw.entries;
  end.directory_size = raw.directory_size;
  end.directory_offset = raw.directory_offset;
  end.records_at = at;
  end.end = at + sizeof(End) + raw.comment_size;
  end.many_disks = raw.disk != 0 || raw.directory_disk != 0;
  // They count where they are, though nothing here need be all ones: Python writes them so.
  read_zip64_end(archive, at, end);
  if (end.directory_size > end.records_at) {
    return fail(ErrorCode::corrupt, fmt::format("a central directory of {} bytes, {} before it",
                                                end.directory_size, end.records_at));
  }
  return end;
}

}  // namespace assay::unpack
