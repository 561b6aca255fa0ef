// A header block of tar.
//
//   offset  bytes  field
//   0       100    name, ended by a NUL where there is room
//   100     8 each mode, uid, gid: octal digits in ASCII, ended by NUL or space
//   124     12 ea. size, mtime
//   148     8      checksum: sum of all bytes of the block, this field taken as spaces. Some old
//                  programs summed signed bytes
//   156     1      type
//   157     100    link target
//   257     8      "ustar\0" "00" (POSIX), "ustar  \0" (GNU), anything else (v7)
//   265     32 ea. user, group by name
//   329     8 each device major, minor
//   345     155    POSIX: prefix, put before the name with a '/'
//                  GNU: times, and the map of a sparse file
//
// Source: POSIX.1-2017, pax, "ustar Interchange Format"; GNU tar manual, "Basic Tar Format".
#include "unpack/tar_header.h"

#include <fmt/core.h>

#include <algorithm>
#include <limits>

namespace assay::unpack {
namespace {

struct Raw {
  std::uint8_t name[100];
  std::uint8_t mode[8];
  std::uint8_t uid[8];
  std::uint8_t gid[8];
  std::uint8_t size[12];
  std::uint8_t mtime[12];
  std::uint8_t checksum[8];
  char type;
  std::uint8_t link[100];
  std::uint8_t magic[8];
  std::uint8_t user[32];
  std::uint8_t group[32];
  std::uint8_t device_major[8];
  std::uint8_t device_minor[8];
  std::uint8_t prefix[155];
  std::uint8_t rest[12];
};
static_assert(sizeof(Raw) == tar_block);

Result<std::int64_t> base_256(Bytes field) {
  constexpr auto most = std::numeric_limits<std::int64_t>::max() / 256;
  // The top bit is the mark, the next one the sign.
  std::int64_t value = field[0] & 0x3fU;
  if ((field[0] & 0x40U) != 0) value -= 0x40;
  for (const std::uint8_t byte : field.subspan(1)) {
    if (value > most || value < -most)
      return fail(ErrorCode::corrupt, "a number of more than 63 bits");
    value = value * 256 + byte;
  }
  return value;
}

Result<void> verify_checksum(Bytes block, const Raw& raw) {
  const std::int64_t stated = TRY(tar_number(raw.checksum));
  std::int64_t sum = 8LL * ' ';
  std::int64_t signed_sum = sum;
  for (std::size_t i = 0; i < block.size(); i++) {
    if (i >= 148 && i < 156) continue;
    sum += block[i];
    signed_sum += static_cast<std::int8_t>(block[i]);
  }
  if (stated != sum && stated != signed_sum) {
    return fail(ErrorCode::corrupt,
                fmt::format("header checksum: stated {}, computed {}", stated, sum));
  }
  return {};
}

std::optional<std::int64_t> number_or_nothing(Bytes field) {
  const auto number = tar_number(field);
  return number ? std::optional(*number) : std::nullopt;
}

}  // namespace

bool is_zero(Bytes bytes) {
  return std::ranges::all_of(bytes, [](std::uint8_t byte) { return byte == 0; });
}

Result<std::int64_t> tar_number(Bytes field) {
  if (!field.empty() && (field[0] & 0x80U) != 0) return base_256(field);
  std::int64_t value = 0;
  std::size_t i = 0;
  while (i < field.size() && field[i] == ' ') i++;
  for (; i < field.size() && field[i] != ' ' && field[i] != '\0'; i++) {
    if (field[i] < '0' || field[i] > '7')
      return fail(ErrorCode::corrupt, fmt::format("byte {:#04x} in an octal number", field[i]));
    value = value * 8 + (field[i] - '0');  // 12 digits at most: no overflow
  }
  return value;
}

Result<TarHeader> read_tar_header(Bytes block) {
  const Raw raw = TRY(read<Raw>(block, 0));
  TRY(verify_checksum(block.first(tar_block), raw));
  TarHeader header;
  const std::string_view magic = as_text(raw.magic);
  if (magic.starts_with("ustar  "))
    header.dialect = TarDialect::gnu;
  else if (magic.starts_with("ustar"))
    header.dialect = TarDialect::ustar;
  header.type = raw.type == '\0' ? '0' : raw.type;
  header.name = until_nul(raw.name);
  header.link = until_nul(raw.link);
  const std::int64_t size = TRY(tar_number(raw.size));
  if (size < 0) return fail(ErrorCode::corrupt, fmt::format("a size of {} bytes", size));
  header.size = static_cast<std::uint64_t>(size);
  header.mode = number_or_nothing(raw.mode);
  header.uid = number_or_nothing(raw.uid);
  header.gid = number_or_nothing(raw.gid);
  header.mtime_s = number_or_nothing(raw.mtime);
  if (header.dialect == TarDialect::v7) return header;
  header.user = until_nul(raw.user);
  header.group = until_nul(raw.group);
  header.device_major = number_or_nothing(raw.device_major);
  header.device_minor = number_or_nothing(raw.device_minor);
  if (header.dialect == TarDialect::ustar && raw.prefix[0] != 0)
    header.name = fmt::format("{}/{}", until_nul(raw.prefix), header.name);
  return header;
}

}  // namespace assay::unpack
