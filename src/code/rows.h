// Decoders as lists of rows: each row shows the bits of one kind of instruction in a picture and
// says what they mean. The lists become lookup tables when the program is compiled; looking a word
// up and pulling its fields out then takes no decision that a processor could guess wrong.
//
//   {.picture = "001001 aaaaa ddddd iiiiiiiiiiiiiiii", .op = Op::add, .size = 4, .is_signed = true}
//
// A picture has a letter for each of 32 bits, the highest first: 0 and 1 are what the bit must be,
// a point is any bit, and letters are fields: d dest, a, b, t second, k a register that is not
// known afterwards, i the immediate or the distance of a branch, j its lower part, s the shift's
// amount; x is d and a, y d and b, z a and b. Blanks are left out, and points at the end may be. Of
// rows that fit a word the first counts.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <span>
#include <string_view>

#include "base/bytes.h"
#include "code/bits.h"
#include "code/row.h"

namespace assay::code::rows {

struct Kind {
  std::string_view picture;
  std::uint32_t zeros = 0;  // bits that are 0 beside those of the picture
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
  std::uint64_t page_mask = 0;    // this part of the address is added to the immediate
  unsigned tidy = 0;              // the decoder looks again where these registers are `none`
  // Where this field, a or b, is 0, the row has no such field and another operation. '*': the word
  // 0 is nop.
  char without = 0;
  Op op_without = Op::unknown;
  Finish finish = nullptr;
};
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
  if (bit != 0 && bit != 16) throw "a picture has 16 or 32 bits";
  return bits;
}

// Where a word's halves are in memory in the other order than in a picture.
constexpr Span turned(Span span) { return {span.at ^ 16U, span.width}; }
constexpr Bits turned(Bits bits) { return {std::rotl(bits.mask, 16), std::rotl(bits.value, 16)}; }

// i, or i and j together, the lower part.
constexpr Immediate immediate_of(Span high, Span low, const Kind& kind) {
  if (high.width == 0) return {};
  const unsigned width = high.width + low.width;
  const auto ones = [](Span span) { return ((std::uint64_t{1} << span.width) - 1) << span.at; };
  // One bit is left for the sign of what has none, where two parts do not need the place.
  const unsigned at = 64 - width - (kind.is_signed || low.width != 0 ? 0 : 1);
  Immediate in{.factor = std::uint64_t{1} << (at + low.width - high.at),
               .bits = static_cast<std::uint32_t>(ones(high) | ones(low)),
               .shift = static_cast<std::uint8_t>(at - kind.scale)};
  if (low.width != 0) in.factor += std::uint64_t{1} << (at - low.at);
  if (kind.negative) in.factor = ~in.factor + 1;
  return in;
}
constexpr std::uint64_t immediate_mask_of(Span high, Span low, const Kind& kind) {
  if (low.width == 0) return ~std::uint64_t{0};
  const std::uint64_t above = ~std::uint64_t{0} << kind.scale;
  return kind.is_signed ? above
                        : above & ((std::uint64_t{1} << (high.width + low.width + kind.scale)) - 1);
}

// That the parts of a number come together, for each bit of the word and for all at once.
constexpr void check_parts(Span high, Span low, const Kind& kind, const Immediate& in) {
  const std::uint64_t mask = immediate_mask_of(high, low, kind);
  for (unsigned i = 0; i <= 32; i++) {
    const std::uint32_t word = i == 32 ? ~0U : 1U << i;
    const std::uint64_t number =
        std::uint64_t{bits(word, high.at, high.width)} << low.width | bits(word, low.at, low.width);
    const std::int64_t signed_number = kind.is_signed ? sign_extend(number, high.width + low.width)
                                                      : static_cast<std::int64_t>(number);
    if ((static_cast<std::uint64_t>(number_of(word, in)) & mask) !=
        static_cast<std::uint64_t>(signed_number) << kind.scale)
      throw "these parts do not come together by one product";
  }
}

