// A header of cpio, behind which come the name with its NUL, and the data. Every number is
//
//   newc    8 hex digits    magic "070701", or "070702" with a sum of the data's bytes
//   odc     6 octal digits  magic "070707"; mtime and file size have 11
//   binary  2 bytes         magic 0o070707; mtime and file size have 4, the upper half first
//
//   newc:   ino mode uid gid nlink mtime filesize dev(2) rdev(2) namesize check
//   others: dev ino mode uid gid nlink rdev mtime namesize filesize
//
// Name and data are filled up with zeros to 4 bytes (newc), 2 bytes (binary), not at all (odc).
//
// Source: cpio(5) of libarchive; Linux, Documentation/driver-api/early-userspace/buffer-format.rst.
#include "unpack/cpio_entry.h"

#include <fmt/core.h>

#include <bit>

#include "base/endian.h"
#include "base/quote.h"

namespace assay::unpack {
namespace {

std::uint64_t filled_up(std::uint64_t size, std::uint64_t to) { return (size + to - 1) / to * to; }

// Reads the numbers of a header one after the other. Once one is bad, all are 0.
class Numbers {
 public:
  Numbers(Bytes bytes, CpioWriting writing) : bytes_(bytes), writing_(writing) {}

  std::uint32_t next() {
    if (writing_ == CpioWriting::odc) return digits(6, 8);
    if (writing_ == CpioWriting::newc || writing_ == CpioWriting::crc) return digits(8, 16);
    return word();
  }

  std::uint32_t next_wide() {
    if (writing_ == CpioWriting::odc) return digits(11, 8);
    const std::uint32_t high = word();
    return high << 16U | word();
  }

  std::uint64_t at() const { return at_; }
  void skip(std::uint64_t size) { at_ += size; }
  const std::optional<Error>& error() const { return error_; }

 private:
  std::uint32_t digits(std::uint64_t count, std::uint64_t base) {
    const auto field = slice(bytes_, {at_, count});
    if (!field) return bad(field.error());
    at_ += count;
    std::uint64_t value = 0;
    for (const std::uint8_t c : *field) {
      const bool digit = c >= '0' && c <= '9';
      const auto lower = static_cast<std::uint8_t>(c | 0x20U);
      const std::uint64_t worth = digit                          ? c - '0'
                                  : lower >= 'a' && lower <= 'f' ? lower - 'a' + 10U
                                                                 : 16;
      if (worth >= base) {
        return bad(
            {ErrorCode::corrupt, fmt::format("cpio: no number: {}", quote(as_text(*field)))});
      }
      value = value * base + worth;
    }
    if (value > 0xffffffffU)
      return bad({ErrorCode::unsupported, fmt::format("cpio: a number of {}", value)});
    return static_cast<std::uint32_t>(value);
  }

  std::uint32_t word() {
    const auto little = read<le16>(bytes_, at_);
    if (!little) return bad(little.error());
    const std::uint16_t big = *read<be16>(bytes_, at_);
    at_ += 2;
    return writing_ == CpioWriting::binary_big ? big : little->get();
  }

  std::uint32_t bad(Error error) {
    if (!error_) error_ = std::move(error);
    return 0;
  }

  Bytes bytes_;
  CpioWriting writing_;
  std::uint64_t at_ = 0;
  std::optional<Error> error_;
};

Result<CpioWriting> writing_of(Bytes bytes) {
  const std::string_view text = as_text(TRY(slice(bytes, {0, 6})));
  if (text == "070701") return CpioWriting::newc;
  if (text == "070702") return CpioWriting::crc;
  if (text == "070707") return CpioWriting::odc;
  if (text.starts_with("\xc7\x71")) return CpioWriting::binary_little;
  if (text.starts_with("\x71\xc7")) return CpioWriting::binary_big;
  return fail(ErrorCode::corrupt, fmt::format("cpio: no magic: {}", quote(text)));
}

// Returns the size of the name with its NUL.
std::uint32_t read_newc(Numbers& numbers, CpioEntry& entry) {
  entry.inode = numbers.next();
  entry.mode = numbers.next();
  entry.uid = numbers.next();
  entry.gid = numbers.next();
  entry.links = numbers.next();
  entry.mtime_s = numbers.next();
  entry.size = numbers.next();
  const std::uint64_t major = numbers.next();
  entry.device = major << 32U | numbers.next();
  entry.device_major = numbers.next();
  entry.device_minor = numbers.next();
  const std::uint32_t name_size = numbers.next();
  entry.sum = numbers.next();
  return name_size;
}

std::uint32_t read_old(Numbers& numbers, CpioEntry& entry) {
  entry.device = numbers.next();
  entry.inode = numbers.next();
  entry.mode = numbers.next();
  entry.uid = numbers.next();
  entry.gid = numbers.next();
  entry.links = numbers.next();
  const std::uint32_t node = numbers.next();
  entry.device_major = node >> 8U;
  entry.device_minor = node & 0xffU;
  entry.mtime_s = numbers.next_wide();
  const std::uint32_t name_size = numbers.next();
  entry.size = numbers.next_wide();
  return name_size;
}

}  // namespace

Result<CpioEntry> read_cpio_entry(Bytes bytes) {
  CpioEntry entry;
  entry.writing = TRY(writing_of(bytes));
  const bool is_new = entry.writing == CpioWriting::newc || entry.writing == CpioWriting::crc;
  const bool is_binary = !is_new && entry.writing != CpioWriting::odc;
  Numbers numbers(bytes, entry.writing);
  numbers.skip(is_binary ? 2 : 6);
  const std::uint32_t name_size = is_new ? read_newc(numbers, entry) : read_old(numbers, entry);
  if (numbers.error()) return tl::unexpected(*numbers.error());
  const Bytes name = TRY(slice(bytes, {numbers.at(), name_size}));
  if (name.empty() || name.back() != 0)
    return fail(ErrorCode::corrupt,
                fmt::format("cpio: a name of {} bytes without an end", name_size));
  entry.name = as_text(name.first(name.size() - 1));
  const std::uint64_t unit = is_new ? 4 : is_binary ? 2 : 1;
  entry.header_size = filled_up(numbers.at() + name_size, unit);
  entry.padded_size = filled_up(entry.size, unit);
  return entry;
}

}  // namespace assay::unpack
