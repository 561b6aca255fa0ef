// ELF headers. Offsets of 32-bit files first, of 64-bit files second:
//
//   identification  0 magic "\x7fELF" | 4 class (1: 32-bit, 2: 64) | 5 order (1: little, 2: big)
//                   | 6 version | 7 OS ABI
//   header          16 type u16 | 18 machine u16 | 24 entry | 28/32 program headers | 32/40 section
//                   headers | 36/48 flags u32 | then u16: header size, program header size and
//                   count, section header size and count, index of the section of names
//   program header  0 type u32 | 4/8 offset | 8/16 address | 16/32 file size | 20/40 memory size |
//                   flags at 24/4
//   section header  0 name u32 | 4 type u32 | 8 flags | 12/16 address | 16/24 offset | 20/32 size |
//                   24/40 link u32 | 28/44 info u32
//
// Source: System V ABI (gABI) 4.1 draft of 2013, chapters 4 and 5.
#include "formats/elf_view.h"

#include <fmt/core.h>

#include <algorithm>

namespace assay::formats {
namespace {

constexpr std::uint32_t section_nobits = 8;
constexpr std::uint64_t extended_count = 0xffff;  // the true value stands in section header 0

struct Table {
  std::uint64_t offset = 0;
  std::uint64_t entry_size = 0;
  std::uint64_t count = 0;
};

std::uint64_t saturating_end(Range range) {
  return range.size > UINT64_MAX - range.offset ? UINT64_MAX : range.end();
}

// The bytes of a header table, cut to whole entries that are there and within `count_max`; what is
// cut off becomes a problem.
Bytes table_bytes(const ElfView& view, Table& table, std::uint64_t least, std::uint64_t count_max,
                  std::string_view name, Elf& elf) {
  const auto complain = [&](ErrorCode code, std::string detail) {
    elf.problems.push_back({{code, std::move(detail)}, elf.header});
  };
  if (table.count == 0) return {};
  if (table.entry_size < least) {
    complain(ErrorCode::corrupt, fmt::format("{} headers of {} bytes each, {} at least", name,
                                             table.entry_size, least));
    return {};
  }
  if (table.count > count_max) {
    complain(ErrorCode::limit,
             fmt::format("{} {} headers, {} are read", table.count, name, count_max));
    table.count = count_max;
  }
  const auto rest = slice_from(view.bytes(), table.offset);
  const std::uint64_t there = rest ? rest->size() / table.entry_size : 0;
  if (there < table.count) {
    complain(ErrorCode::truncated, fmt::format("{} of {} {} headers at {:#x} are in the file",
                                               there, table.count, name, table.offset));
    table.count = there;
  }
  return table.count == 0 ? Bytes{} : rest->first(table.count * table.entry_size);
}

void read_segments(const ElfView& view, Table table, Elf& elf) {
  const bool wide = view.is_64();
  const std::uint64_t word = view.word_size();
  const Bytes bytes = table_bytes(view, table, wide ? 56 : 32, elf_segments_max, "program", elf);
  for (std::uint64_t i = 0; i < table.count && !bytes.empty(); i++) {
    const Bytes entry = bytes.subspan(i * table.entry_size, table.entry_size);
    ElfSegment segment;
    segment.type = static_cast<std::uint32_t>(view.field(entry, 0, 4));
    segment.flags = static_cast<std::uint32_t>(view.field(entry, wide ? 4 : 24, 4));
    segment.file = {view.field(entry, wide ? 8 : 4, word), view.field(entry, wide ? 32 : 16, word)};
    segment.address = view.field(entry, wide ? 16 : 8, word);
    segment.memory_size = view.field(entry, wide ? 40 : 20, word);
    segment.header = {table.offset + i * table.entry_size, table.entry_size};
    elf.size = std::max(elf.size, saturating_end(segment.file));
    elf.segments.push_back(segment);
  }
}

void read_sections(const ElfView& view, Table table, std::uint64_t names_index, Elf& elf) {
  const bool wide = view.is_64();
  const std::uint64_t word = view.word_size();
  const Bytes bytes = table_bytes(view, table, wide ? 64 : 40, elf_sections_max, "section", elf);
  std::vector<std::uint64_t> name_offsets;
  for (std::uint64_t i = 0; i < table.count && !bytes.empty(); i++) {
    const Bytes entry = bytes.subspan(i * table.entry_size, table.entry_size);
    ElfSection section;
    name_offsets.push_back(view.field(entry, 0, 4));
    section.type = static_cast<std::uint32_t>(view.field(entry, 4, 4));
    section.flags = view.field(entry, 8, word);
    section.address = view.field(entry, wide ? 16 : 12, word);
    section.file = {view.field(entry, wide ? 24 : 16, word),
                    view.field(entry, wide ? 32 : 20, word)};
    section.link = static_cast<std::uint32_t>(view.field(entry, wide ? 40 : 24, 4));
    section.info = static_cast<std::uint32_t>(view.field(entry, wide ? 44 : 28, 4));
    section.header = {table.offset + i * table.entry_size, table.entry_size};
    if (section.type == section_nobits) section.file.size = 0;
    if (section.type != 0) elf.size = std::max(elf.size, saturating_end(section.file));
    elf.sections.push_back(std::move(section));
  }
  if (names_index >= elf.sections.size()) return;
  const Range names = elf.sections[names_index].file;
  if (!slice(view.bytes(), names)) return;
  std::uint64_t name_bytes = 0;
  for (std::size_t i = 0; i < elf.sections.size(); i++) {
    if (name_offsets[i] >= names.size || name_bytes > elf_import_bytes_max) continue;
    const auto name = view.text(names.offset + name_offsets[i]);
    if (!name) continue;
    name_bytes += name->value.size();
    elf.sections[i].name = name->value;
  }
}

}  // namespace

Result<ElfView> ElfView::open(Bytes bytes) {
  const Bytes ident = TRY(slice(bytes, {0, 16}));
  if (!is_elf(bytes)) return fail(ErrorCode::corrupt, "no ELF magic");
  if (ident[4] != 1 && ident[4] != 2)
    return fail(ErrorCode::unsupported, fmt::format("ELF class {}", ident[4]));
  if (ident[5] != 1 && ident[5] != 2)
    return fail(ErrorCode::unsupported, fmt::format("ELF byte order {}", ident[5]));
  if (ident[6] != 1) return fail(ErrorCode::unsupported, fmt::format("ELF version {}", ident[6]));
  return ElfView(bytes, ident[4] == 2, ident[5] == 2 ? ByteOrder::big : ByteOrder::little);
}

Result<std::uint64_t> ElfView::number(std::uint64_t offset, std::uint64_t size) const {
  return field(TRY(slice(bytes_, {offset, size})), 0, size);
}

Result<Text> ElfView::text(std::uint64_t offset) const {
  const Bytes rest = TRY(slice_from(bytes_, offset));
  const Bytes window = rest.first(std::min<std::uint64_t>(rest.size(), elf_name_size_max + 1));
  const std::string_view value = until_nul(window);
  if (value.size() == window.size()) {
    if (window.size() <= elf_name_size_max)
      return fail(ErrorCode::truncated, fmt::format("no NUL ends the text at {:#x}", offset));
    return fail(ErrorCode::limit, fmt::format("the text at {:#x} is longer than {} bytes", offset,
                                              elf_name_size_max));
  }
  return Text{std::string(value), {offset, value.size()}};
}

Result<void> read_elf_headers(const ElfView& view, Elf& elf) {
  const bool wide = view.is_64();
  const std::uint64_t size = wide ? 64 : 52;
  const Bytes header = TRY(slice(view.bytes(), {0, size}));
  const std::uint64_t word = view.word_size();
  elf.bits = wide ? 64 : 32;
  elf.order = view.order();
  elf.os_abi = header[7];
  elf.type = static_cast<std::uint16_t>(view.field(header, 16, 2));
  elf.machine = static_cast<std::uint16_t>(view.field(header, 18, 2));
  elf.machine_range = {18, 2};
  elf.entry = view.field(header, 24, word);
  elf.flags = static_cast<std::uint32_t>(view.field(header, wide ? 48 : 36, 4));
  elf.header = {0, size};
  elf.size = size;

  const std::uint64_t tail = wide ? 52 : 40;
  Table segments{view.field(header, wide ? 32 : 28, word), view.field(header, tail + 2, 2),
                 view.field(header, tail + 4, 2)};
  Table sections{view.field(header, wide ? 40 : 32, word), view.field(header, tail + 6, 2),
                 view.field(header, tail + 8, 2)};
  std::uint64_t names_index = view.field(header, tail + 10, 2);
  if (const auto first = slice(view.bytes(), {sections.offset, wide ? 64U : 40U});
      sections.offset != 0 && first) {
    if (segments.count == extended_count) segments.count = view.field(*first, wide ? 44 : 28, 4);
    if (sections.count == 0) sections.count = view.field(*first, wide ? 32 : 20, word);
    if (names_index == extended_count) names_index = view.field(*first, wide ? 40 : 24, 4);
  }
  if (segments.offset == 0) segments.count = 0;
  if (sections.offset == 0) sections.count = 0;
  for (const Table& table : {segments, sections}) {
    const std::uint64_t entries = std::min<std::uint64_t>(table.count, elf_sections_max);
    const Range range{table.offset, entries * table.entry_size};
    if (table.count != 0) elf.size = std::max(elf.size, saturating_end(range));
  }
  read_segments(view, segments, elf);
  read_sections(view, sections, names_index, elf);
  return {};
}

std::optional<std::uint64_t> elf_file_offset(const Elf& elf, std::uint64_t address) {
  constexpr std::uint32_t load = 1;
  for (const ElfSegment& segment : elf.segments) {
    if (segment.type != load || address < segment.address) continue;
    const std::uint64_t distance = address - segment.address;
    if (distance >= segment.file.size || distance > UINT64_MAX - segment.file.offset) continue;
    return segment.file.offset + distance;
  }
  return std::nullopt;
}

const ElfSection* find_section(const Elf& elf, std::uint32_t type) {
  const auto found = std::ranges::find(elf.sections, type, &ElfSection::type);
  return found == elf.sections.end() ? nullptr : &*found;
}

const ElfSection* find_section(const Elf& elf, std::string_view name) {
  const auto found = std::ranges::find(elf.sections, name, &ElfSection::name);
  return found == elf.sections.end() ? nullptr : &*found;
}

const ElfSegment* find_segment(const Elf& elf, std::uint32_t type) {
  const auto found = std::ranges::find(elf.segments, type, &ElfSegment::type);
  return found == elf.segments.end() ? nullptr : &*found;
}

const ElfDynamicEntry* find_dynamic(const Elf& elf, std::uint64_t tag) {
  const auto found = std::ranges::find(elf.dynamic, tag, &ElfDynamicEntry::tag);
  return found == elf.dynamic.end() ? nullptr : &*found;
}

}  // namespace assay::formats
