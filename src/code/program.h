// Program: an ELF file as the loader sees it: bytes by address, what relocations put where, and
// names of addresses. Or raw bytes, of which votes tell as much (raw_code.h).
//
// A relocatable object (a kernel module) has no addresses; here the address of a byte of it is its
// offset in the file.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "code/decoder.h"
#include "formats/elf.h"

namespace assay::code {

struct RawCode;

constexpr std::uint64_t program_text_max = 4096;  // bytes of one text

struct Symbol {
  std::uint64_t address = 0;
  std::uint64_t size = 0;  // bytes; 0 where it is not stated
  std::string_view name;
  bool thumb = false;
  bool by_print = false;  // no symbol says so: see ToldName
};

// What a fingerprint tells of a function of a library that was linked into the program.
struct ToldName {
  std::uint64_t address = 0;
  std::uint64_t end = 0;  // past its last byte
  std::string_view name;
  std::string_view library;  // that has the same function: "glibc-2.36"
  std::uint64_t print = 0;   // Fingerprint::exact; 0: it chooses among functions that have the name
  std::uint64_t choices = 0;  // of how many
  const Decoder* decoder = nullptr;
};

// A word that the program fills when it starts, with the address of a function that it chooses.
struct ChosenSlot {
  std::uint64_t address = 0;
  std::uint64_t chooser = 0;  // address of the function that gives the address back
};

// Bytes that the processor carries out.
struct CodeRange {
  std::uint64_t address = 0;
  Bytes bytes;
  std::uint64_t end() const { return address + bytes.size(); }
};

// What a word of memory holds when the program runs.
struct Word {
  enum class Kind : std::uint8_t {
    unknown,  // not in the file, or the program may write to it
    number,   // `value`; an address of this file may be one
    import,   // the address of import `value`
  };
  Kind kind = Kind::unknown;
  std::uint64_t value = 0;
};

class Program {
 public:
  // Errors: what the header's are; unsupported: a processor or variant that no decoder reads, and
  // core dumps. Tables that lie are used as far as they go, and make a problem.
  static Result<Program> open(Bytes file);
  // The program in `image`, which has no headers: what `code` tells of it, and nothing else. It has
  // a base.
  static Program of_raw(Bytes image, const RawCode& code);

  const formats::Elf& elf() const { return elf_; }
  const Decoder& decoder() const { return *decoder_; }  // arm where there may be Thumb as well
  std::uint64_t word_size() const { return elf_.bits / 8; }
  bool relocatable() const { return elf_.type == 1; }
  // Whether it has no headers. It may be of any system, or of none; elf() is made up then.
  bool raw() const { return raw_; }

  std::span<const CodeRange> code() const { return code_; }  // by address, disjoint
  bool is_code(std::uint64_t address) const { return code_at(address) != nullptr; }
  const CodeRange* code_at(std::uint64_t address) const;

  // The bytes from `address` to the end of what the file has there; none where it has nothing.
  Bytes at(std::uint64_t address) const;
  // Where they stand in the file: `size` bytes, less where the file has less.
  std::optional<Range> place(std::uint64_t address, std::uint64_t size) const;
  // Whether the file has bytes at `address` that the running program does not change.
  bool constant(std::uint64_t address) const;
  // `size` bytes (1, 2, 4, 8) in the program's byte order; unsigned.
  Word word(std::uint64_t address, unsigned size) const;
  // As `word`, of what the file has at first, though the program may change it.
  Word first_word(std::uint64_t address, unsigned size) const;
  // Likewise `out.size()` words as wide as an address, one behind the other: as first_word of each.
  void first_words(std::uint64_t address, std::span<Word> out) const;
  // The characters from `address` to a NUL; nothing where none is within program_text_max bytes.
  std::optional<std::string_view> text(std::uint64_t address) const;

