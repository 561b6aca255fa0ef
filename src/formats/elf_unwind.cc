// .eh_frame_hdr   0 version u8 (1) | 1 encoding of the pointer | 2 of the count | 3 of the table
//                 then pointer, count, and the table: function and its entry, each relative to the
//                 start of this header. Linkers write encodings 0x1b, 0x03 and 0x3b; others are
//                 rare and are not read.
// .eh_frame       records: length u32 without itself, then u32: 0 in a record of what several have
// in
//                 common, else the distance back to that record; then the address of the function.
//                 What is common: version u8, text, alignments of code and data and a register as
//                 LEB128; where the text begins with z a length, and what its letters stand for: R
//                 the encoding of addresses, P one and a pointer, L one. It is read where a static
//                 program has no .eh_frame_hdr.
// .ARM.exidx      entries of two words; the first is a place relative to itself, in 31 bits.
//
// Source: Linux Standard Base core 5.0, 10.6 (exception frames); Exception Handling ABI for the Arm
// Architecture, chapter 5.
#include "formats/elf_unwind.h"

#include <algorithm>

namespace assay::formats {
namespace {

constexpr std::uint32_t segment_eh_frame = 0x6474e550;
constexpr std::uint32_t segment_arm_exidx = 0x70000001;
constexpr std::uint16_t machine_arm = 40;

void read_search_table(const ElfView& view, const ElfSegment& segment,
                       std::vector<std::uint64_t>& starts) {
  const auto header = slice(view.bytes(), {segment.file.offset, 12});
  if (!header) return;
  constexpr std::uint8_t pc_relative_4 = 0x1b;
  constexpr std::uint8_t unsigned_4 = 0x03;
  constexpr std::uint8_t table_relative_4 = 0x3b;
  if ((*header)[0] != 1 || (*header)[1] != pc_relative_4 || (*header)[2] != unsigned_4 ||
      (*header)[3] != table_relative_4)
    return;
  const auto rest = slice_from(view.bytes(), segment.file.offset + 12);
  if (!rest) return;
  const std::uint64_t count =
      std::min({view.field(*header, 8, 4), rest->size() / 8, elf_unwind_entries_max});
  for (std::uint64_t i = 0; i < count; i++) {
    const auto distance = static_cast<std::int32_t>(view.field(*rest, i * 8, 4));
    starts.push_back(segment.address + static_cast<std::uint64_t>(std::int64_t{distance}));
  }
}

void read_index_table(const ElfView& view, const ElfSegment& segment,
                      std::vector<std::uint64_t>& starts) {
  const auto rest = slice_from(view.bytes(), segment.file.offset);
  if (!rest) return;
  const std::uint64_t size = std::min<std::uint64_t>(rest->size(), segment.file.size);
  const std::uint64_t count = std::min(size / 8, elf_unwind_entries_max);
  for (std::uint64_t i = 0; i < count; i++) {
    const std::uint64_t field = view.field(*rest, i * 8, 4);
    const std::uint64_t distance = (field & 0x40000000U) != 0
                                       ? (field & 0x7fffffffU) | 0xffffffff80000000U
                                       : field & 0x7fffffffU;
    starts.push_back((segment.address + i * 8 + distance) & 0xffffffffU);
  }
}

// Reads what has a length of its own; beyond the end all is 0.
class Cursor {
 public:
  explicit Cursor(Bytes bytes) : rest_(bytes) {}
  std::uint8_t byte() {
    const std::uint8_t value = rest_.empty() ? 0 : rest_.front();
    skip(1);
    return value;
  }
  void skip(std::uint64_t count) { rest_ = rest_.subspan(std::min(count, rest_.size())); }
  void skip_number() {  // LEB128
    while ((byte() & 0x80U) != 0) {
    }
  }
  std::string_view text() {
    const std::string_view found = until_nul(rest_);
    skip(found.size() + 1);
    return found;
  }

