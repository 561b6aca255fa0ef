// The symbol tables of an ELF file, one symbol at a time.
#pragma once

#include <functional>

#include "formats/elf_view.h"

namespace assay::formats {

// Where a symbol table and its names stand in the file.
struct ElfSymbolTable {
  Range symbols;
  Range names;
};

struct ElfSymbol {
  std::string_view name;  // of the viewed bytes
  Range range;            // its entry
  Range name_range;
  std::uint64_t value = 0;
  std::uint64_t size = 0;       // bytes
  std::uint16_t section = 0;    // 0: undefined
  std::uint8_t binding = 0;     // 0 local, 1 global, 2 weak, 10 unique
  std::uint8_t type = 0;        // 1 object, 2 function
  std::uint8_t visibility = 0;  // 0 default, 1 internal, 2 hidden, 3 protected
  std::uint8_t other = 0;       // st_other, of which the visibility is two bits
};

// The dynamic symbol table, found through the dynamic entries alone where there are no section
// headers. Nothing where there is none; an error where there is one whose place or length cannot be
// told.
Result<std::optional<ElfSymbolTable>> dynamic_symbol_table(const ElfView& view, const Elf& elf);

// The table that a linker leaves and `strip` removes (SHT_SYMTAB).
std::optional<ElfSymbolTable> static_symbol_table(const Elf& elf);

// Calls `visit` for each symbol but the null one, until it returns false. Nameless symbols have an
// empty name. Errors: truncated (the part that is in the file was visited); limit, past
// elf_symbols_max.
Result<void> walk_symbols(const ElfView& view, const ElfSymbolTable& table,
                          const std::function<bool(const ElfSymbol&)>& visit);

// The errors of a whole walk, for who needs to see no symbol.
Result<void> check_symbols(const ElfView& view, const ElfSymbolTable& table);

// Fills imports, exports and `symbols` of `elf`, whose headers and dynamic entries were read.
void read_elf_imports(const ElfView& view, Elf& elf);

}  // namespace assay::formats
