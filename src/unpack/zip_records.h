// The records of a zip archive: local and central headers with their extra fields, and the end of
// the central directory.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/endian.h"

namespace assay::unpack {

constexpr std::string_view zip_local_magic = "PK\x03\x04";
constexpr std::string_view zip_central_magic = "PK\x01\x02";
constexpr std::string_view zip_end_magic = "PK\x05\x06";
constexpr std::string_view zip_descriptor_magic = "PK\x07\x08";

enum ZipFlag : std::uint16_t {
  zip_encrypted = 1,
  zip_descriptor = 8,  // sizes and CRC follow the data
  zip_strong_encryption = 0x40,
  zip_utf8 = 0x800,
  zip_masked = 0x2000,  // the central directory is encrypted
};

// What extra fields say.
struct ZipExtra {
  std::optional<std::int64_t> mtime_s;
  std::optional<std::uint32_t> uid, gid;
};

struct ZipHeader {
  std::string name;
  std::uint8_t made_on = 0;  // 3: Unix; central header only
  std::uint16_t version_needed = 0;
  std::uint16_t flags = 0;
  std::uint16_t method = 0;
  std::uint16_t dos_time = 0;
  std::uint16_t dos_date = 0;
  std::uint32_t crc = 0;
  std::uint64_t stored_size = 0;
  std::uint64_t plain_size = 0;
  std::uint32_t external_attributes = 0;  // central header only
  std::uint64_t local_offset = 0;         // central header only; as stated
  ZipExtra extra;
  std::uint64_t size = 0;  // of the header with name, extra field and comment

  bool encrypted() const { return (flags & (zip_encrypted | zip_strong_encryption)) != 0; }
  bool has_descriptor() const { return (flags & zip_descriptor) != 0; }
  // The Unix mode with file type bits; 0 where it is not stated.
  std::uint32_t mode() const {
    return made_on == 3 || made_on == 19 ? external_attributes >> 16U : 0;
  }
};

// Errors: truncated; corrupt, where there is no such header or it contradicts itself.
Result<ZipHeader> read_zip_local(Bytes archive, std::uint64_t at);
Result<ZipHeader> read_zip_central(Bytes archive, std::uint64_t at);

// Size of the record of sizes behind the data of `header`, which ends at `data_end`; 0 where there
// is none.
std::uint64_t zip_descriptor_size(Bytes archive, std::uint64_t data_end, const ZipHeader& header);

// Takes CRC-32 and plain size from that record into `header`; false where there is none.
bool read_zip_descriptor(Bytes archive, std::uint64_t data_end, ZipHeader& header);

// The end of the central directory.
struct ZipEnd {
  std::uint64_t entries = 0;
  std::uint64_t directory_size = 0;
  std::uint64_t directory_offset = 0;  // as stated
  std::uint64_t records_at = 0;  // start of the records that end the archive, zip64's included
  std::uint64_t end = 0;         // behind the comment
  std::string comment;
  bool zip64 = false;
  bool many_disks = false;
};

// Reads it at `at`. Errors: truncated, corrupt.
Result<ZipEnd> read_zip_end(Bytes archive, std::uint64_t at);

}  // namespace assay::unpack
