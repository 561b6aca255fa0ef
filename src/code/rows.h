// Decoders as lists of rows: each row shows the bits of one kind of instruction in a picture and
// says what they mean. The lists become lookup tables when the program is compiled; looking a word
// up and pulling its fields out then takes no decision that a processor could guess wrong.
//
//   {.picture = "001001 aaaaa ddddd iiiiiiiiiiiiiiii", .op = Op::add, .size = 4, .is_signed = true}
//
// A picture has a letter for each of 32 bits, the highest first: 0 and 1 are what the bit must be,
// a point is any bit, and letters are fields: d dest, a, b, t second, k a register that is not
// known afterwards, i the immediate or the distance of a branch, j its lower part, s the shift's
// amount. Blanks are left out. Of rows that fit a word the first counts.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <span>
#include <string_view>

#include "base/bytes.h"
#include "code/bits.h"

namespace assay::code::rows {

// Goes over what the row gave, where fields are not enough.
using Finish = void (*)(Instruction& out, std::uint32_t word, std::uint64_t address);

struct Kind {
  std::string_view picture;
  Op op = Op::unknown;
  std::uint8_t size = 0;
  Flow flow = Flow::next;
  Condition condition = Condition::always;
  unsigned flags = 0;
  std::uint8_t length = 4;
  bool is_signed = false;  // i has a sign
  bool negative = false;   // i is taken away
  std::uint8_t scale = 0;  // i is shifted left
  Shift shift = Shift::left;
  std::uint8_t amount = 0;     // added to s
  std::int64_t immediate = 0;  // added to i, or in its place
  Register dest = no_register, a = no_register, b = no_register, second = no_register;
  std::uint8_t plus_dest = 0, plus_a = 0, plus_b = 0, plus_kill = 0;  // added to the field
  bool stack_dest = false, stack_a = false;                           // 31 in the field means 32
  std::uint64_t kills = 0;                                            // beside k
  std::uint64_t target_mask = 0;  // i is a distance from here; the target is wrapped by this
  std::uint8_t target_bias = 0;   // and this is added
  std::uint64_t page_mask = 0;    // this part of the address is added to the immediate
  std::uint32_t tidy = 0;         // which zeros() the decoder looks at
  std::uint8_t extra = 0;         // for the decoder
  // Where this field, a or b, is no register (the number that the table is told), the row has no
  // such field and another operation. '*': the word 0 is nop.
  char without = 0;
  Op op_without = Op::unknown;
  // `finish` is for words that do not have these bits; without a mask, for all.
  std::uint32_t usual_mask = 0;
  std::uint32_t usual = 0;
  Finish finish = nullptr;
};

// Which fields the rows of a decoder use beside dest, a, b and i: what none uses takes no time.
struct Uses {
  bool low = false;     // j
  bool page = false;    // page_mask
  bool stack = false;   // stack_dest, stack_a
  bool second = false;  // t
  bool amount = false;  // s
};

// The bytes of an instruction from `op` on, as two numbers: so they are written at once.
constexpr unsigned dest_at = 40, a_at = 48, b_at = 56;  // in the head
constexpr unsigned second_at = 0, amount_at = 16;       // in the tail
static_assert(offsetof(Instruction, op) == 24 && offsetof(Instruction, dest) == 29 &&
              offsetof(Instruction, b) == 31 && offsetof(Instruction, second) == 32 &&
              offsetof(Instruction, shift_amount) == 34 && offsetof(Instruction, flags) == 36);
constexpr std::uint64_t head_of(const Instruction& in) {
  return std::uint64_t{static_cast<std::uint8_t>(in.op)} |
         std::uint64_t{static_cast<std::uint8_t>(in.flow)} << 8U |
         std::uint64_t{static_cast<std::uint8_t>(in.condition)} << 16U |
         std::uint64_t{in.length} << 24U | std::uint64_t{in.size} << 32U |
         std::uint64_t{in.dest} << dest_at | std::uint64_t{in.a} << a_at |
         std::uint64_t{in.b} << b_at;
}
constexpr std::uint64_t tail_of(const Instruction& in) {
  return std::uint64_t{in.second} << second_at |
         std::uint64_t{static_cast<std::uint8_t>(in.shift)} << 8U |
         std::uint64_t{in.shift_amount} << amount_at |
         std::uint64_t{static_cast<std::uint8_t>(in.inner)} << 24U | std::uint64_t{in.flags} << 32U;
}
inline void write(Instruction& out, std::uint64_t head, std::uint64_t tail) {
  static_assert(std::endian::native == std::endian::little, "numbers are written as they stand");
  auto* bytes = reinterpret_cast<std::uint8_t*>(&out);
  std::memcpy(bytes + 24, &head, 8);
  std::memcpy(bytes + 32, &tail, 8);
}

// A field of a word: the product moves it, because a shift by a number that is read from memory is
// slower.
struct Field {
  std::uint64_t factor = 0;
  std::uint64_t mask = 0;
};
constexpr std::uint64_t pick(std::uint64_t word, const Field& field) {
  return word * field.factor & field.mask;
}

constexpr unsigned immediate_at = 24;  // so that 33 bits have room

// What every instruction needs stands first, in two lines of the cache.
struct alignas(64) Row {
  Field immediate;  // to immediate_at
  Field dest, a, b;
  std::uint64_t head = 0;
  std::uint64_t tail = 0;
  std::uint64_t kills = 0;
  std::uint64_t sign = 0;
  std::uint64_t immediate_mask = 0;
  std::uint64_t target_mask = 0;
  std::uint32_t tidy = 0;
  std::uint32_t usual = 0;
  std::uint32_t usual_mask = 0;
  std::uint8_t rare = 0;  // there is more to do
  std::uint8_t extra = 0;
  std::uint8_t stack = 0;  // 1: dest, 2: a
  std::uint8_t target_bias = 0;
  Field low, amount, second;
  std::uint64_t page_mask = 0;
  std::uint64_t immediate_bias = 0;
  Finish finish = nullptr;
  std::uint8_t kills_field = 0, kill_at = 0, kill_mask = 0, kill_plus = 0;
};
static_assert(offsetof(Row, low) == 128);

// 31 in the field at bit `at` means 32.
constexpr std::uint64_t or_stack(std::uint64_t field, unsigned at, std::uint64_t stack) {
  return field + ((field + (stack << at)) >> 5U & std::uint64_t{1} << at);
}

// The instruction, as far as fields tell it, and what the decoder adds to head and tail. Gives the
// head, for looking at its registers.
template <Uses uses>
[[gnu::always_inline]] inline std::uint64_t fill(const Row& row, std::uint32_t bits,
                                                 std::uint64_t address, Instruction& out,
                                                 std::uint64_t more_head = 0,
                                                 std::uint64_t more_tail = 0) {
  const std::uint64_t word = bits;
  std::uint64_t value = pick(word, row.immediate);
  if constexpr (uses.low) value |= pick(word, row.low);
  value = ((value >> immediate_at) ^ row.sign) - row.sign;
  std::uint64_t dest = pick(word, row.dest);
  std::uint64_t a = pick(word, row.a);
  if constexpr (uses.stack) {
    dest = or_stack(dest, dest_at, row.stack & 1U);
    a = or_stack(a, a_at, row.stack >> 1U);
  }
  const std::uint64_t head = row.head + more_head + dest + a + pick(word, row.b);
  std::uint64_t tail = row.tail + more_tail;
  if constexpr (uses.amount) tail += pick(word, row.amount);
  if constexpr (uses.second) tail += pick(word, row.second) >> 32U;
  write(out, head, tail);
  out.kills = row.kills;
  out.target = (value + address + row.target_bias) & row.target_mask;
  value &= row.immediate_mask;
  if constexpr (uses.page) value += address & row.page_mask;
  out.immediate = static_cast<std::int64_t>(value);
  return head;
}

constexpr bool is_rare(const Row& row, std::uint32_t word) {
  return (((word ^ row.usual) & row.usual_mask) | row.rare) != 0;
}
// What few words ask for, behind fill().
inline void finish(const Row& row, std::uint32_t word, std::uint64_t address, Instruction& out) {
  out.immediate += static_cast<std::int64_t>(row.immediate_bias);
  if (row.kills_field != 0)
    out.kills |=
        register_bit(static_cast<Register>((word >> row.kill_at & row.kill_mask) + row.kill_plus));
  if (row.finish != nullptr) row.finish(out, word, address);
}

// Not 0 where a register of the head is `none`: bits 7, 15 and 23 stand for dest, a and b. (Beside
// a register that is, another may be told falsely.)
template <Register none = 0>
constexpr std::uint32_t zeros(std::uint64_t head) {
  const auto registers = static_cast<std::uint32_t>(head >> dest_at) ^ 0x010101U * none;
  return (registers - 0x010101U) & ~registers;
}
constexpr std::uint32_t zero_dest = 0x80, zero_a = 0x8000, zero_b = 0x800000;

// What a picture says of one letter: where the field is, or how wide.
struct Span {
  unsigned at = 0;
  unsigned width = 0;
};
constexpr Span span_of(std::string_view picture, char letter) {
  Span span;
  unsigned bit = 32;
  for (const char each : picture) {
    if (each == ' ') continue;
    bit--;
    if (each != letter) continue;
    span.at = bit;
    span.width++;
  }
  return span;
}
// The bits that a picture fixes, and their values.
struct Bits {
  std::uint32_t mask = 0;
  std::uint32_t value = 0;
};
constexpr Bits bits_of(std::string_view picture) {
  Bits bits;
  unsigned bit = 32;
  for (const char each : picture) {
    if (each == ' ') continue;
    bit--;
    if (each != '0' && each != '1') continue;
    bits.mask |= 1U << bit;
    if (each == '1') bits.value |= 1U << bit;
  }
  if (bit != 0) throw "a picture has 32 bits";
  return bits;
}

// `to` is the lowest bit of the field where it goes.
constexpr Field field_of(Span span, unsigned to) {
  if (span.width == 0) return {};
  if (to < span.at || to + span.width > 64) throw "no place for the field";
  return {std::uint64_t{1} << (to - span.at), ((std::uint64_t{1} << span.width) - 1) << to};
}
constexpr Register register_of(Span span, Register fixed, std::uint8_t plus) {
  return span.width == 0 ? fixed : plus;
}

constexpr Row row_of(const Kind& kind) {
  Row row;
  const auto span = [&](char letter) { return span_of(kind.picture, letter); };
  const Span immediate = span('i');
  const Span low = span('j');
  const Span kill = span('k');
  Instruction same;
  same.op = kind.op;
  same.size = kind.size;
  same.flow = kind.flow;
  same.condition = kind.condition;
  same.flags = static_cast<std::uint16_t>(kind.flags);
  same.length = kind.length;
  same.shift = kind.shift;
  same.shift_amount = kind.amount;
  same.dest = register_of(span('d'), kind.dest, kind.plus_dest);
  same.a = register_of(span('a'), kind.a, kind.plus_a);
  same.b = register_of(span('b'), kind.b, kind.plus_b);
  same.second = register_of(span('t'), kind.second, 0);
  row.head = head_of(same);
  row.tail = tail_of(same);
  row.kills = kind.kills;
  row.immediate = field_of(immediate, immediate_at + kind.scale + low.width);
  row.low = field_of(low, immediate_at + kind.scale);
  const unsigned width = immediate.width + low.width + kind.scale;
  if (kind.is_signed) row.sign = std::uint64_t{1} << (width - 1);
  if (kind.negative) row.sign = ~std::uint64_t{0};
  row.target_bias = kind.target_bias;
  row.target_mask = kind.target_mask;
  row.immediate_mask = kind.target_mask == 0 ? ~std::uint64_t{0} : 0;
  row.immediate_bias = static_cast<std::uint64_t>(kind.immediate);
  row.page_mask = kind.page_mask;
  row.dest = field_of(span('d'), dest_at);
  row.a = field_of(span('a'), a_at);
  row.b = field_of(span('b'), b_at);
  row.second = field_of(span('t'), 32 + second_at);
  row.amount = field_of(span('s'), amount_at);
  row.stack = static_cast<std::uint8_t>((kind.stack_dest ? 1 : 0) | (kind.stack_a ? 2 : 0));
  row.kills_field = kill.width != 0 ? 1 : 0;
  row.kill_at = static_cast<std::uint8_t>(kill.at);
  row.kill_mask = static_cast<std::uint8_t>((1U << kill.width) - 1U);
  row.kill_plus = kind.plus_kill;
  row.tidy = kind.tidy;
  row.extra = kind.extra;
  row.usual = kind.usual;
  row.usual_mask = kind.usual_mask;
  row.finish = kind.finish;
  const bool always = kind.finish != nullptr && kind.usual_mask == 0;
  row.rare = always || kill.width != 0 || kind.immediate != 0 ? 1 : 0;
  return row;
}

// The same where a field is no register.
constexpr Row row_without(Kind kind) {
  Row row = row_of(kind);
  if (kind.without == 0) return row;
  if (kind.without == '*') {
    Kind nothing;
    nothing.op = Op::nop;
    return row_of(nothing);
  }
  if (kind.op_without != Op::unknown) kind.op = kind.op_without;
  Row other = row_of(kind);
  const unsigned at = kind.without == 'a' ? a_at : b_at;
  (kind.without == 'a' ? other.a : other.b) = {};
  other.head |= std::uint64_t{no_register} << at;
  return other;
}

// Finds the row of a word: by `first_bits` bits from `first_at` on, then by others where these are
// not enough. Row 0 is for words that fit no picture.
// `none` is the number of no register in the fields that a row may be without: 0, or ones.
template <std::size_t kinds, unsigned first_at, unsigned first_bits, std::size_t capacity,
          std::uint32_t none>
struct Table {
  struct Group {
    std::uint16_t base = 0;
    std::uint16_t mask = 0;
    std::uint8_t at = 0;
  };
  std::array<Row, 2 * (kinds + 1)> rows{};  // each with its field, and without
  std::array<std::uint32_t, kinds + 1> without{};
  std::array<Group, std::size_t{1} << first_bits> groups{};
  std::array<std::uint8_t, capacity> numbers{};

