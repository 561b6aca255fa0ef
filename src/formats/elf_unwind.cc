// .eh_frame_hdr   0 version u8 (1) | 1 encoding of the pointer | 2 of the count | 3 of the table
//                 then pointer, count, and the table: function and its entry, each relative to the
//                 start of this header. Linkers write encodings 0x1b, 0x03 and 0x3b; others are
//                 rare and are not read.
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

}  // namespace

std::vector<std::uint64_t> unwind_starts(const ElfView& view, const Elf& elf) {
  std::vector<std::uint64_t> starts;
  if (const ElfSegment* segment = find_segment(elf, segment_eh_frame))
    read_search_table(view, *segment, starts);
  if (elf.machine == machine_arm)
    if (const ElfSegment* segment = find_segment(elf, segment_arm_exidx))
      read_index_table(view, *segment, starts);
  std::ranges::sort(starts);
  const auto again = std::ranges::unique(starts);
  starts.erase(again.begin(), again.end());
  return starts;
}

}  // namespace assay::formats