 private:
  Bytes rest_;
};

// How the addresses in records are encoded that refer to the common record `rest`; none where that
// is not told in a way that is read here.
std::optional<std::uint8_t> address_encoding(Bytes rest, unsigned word) {
  Cursor at(rest);
  const std::uint8_t version = at.byte();
  const std::string_view letters = at.text();
  if (version != 1 && version != 3) return std::nullopt;
  if (letters.empty()) return std::uint8_t{0};
  if (!letters.starts_with('z')) return std::nullopt;
  at.skip_number();
  at.skip_number();
  if (version == 1)
    at.byte();
  else
    at.skip_number();
  at.skip_number();
  for (const char letter : letters.substr(1)) {
    if (letter == 'R') return at.byte();
    const std::uint8_t encoding = letter == 'P' || letter == 'L' ? at.byte() : std::uint8_t{0};
    if (letter != 'P') continue;
    const unsigned form = encoding & 0x0fU;
    at.skip(form == 0x03 || form == 0x0b ? 4 : form == 0x04 || form == 0x0c ? 8 : word);
  }
  return std::uint8_t{0};
}

void read_frames(const ElfView& view, const ElfSection& section,
                 std::vector<std::uint64_t>& starts) {
  constexpr std::uint8_t pc_relative_4 = 0x1b;
  constexpr std::uint8_t pc_relative_8 = 0x1c;
  constexpr std::uint8_t pc_relative = 0x10;
  const auto all = slice(view.bytes(), section.file);
  if (!all) return;
  const unsigned word = view.is_64() ? 8 : 4;
  std::vector<std::pair<std::uint64_t, std::optional<std::uint8_t>>> common;  // by place
  for (std::uint64_t at = 0; at + 8 <= all->size() && starts.size() < elf_unwind_entries_max;) {
    const std::uint64_t size = view.field(*all, at, 4);
    if (size < 4 || size > all->size() - at - 4) return;  // at the end stands a zero
    const Bytes rest = all->subspan(at + 8, size - 4);
    const std::uint64_t back = view.field(*all, at + 4, 4);
    if (back == 0) {
      common.emplace_back(at, address_encoding(rest, word));
    } else if (back <= at + 4) {
      const auto of = std::ranges::lower_bound(common, at + 4 - back, {},
                                               [](const auto& each) { return each.first; });
      const bool told = of != common.end() && of->first == at + 4 - back && of->second;
      const std::uint64_t own = section.address + at + 8;
      if (told && *of->second == pc_relative_4 && rest.size() >= 4)
        starts.push_back(own + static_cast<std::uint64_t>(std::int64_t{
                                   static_cast<std::int32_t>(view.field(rest, 0, 4))}));
      else if (told && rest.size() >= word && *of->second == 0)
        starts.push_back(view.field(rest, 0, word));
      else if (told && rest.size() >= word &&
               (*of->second == pc_relative || (*of->second == pc_relative_8 && word == 8)))
        starts.push_back(own + view.field(rest, 0, word));
      if (word == 4 && told && !starts.empty()) starts.back() &= 0xffffffffU;
    }
    at += size + 4;
  }
}

}  // namespace

std::vector<std::uint64_t> unwind_starts(const ElfView& view, const Elf& elf) {
  std::vector<std::uint64_t> starts;
  if (const ElfSegment* segment = find_segment(elf, segment_eh_frame))
    read_search_table(view, *segment, starts);
  else if (const ElfSection* section = find_section(elf, ".eh_frame");
           section != nullptr && elf.linkage == ElfLinkage::static_linked && elf.type != 1)
    read_frames(view, *section, starts);
  if (elf.machine == machine_arm)
    if (const ElfSegment* segment = find_segment(elf, segment_arm_exidx))
      read_index_table(view, *segment, starts);
  std::ranges::sort(starts);
  const auto again = std::ranges::unique(starts);
  starts.erase(again.begin(), again.end());
  return starts;
}

}  // namespace assay::formats
