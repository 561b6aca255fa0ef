// ELF: what an executable, library, object or kernel module states about itself: its target, what
// it needs, which names it imports, and which hardening it was built with.
#pragma once

#include <optional>
#include <vector>

#include "base/endian.h"
#include "formats/stated.h"

namespace assay::formats {

constexpr std::uint64_t elf_segments_max = 1024;
constexpr std::uint64_t elf_sections_max = 16384;
constexpr std::uint64_t elf_dynamic_entries_max = 4096;
constexpr std::uint64_t elf_needed_max = 512;
constexpr std::uint64_t elf_symbols_max = 1U << 19U;
constexpr std::uint64_t elf_imports_max = 1U << 16U;
constexpr std::uint64_t elf_import_bytes_max = 16U << 20U;
constexpr std::uint64_t elf_name_size_max = 4096;
constexpr std::uint64_t elf_comments_max = 64;
constexpr std::uint64_t elf_notes_max = 256;

struct ElfSegment {
  std::uint32_t type = 0;
  std::uint32_t flags = 0;  // 1 execute, 2 write, 4 read
  Range file;               // as stated: may lie outside the file
  std::uint64_t address = 0;
  std::uint64_t memory_size = 0;  // bytes
  Range header;                   // its entry in the program header table
};

struct ElfSection {
  std::string name;
  std::uint32_t type = 0;
  std::uint64_t flags = 0;
  std::uint64_t address = 0;
  Range file;  // as stated: may lie outside the file; of no bytes in the file where type is NOBITS
  std::uint32_t link = 0;
  std::uint32_t info = 0;
  Range header;  // its entry in the section header table
};

struct ElfDynamicEntry {
  std::uint64_t tag = 0;
  std::uint64_t value = 0;
  Range range;
};

// An undefined symbol of the dynamic symbol table (of the symbol table, in a relocatable object).
struct ElfImport {
  std::string name;
  Range symbol;  // its entry in the symbol table
  Range text;    // its name in the string table
  bool weak = false;
};

// How addresses are bound: `none` is an object file or a core dump, which nothing runs as it is.
enum class ElfLinkage : std::uint8_t { none, static_linked, dynamic_linked };

// One hardening property. `range` is what shows it: a header, a dynamic entry or a symbol; the
// whole table that was searched where it is absent. `reason` says how it was decided.
struct ElfProperty {
  Presence state = Presence::not_shown;
  Range range;
  std::string_view reason;
};

enum class ElfRelro : std::uint8_t { none, partial, full, not_shown };

// A per-architecture statement: "abi" = "o32", "float" = "soft", "isa" = "mips32r2".
struct ElfTrait {
  std::string_view name;
  std::string value;
  Range range;
};

struct ElfHardening {
  ElfProperty pie;
  ElfProperty nx;  // present: the stack is not executable
  ElfRelro relro = ElfRelro::not_shown;
  Range relro_range;
  ElfProperty bind_now;
  ElfProperty canary;
  ElfProperty fortify;            // absent: functions that have a checked form are imported plain
  std::uint64_t fortified = 0;    // imports of checked forms (__strcpy_chk)
  std::uint64_t fortifiable = 0;  // imports of plain forms that have a checked one (strcpy)
  // Marked by a GNU property note; not_shown on machines without such a mark.
  ElfProperty ibt;           // x86: indirect branch tracking
  ElfProperty shadow_stack;  // x86
  ElfProperty bti;           // AArch64: branch target identification
  ElfProperty pac;           // AArch64: pointer authentication
};

struct Elf {
  unsigned bits = 0;  // 32 or 64
  ByteOrder order = ByteOrder::little;
  std::uint8_t os_abi = 0;
  std::uint16_t type = 0;  // 1 relocatable, 2 executable, 3 shared, 4 core
  std::uint16_t machine = 0;
  std::string machine_name;  // "mips"; "machine 1234" where we have no name
  std::uint32_t flags = 0;
  std::uint64_t entry = 0;
  Range header;
  Range machine_range;
  std::uint64_t size = 0;  // bytes that headers, segments and sections span, as stated

  std::vector<ElfSegment> segments;
  std::vector<ElfSection> sections;
  std::vector<ElfDynamicEntry> dynamic;

  ElfLinkage linkage = ElfLinkage::none;
  Presence stripped = Presence::not_shown;  // present: there is no symbol table
  std::optional<Text> interpreter;
  std::vector<Text> needed;
  std::optional<Text> soname;
  std::optional<Text> rpath;
  std::optional<Text> runpath;
  std::optional<Text> build_id;  // lower-case hexadecimal; the range is of the raw bytes
  std::vector<Text> comments;    // compiler banners of .comment
  std::vector<ElfImport> imports;
  std::uint64_t exports = 0;  // defined global and weak dynamic symbols of default visibility
  Presence symbols = Presence::not_shown;  // whether the table behind imports and exports was read
  std::vector<ElfTrait> traits;
  ElfHardening hardening;

  std::vector<FormatProblem> problems;  // parts that could not be read
};

// Whether `bytes` begin with the ELF magic.
bool is_elf(Bytes bytes);

// Reads `bytes` from the ELF header on. Needs no section headers. Errors: truncated, corrupt or
// unsupported where the header itself cannot be read; all else that is wrong becomes a problem.
Result<Elf> read_elf(Bytes bytes);

}  // namespace assay::formats
