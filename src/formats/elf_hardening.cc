// Hardening, by what the file states:
//
//   position independent  type DYN with an interpreter or the PIE flag; a library has no choice, so
//                         nothing is said of it
//   stack not executable  PT_GNU_STACK without the execute flag. Where that header is missing, the
//                         kernel's default for the processor decides: executable on x86, 32-bit
//                         ARM, MIPS, 32-bit PowerPC, SPARC, SuperH, m68k; on x86-64 and AArch64 it
//                         changed with Linux 5.8, and others never map it so: not shown. (A MIPS
//                         processor without the RIXI extension cannot enforce it.)
//   RELRO                 PT_GNU_RELRO: partial; with immediate binding, or nothing to bind: full
//   immediate binding     DT_BIND_NOW, or its bits in DT_FLAGS and DT_FLAGS_1
//   stack canary          the name of the handler or of the guard among the symbols
//   fortified calls       imports named __*_chk, against imports of the same functions unchecked
//
// Source: Linux fs/binfmt_elf.c, arch/x86/include/asm/elf.h (the table over elf_read_implies_exec),
// Documentation of gcc -fstack-protector and glibc feature_test_macros(7); gABI chapter 5.
#include "formats/elf_hardening.h"

#include <algorithm>

#include "formats/elf_symbols.h"

