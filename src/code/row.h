// A row of a decoder's table: what one kind of instruction word comes to, and where its fields are.
// Filling an instruction in from it takes no decision that a processor could guess wrong: registers
// are found together, each in a lane of a vector, an immediate by a product and a shift.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstring>
#include <type_traits>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "code/instruction.h"

namespace assay::code::rows {

// Goes over what the row gave, where fields are not enough.
using Finish = void (*)(Instruction& out, std::uint32_t word, std::uint64_t address);

constexpr unsigned zero_dest = 1, zero_a = 2, zero_b = 4;  // for tidy

// What the rows of a decoder use: what none uses takes no time.
struct Uses {
  bool page = false;     // page_mask
  bool stack = false;    // stack_dest, stack_a, and t
  bool without = false;  // without
  bool halves = false;   // a picture's upper half is the word's lower
  Register none = 0;     // the register that tidy looks for
};

// Registers and the shift's amount are found together, each in 32 bits of its own: a sum of two
// products moves the field, out of the half of the word that it is in, to the upper end of the
// lower 16 bits, and the upper half of another product to their lower end.
constexpr unsigned dest_field = 0, a_field = 1, b_field = 2, amount_field = 3;
constexpr std::size_t at_field(unsigned field) { return std::size_t{4} * field; }  // in bytes
using FieldNumbers = std::array<std::uint16_t, 8>;

// The bytes of an instruction from `dest` on: so they are written at once.
constexpr std::size_t tail_at = offsetof(Instruction, dest);
constexpr std::size_t op_byte = offsetof(Instruction, op) - tail_at;
constexpr std::size_t flow_byte = offsetof(Instruction, flow) - tail_at;
constexpr std::size_t condition_byte = offsetof(Instruction, condition) - tail_at;
constexpr std::size_t length_byte = offsetof(Instruction, length) - tail_at;
constexpr std::size_t flags_byte = offsetof(Instruction, flags) - tail_at;
constexpr std::size_t second_byte = offsetof(Instruction, second) - tail_at;
struct alignas(16) Tail : std::array<std::uint8_t, 16> {};
static_assert(tail_at + sizeof(Tail) == sizeof(Instruction));
static_assert(offsetof(Instruction, dest) == tail_at + at_field(dest_field) &&
              offsetof(Instruction, a) == tail_at + at_field(a_field) &&
              offsetof(Instruction, b) == tail_at + at_field(b_field) &&
              offsetof(Instruction, shift_amount) == tail_at + at_field(amount_field) &&
              second_byte == at_field(amount_field) + 1);
static_assert(std::endian::native == std::endian::little, "bytes are written as they stand");
constexpr Tail tail_of(const Instruction& in) {
  Tail tail{};
  tail[at_field(dest_field)] = in.dest;
  tail[op_byte] = static_cast<std::uint8_t>(in.op);
  tail[flow_byte] = static_cast<std::uint8_t>(in.flow);
  tail[condition_byte] = static_cast<std::uint8_t>(in.condition);
  tail[at_field(a_field)] = in.a;
  tail[length_byte] = in.length;
  tail[offsetof(Instruction, size) - tail_at] = in.size;
  tail[offsetof(Instruction, shift) - tail_at] = static_cast<std::uint8_t>(in.shift);
  tail[at_field(b_field)] = in.b;
  tail[offsetof(Instruction, inner) - tail_at] = static_cast<std::uint8_t>(in.inner);
  tail[flags_byte] = static_cast<std::uint8_t>(in.flags);
  tail[flags_byte + 1] = static_cast<std::uint8_t>(in.flags >> 8U);
  tail[at_field(amount_field)] = in.shift_amount;
  tail[second_byte] = in.second;
  return tail;
}

// The immediate: its bits of the word, moved so that its sign is the highest bit of 64, and down
// again. A factor of two bits puts two parts together; what else comes of it goes over the edge or
// is taken off by the row's mask. A negative factor takes the number away.
struct Immediate {
  std::uint64_t factor = 0;
  std::uint32_t bits = 0;
  std::uint8_t shift = 0;
};
constexpr std::int64_t number_of(std::uint32_t word, const Immediate& in) {
  return static_cast<std::int64_t>(std::uint64_t{word & in.bits} * in.factor) >> in.shift;
}

// A decoder that adds it to the condition of a word has it looked at again.
constexpr std::uint8_t no_condition = 0x7f;

// Two lines of the cache.
struct alignas(64) Row {
  alignas(16) FieldNumbers from{};  // by twos: of the lower half of the word, of the upper
  alignas(16) FieldNumbers to{};    // the first of two; the other is 0
  Tail tail{};
  Tail again{};  // a byte that is like this one: there is more to do
  Immediate immediate;
  std::uint64_t immediate_mask = 0;
  std::uint64_t target_mask = 0;
  std::uint64_t kills = 0;
  std::uint64_t page_mask = 0;
  Finish finish = nullptr;
  std::int16_t immediate_bias = 0;
  std::uint8_t tidy = 0;
  std::uint8_t kill_at = 0, kill_mask = 0, kill_plus = 0;
  bool rare = false;
};
static_assert(sizeof(Row) == 128);
// What only decoders with a stack pointer beside their 32 registers need.
struct RowWithStack : Row {
  alignas(16) FieldNumbers stack{};  // the number that means one more
  alignas(16) FieldNumbers kept{};   // t is one byte up, and what is below it is no amount
};
template <Uses uses>
using RowFor = std::conditional_t<uses.stack, RowWithStack, Row>;

// What is done with sixteen bytes at once: `fields` gives those of a word where they go, `alike`
// has a bit for each of the bytes that is the other's at its place.
struct Plain {
  template <Uses uses>
  static Tail fields(const RowFor<uses>& row, std::uint32_t word) {
    Tail bytes{};
    for (const unsigned i : {dest_field, a_field, b_field, amount_field}) {
      const std::uint32_t moved =
          (word & 0xffffU) * row.from[2 * i] + (word >> 16U) * row.from[2 * i + 1];
      std::uint32_t field = (moved & 0xffffU) * row.to[2 * i] >> 16U;
      if constexpr (uses.stack) {
        if (field == row.stack[2 * i]) field++;
        field &= row.kept[2 * i];
      }
      bytes[at_field(i)] = static_cast<std::uint8_t>(field);
      bytes[at_field(i) + 1] = static_cast<std::uint8_t>(field >> 8U);
    }
    return bytes;
  }
  static Tail sum(Tail bytes, const Tail& more) {
    for (unsigned i = 0; i < bytes.size(); i++)
      bytes[i] = static_cast<std::uint8_t>(bytes[i] + more[i]);
    return bytes;
  }
  static void write(const Tail& bytes, Instruction& out) {
    std::memcpy(reinterpret_cast<std::uint8_t*>(&out) + tail_at, bytes.data(), bytes.size());
  }
  static std::uint16_t alike(const Tail& bytes, const Tail& other) {
    unsigned same = 0;
    for (unsigned i = 0; i < bytes.size(); i++) same |= (bytes[i] == other[i] ? 1U : 0U) << i;
    return static_cast<std::uint16_t>(same);
  }
};

#ifdef __SSE2__
struct Vectors {
  template <Uses uses>
  [[gnu::always_inline]] static __m128i fields(const RowFor<uses>& row, std::uint32_t word) {
    const __m128i everywhere = _mm_shuffle_epi32(_mm_cvtsi32_si128(static_cast<int>(word)), 0);
    __m128i found = _mm_mulhi_epu16(_mm_madd_epi16(everywhere, load(row.from)), load(row.to));
    if constexpr (uses.stack) {
      found = _mm_sub_epi16(found, _mm_cmpeq_epi16(found, load(row.stack)));  // true is -1
      found = _mm_and_si128(found, load(row.kept));
    }
    return found;
  }
  static __m128i sum(__m128i bytes, const Tail& more) { return _mm_add_epi8(bytes, load(more)); }
  static void write(__m128i bytes, Instruction& out) {
    auto* const to = reinterpret_cast<std::uint8_t*>(&out) + tail_at;
    _mm_storeu_si128(reinterpret_cast<__m128i*>(to), bytes);
  }
  static std::uint16_t alike(__m128i bytes, const Tail& other) {
    return static_cast<std::uint16_t>(_mm_movemask_epi8(_mm_cmpeq_epi8(bytes, load(other))));
  }
  static __m128i load(const auto& numbers) {
    return _mm_load_si128(reinterpret_cast<const __m128i*>(numbers.data()));
  }
};
using Fastest = Vectors;
#else
using Fastest = Plain;
#endif

// The same row. (The compiler would count the address of each of its members anew.)
template <class R>
const R& opaque(const R& row) {
  const R* same = &row;
  __asm__("" : "+r"(same));
  return *same;
}

// Writes the instruction, as far as fields tell it, with `more` added to its bytes from dest on.
// Not 0: there is more to do, finish() and what the decoder does itself.
template <Uses uses, class Sixteen = Fastest>
[[gnu::always_inline]] inline std::uint16_t fill(const RowFor<uses>& row, std::uint32_t word,
                                                 std::uint64_t address, Instruction& out,
                                                 const Tail* more = nullptr) {
  auto value = static_cast<std::uint64_t>(number_of(word, row.immediate));
  out.target = (value + address) & row.target_mask;
  value &= row.immediate_mask;
  if constexpr (uses.page) value += address & row.page_mask;
  out.immediate = static_cast<std::int64_t>(value);
  out.kills = row.kills;

  auto tail = Sixteen::sum(Sixteen::template fields<uses>(row, word), row.tail);
  if (more != nullptr) tail = Sixteen::sum(tail, *more);
  Sixteen::write(tail, out);
  return Sixteen::alike(tail, row.again);
}

// What few words ask for, behind fill().
inline void finish(const Row& row, std::uint32_t word, std::uint64_t address, Instruction& out) {
  if (!row.rare) return;
  out.immediate += static_cast<std::int64_t>(row.immediate_bias);
  if (row.kill_mask != 0)
    out.kills |=
        register_bit(static_cast<Register>((word >> row.kill_at & row.kill_mask) + row.kill_plus));
  if (row.finish != nullptr) row.finish(out, word, address);
}

// Whether one of dest, a and b, of those that `which` names, is `none`. (All are looked at: a
// processor guesses less so.)
template <Register none>
constexpr bool has_none(const Instruction& in, unsigned which) {
  const unsigned found =
      (in.dest == none ? zero_dest : 0) | (in.a == none ? zero_a : 0) | (in.b == none ? zero_b : 0);
  return (found & which) != 0;
}

}  // namespace assay::code::rows
