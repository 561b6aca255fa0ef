// A row of a decoder's table: what one kind of instruction word comes to, and where its fields are.
// Filling an instruction in from it takes no decision that a processor could guess wrong: registers
// are found together, each in a lane of a vector, an immediate by a product and a shift.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstring>
#include <functional>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "code/instruction.h"

namespace assay::code::rows {

// Goes over what the row gave, where fields are not enough.
using Finish = void (*)(Instruction& out, std::uint32_t word, std::uint64_t address);

constexpr unsigned zero_dest = 1, zero_a = 2, zero_b = 4;  // for tidy

// What the rows of a decoder use: what none uses takes no time. Fields have one width in all rows.
struct Uses {
  bool page = false;     // page_mask
  bool stack = false;    // stack_dest, stack_a
  bool without = false;  // without
  Register none = 0;     // the register that tidy looks for
  std::uint8_t register_bits = 5;
  std::uint8_t amount_bits = 5;  // of s
};

// Registers and the shift's amount are found together, each in 16 bits of its own: a product moves
// the field to their upper end, and the upper half of another product to their lower end.
constexpr unsigned dest_field = 0, a_field = 1, b_field = 2, second_field = 3, amount_field = 5;
using FieldNumbers = std::array<std::uint16_t, 8>;

// The bytes of an instruction from `op` on: so they are written at once.
constexpr std::size_t tail_at = offsetof(Instruction, op);
constexpr unsigned condition_byte = offsetof(Instruction, condition) - tail_at;
constexpr unsigned length_byte = offsetof(Instruction, length) - tail_at;
constexpr unsigned fields_byte = offsetof(Instruction, dest) - tail_at;
struct alignas(16) Tail : std::array<std::uint8_t, 16> {};
static_assert(tail_at + sizeof(Tail) == sizeof(Instruction));
static_assert(offsetof(Instruction, dest) == 29 + dest_field &&
              offsetof(Instruction, a) == 29 + a_field &&
              offsetof(Instruction, b) == 29 + b_field &&
              offsetof(Instruction, second) == 29 + second_field &&
              offsetof(Instruction, shift_amount) == 29 + amount_field);
static_assert(std::endian::native == std::endian::little, "bytes are written as they stand");
constexpr Tail tail_of(const Instruction& in) {
  Tail tail{};
  tail[0] = static_cast<std::uint8_t>(in.op);
  tail[1] = static_cast<std::uint8_t>(in.flow);
  tail[condition_byte] = static_cast<std::uint8_t>(in.condition);
  tail[length_byte] = in.length;
  tail[length_byte + 1] = in.size;
  tail[fields_byte + dest_field] = in.dest;
  tail[fields_byte + a_field] = in.a;
  tail[fields_byte + b_field] = in.b;
  tail[fields_byte + second_field] = in.second;
  tail[offsetof(Instruction, shift) - tail_at] = static_cast<std::uint8_t>(in.shift);
  tail[fields_byte + amount_field] = in.shift_amount;
  tail[offsetof(Instruction, inner) - tail_at] = static_cast<std::uint8_t>(in.inner);
  tail[offsetof(Instruction, flags) - tail_at] = static_cast<std::uint8_t>(in.flags);
  tail[offsetof(Instruction, flags) - tail_at + 1] = static_cast<std::uint8_t>(in.flags >> 8U);
  return tail;
}

// The immediate: its bits of the word, moved so that its sign is the highest bit of 64, and down
// again. A factor of two bits puts two parts together; what else comes of it goes over the edge or
// is taken off by the row's mask. A negative factor takes the number away.
struct Immediate {
  std::uint64_t bits = 0;
  std::uint64_t factor = 0;
  std::uint64_t shift = 0;
};
constexpr std::int64_t number_of(std::uint64_t word, const Immediate& in) {
  return static_cast<std::int64_t>((word & in.bits) * in.factor) >> in.shift;
}

// A decoder that adds it to the condition of a word has it looked at again.
constexpr std::uint8_t no_condition = 0x7f;

// What every instruction needs stands first, in two lines of the cache.
struct alignas(64) Row {
  alignas(16) FieldNumbers from_low{};   // moves what is in the low half of the word
  alignas(16) FieldNumbers from_high{};  // and in the high half
  Tail tail{};
  Tail again{};  // a byte that is like this one: there is more to do
  Immediate immediate;
  std::uint64_t immediate_mask = 0;
  std::uint64_t target_mask = 0;
  std::uint64_t kills = 0;
  std::uint64_t extra = 0;
  alignas(16) FieldNumbers stack{};  // the number that means one more
  std::uint64_t page_mask = 0;
  std::uint64_t immediate_bias = 0;
  Finish finish = nullptr;
  unsigned tidy = 0;
  bool rare = false;
  std::uint8_t kills_field = 0, kill_at = 0, kill_mask = 0, kill_plus = 0;
};
static_assert(offsetof(Row, stack) == 128);

template <Uses uses>
constexpr FieldNumbers widths = [] {
  constexpr std::uint16_t each = 1U << uses.register_bits;
  return FieldNumbers{each, each, each, each, 0, 1U << uses.amount_bits, 0, 0};
}();

// What is done with sixteen bytes at once: `fields` gives those of a word where they go,
// `any_alike` says whether one of the bytes is the other's at its place.
struct Plain {
  template <Uses uses>
  static Tail fields(const Row& row, std::uint32_t word) {
    Tail bytes{};
    for (unsigned i = 0; i <= amount_field; i++) {
      const std::uint32_t moved =
          (word & 0xffffU) * row.from_low[i] + (word >> 16U) * row.from_high[i];
      std::uint32_t field = (moved & 0xffffU) * widths<uses>[i] >> 16U;
      if (uses.stack && field == row.stack[i]) field++;
      bytes[fields_byte + i] = static_cast<std::uint8_t>(field);
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
  static bool any_alike(const Tail& bytes, const Tail& other) {
    return std::ranges::mismatch(bytes, other, std::ranges::not_equal_to()).in1 != bytes.end();
  }
};

#ifdef __SSE2__
struct Vectors {
  template <Uses uses>
  [[gnu::always_inline]] static __m128i fields(const Row& row, std::uint32_t word) {
    const __m128i single = _mm_cvtsi32_si128(static_cast<int>(word));
    const __m128i halves = _mm_unpacklo_epi16(single, single);
    const __m128i low = _mm_shuffle_epi32(halves, 0x00);
    const __m128i high = _mm_shuffle_epi32(halves, 0x55);
    const __m128i moved = _mm_add_epi16(_mm_mullo_epi16(low, load(row.from_low)),
                                        _mm_mullo_epi16(high, load(row.from_high)));
    __m128i found = _mm_mulhi_epu16(moved, std::bit_cast<__m128i>(widths<uses>));
    if constexpr (uses.stack)
      found = _mm_sub_epi16(found, _mm_cmpeq_epi16(found, load(row.stack)));  // true is -1
    return _mm_slli_si128(_mm_packus_epi16(found, _mm_setzero_si128()), fields_byte);
  }
  static __m128i sum(__m128i bytes, const Tail& more) { return _mm_add_epi8(bytes, load(more)); }
  static void write(__m128i bytes, Instruction& out) {
    auto* const to = reinterpret_cast<std::uint8_t*>(&out) + tail_at;
    _mm_storeu_si128(reinterpret_cast<__m128i*>(to), bytes);
  }
  static bool any_alike(__m128i bytes, const Tail& other) {
    return _mm_movemask_epi8(_mm_cmpeq_epi8(bytes, load(other))) != 0;
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
inline const Row& opaque(const Row& row) {
  const Row* same = &row;
  __asm__("" : "+r"(same));
  return *same;
}

// Writes the instruction, as far as fields tell it, with `more` added to its bytes from op on.
// Gives whether there is more to do: finish() and what the decoder does itself.
template <Uses uses, class Sixteen = Fastest>
[[gnu::always_inline]] inline bool fill(const Row& row, std::uint32_t bits, std::uint64_t address,
                                        Instruction& out, const Tail* more = nullptr) {
  const std::uint64_t word = bits;
  auto value = static_cast<std::uint64_t>(number_of(word, row.immediate));
  out.target = (value + address) & row.target_mask;
  value &= row.immediate_mask;
  if constexpr (uses.page) value += address & row.page_mask;
  out.immediate = static_cast<std::int64_t>(value);
  out.kills = row.kills;

  auto tail = Sixteen::sum(Sixteen::template fields<uses>(row, bits), row.tail);
  if (more != nullptr) tail = Sixteen::sum(tail, *more);
  Sixteen::write(tail, out);
  return Sixteen::any_alike(tail, row.again);
}

// What few words ask for, behind fill().
inline void finish(const Row& row, std::uint32_t word, std::uint64_t address, Instruction& out) {
  if (!row.rare) return;
  out.immediate += static_cast<std::int64_t>(row.immediate_bias);
  if (row.kills_field != 0)
    out.kills |=
        register_bit(static_cast<Register>((word >> row.kill_at & row.kill_mask) + row.kill_plus));
  if (row.finish != nullptr) row.finish(out, word, address);
}

// Which of dest, a and b are `none`, of those that `which` names.
template <Register none>
constexpr bool has_none(const Instruction& in, unsigned which) {
  return ((which & zero_dest) != 0 && in.dest == none) || ((which & zero_a) != 0 && in.a == none) ||
         ((which & zero_b) != 0 && in.b == none);
}

}  // namespace assay::code::rows