namespace assay::formats {
namespace {

constexpr std::uint16_t type_executable = 2;
constexpr std::uint16_t type_shared = 3;
constexpr std::uint32_t segment_stack = 0x6474e551;
constexpr std::uint32_t segment_relro = 0x6474e552;
constexpr std::uint64_t tag_bind_now = 24;
constexpr std::uint64_t tag_flags = 30;
constexpr std::uint64_t tag_flags_1 = 0x6ffffffb;
constexpr std::uint64_t flag_bind_now = 8;
constexpr std::uint64_t flag_1_now = 1;
constexpr std::uint64_t flag_1_pie = 0x08000000;

constexpr std::string_view canary_names[] = {"__stack_chk_fail", "__stack_chk_fail_local",
                                             "__stack_chk_guard", "__stack_smash_handler"};

// Functions with a checked form in glibc: __NAME_chk. Sorted.
constexpr std::string_view checkable[] = {
    "asprintf",    "confstr",  "dprintf", "fgets",     "fprintf",  "fread",    "getcwd",
    "gethostname", "gets",     "memcpy",  "memmove",   "mempcpy",  "memset",   "obstack_printf",
    "poll",        "pread",    "printf",  "read",      "readlink", "realpath", "recv",
    "recvfrom",    "snprintf", "sprintf", "stpcpy",    "stpncpy",  "strcat",   "strcpy",
    "strncat",     "strncpy",  "syslog",  "vasprintf", "vdprintf", "vfprintf", "vprintf",
    "vsnprintf",   "vsprintf", "vsyslog", "wcscat",    "wcscpy",   "wmemcpy"};

bool is_program(const Elf& elf) { return elf.type == type_executable || elf.type == type_shared; }

ElfProperty find_pie(const Elf& elf) {
  const Range type{16, 2};
  if (elf.type == type_executable)
    return {Presence::absent, type, "the type is EXEC: it is linked to fixed addresses"};
  if (elf.type != type_shared) return {Presence::not_shown, type, "this is no program"};
  const ElfDynamicEntry* flags = find_dynamic(elf, tag_flags_1);
  if (flags != nullptr && (flags->value & flag_1_pie) != 0)
    return {Presence::present, flags->range, "DT_FLAGS_1 has the PIE bit"};
  if (elf.interpreter && !elf.soname)
    return {Presence::present, type, "the type is DYN and it names an interpreter"};
  return {Presence::not_shown, type, "this is a library: it has no choice"};
}

bool executable_where_unstated(const Elf& elf) {
  constexpr std::string_view names[] = {"x86", "arm", "mips", "ppc", "sparc", "sh", "m68k"};
  return std::ranges::find(names, elf.machine_name) != std::end(names);
}

ElfProperty find_nx(const Elf& elf) {
  if (!is_program(elf)) return {Presence::not_shown, elf.header, "this is no program"};
  if (const ElfSegment* stack = find_segment(elf, segment_stack)) {
    if ((stack->flags & 1U) != 0)
      return {Presence::absent, stack->header, "PT_GNU_STACK has the execute flag"};
    return {Presence::present, stack->header, "PT_GNU_STACK has no execute flag"};
  }
  if (elf.segments.empty()) return {Presence::not_shown, elf.header, "it has no segments"};
  if (executable_where_unstated(elf)) {
    return {Presence::absent, elf.header,
            "there is no PT_GNU_STACK, so the stack is executable on this processor"};
  }
  return {Presence::not_shown, elf.header, "there is no PT_GNU_STACK: the kernel decides"};
}

ElfProperty find_bind_now(const Elf& elf) {
  if (!is_program(elf)) return {Presence::not_shown, elf.header, "this is no program"};
  if (elf.dynamic.empty())
    return {Presence::not_shown, elf.header, "nothing is bound at load time"};
  if (const ElfDynamicEntry* entry = find_dynamic(elf, tag_bind_now))
    return {Presence::present, entry->range, "DT_BIND_NOW is there"};
  const ElfDynamicEntry* flags = find_dynamic(elf, tag_flags);
  if (flags != nullptr && (flags->value & flag_bind_now) != 0)
    return {Presence::present, flags->range, "DT_FLAGS has BIND_NOW"};
  const ElfDynamicEntry* flags_1 = find_dynamic(elf, tag_flags_1);
  if (flags_1 != nullptr && (flags_1->value & flag_1_now) != 0)
    return {Presence::present, flags_1->range, "DT_FLAGS_1 has NOW"};
  const std::uint64_t start = elf.dynamic.front().range.offset;
  return {Presence::absent,
          {start, elf.dynamic.back().range.end() - start},
          "no dynamic entry asks for it"};
}

void find_relro(Elf& elf) {
  ElfHardening& hardening = elf.hardening;
  hardening.relro_range = elf.header;
  if (!is_program(elf) || elf.segments.empty()) return;
  const ElfSegment* segment = find_segment(elf, segment_relro);
  if (segment == nullptr) {
    hardening.relro = ElfRelro::none;
    return;
  }
  const bool full = hardening.bind_now.state == Presence::present || elf.dynamic.empty();
  hardening.relro = full ? ElfRelro::full : ElfRelro::partial;
  hardening.relro_range = segment->header;
}

bool is_canary(std::string_view name) {
  return std::ranges::find(canary_names, name) != std::end(canary_names);
}

// Most tables have no such name, which their bytes tell faster than their symbols do.
bool may_name_canary(const ElfView& view, const ElfSymbolTable& table) {
  const auto names = slice(view.bytes(), table.names);
  return names && as_text(*names).find("stack_") != std::string_view::npos;
}

// The name of the symbol table that was searched, or of the symbol that was found in it.
ElfProperty find_canary(const ElfView& view, const Elf& elf) {
  for (const ElfImport& import : elf.imports) {
    if (is_canary(import.name))
      return {Presence::present, import.symbol, "it imports the handler or the guard"};
  }
  ElfProperty found{Presence::not_shown, elf.header, "there are no symbols to tell"};
  const auto search = [&](const ElfSymbolTable& table) {
    const auto see = [&](const ElfSymbol& symbol) {
      if (!is_canary(symbol.name)) return true;
      found = {Presence::present, symbol.range, "the handler or the guard is among its symbols"};
      return false;
    };
    const Result<void> walked =
        may_name_canary(view, table) ? walk_symbols(view, table, see) : check_symbols(view, table);
    if (walked && found.state == Presence::not_shown)
      found = {Presence::absent, table.symbols, "no symbol is the handler or the guard"};
  };
  const auto dynamic = dynamic_symbol_table(view, elf);
  if (const auto table = static_symbol_table(elf)) search(*table);
  if (found.state != Presence::present && dynamic && *dynamic &&
      elf.linkage == ElfLinkage::dynamic_linked) {
    search(**dynamic);
  }
  return found;
}

void find_fortify(Elf& elf) {
  ElfHardening& hardening = elf.hardening;
  hardening.fortify = {Presence::not_shown, elf.header,
                       "it imports no function with a checked form"};
  std::optional<Range> plain;
  for (const ElfImport& import : elf.imports) {
    const std::string_view name = import.name;
    if (name.starts_with("__") && name.ends_with("_chk")) {
      if (hardening.fortified++ == 0)
        hardening.fortify = {Presence::present, import.symbol, "it imports checked forms"};
    } else if (std::ranges::binary_search(checkable, name)) {
      hardening.fortifiable++;
      if (!plain) plain = import.symbol;
    }
  }
  if (hardening.fortified == 0 && plain && elf.symbols == Presence::present)
    hardening.fortify = {Presence::absent, *plain, "it imports only unchecked forms"};
}

}  // namespace

void read_elf_hardening(const ElfView& view, Elf& elf) {
  static_assert(std::ranges::is_sorted(checkable));
  ElfHardening& hardening = elf.hardening;
  hardening.pie = find_pie(elf);
  hardening.nx = find_nx(elf);
  hardening.bind_now = find_bind_now(elf);
  find_relro(elf);
  hardening.canary = find_canary(view, elf);
  find_fortify(elf);
}

}  // namespace assay::formats
