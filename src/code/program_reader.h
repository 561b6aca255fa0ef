// ProgramReader: fills a Program from the tables of its file.
#pragma once

#include <unordered_map>

#include "code/encoding.h"
#include "code/program.h"
#include "formats/elf_symbols.h"

namespace assay::code {

class ProgramReader {
 public:
  ProgramReader(Program& program, const formats::ElfView& view)
      : program_(program), view_(view), code_(elf_code(program.elf())) {}
  void read();

 private:
  void read_memory();
  void read_code();
  void read_symbols();
  void read_symbol_table(const formats::ElfSymbolTable& table, bool by_index);
  void read_symbol(const formats::ElfSymbol& symbol);
  void read_relocations();
  void read_fixed();
  void read_table_pointer();
  void read_mips_table();
  void sort();
  std::uint64_t import_of(std::string_view name);
  std::uint64_t address_of(const formats::ElfSymbol& symbol) const;
  std::uint64_t section_flags(const formats::ElfSymbol& symbol) const;

  Program& program_;
  const formats::ElfView& view_;
  ElfCode code_;
  // Of the table that relocations name; 0 is the null one.
  std::vector<formats::ElfSymbol> by_index_;
  std::unordered_map<std::string_view, std::uint64_t> import_numbers_;
};

}  // namespace assay::code