constexpr Register register_of(Span span, Register fixed, std::uint8_t plus) {
  return span.width == 0 ? fixed : plus;
}

// Moves a field of either half of a word to its place, or `up` bits above it.
constexpr void move_field(Row& row, Span span, unsigned field, unsigned up = 0) {
  if (span.width == 0) return;
  if (span.at / 16 != (span.at + span.width - 1) / 16) throw "a field is in both halves of a word";
  row.from[2 * field + span.at / 16] =
      static_cast<std::uint16_t>(1U << (16 - span.width - span.at % 16));
  row.to[2 * field] = static_cast<std::uint16_t>(1U << (span.width + up));
}

template <Uses uses>
constexpr RowFor<uses> row_of(const Kind& kind) {
  if ((kind.page_mask != 0 && !uses.page) || (kind.without != 0 && !uses.without) ||
      ((kind.stack_dest || kind.stack_a || span_of(kind.picture, 't').width != 0) && !uses.stack))
    throw "a row has what the decoder is said not to use";
  RowFor<uses> row;
  const auto span = [&](char letter, char other = 0, char third = 0) {
    Span found = span_of(kind.picture, letter);
    for (const char each : {other, third})
      if (found.width == 0 && each != 0) found = span_of(kind.picture, each);
    return uses.halves ? turned(found) : found;
  };
  const Span immediate = span('i');
  const Span low = span('j');
  const Span kill = span('k');
  if (kind.immediate != static_cast<std::int16_t>(kind.immediate))
    throw "the number of a row has 16 bits";
  Instruction same;
  same.op = kind.op;
  same.size = kind.size;
  same.flow = kind.flow;
  same.condition = kind.condition;
  same.flags = static_cast<std::uint16_t>(kind.flags);
  same.length = kind.length;
  same.shift = kind.shift;
  same.shift_amount = kind.amount;
  same.dest = register_of(span('d', 'x', 'y'), kind.dest, kind.plus_dest);
  same.a = register_of(span('a', 'x', 'z'), kind.a, kind.plus_a);
  same.b = register_of(span('b', 'y', 'z'), kind.b, kind.plus_b);
  same.second = register_of(span('t'), kind.second, 0);
  row.tail = tail_of(same);
  row.kills = kind.kills;
  row.immediate = immediate_of(immediate, low, kind);
  if (low.width != 0) check_parts(immediate, low, kind, row.immediate);
  row.target_mask = kind.target_mask;
  row.immediate_mask = kind.target_mask == 0 ? immediate_mask_of(immediate, low, kind) : 0;
  row.immediate_bias = static_cast<std::int16_t>(kind.immediate);
  row.page_mask = kind.page_mask;
  move_field(row, span('d', 'x', 'y'), dest_field);
  move_field(row, span('a', 'x', 'z'), a_field);
  move_field(row, span('b', 'y', 'z'), b_field);
  move_field(row, span('s'), amount_field);
  if constexpr (uses.stack) {
    move_field(row, span('t'), amount_field, 8);
    row.stack.fill(0xffff);
    if (kind.stack_dest) row.stack[2 * dest_field] = 31;
    if (kind.stack_a) row.stack[2 * a_field] = 31;
    row.kept.fill(0xff);
    if (span('t').width != 0) row.kept[2 * amount_field] = 0xff00;
  }
  row.kill_at = static_cast<std::uint8_t>(kill.at);
  row.kill_mask = static_cast<std::uint8_t>((1U << kill.width) - 1U);
  row.kill_plus = kind.plus_kill;
  row.tidy = static_cast<std::uint8_t>(kind.tidy);
  row.finish = kind.finish;
  row.rare = kind.finish != nullptr || kill.width != 0 || kind.immediate != 0;

  for (unsigned i = 0; i < row.again.size(); i++)  // no byte is like this one,
    row.again[i] = static_cast<std::uint8_t>(row.tail[i] ^ 0x80U);
  for (const unsigned i : {dest_field, a_field, b_field, amount_field})
    row.again[at_field(i)] = 0xc0;
  row.again[second_byte] = 0xc0;
  row.again[condition_byte] = no_condition;  // but these
  if ((kind.tidy & zero_dest) != 0) row.again[at_field(dest_field)] = uses.none;
  if ((kind.tidy & zero_a) != 0) row.again[at_field(a_field)] = uses.none;
  if ((kind.tidy & zero_b) != 0) row.again[at_field(b_field)] = uses.none;
  if (row.rare) row.again[length_byte] = kind.length;
  return row;
}

