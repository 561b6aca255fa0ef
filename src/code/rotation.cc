// Source: Power ISA 3.0, 3.3.14.
#include "code/rotation.h"

#include <bit>

#include "code/bits.h"

namespace assay::code {
namespace {

std::uint64_t ones(unsigned count) {
  return count >= 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << count) - 1;
}

// Bits `from` to `to`, counted from the highest of 64.
std::uint64_t mask(unsigned from, unsigned to) {
  return from > to ? 0 : ones(to - from + 1) << (63 - to);
}

}  // namespace

std::uint64_t Rotation::result(std::uint64_t value, std::uint64_t old) const {
  const auto low = static_cast<std::uint32_t>(value);
  const std::uint64_t word = std::rotl(low, static_cast<int>(by));
  const std::uint64_t turned =
      of_words ? word | word << 32U : std::rotl(value, static_cast<int>(by));
  return (turned & kept) | (inserts ? old & ~kept : 0);
}

std::optional<Rotation> rotation_of(std::uint32_t word, unsigned word_size) {
  const unsigned opcode = bits(word, 26, 6);
  Rotation found;
  found.from = reg(word, 21);
  found.to = reg(word, 16);
  found.compares = bit(word, 0);
  if (opcode == 30) {
    found.by = bits(word, 11, 5) | bits(word, 1, 1) << 5U;
    const unsigned edge = bits(word, 6, 5) | bits(word, 5, 1) << 5U;
    const unsigned kind = bits(word, 2, 3);
    if (kind > 3 || word_size != 8) return std::nullopt;
    found.kept = kind == 0 ? mask(edge, 63) : kind == 1 ? mask(0, edge) : mask(edge, 63 - found.by);
    found.inserts = kind == 3;
    return found;
  }
  if (opcode != 20 && opcode != 21) return std::nullopt;
  const unsigned from = 32 + bits(word, 6, 5);
  const unsigned to = 32 + bits(word, 1, 5);
  if (from > to && word_size == 8) return std::nullopt;
  found.by = bits(word, 11, 5);
  found.of_words = true;
  found.kept = from > to ? mask(32, to) | mask(from, 63) : mask(from, to);
  found.inserts = opcode == 20;
  return found;
}

std::optional<Rotation> rotation_at(const Program& program, std::uint64_t address) {
  const Word at = program.word(address, 4);
  if (at.kind != Word::Kind::number) return std::nullopt;
  return rotation_of(static_cast<std::uint32_t>(at.value), program.decoder().word_size);
}

}  // namespace assay::code
