// What is taken from where:
//
//   memory      loadable segments; allocated sections of a relocatable object
//   code        executable sections; the executable segments where there are none
//   functions   both symbol tables; on PowerPC64 (ABI 1) through their descriptors
//   slots       relocations; on MIPS also the global part of the GOT, which has none
//   stubs       undefined symbols that have an address: the linker's stub stands there
//   sets        mapping symbols of Arm: $a, $t, $d
//
// Source: gABI chapters 4 and 5; MIPS psABI 3rd edition chapter 5 (GOT); 64-bit PowerPC ELF ABI 1.9
// (descriptors) and 64-bit ELFv2 ABI 1.4 (TOC); ELF for the Arm Architecture, 5.5.5.
#include "code/program_reader.h"

#include <algorithm>

#include "code/arm_sets.h"
#include "code/global_pointer.h"
#include "formats/elf_relocations.h"
#include "formats/elf_unwind.h"

namespace assay::code {
namespace {

using formats::ElfSection;
using formats::ElfSegment;
using formats::ElfSymbol;

constexpr std::uint32_t segment_load = 1;
constexpr std::uint32_t segment_relro = 0x6474e552;
constexpr std::uint64_t flag_write = 1;
constexpr std::uint64_t flag_allocated = 2;
constexpr std::uint64_t flag_execute = 4;
constexpr std::uint16_t machine_i386 = 3;
constexpr std::uint16_t machine_mips = 8;
constexpr std::uint16_t machine_powerpc = 20;
constexpr std::uint16_t machine_powerpc64 = 21;
constexpr std::uint16_t machine_arm = 40;
constexpr std::uint16_t machine_riscv = 243;
constexpr std::uint8_t symbol_function = 2;
constexpr std::uint8_t symbol_chosen = 10;
constexpr std::uint64_t tag_pltgot = 3;

template <class T>
void sort_by_address(std::vector<T>& items) {
  std::ranges::stable_sort(items, {}, &T::address);
}

}  // namespace

void ProgramReader::read() {
  read_memory();
  read_code();
  read_table_pointer();
  read_symbols();
  read_relocations();
  if (program_.elf_.machine == machine_mips) read_mips_table();
  read_fixed();
  program_.unwind_starts_ = formats::unwind_starts(view_, program_.elf_);
  sort();
}

void ProgramReader::read_memory() {
  const formats::Elf& elf = program_.elf_;
  const std::uint64_t there = view_.bytes().size();
  const auto add = [&](std::uint64_t address, Range file, bool writable) {
    if (file.size == 0 || file.offset >= there) return;
    file.size = std::min(file.size, there - file.offset);
    if (file.size > UINT64_MAX - address) return;
    program_.pieces_.push_back({address, file, writable});
  };
  if (program_.relocatable()) {
    for (const ElfSection& section : elf.sections)
      if ((section.flags & flag_allocated) != 0)
        add(section.file.offset, section.file, (section.flags & flag_write) != 0);
  } else {
    for (const ElfSegment& segment : elf.segments)
      if (segment.type == segment_load)
        add(segment.address, segment.file, (segment.flags & 2U) != 0);
  }
  sort_by_address(program_.pieces_);
}

void ProgramReader::read_code() {
  const formats::Elf& elf = program_.elf_;
  std::vector<CodeRange>& code = program_.code_;
  const auto add = [&](std::uint64_t address, std::uint64_t size) {
    const Bytes bytes = program_.at(address);
    if (!bytes.empty() && size != 0)
      code.push_back({address, bytes.first(std::min<std::uint64_t>(size, bytes.size()))});
  };
  for (const ElfSection& section : elf.sections) {
    if ((section.flags & flag_execute) != 0 && (section.flags & flag_allocated) != 0)
      add(program_.relocatable() ? section.file.offset : section.address, section.file.size);
  }
  if (code.empty())
    for (const ElfSegment& segment : elf.segments)
      if (segment.type == segment_load && (segment.flags & 1U) != 0)
        add(segment.address, segment.file.size);
  sort_by_address(code);
  // Ranges that overlap are lies; each byte is read once.
  std::vector<CodeRange> disjoint;
  for (const CodeRange& range : code) {
    CodeRange rest = range;
    if (!disjoint.empty() && disjoint.back().end() > rest.address) {
      const std::uint64_t overlap = disjoint.back().end() - rest.address;
      if (overlap >= rest.bytes.size()) continue;
      rest = {rest.address + overlap, rest.bytes.subspan(overlap)};
    }
    disjoint.push_back(rest);
  }
  code = std::move(disjoint);
}

// MIPS: $gp is 0x7ff0 behind the start of the GOT. PowerPC64: r2 is 0x8000 behind it. i386: %ebx is
// the start. RISC-V: code says where gp is.
void ProgramReader::read_table_pointer() {
  const formats::Elf& elf = program_.elf_;
  const formats::ElfDynamicEntry* got = formats::find_dynamic(elf, tag_pltgot);
  const ElfSection* section = formats::find_section(elf, ".got");
  if (elf.machine == machine_mips) {
    if (got != nullptr)
      program_.table_pointer_ = got->value + 0x7ff0;
    else if (section != nullptr && !program_.relocatable())
      program_.table_pointer_ = section->address + 0x7ff0;
  } else if (elf.machine == machine_powerpc64 && section != nullptr && !program_.relocatable()) {
    program_.table_pointer_ = section->address + 0x8000;
  } else if (elf.machine == machine_i386 && got != nullptr) {
    program_.table_pointer_ = got->value;
  } else if (elf.machine == machine_riscv && !program_.relocatable()) {
    program_.table_pointer_ = global_pointer(program_);
  }
}

std::uint64_t ProgramReader::import_of(std::string_view name) {
  const auto [at, is_new] = import_numbers_.try_emplace(name, program_.imports_.size());
  if (is_new) program_.imports_.push_back(name);
  return at->second;
}

std::uint64_t ProgramReader::address_of(const ElfSymbol& symbol) const {
  if (!program_.relocatable()) return symbol.value;
  const auto& sections = program_.elf_.sections;
  if (symbol.section >= sections.size()) return symbol.value;
  return sections[symbol.section].file.offset + symbol.value;
}

std::uint64_t ProgramReader::section_flags(const ElfSymbol& symbol) const {
  const auto& sections = program_.elf_.sections;
  return symbol.section < sections.size() ? sections[symbol.section].flags : 0;
}

void ProgramReader::read_symbol(const ElfSymbol& symbol) {
  if (symbol.section == 0) {
    if (symbol.value != 0 && !symbol.name.empty() && !program_.relocatable())
      program_.stubs_.push_back({symbol.value, symbol.name});
    return;
  }
  const bool arm = program_.elf_.machine == machine_arm;
  std::uint64_t address = address_of(symbol);
  if (arm && symbol.type == 0 && symbol.name.size() >= 2 && symbol.name[0] == '$' &&
      (symbol.name.size() == 2 || symbol.name[2] == '.')) {
    const char set = symbol.name[1];
    if (set == 'a') program_.marks_.push_back({address, a32_like(*program_.decoder_)});
    if (set == 't') program_.marks_.push_back({address, t32_like(*program_.decoder_)});
    if (set == 'd') program_.marks_.push_back({address, nullptr});
    return;
  }
  if (symbol.type != symbol_function && symbol.type != symbol_chosen) return;
  const Encoding encoding = encoding_of(code_, symbol.other, symbol.value, section_flags(symbol));
  if (encoding != Encoding::plain && encoding != Encoding::thumb) {
    program_.unread_.push_back({address & ~std::uint64_t{1}, symbol.size});
    return;
  }
  const bool thumb = encoding == Encoding::thumb;
  if (thumb) address--;
  if (!program_.is_code(address) && program_.elf_.machine == machine_powerpc64)
    address = program_.first_word(address, 8).value;  // ABI 1: the first word of the descriptor
  if (program_.is_code(address))
    program_.functions_.push_back({address, symbol.size, symbol.name, thumb});
}

void ProgramReader::read_symbol_table(const formats::ElfSymbolTable& table, bool by_index) {
  if (by_index) by_index_.emplace_back();
  const auto walked = formats::walk_symbols(view_, table, [&](const ElfSymbol& symbol) {
    if (by_index) by_index_.push_back(symbol);
    read_symbol(symbol);
    return true;
  });
  if (!walked) program_.problems_.push_back({walked.error(), table.symbols});
}

void ProgramReader::read_symbols() {
  const auto dynamic = formats::dynamic_symbol_table(view_, program_.elf_);
  if (dynamic && *dynamic) read_symbol_table(**dynamic, true);
  if (const auto table = formats::static_symbol_table(program_.elf_))
    read_symbol_table(*table, program_.relocatable());
  // Of names of one address the one with a size, then the first by the alphabet, is kept.
  std::ranges::sort(program_.functions_, [](const Symbol& a, const Symbol& b) {
    if (a.address != b.address) return a.address < b.address;
    if ((a.size == 0) != (b.size == 0)) return a.size != 0;
    return a.name < b.name;
  });
  const auto same = std::ranges::unique(program_.functions_, {}, &Symbol::address);
  program_.functions_.erase(same.begin(), same.end());
}

void ProgramReader::read_relocations() {
  using formats::ElfRelocationKind;
  const auto symbol_word = [&](const ElfSymbol& symbol, std::int64_t addend) {
    if (symbol.section == 0)
      return symbol.name.empty() ? Word{} : Word{Word::Kind::import, import_of(symbol.name)};
    return Word{Word::Kind::number, address_of(symbol) + static_cast<std::uint64_t>(addend)};
  };
  const auto walked =
      formats::walk_relocations(view_, program_.elf_, [&](const formats::ElfRelocation& r) {
        Word word;
        if (program_.relocatable()) program_.relocated_.push_back(r.address);
        const bool named = r.symbol != 0 && r.symbol < by_index_.size();
        if (r.kind == ElfRelocationKind::relative) {
          word = {Word::Kind::number, static_cast<std::uint64_t>(r.addend)};
        } else if (r.kind == ElfRelocationKind::symbol && named) {
          word = symbol_word(by_index_[r.symbol], r.addend);
        } else if (r.kind == ElfRelocationKind::code && named) {
          const ElfSymbol& symbol = by_index_[r.symbol];
          if (symbol.section == 0) program_.relocated_calls_.push_back({r.address, symbol.name});
          return;
        } else if (r.kind == ElfRelocationKind::chosen) {
          const auto chooser = static_cast<std::uint64_t>(r.addend);
          const Symbol* chosen = program_.function_at(chooser);
          if (chosen != nullptr) {
            word = {Word::Kind::import, import_of(chosen->name)};
          } else if (program_.is_code(chooser & ~std::uint64_t{1})) {
            program_.chosen_slots_.push_back({r.address, chooser});
            program_.code_pointers_.push_back(chooser);
          }
        }
        program_.slots_.push_back({r.address, word});
        // PowerPC without secure PLT: the loader writes a jump to where the slot stands.
        if (word.kind == Word::Kind::import && program_.elf_.machine == machine_powerpc &&
            !program_.relocatable() && !program_.is_code(r.address))
          program_.stubs_.push_back({r.address, program_.imports_[word.value]});
        const std::uint64_t target = word.value & ~std::uint64_t{1};
        if (word.kind == Word::Kind::number && program_.is_code(target))
          program_.code_pointers_.push_back(word.value);
      });
  if (!walked) program_.problems_.push_back({walked.error(), program_.elf_.header});
}

// The GOT: entries of this file first (they hold addresses), then one for each dynamic symbol from
// DT_MIPS_GOTSYM on. The loader fills them without relocations.
void ProgramReader::read_mips_table() {
  const formats::Elf& elf = program_.elf_;
  const auto* got = formats::find_dynamic(elf, tag_pltgot);
  const auto* local_count = formats::find_dynamic(elf, 0x7000000a);
  const auto* first_symbol = formats::find_dynamic(elf, 0x70000013);
  if (got == nullptr || local_count == nullptr || first_symbol == nullptr) return;
  const std::uint64_t word = program_.word_size();
  const std::uint64_t locals = std::min<std::uint64_t>(local_count->value, 1U << 20U);
  std::uint64_t at = got->value;
  for (std::uint64_t i = 0; i < locals; i++, at += word) {
    const Word value = program_.first_word(at, static_cast<unsigned>(word));
    if (i > 0 && value.kind == Word::Kind::number) program_.slots_.push_back({at, value});
    if (value.kind == Word::Kind::unknown) break;
  }
  at = got->value + locals * word;
  for (std::uint64_t i = first_symbol->value; i < by_index_.size(); i++, at += word) {
    const ElfSymbol& symbol = by_index_[i];
    if (symbol.section == 0 && !symbol.name.empty())
      program_.slots_.push_back({at, {Word::Kind::import, import_of(symbol.name)}});
    else if (symbol.section != 0)
      program_.slots_.push_back({at, {Word::Kind::number, symbol.value}});
  }
}

void ProgramReader::read_fixed() {
  for (const ElfSegment& segment : program_.elf_.segments)
    if (segment.type == segment_relro)
      program_.fixed_.push_back({segment.address, segment.memory_size});
  // A static executable's GOT is filled by the linker.
  if (program_.elf_.linkage == formats::ElfLinkage::static_linked && !program_.relocatable())
    if (const ElfSection* got = formats::find_section(program_.elf_, ".got"))
      program_.fixed_.push_back({got->address, got->file.size});
}

void ProgramReader::sort() {
  sort_by_address(program_.slots_);
  std::ranges::sort(program_.unread_, {}, &Range::offset);
  sort_by_address(program_.relocated_calls_);
  std::ranges::sort(program_.relocated_);
  sort_by_address(program_.stubs_);
  sort_by_address(program_.chosen_slots_);
  sort_by_address(program_.marks_);
  std::ranges::sort(program_.code_pointers_);
  const auto again = std::ranges::unique(program_.code_pointers_);
  program_.code_pointers_.erase(again.begin(), again.end());
}

}  // namespace assay::code
