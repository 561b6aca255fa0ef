// The bytes of an ELF file with its class and byte order: typed reads, and the two header tables.
#pragma once

#include <cstring>

#include "formats/elf.h"

namespace assay::formats {

class ElfView {
 public:
  // Errors: truncated, corrupt, unsupported (the 16 identification bytes).
  static Result<ElfView> open(Bytes bytes);

  Bytes bytes() const { return bytes_; }
  bool is_64() const { return is_64_; }
  ByteOrder order() const { return order_; }
  std::uint64_t word_size() const { return is_64_ ? 8 : 4; }

  // The unsigned integer of `size` bytes (1 to 8) at `offset`. Errors: truncated.
  Result<std::uint64_t> number(std::uint64_t offset, std::uint64_t size) const;
  Result<std::uint64_t> word(std::uint64_t offset) const { return number(offset, word_size()); }

  // The integer at `position` of `record`, which the caller has sliced: 0 where it does not fit.
  // Symbols are read by the hundred thousand.
  std::uint64_t field(Bytes record, std::uint64_t position, std::uint64_t size) const {
    if (position > record.size() || size > record.size() - position) return 0;
    const std::uint8_t* const field = record.data() + position;
    const bool big = order_ == ByteOrder::big;
    if (size == 4) return big ? number_at<be32>(field) : number_at<le32>(field);
    if (size == 8) return big ? number_at<be64>(field) : number_at<le64>(field);
    std::uint64_t value = 0;
    for (std::uint64_t i = 0; i < size; i++) value = value << 8U | field[big ? i : size - 1 - i];
    return value;
  }

  // The text from `offset` to its NUL. Errors: truncated; limit, past elf_name_size_max bytes.
  Result<Text> text(std::uint64_t offset) const;

 private:
  template <class Number>
  static std::uint64_t number_at(const std::uint8_t* bytes) {
    Number number;
    std::memcpy(&number, bytes, sizeof(number));
    return number;
  }

  ElfView(Bytes bytes, bool is_64, ByteOrder order) : bytes_(bytes), is_64_(is_64), order_(order) {}

  Bytes bytes_;
  bool is_64_;
  ByteOrder order_;
};

// Fills the header fields, segments and sections of `elf`. Errors: truncated where the ELF header
// does not fit; a table that does not fit becomes a problem.
Result<void> read_elf_headers(const ElfView& view, Elf& elf);

// Where in the file the byte at `address` stands, by the loadable segments.
std::optional<std::uint64_t> elf_file_offset(const Elf& elf, std::uint64_t address);

// The first section or segment of `type`, or nullptr.
const ElfSection* find_section(const Elf& elf, std::uint32_t type);
const ElfSection* find_section(const Elf& elf, std::string_view name);
const ElfSegment* find_segment(const Elf& elf, std::uint32_t type);

// The value of the first dynamic entry with `tag`, or nullptr.
const ElfDynamicEntry* find_dynamic(const Elf& elf, std::uint64_t tag);

}  // namespace assay::formats
