// Fingerprint: what a function does, as two numbers that do not depend on where it was linked.
//
// `exact` is equal where all operations are, in their order along the ways of the function, with
// registers and constants, but without what the linker decides: addresses, distances in tables of
// addresses, whom calls go to, instructions that do nothing.
//
// `similar` is a FeatureSketch of runs of three operations without registers, of constants, of
// names of imported functions that are called and of texts that they are given: functions that do
// nearly the same differ in few bits.
#pragma once

#include "code/analysis.h"
#include "code/feature_sketch.h"

namespace assay::code {

struct AddressForm;

// Functions of fewer operations are too like each other to say where they come from.
constexpr std::uint32_t fingerprint_operations_min = 8;

struct Fingerprint {
  std::uint64_t exact = 0;
  std::uint64_t similar = 0;     // 0 where there are fewer operations than say something
  std::uint32_t operations = 0;  // that count
  // Whether it calls or jumps to other functions, or has addresses: what it does depends on more
  // than what was told.
  bool calls = false;
  bool addresses = false;
};

class Fingerprinter {
 public:
  explicit Fingerprinter(const Program& program);

  // Of the function that was analysed. Linear in its instructions; nothing is decoded again.
  Fingerprint of(const Analysis& analysis);

 private:
  // What is known of registers within a block, as sets of them.
  struct Known {
    std::uint64_t values = 0;   // hold a `number`
    std::uint64_t owed = 0;     // of those, the ones whose number was not told yet
    std::uint64_t literal = 0;  // of those, the ones whose number came from a literal
    std::uint64_t parts = 0;    // hold an address of the file, or the upper part of one
    std::uint64_t tables = 0;   // of those, the ones from which all else is reached by a distance
    std::array<std::uint64_t, register_count> number{};
  };
  struct At {  // an instruction
    const Instruction& in;
    std::uint64_t address = 0;
    bool relocated = false;
  };
  struct Left {  // at the end of a block
    std::uint64_t parts = 0;
    std::uint64_t tables = 0;
  };

  struct Kept {  // a place on the stack that a part of an address was put into
    Register base = no_register;
    std::int64_t distance = 0;
    bool table = false;
  };

  void block(const Analysis& analysis, std::uint32_t number);
  void instructions(const Analysis& analysis, const Block& block);
  void instruction(const Instruction& in, std::uint64_t address, const Block& block);
  void transfer(const At& at, const Block& block);
  void operation(const At& at);
  void settle_owed(const At& at, bool behind_part);
  void pass_parts(const At& at, bool pushes_own, bool untold);
  Bytes bytes_of(const At& at) const;
  bool takes_address(const At& at);
  bool takes_constant(const At& at);
  static bool always_writes(const At& at);
  bool takes_literal(const At& at);
  bool folds(const At& at);
  bool adds_part(const At& at);
  bool sums_counter(const At& at);
  bool sums_parts(const At& at);
  bool address_operand(const At& at) const;
  void keep_on_stack(const Instruction& in);

  bool is_part(Register r) const { return has(known_.parts, r); }
  bool is_base(Register r) const;
  bool has_base(const Instruction& in) const;
  bool is_address(std::uint64_t value) const;
  bool is_thread_distance(std::uint64_t value) const;
  bool is_upper_part(std::uint64_t value) const;
  std::uint64_t upper_parts() const;
  static bool has(std::uint64_t set, Register r) { return (set & register_bit(r)) != 0; }

  void value_into(Register dest, std::uint64_t value, bool literal);
  void written(const Instruction& in);
  void lose(std::uint64_t registers);
  void tell(std::uint64_t what, std::uint64_t more = 0);
  void tell_address(Register dest);
  void tell_reads(const Instruction& in);
  void tell_owed(std::uint64_t registers, bool at_end);
  void shape(std::uint64_t word, std::uint64_t more = 0);
  void constant(std::uint64_t value);
  void calls(const Analysis& analysis);

  const Program& program_;
  bool fixed_ = false;                // linked to be at the addresses that the file states
  bool relocatable_ = false;          // an object that was not linked
  std::uint64_t first_ = UINT64_MAX;  // address of its memory
  std::uint64_t end_ = 0;
  std::uint64_t thread_size_ = 0;  // bytes of variables that each thread has its own of
  const Decoder* decoder_ = nullptr;
  const AddressForm* form_ = nullptr;
  const Abi* abi_ = nullptr;
  bool x86_ = false;
  const CodeRange* range_ = nullptr;
  Known known_;
  bool own_pushed_ = false;            // the stack's last word is the address of code
  std::vector<Left> left_;             // by each block that was told
  std::vector<std::uint32_t> places_;  // of each block in their order
  std::vector<Kept> kept_;             // in the order in which they were seen
  std::uint64_t exact_ = 0;
  std::uint32_t operations_ = 0;
  bool calls_ = false;
  bool addresses_ = false;
  std::array<std::uint64_t, 2> last_{};  // shapes
  FeatureSketch sketch_;
};

}  // namespace assay::code
