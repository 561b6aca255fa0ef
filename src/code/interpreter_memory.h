// InterpreterMemory: what memory holds while code is carried out: what the code wrote, over the
// stack as an analysis knows it, over the file's own data.
#pragma once

#include <array>
#include <bit>
#include <unordered_map>

#include "code/program.h"
#include "code/state.h"

namespace assay::code {

// Bytes that were written, each with its value where that is known. Most stand side by side.
class WrittenBytes {
 public:
  std::size_t size() const { return size_; }
  bool contains(std::uint64_t address) const {
    const Piece* piece = piece_of(address);
    return piece != nullptr && (piece->written & bit_of(address)) != 0;
  }
  // Of a byte that was written.
  std::optional<std::uint8_t> at(std::uint64_t address) const {
    const Piece* piece = piece_of(address);
    if (piece == nullptr || (piece->known & bit_of(address)) == 0) return std::nullopt;
    return piece->bytes[address % piece_size];
  }
  void put(std::uint64_t address, std::optional<std::uint8_t> byte) {
    Piece& piece = pieces_[address / piece_size];
    const std::uint64_t bit = bit_of(address);
    if ((piece.written & bit) == 0) size_++;
    piece.written |= bit;
    piece.known = byte ? piece.known | bit : piece.known & ~bit;
    piece.bytes[address % piece_size] = byte.value_or(0);
  }
  // `count` bytes of one piece, of which nothing is known.
  void put_unknown(std::uint64_t address, std::uint64_t count) {
    Piece& piece = pieces_[address / piece_size];
    const std::uint64_t bits = (~std::uint64_t{0} >> (piece_size - count)) << address % piece_size;
    size_ += static_cast<std::size_t>(std::popcount(bits & ~piece.written));
    piece.written |= bits;
    piece.known &= ~bits;
  }

  static constexpr std::uint64_t piece_size = 64;
  // From `address` to the end of its piece.
  static std::uint64_t rest_of_piece(std::uint64_t address) {
    return piece_size - address % piece_size;
  }
  // Whether any byte of the piece was written.
  bool touched(std::uint64_t address) const { return piece_of(address) != nullptr; }

 private:
  struct Piece {
    std::uint64_t written = 0;  // bytes of it, as bits
    std::uint64_t known = 0;    // of those
    std::array<std::uint8_t, piece_size> bytes{};
  };
  static std::uint64_t bit_of(std::uint64_t address) {
    return std::uint64_t{1} << address % piece_size;
  }
  const Piece* piece_of(std::uint64_t address) const {
    const auto found = pieces_.find(address / piece_size);
    return found == pieces_.end() ? nullptr : &found->second;
  }

  std::unordered_map<std::uint64_t, Piece> pieces_;  // by their first address, divided
  std::size_t size_ = 0;
};

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
  // The bytes from `address` on that are known, as far as they go.
  std::vector<std::uint8_t> bytes(std::uint64_t address, std::size_t size_max) const;
  void store_byte(std::uint64_t address, std::optional<std::uint8_t> byte);
  // Writes what is not known.
  void store_unknown(std::uint64_t address, std::uint64_t size);
  // Whether the code that is carried out put something there.
  bool written(std::uint64_t address) const { return written_.bytes.contains(address); }
  std::size_t written_count() const { return written_.bytes.size(); }

  struct Written {
    WrittenBytes bytes;
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
