#include "code/rows.h"

#include <gtest/gtest.h>

#include <random>

namespace assay::code {
namespace {

constexpr rows::Uses uses{.page = true, .stack = true, .none = 31};
constexpr std::array kinds = {
    rows::Kind{.picture = "000 0000 0 iiiiiiiiiiii aaaaa .. ddddd",
               .op = Op::add,
               .size = 4,
               .stack_dest = true,
               .stack_a = true},
    rows::Kind{.picture = "000 0001 bbbbb .... ssssss aaaaa ddddd",
               .op = Op::bit_or,
               .tidy = rows::zero_dest | rows::zero_b},
    rows::Kind{.picture = "000 0010 iiiiiii ... ttttt aaaaa ddddd",
               .op = Op::store,
               .is_signed = true,
               .scale = 3},
    rows::Kind{.picture = "000 0011 iiiiiiiii ................", .op = Op::load, .negative = true},
    rows::Kind{.picture = "1jj 10000 iiiiiiiiiiiiiiiiiii ddddd",
               .op = Op::constant,
               .is_signed = true,
               .scale = 12,
               .page_mask = ~std::uint64_t{0xfff}},
    rows::Kind{.picture = "010000 iiiiiiiiiiiiiiiiiiiiiiiiii",
               .op = Op::nop,
               .flow = Flow::jump,
               .is_signed = true,
               .scale = 2,
               .target_mask = 0xffffffff},
};
constexpr auto table = rows::table_of<uses, rows::FirstBits<24, 8>, 4096>(
    kinds, rows::Kind{.picture = "................................"});

Instruction filled(std::uint32_t word, std::uint64_t address = 0x1000) {
  Instruction out;
  rows::fill<uses>(table(word), word, address, out);
  return out;
}

TEST(Rows, PullFieldsOutOfAWord) {
  const Instruction sum = filled(0x123U << 12U | 7U << 7U | 31U);
  EXPECT_EQ(sum.op, Op::add);
  EXPECT_EQ(sum.a, 7);
  EXPECT_EQ(sum.dest, 32);  // the stack pointer
  EXPECT_EQ(sum.immediate, 0x123);
  const Instruction shifted = filled(1U << 25U | 9U << 20U | 33U << 10U);
  EXPECT_EQ(shifted.op, Op::bit_or);
  EXPECT_EQ(shifted.b, 9);
  EXPECT_EQ(shifted.shift_amount, 33);
}

TEST(Rows, KnowSignScaleAndParts) {
  EXPECT_EQ(filled(2U << 25U | 0x7fU << 18U).immediate, -8);
  EXPECT_EQ(filled(2U << 25U | 0x3fU << 18U).immediate, 63 * 8);
  EXPECT_EQ(filled(3U << 25U | 5U << 16U).immediate, -5);
  EXPECT_EQ(filled(0x90000000U | 1U << 5U | 3U << 29U, 0x12345).immediate,
            0x12000 + (4 + 3) * 0x1000);
  EXPECT_EQ(filled(0x90000000U | 0x7ffffU << 5U, 0x12345).immediate, 0x12000 - 4 * 0x1000);
  EXPECT_EQ(filled(0x43ffffffU).target, 0xffcU);
  EXPECT_EQ(filled(0x40000004U, 0xfffffff8U).target, 8U);
}

TEST(Rows, GiveTheSameWithAndWithoutVectors) {
  std::mt19937 random(1);
  for (unsigned i = 0; i < 200000; i++) {
    const auto word = static_cast<std::uint32_t>(random()) & (i % 2 == 0 ? ~0U : 0x07ffffffU);
    Instruction fast, plain;
    const auto more = rows::fill<uses>(table(word), word, i, fast);
    EXPECT_EQ((rows::fill<uses, rows::Plain>(table(word), word, i, plain)), more) << word;
    ASSERT_EQ(rows::tail_of(fast), rows::tail_of(plain)) << word;
    ASSERT_EQ(fast.immediate, plain.immediate) << word;
    ASSERT_EQ(fast.target, plain.target) << word;
  }
}

TEST(Rows, AskForMoreWhereARegisterIsNone) {
  Instruction out;
  const auto asks = [&](std::uint32_t word) { return rows::fill<uses>(table(word), word, 0, out); };
  EXPECT_TRUE(asks(1U << 25U | 31U));
  EXPECT_TRUE(asks(1U << 25U | 31U << 20U | 1U));
  EXPECT_FALSE(asks(1U << 25U | 30U << 20U | 1U));
  EXPECT_FALSE(asks(1U << 25U | 31U << 5U | 1U));  // a is not looked at
}

}  // namespace
}  // namespace assay::code