// The same where a field is no register.
template <Uses uses>
constexpr RowFor<uses> row_without(Kind kind) {
  if (kind.without == 0) return row_of<uses>(kind);
  if (kind.without == '*') {
    Kind nothing;
    nothing.op = Op::nop;
    return row_of<uses>(nothing);
  }
  if (kind.op_without != Op::unknown) kind.op = kind.op_without;
  RowFor<uses> other = row_of<uses>(kind);
  const unsigned field = kind.without == 'a' ? a_field : b_field;
  other.from[2 * field] = other.from[2 * field + 1] = 0;
  other.tail[at_field(field)] = no_register;
  return other;
}

// What a row is looked for by first: these bits of a word.
template <unsigned at, unsigned width>
struct FirstBits {
  static constexpr std::uint32_t count = 1U << width;
  static constexpr std::uint32_t of(std::uint32_t word) { return word >> at & (count - 1U); }
  static constexpr Bits bits(std::uint32_t first) { return {(count - 1U) << at, first << at}; }
};

// Finds the row of a word: by its first bits, then by others where these are not enough. Row 0 is
// for words that fit no picture.
template <Uses uses, std::size_t kinds, class First, std::size_t capacity>
struct Table {
  struct Group {
    std::uint32_t base = 0;
    std::uint16_t mask = 0;
    std::uint16_t at = 0;
  };
  static constexpr std::size_t of_kind = uses.without ? 2 : 1;  // each with its field, and without
  std::array<RowFor<uses>, of_kind*(kinds + 1)> rows{};
  std::array<std::uint32_t, kinds + 1> without{};
  std::array<Group, First::count> groups{};
  std::array<std::uint8_t, capacity> numbers{};

  const RowFor<uses>& operator()(std::uint32_t word) const {
    const Group& group = groups[First::of(word)];
    const std::size_t number = numbers[group.base + (word >> group.at & group.mask)];
    if constexpr (!uses.without) return rows[number];
    return rows[2 * number + ((word & without[number]) == 0 ? 1 : 0)];
  }
};