  // Functions that the symbol tables name, or tell_names() did, by address, one for each address.
  std::span<const Symbol> functions() const { return functions_; }
  const Symbol* function_at(std::uint64_t address) const;
  // Functions in an encoding that no decoder reads (MIPS16, VLE), by address.
  std::span<const Range> unread() const { return unread_; }
  std::string_view import_name(std::uint64_t import) const { return imports_[import]; }
  // Whether it is a whole program that has no function of another file: a static one.
  bool takes_nothing() const {
    return !raw_ && !relocatable() && elf_.imports.empty() && elf_.needed.empty();
  }
  // Whether the linker changes any of `size` bytes at `address` of a relocatable object.
  bool is_relocated(std::uint64_t address, std::uint64_t size) const;
  // What a call at `address` of a relocatable object goes to: the name of an undefined symbol.
  std::string_view relocated_call(std::uint64_t address) const;
  // The name of the undefined symbol whose address is `address` in this file (a stub of the
  // linker).
  std::string_view stub_name(std::uint64_t address) const;

  // Which instruction set stands at `address`, where the file says: Arm alone has two.
  const Decoder* stated_decoder(std::uint64_t address) const;

  // What the ABI has in a register at the start of each function: MIPS $gp, PowerPC r2, gp of
  // RISC-V.
  std::optional<std::uint64_t> table_pointer() const { return table_pointer_; }
  // Addresses of code that relocations put into memory, or that begin functions of raw bytes; and
  // those that unwinding tables name.
  std::span<const std::uint64_t> code_pointers() const { return code_pointers_; }
  std::span<const std::uint64_t> unwind_starts() const { return unwind_starts_; }

  // Slots of which no symbol says what is chosen for them, by address.
  std::span<const ChosenSlot> chosen_slots() const { return chosen_slots_; }
  // From here on these functions have these names, and so has what they choose. Those that have a
  // symbol keep its name. The texts are kept as views.
  void tell_names(std::vector<ToldName> names);
  std::span<const ToldName> told_names() const { return told_names_; }  // by address

  const std::vector<formats::FormatProblem>& problems() const { return problems_; }

 private:
  friend class ProgramReader;
  struct Piece {  // of memory
    std::uint64_t address = 0;
    Range file;
    bool writable = false;
  };
  struct Slot {  // a word that a relocation fills
    std::uint64_t address = 0;
    Word word;
  };
  struct Mark {  // from here on the code is of another set; null: data
    std::uint64_t address = 0;
    const Decoder* decoder = nullptr;
  };
  struct Name {
    std::uint64_t address = 0;
    std::string_view name;
  };

  const Piece* piece_at(std::uint64_t address) const;
  const Slot* slot_at(std::uint64_t address, unsigned size) const;
  // Whether the running program does not change what the file has there.
  bool stays(const Piece& piece, std::uint64_t address) const;
  Word number_in(const Piece& piece, std::uint64_t address, unsigned size) const;

  Bytes file_;
  bool raw_ = false;
  formats::Elf elf_;
  const Decoder* decoder_ = nullptr;
  std::vector<CodeRange> code_;
  std::vector<Piece> pieces_;                 // by address
  std::vector<Range> fixed_;                  // writable by name, but not once the program runs
  std::vector<Slot> slots_;                   // by address
  std::vector<Symbol> functions_;             // by address
  std::vector<Range> unread_;                 // by address
  std::vector<std::string_view> imports_;     // each name once
  std::vector<Name> relocated_calls_;         // by address
  std::vector<std::uint64_t> relocated_;      // sorted; of relocatable objects alone
  std::vector<Name> stubs_;                   // by address
  std::vector<ChosenSlot> chosen_slots_;      // by address
  std::vector<ToldName> told_names_;          // by address
  std::vector<Mark> marks_;                   // by address
  std::vector<std::uint64_t> code_pointers_;  // sorted
  std::vector<std::uint64_t> unwind_starts_;  // sorted
  std::optional<std::uint64_t> table_pointer_;
  std::vector<formats::FormatProblem> problems_;
};

}  // namespace assay::code
