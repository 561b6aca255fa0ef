// One 512-byte header block of a tar archive, read and held to its checksum.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.h"

namespace assay::unpack {

constexpr std::uint64_t tar_block = 512;

enum class TarDialect : std::uint8_t { v7, ustar, gnu };

struct TarHeader {
  TarDialect dialect = TarDialect::v7;
  char type = '0';   // '0' file, '1' hard link, '2' symlink, '5' directory, 'x' pax, 'L' ...
  std::string name;  // with ustar's prefix in front
  std::string link;
  std::string user;
  std::string group;
  std::uint64_t size = 0;  // of the data behind the header, in bytes
  std::optional<std::int64_t> mode, uid, gid, mtime_s, device_major, device_minor;  // if readable
};

// A numeric field: octal digits, or where its first bit is set a signed number to the base 256.
// An empty one is 0. Errors: corrupt.
Result<std::int64_t> tar_number(Bytes field);

bool is_zero(Bytes bytes);

// Errors: truncated; corrupt, where the checksum does not hold or the size is no number.
Result<TarHeader> read_tar_header(Bytes block);

}  // namespace assay::unpack