  const Row& operator()(std::uint32_t word) const {
    const Group& group = groups[word >> first_at & ((1U << first_bits) - 1U)];
    const std::uint32_t rest = word >> group.at & group.mask;
    const std::size_t number = numbers[group.base + rest];
    return rows[2 * number + (((word ^ none) & without[number]) == 0 ? 1 : 0)];
  }
};

// `otherwise` is what words get that fit no picture. capacity is what all groups take together.
template <unsigned first_at, unsigned first_bits, std::size_t capacity, std::uint32_t none = 0,
          std::size_t kinds>
constexpr auto table_of(const std::array<Kind, kinds>& list, Kind otherwise) {
  static_assert(kinds < 256);
  Table<kinds, first_at, first_bits, capacity, none> table;
  std::array<Bits, kinds> pictures;
  for (std::size_t i = 0; i < kinds; i++) {
    pictures[i] = bits_of(list[i].picture);
    table.rows[2 * i + 2] = row_of(list[i]);
    table.rows[2 * i + 3] = row_without(list[i]);
    const Span span = span_of(list[i].picture, list[i].without);
    table.without[i + 1] = ((1U << span.width) - 1U) << span.at;
    if (span.width == 0) table.without[i + 1] = ~0U;
  }
  table.rows[0] = table.rows[1] = row_of(otherwise);
  table.without[0] = ~0U;
  constexpr std::uint32_t first_mask = ((1U << first_bits) - 1U) << first_at;
  std::size_t used = 0;
  std::array<std::uint8_t, kinds> fits{};
  for (std::uint32_t first = 0; first < table.groups.size(); first++) {
    std::uint32_t needed = 0;
    std::size_t count = 0;
    for (std::size_t i = 0; i < kinds; i++) {
      const Bits& bits = pictures[i];
      if (((first << first_at ^ bits.value) & bits.mask & first_mask) != 0) continue;
      fits[count++] = static_cast<std::uint8_t>(i);
      needed |= bits.mask & ~first_mask;
      if ((bits.mask & ~first_mask) == 0) break;
    }
    const auto at = needed == 0 ? 0U : static_cast<unsigned>(std::countr_zero(needed));
    const unsigned width =
        needed == 0 ? 0U : 32U - static_cast<unsigned>(std::countl_zero(needed)) - at;
    auto& group = table.groups[first];
    group.base = static_cast<std::uint16_t>(used);
    group.at = static_cast<std::uint8_t>(at);
    group.mask = static_cast<std::uint16_t>((1U << width) - 1U);
    for (std::uint32_t rest = 0; rest < 1U << width; rest++) {
      std::uint8_t number = 0;
      for (std::size_t i = 0; i < count && number == 0; i++) {
        const Bits& bits = pictures[fits[i]];
        if (((rest << at ^ bits.value) & bits.mask & ~first_mask) == 0)
          number = static_cast<std::uint8_t>(fits[i] + 1);
      }
      table.numbers.at(used++) = number;
    }
  }
  return table;
}

template <std::size_t... sizes>
constexpr auto joined(const std::array<Kind, sizes>&... lists) {
  std::array<Kind, (sizes + ...)> all;
  std::size_t at = 0;
  ((std::copy(lists.begin(), lists.end(), all.begin() + at), at += sizes), ...);
  return all;
}

// The two functions of a decoder whose instructions are words of 32 bits.
template <bool big, void (*decode_word)(std::uint32_t, std::uint64_t, Instruction&)>
void decode_one(Bytes bytes, std::uint64_t address, Instruction& out) {
  if (bytes.size() < 4) {
    out = Instruction{};
    return;
  }
  decode_word(read_word<big>(bytes.data()), address, out);
}
template <bool big, void (*decode_word)(std::uint32_t, std::uint64_t, Instruction&)>
std::size_t decode_all(Bytes bytes, std::uint64_t address, std::span<Instruction> out) {
  const std::size_t count = std::min(out.size(), bytes.size() / 4);
  for (std::size_t i = 0; i < count; i++) {
    decode_word(read_word<big>(bytes.data() + 4 * i), address + 4 * i, out[i]);
  }
  return count;
}

}  // namespace assay::code::rows
