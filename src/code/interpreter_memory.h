// InterpreterMemory: what memory holds while code is carried out: what the code wrote, over the
// stack as an analysis knows it, over the file's own data.
#pragma once

#include <unordered_map>

#include "code/program.h"
#include "code/state.h"

namespace assay::code {

class InterpreterMemory {
 public:
  InterpreterMemory(const Program& program, const Decoder& decoder)
      : program_(program), decoder_(decoder) {}

  // Forgets what was written. `state` tells the stack, and must outlast this object's use.
  void start(const State& state);

  // The address that an offset from the stack pointer at the function's start has here. Stack and
  // heap stand where the file has nothing.
  std::uint64_t stack_address(std::int64_t offset) const;
  // A new piece of the heap; nothing is known of its bytes.
  std::uint64_t allocate(std::uint64_t size);

  // `size` bytes (1 to 8) as a number in the program's byte order, or the address of an import;
  // unknown where a byte is.
  Value load(std::uint64_t address, unsigned size) const;
  std::optional<std::uint8_t> byte(std::uint64_t address) const;
  void store(std::uint64_t address, unsigned size, const Value& value);
  void store_byte(std::uint64_t address, std::optional<std::uint8_t> byte);
  // Whether the code that is carried out put something there.
  bool written(std::uint64_t address) const { return written_.bytes.contains(address); }
  std::size_t written_count() const { return written_.bytes.size(); }

  struct Written {
    std::unordered_map<std::uint64_t, std::optional<std::uint8_t>> bytes;
    std::uint64_t heap_used = 0;
  };
  const Written& all_written() const { return written_; }
  void write_again(const Written& written) { written_ = written; }

 private:
  std::optional<std::int64_t> stack_offset(std::uint64_t address) const;
  std::optional<std::uint8_t> byte_at_first(std::uint64_t address) const;

  const Program& program_;
  const Decoder& decoder_;
  const State* state_ = nullptr;
  Written written_;
};

}  // namespace assay::code