// `otherwise` is what words get that fit no picture. capacity is what all groups take together.
template <Uses uses, class First, std::size_t capacity, std::size_t kinds>
constexpr auto table_of(const std::array<Kind, kinds>& list, Kind otherwise) {
  static_assert(kinds < 256);
  Table<uses, kinds, First, capacity> table;
  std::array<Bits, kinds> pictures;
  for (std::size_t i = 0; i < kinds; i++) {
    pictures[i] = bits_of(list[i].picture);
    if (uses.halves) pictures[i] = turned(pictures[i]);
    pictures[i].mask |= list[i].zeros;
    table.rows[table.of_kind * (i + 1)] = row_of<uses>(list[i]);
    if constexpr (uses.without) table.rows[2 * i + 3] = row_without<uses>(list[i]);
    const Span span = span_of(list[i].picture, list[i].without);
    table.without[i + 1] = ((1U << span.width) - 1U) << span.at;
    if (span.width == 0) table.without[i + 1] = ~0U;
  }
  table.rows[0] = table.rows[table.of_kind - 1] = row_of<uses>(otherwise);
  table.without[0] = ~0U;
  std::size_t used = 0;
  std::array<std::uint8_t, kinds> fits{};
  for (std::uint32_t first = 0; first < First::count; first++) {
    const Bits fixed = First::bits(first);
    std::uint32_t needed = 0;
    std::size_t count = 0;
    for (std::size_t i = 0; i < kinds; i++) {
      const Bits& bits = pictures[i];
      if (((fixed.value ^ bits.value) & bits.mask & fixed.mask) != 0) continue;
      fits[count++] = static_cast<std::uint8_t>(i);
      needed |= bits.mask & ~fixed.mask;
      if ((bits.mask & ~fixed.mask) == 0) break;
    }
    const auto at = needed == 0 ? 0U : static_cast<unsigned>(std::countr_zero(needed));
    const unsigned width =
        needed == 0 ? 0U : 32U - static_cast<unsigned>(std::countl_zero(needed)) - at;
    auto& group = table.groups[first];
    group.base = static_cast<std::uint32_t>(used);
    group.at = static_cast<std::uint16_t>(at);
    group.mask = static_cast<std::uint16_t>((1U << width) - 1U);
    for (std::uint32_t rest = 0; rest < 1U << width; rest++) {
      std::uint8_t number = 0;
      for (std::size_t i = 0; i < count && number == 0; i++) {
        const Bits& bits = pictures[fits[i]];
        if (((rest << at ^ bits.value) & bits.mask & ~fixed.mask) == 0)
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

// The two functions of a decoder whose instructions are words of 32 bits. It has a `row_of` that
// looks a word up, a `fill` that fills in what rows tell and gives whether there is more to do (not
// 0), and a `finish` that does it.
template <class Words>
[[gnu::always_inline]] inline void decode_word(std::uint32_t word, std::uint64_t address,
                                               Instruction& out) {
  const auto& row = opaque(Words::row_of(word));
  if (Words::fill(row, word, address, out) != 0) Words::finish(row, word, address, out);
}
template <bool big, class Words>
void decode_one(Bytes bytes, std::uint64_t address, Instruction& out) {
  if (bytes.size() < 4) {
    out = Instruction{};
    return;
  }
  decode_word<Words>(read_word<big>(bytes.data()), address, out);
}
// A bit for each of 64 bytes, which are 0 or 1: eight at once, by a product that brings each of
// them to a place of its own in the highest byte.
inline std::uint64_t packed(const std::array<std::uint8_t, 64>& ones) {
  std::uint64_t all = 0;
  for (std::size_t i = 0; i < ones.size(); i += 8) {
    std::uint64_t eight = 0;
    std::memcpy(&eight, ones.data() + i, sizeof eight);
    all |= (eight * 0x0102040810204080U >> 56U) << i;
  }
  return all;
}

// First all rows are found, so that the processor looks for many at once, then all instructions are
// filled in, and last comes what is rare: the common way has no decision to guess wrong.
template <bool big, class Words>
std::size_t decode_all(Bytes bytes, std::uint64_t address, std::span<Instruction> out) {
  constexpr std::size_t at_once = 64;
  std::array<decltype(&Words::row_of(0)), at_once> found;
  std::array<std::uint8_t, at_once> asks{};
  const std::size_t count = std::min(out.size(), bytes.size() / 4);
  for (std::size_t first = 0; first < count; first += at_once) {
    const std::size_t here = std::min(count - first, at_once);
    const std::uint8_t* const from = bytes.data() + 4 * first;
    const std::uint64_t at = address + 4 * std::uint64_t{first};
    Instruction* const to = out.data() + first;
    const auto word = [from](std::size_t i) { return read_word<big>(from + 4 * i); };
    for (std::size_t i = 0; i < here; i++) found[i] = &opaque(Words::row_of(word(i)));
    if (here < at_once) asks.fill(0);
    for (std::size_t i = 0; i < here; i++)
      asks[i] = Words::fill(*found[i], word(i), at + 4 * i, to[i]) != 0;
    for (std::uint64_t rest = packed(asks); rest != 0; rest &= rest - 1) {
      const auto i = static_cast<std::size_t>(std::countr_zero(rest));
      Words::finish(*found[i], word(i), at + 4 * i, to[i]);
    }
  }
  return count;
}

}  // namespace assay::code::rows
