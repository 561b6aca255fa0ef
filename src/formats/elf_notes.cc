// Notes: records in PT_NOTE segments, or in SHT_NOTE sections where there are no such segments.
//
//   note      0 name size u32 | 4 size u32 | 8 type u32 | 12 name, padded to 4 | bytes, padded to 4
//   property  0 type u32 | 4 size u32 | 8 bytes, padded to the word size   (in notes of type 5)
//
// Type 3 of "GNU" is the build id. The features that all of a file's code supports stand in
// property 0xc0000002 on x86 (bit 0 IBT, bit 1 shadow stack), 0xc0000000 on AArch64 (bit 0 BTI, bit
// 1 PAC).
//
// Source: gABI chapter 5 (note section); Linux Extensions to gABI, program property; x86-64 psABI
// 1.0; ELF for the Arm 64-bit Architecture (IHI 0056), program property.
#include "formats/elf_notes.h"

#include <algorithm>

#include "base/digest.h"

namespace assay::formats {
namespace {

constexpr std::uint32_t segment_note = 4;
constexpr std::uint32_t section_note = 7;
constexpr std::uint64_t note_build_id = 3;
constexpr std::uint64_t note_properties = 5;
constexpr std::uint64_t build_id_size_max = 64;
constexpr std::uint16_t machine_x86 = 3;
constexpr std::uint16_t machine_x86_64 = 62;
constexpr std::uint16_t machine_aarch64 = 183;

std::uint64_t padded(std::uint64_t size, std::uint64_t to) { return (size + to - 1) / to * to; }

bool is_x86(const Elf& elf) { return elf.machine == machine_x86 || elf.machine == machine_x86_64; }

void set_mark(ElfProperty& mark, bool set, Range range) {
  mark = {set ? Presence::present : Presence::absent, range, "the GNU property note says so"};
}

void read_properties(const ElfView& view, Bytes bytes, std::uint64_t offset, Elf& elf) {
  std::uint64_t at = 0;
  while (bytes.size() - at >= 8) {
    const std::uint64_t type = view.field(bytes, at, 4);
    const std::uint64_t size = view.field(bytes, at + 4, 4);
    if (size > bytes.size() - at - 8) break;
    const std::uint64_t value = view.field(bytes, at + 8, 4);
    const Range range{offset + at, 8 + size};
    if (size >= 4 && type == 0xc0000002 && is_x86(elf)) {
      set_mark(elf.hardening.ibt, (value & 1U) != 0, range);
      set_mark(elf.hardening.shadow_stack, (value & 2U) != 0, range);
    }
    if (size >= 4 && type == 0xc0000000 && elf.machine == machine_aarch64) {
      set_mark(elf.hardening.bti, (value & 1U) != 0, range);
      set_mark(elf.hardening.pac, (value & 2U) != 0, range);
    }
    at += std::min<std::uint64_t>(padded(8 + size, view.word_size()), bytes.size() - at);
  }
}

void read_note_run(const ElfView& view, Range range, Elf& elf) {
  const auto bytes = slice(view.bytes(), range);
  if (!bytes) {
    elf.problems.push_back({bytes.error(), elf.header});
    return;
  }
  std::uint64_t at = 0;
  for (std::uint64_t n = 0; n < elf_notes_max && bytes->size() - at >= 12; n++) {
    const std::uint64_t name_size = view.field(*bytes, at, 4);
    const std::uint64_t size = view.field(*bytes, at + 4, 4);
    const std::uint64_t type = view.field(*bytes, at + 8, 4);
    const auto name = slice(*bytes, {at + 12, name_size});
    const std::uint64_t start = at + 12 + padded(name_size, 4);
    const auto body = slice(*bytes, {start, size});
    if (!name || !body) break;
    const bool is_gnu = until_nul(*name) == "GNU";
    if (is_gnu && type == note_build_id && size <= build_id_size_max && !elf.build_id)
      elf.build_id = Text{to_hex(*body), {range.offset + start, size}};
    if (is_gnu && type == note_properties) read_properties(view, *body, range.offset + start, elf);
    at = std::min<std::uint64_t>(start + padded(size, 4), bytes->size());
  }
}

}  // namespace

void read_elf_notes(const ElfView& view, Elf& elf) {
  constexpr std::string_view unmarked = "there is no GNU property that says so";
  if (is_x86(elf)) {
    elf.hardening.ibt = elf.hardening.shadow_stack = {Presence::absent, elf.header, unmarked};
  } else if (elf.machine == machine_aarch64) {
    elf.hardening.bti = elf.hardening.pac = {Presence::absent, elf.header, unmarked};
  }
  std::uint64_t runs = 0;
  for (const ElfSegment& segment : elf.segments) {
    if (segment.type == segment_note && ++runs <= elf_notes_max)
      read_note_run(view, segment.file, elf);
  }
  if (runs != 0) return;
  for (const ElfSection& section : elf.sections) {
    if (section.type == section_note && ++runs <= elf_notes_max)
      read_note_run(view, section.file, elf);
  }
}

}  // namespace assay::formats
