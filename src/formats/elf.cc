// ELF, whole: headers (elf_view), dynamic section, notes (elf_notes), symbols (elf_symbols), target
// (elf_machine), hardening (elf_hardening), in that order.
//
// A dynamic entry is two words, tag and value; the list ends at tag 0. Texts stand in the string
// table at DT_STRTAB, which is an address and is turned into a place in the file by the segments.
//
// Source: gABI chapter 5, "Dynamic Section".
#include "formats/elf.h"

#include <fmt/core.h>

#include <algorithm>

#include "formats/elf_hardening.h"
#include "formats/elf_machine.h"
#include "formats/elf_notes.h"
#include "formats/elf_symbols.h"
#include "formats/elf_view.h"

namespace assay::formats {
namespace {

constexpr std::uint32_t segment_dynamic = 2;
constexpr std::uint32_t segment_interpreter = 3;
constexpr std::uint32_t section_dynamic = 6;
constexpr std::uint32_t section_symbols = 2;
constexpr std::uint16_t type_executable = 2;
constexpr std::uint16_t type_shared = 3;
constexpr std::uint64_t tag_needed = 1;
constexpr std::uint64_t tag_names = 5;
constexpr std::uint64_t tag_soname = 14;
constexpr std::uint64_t tag_rpath = 15;
constexpr std::uint64_t tag_runpath = 29;
constexpr std::uint64_t tag_flags_1 = 0x6ffffffb;
constexpr std::uint64_t flag_1_pie = 0x08000000;

void read_interpreter(const ElfView& view, Elf& elf) {
  const ElfSegment* segment = find_segment(elf, segment_interpreter);
  if (segment == nullptr) return;
  auto text = view.text(segment->file.offset);
  if (text) {
    elf.interpreter = *std::move(text);
  } else {
    elf.problems.push_back({text.error(), segment->header});
  }
}

void read_dynamic(const ElfView& view, Elf& elf) {
  Range range;
  if (const ElfSegment* segment = find_segment(elf, segment_dynamic)) {
    range = segment->file;
  } else if (const ElfSection* section = find_section(elf, section_dynamic)) {
    range = section->file;
  } else {
    return;
  }
  const std::uint64_t word = view.word_size();
  const auto rest = slice_from(view.bytes(), range.offset);
  const std::uint64_t there = rest ? std::min<std::uint64_t>(rest->size(), range.size) : 0;
  for (std::uint64_t at = 0; there - at >= 2 * word; at += 2 * word) {
    const std::uint64_t tag = view.field(*rest, at, word);
    if (tag == 0) return;
    if (elf.dynamic.size() == elf_dynamic_entries_max) {
      elf.problems.push_back(
          {{ErrorCode::limit, fmt::format("more than {} dynamic entries", elf_dynamic_entries_max)},
           range});
      return;
    }
    elf.dynamic.push_back({tag, view.field(*rest, at + word, word), {range.offset + at, 2 * word}});
  }
  elf.problems.push_back({{ErrorCode::truncated, "no null entry ends the dynamic section"}, range});
}

void read_dynamic_texts(const ElfView& view, Elf& elf) {
  const ElfDynamicEntry* names = find_dynamic(elf, tag_names);
  if (names == nullptr) return;
  const auto table = elf_file_offset(elf, names->value);
  if (!table) {
    elf.problems.push_back(
        {{ErrorCode::corrupt, "the dynamic string table lies in no segment"}, names->range});
    return;
  }
  const auto text = [&](const ElfDynamicEntry& entry) -> std::optional<Text> {
    if (entry.value > UINT64_MAX - *table) return std::nullopt;
    auto found = view.text(*table + entry.value);
    if (found) return *std::move(found);
    elf.problems.push_back({found.error(), entry.range});
    return std::nullopt;
  };
  for (const ElfDynamicEntry& entry : elf.dynamic) {
    if (entry.tag == tag_soname) elf.soname = text(entry);
    if (entry.tag == tag_rpath) elf.rpath = text(entry);
    if (entry.tag == tag_runpath) elf.runpath = text(entry);
    if (entry.tag != tag_needed || elf.needed.size() == elf_needed_max) continue;
    if (auto name = text(entry)) elf.needed.push_back(*std::move(name));
  }
}

void read_comments(const ElfView& view, Elf& elf) {
  const ElfSection* section = find_section(elf, ".comment");
  if (section == nullptr) return;
  const auto bytes = slice(view.bytes(), section->file);
  if (!bytes) {
    elf.problems.push_back({bytes.error(), section->header});
    return;
  }
  std::uint64_t at = 0;
  while (at < bytes->size() && elf.comments.size() < elf_comments_max) {
    const std::string_view text = until_nul(bytes->subspan(at));
    if (!text.empty() && text.size() <= elf_name_size_max)
      elf.comments.push_back({std::string(text), {section->file.offset + at, text.size()}});
    at += text.size() + 1;
  }
}

void read_linkage(Elf& elf) {
  if (elf.type != type_executable && elf.type != type_shared) return;
  const bool dynamic = elf.interpreter || !elf.needed.empty() || elf.soname;
  const ElfDynamicEntry* flags_1 = find_dynamic(elf, tag_flags_1);
  const bool static_pie = flags_1 != nullptr && (flags_1->value & flag_1_pie) != 0;
  const bool library = elf.type == type_shared && !elf.dynamic.empty() && !static_pie;
  elf.linkage = dynamic || library ? ElfLinkage::dynamic_linked : ElfLinkage::static_linked;
}

void read_stripped(const ElfView& view, Elf& elf) {
  const std::uint64_t sections = view.field(view.bytes(), view.is_64() ? 40 : 32, view.word_size());
  if (find_section(elf, section_symbols) != nullptr) {
    elf.stripped = Presence::absent;
  } else if (sections == 0 || !elf.sections.empty()) {
    elf.stripped = Presence::present;
  }
}

}  // namespace

bool is_elf(Bytes bytes) {
  return as_text(bytes).starts_with(
      "\x7f"
      "ELF");
}

Result<Elf> read_elf(Bytes bytes) {
  const ElfView view = TRY(ElfView::open(bytes));
  Elf elf;
  TRY(read_elf_headers(view, elf));
  read_elf_machine(view, elf);
  read_interpreter(view, elf);
  read_dynamic(view, elf);
  read_dynamic_texts(view, elf);
  read_elf_notes(view, elf);
  read_comments(view, elf);
  read_linkage(elf);
  read_stripped(view, elf);
  read_elf_imports(view, elf);
  read_elf_hardening(view, elf);
  return elf;
}

}  // namespace assay::formats
