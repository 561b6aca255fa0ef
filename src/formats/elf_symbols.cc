// Symbol tables. An entry, 32-bit and 64-bit:
//
//   32: 0 name u32 | 4 value u32 | 8 size u32 | 12 info u8 | 13 other u8 | 14 section u16
//   64: 0 name u32 | 4 info u8 | 5 other u8 | 6 section u16 | 8 value u64 | 16 size u64
//
// The dynamic section gives the start of the dynamic table, and not its length. That is, in this
// order: the chain count of DT_HASH; DT_MIPS_SYMTABNO; the section header of the same start; the
// last chain of DT_GNU_HASH (but the linker writes an empty one where nothing is exported, which
// says nothing); the distance to the string table, which linkers put right behind.
//
// Source: gABI chapter 5 (symbol table, dynamic section, hash table); glibc elf/dl-lookup.c for the
// GNU hash table; MIPS psABI 3rd edition page 5-8 for DT_MIPS_SYMTABNO.
#include "formats/elf_symbols.h"

#include <fmt/core.h>

#include <algorithm>

namespace assay::formats {
namespace {

constexpr std::uint64_t tag_hash = 4;
constexpr std::uint64_t tag_names = 5;
constexpr std::uint64_t tag_symbols = 6;
constexpr std::uint64_t tag_names_size = 10;
constexpr std::uint64_t tag_gnu_hash = 0x6ffffef5;
constexpr std::uint64_t tag_mips_symbol_count = 0x70000011;
constexpr std::uint32_t section_symbols = 2;
constexpr std::uint16_t machine_mips = 8;
constexpr std::uint16_t machine_s390 = 22;
constexpr std::uint16_t machine_alpha = 0x9026;

std::uint64_t symbol_size(const ElfView& view) { return view.is_64() ? 24 : 16; }

std::optional<std::uint64_t> dynamic_offset(const Elf& elf, std::uint64_t tag) {
  const ElfDynamicEntry* entry = find_dynamic(elf, tag);
  return entry == nullptr ? std::nullopt : elf_file_offset(elf, entry->value);
}

// The number of symbols by a GNU hash table: one past the highest that a chain holds; nothing where
// the table is empty or does not fit.
std::optional<std::uint64_t> count_by_gnu_hash(const ElfView& view, std::uint64_t offset) {
  const auto buckets = view.number(offset, 4);
  const auto first_symbol = view.number(offset + 4, 4);
  const auto bloom_words = view.number(offset + 8, 4);
  if (!buckets || !first_symbol || !bloom_words) return std::nullopt;
  const std::uint64_t bucket_offset = offset + 16 + *bloom_words * view.word_size();
  const auto bucket_bytes = slice(view.bytes(), {bucket_offset, *buckets * 4});
  if (!bucket_bytes) return std::nullopt;
  std::uint64_t last = 0;
  for (std::uint64_t i = 0; i < *buckets; i++)
    last = std::max(last, view.field(*bucket_bytes, i * 4, 4));
  if (last < *first_symbol || last == 0) return std::nullopt;
  const std::uint64_t chains = bucket_offset + *buckets * 4;
  for (; last < elf_symbols_max; last++) {
    const auto hash = view.number(chains + (last - *first_symbol) * 4, 4);
    if (!hash) return std::nullopt;
    if ((*hash & 1U) != 0) return last + 1;
  }
  return std::nullopt;
}

std::optional<std::uint64_t> symbol_count(const ElfView& view, const Elf& elf,
                                          std::uint64_t symbols, std::uint64_t names) {
  if (const auto hash = dynamic_offset(elf, tag_hash)) {
    const bool wide_words =
        elf.machine == machine_alpha || (elf.machine == machine_s390 && view.is_64());
    const std::uint64_t word = wide_words ? 8 : 4;
    if (const auto count = view.number(*hash + word, word)) return *count;
  }
  if (elf.machine == machine_mips) {
    if (const auto* count = find_dynamic(elf, tag_mips_symbol_count)) return count->value;
  }
  for (const ElfSection& section : elf.sections) {
    if (section.file.offset == symbols && section.type == 11)
      return section.file.size / symbol_size(view);
  }
  if (const auto hash = dynamic_offset(elf, tag_gnu_hash)) {
    if (const auto count = count_by_gnu_hash(view, *hash)) return count;
  }
  if (names > symbols) return (names - symbols) / symbol_size(view);
  return std::nullopt;
}

ElfSymbol symbol_at(const ElfView& view, Bytes entry) {
  const bool wide = view.is_64();
  ElfSymbol symbol;
  const auto info = view.field(entry, wide ? 4 : 12, 1);
  symbol.binding = static_cast<std::uint8_t>(info >> 4U);
  symbol.type = static_cast<std::uint8_t>(info & 15U);
  symbol.other = static_cast<std::uint8_t>(view.field(entry, wide ? 5 : 13, 1));
  symbol.visibility = symbol.other & 3U;
  symbol.section = static_cast<std::uint16_t>(view.field(entry, wide ? 6 : 14, 2));
  symbol.value = view.field(entry, wide ? 8 : 4, view.word_size());
  symbol.size = view.field(entry, wide ? 16 : 8, view.word_size());
  return symbol;
}

// How many symbols of the table are in `rest`, which begins with it, and are read.
std::uint64_t symbols_there(const ElfView& view, const ElfSymbolTable& table, Bytes rest) {
  const std::uint64_t entry_size = symbol_size(view);
  return std::min({table.symbols.size / entry_size, rest.size() / entry_size, elf_symbols_max});
}

}  // namespace

Result<std::optional<ElfSymbolTable>> dynamic_symbol_table(const ElfView& view, const Elf& elf) {
  if (find_dynamic(elf, tag_symbols) == nullptr) return std::nullopt;
  const auto symbols = dynamic_offset(elf, tag_symbols);
  const auto names = dynamic_offset(elf, tag_names);
  if (!symbols || !names)
    return fail(ErrorCode::corrupt, "the dynamic symbols or their names lie in no segment");
  const auto count = symbol_count(view, elf, *symbols, *names);
  if (!count) return fail(ErrorCode::unsupported, "nothing tells the number of dynamic symbols");
  if (*count > elf_symbols_max) {
    return fail(ErrorCode::limit,
                fmt::format("{} dynamic symbols, {} at most", *count, elf_symbols_max));
  }
  const ElfDynamicEntry* names_size = find_dynamic(elf, tag_names_size);
  const std::uint64_t names_there =
      view.bytes().size() - std::min<std::uint64_t>(*names, view.bytes().size());
  return ElfSymbolTable{
      {*symbols, *count * symbol_size(view)},
      {*names, std::min(names_size == nullptr ? names_there : names_size->value, names_there)}};
}

std::optional<ElfSymbolTable> static_symbol_table(const Elf& elf) {
  const ElfSection* symbols = find_section(elf, section_symbols);
  if (symbols == nullptr || symbols->link >= elf.sections.size()) return std::nullopt;
  return ElfSymbolTable{symbols->file, elf.sections[symbols->link].file};
}

Result<void> walk_symbols(const ElfView& view, const ElfSymbolTable& table,
                          const std::function<bool(const ElfSymbol&)>& visit) {
  const std::uint64_t entry_size = symbol_size(view);
  const Bytes names = slice(view.bytes(), table.names).value_or(Bytes{});
  const Bytes rest = TRY(slice_from(view.bytes(), table.symbols.offset));
  const std::uint64_t count = symbols_there(view, table, rest);
  for (std::uint64_t i = 1; i < count; i++) {
    const Bytes entry = rest.subspan(i * entry_size, entry_size);
    ElfSymbol symbol = symbol_at(view, entry);
    symbol.range = {table.symbols.offset + i * entry_size, entry_size};
    const std::uint64_t name = view.field(entry, 0, 4);
    if (name != 0 && name < names.size()) {
      const Bytes window = names.subspan(name);
      symbol.name =
          until_nul(window.first(std::min<std::uint64_t>(window.size(), elf_name_size_max)));
      symbol.name_range = {table.names.offset + name, symbol.name.size()};
    }
    if (!visit(symbol)) return {};
  }
  return check_symbols(view, table);
}

Result<void> check_symbols(const ElfView& view, const ElfSymbolTable& table) {
  const Bytes rest = TRY(slice_from(view.bytes(), table.symbols.offset));
  const std::uint64_t stated = table.symbols.size / symbol_size(view);
  const std::uint64_t count = symbols_there(view, table, rest);
  if (count < stated && count == elf_symbols_max)
    return fail(ErrorCode::limit, fmt::format("{} symbols, {} are read", stated, count));
  if (count < stated) {
    return fail(ErrorCode::truncated,
                fmt::format("{} of {} symbols are in the file", count, stated));
  }
  return {};
}

void read_elf_imports(const ElfView& view, Elf& elf) {
  constexpr std::uint16_t relocatable = 1;
  std::optional<ElfSymbolTable> table;
  if (elf.type == relocatable) {
    table = static_symbol_table(elf);
  } else if (auto dynamic = dynamic_symbol_table(view, elf)) {
    table = *dynamic;
  } else {
    elf.problems.push_back({dynamic.error(), elf.header});
  }
  if (!table) return;

  std::uint64_t name_bytes = 0;
  bool full = false;
  const auto walked = walk_symbols(view, *table, [&](const ElfSymbol& symbol) {
    const bool visible = symbol.visibility == 0 || symbol.visibility == 3;
    if (symbol.section != 0) {
      elf.exports += symbol.binding != 0 && visible ? 1 : 0;
      return true;
    }
    if (symbol.name.empty()) return true;
    name_bytes += symbol.name.size();
    full = elf.imports.size() == elf_imports_max || name_bytes > elf_import_bytes_max;
    if (!full) {
      elf.imports.push_back(
          {std::string(symbol.name), symbol.range, symbol.name_range, symbol.binding == 2});
    }
    return !full;
  });
  if (full) {
    elf.problems.push_back(
        {{ErrorCode::limit, fmt::format("only the first {} imports are read", elf.imports.size())},
         table->symbols});
  }
  if (!walked) elf.problems.push_back({walked.error(), table->symbols});
  elf.symbols = walked && !full ? Presence::present : Presence::not_shown;
}

}  // namespace assay::formats
