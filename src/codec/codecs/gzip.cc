// gzip: one member of a gzip file. Members behind it are left to the handler.
//
//   0  2  1f 8b
//   2  1  method: 8, deflate
//   3  1  flags: 2 header CRC, 4 extra field, 8 name, 16 comment; the upper three are reserved
//   4  6  time, level, system
//  10     extra field: 2 bytes of size, little-endian, and that many bytes
//         name: up to a NUL
//         comment: up to a NUL
//         the low 16 bits of the CRC-32 of the header so far
//      n  deflate
//      4  CRC-32 of the plain bytes, little-endian
//      4  number of the plain bytes modulo 2^32, little-endian
//
// Source: RFC 1952.
#include <fmt/core.h>

#include <algorithm>

#include "base/checksum.h"
#include "base/endian.h"
#include "codec/codec.h"
#include "codec/inflate.h"

namespace assay::codec {
namespace {

struct Header {
  std::uint8_t magic[2];
  std::uint8_t method;
  std::uint8_t flags;
  std::uint8_t time_level_system[6];
};

struct Trailer {
  le32 crc;
  le32 size;
};

enum Flag : std::uint8_t { header_crc = 2, extra = 4, name = 8, comment = 16, reserved = 0xe0 };

// The offset behind the text at `offset` and its NUL.
Result<std::uint64_t> behind_nul(Bytes stored, std::uint64_t offset) {
  const Bytes rest = TRY(slice_from(stored, offset));
  const auto nul = std::ranges::find(rest, std::uint8_t{0});
  if (nul == rest.end())
    return fail(ErrorCode::truncated, fmt::format("gzip: the text at byte {} has no end", offset));
  return offset + static_cast<std::uint64_t>(nul - rest.begin()) + 1;
}

// How long the header is, its variable parts included.
Result<std::uint64_t> header_size(Bytes stored) {
  const auto header = TRY(read<Header>(stored, 0));
  if (header.magic[0] != 0x1f || header.magic[1] != 0x8b)
    return fail(ErrorCode::corrupt, "the gzip member does not start with 1f 8b");
  if (header.method != 8 || (header.flags & reserved) != 0) {
    return fail(ErrorCode::unsupported,
                fmt::format("gzip method {}, flags {:#04x}", header.method, header.flags));
  }
  std::uint64_t size = sizeof(Header);
  if ((header.flags & extra) != 0) size += 2U + TRY(read<le16>(stored, size)).get();
  if ((header.flags & name) != 0) size = TRY(behind_nul(stored, size));
  if ((header.flags & comment) != 0) size = TRY(behind_nul(stored, size));
  if ((header.flags & header_crc) != 0) {
    const std::uint16_t stated = TRY(read<le16>(stored, size));
    const auto real = static_cast<std::uint16_t>(crc32(stored.first(size)));
    if (stated != real) {
      return fail(ErrorCode::corrupt,
                  fmt::format("gzip header CRC is {:#06x}, {:#06x} stated", real, stated));
    }
    size += 2;
  }
  return size;
}

Result<std::uint64_t> decode_unchecked(Bytes stored, std::uint64_t size_max, Buffer& plain) {
  plain.clear();
  std::uint64_t at = TRY(header_size(stored));
  const Bytes body = TRY(slice_from(stored, at));
  at += TRY(inflate_stream(body, DeflateWrapping::none, size_max, plain));
  TRY(slice(stored, {at, sizeof(Trailer)}));
  return at + sizeof(Trailer);
}

Result<std::uint64_t> decode(Bytes stored, std::uint64_t size_max, Buffer& plain) {
  const std::uint64_t size = TRY(decode_unchecked(stored, size_max, plain));
  const auto trailer = TRY(read<Trailer>(stored, size - sizeof(Trailer)));
  const std::uint32_t crc = crc32(plain);
  if (trailer.crc != crc) {
    return fail(ErrorCode::corrupt,
                fmt::format("gzip CRC-32 is {:#010x}, {:#010x} stated", crc, trailer.crc.get()));
  }
  if (trailer.size != static_cast<std::uint32_t>(plain.size())) {
    return fail(ErrorCode::corrupt, fmt::format("gzip member of {} plain bytes, {} stated",
                                                plain.size(), trailer.size.get()));
  }
  return size;
}

}  // namespace

extern const Codec gzip = {
    .id = "gzip",
    .title = "gzip member",
    .source = "RFC 1952",
    .decode = decode,
    .decode_unchecked = decode_unchecked,
};

}  // namespace assay::codec
