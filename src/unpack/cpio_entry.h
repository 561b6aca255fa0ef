// One header of a cpio archive, in any of the format's four writings.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/bytes.h"

namespace assay::unpack {

enum class CpioWriting : std::uint8_t { newc, crc, odc, binary_little, binary_big };

struct CpioEntry {
  CpioWriting writing = CpioWriting::newc;
  std::uint64_t device = 0;  // that the file stood on; only good to tell files apart
  std::uint32_t inode = 0;
  std::uint32_t mode = 0;  // with file type bits
  std::uint32_t uid = 0;
  std::uint32_t gid = 0;
  std::uint32_t links = 0;  // names of the file, where it was packed
  std::uint32_t mtime_s = 0;
  std::uint32_t device_major = 0;  // of a device node
  std::uint32_t device_minor = 0;
  std::uint32_t sum = 0;          // crc: of the data's bytes
  std::string_view name;          // as it stands in the archive, without its NUL
  std::uint64_t size = 0;         // of the data, in bytes
  std::uint64_t header_size = 0;  // of header and name, filled up: where the data starts
  std::uint64_t padded_size = 0;  // of the data, filled up
};

// Errors: truncated; corrupt, where there is no magic or a field is no number.
Result<CpioEntry> read_cpio_entry(Bytes bytes);

}  // namespace assay::unpack
