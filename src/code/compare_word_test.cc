#include "code/compare_word.h"

#include <gtest/gtest.h>

namespace assay::code {
namespace {

using Kind = CompareWord::Kind;

// As powerpc64le-linux-gnu-objdump prints them.
TEST(CompareWord, TellsLoadsThatTurnBytesAround) {
  const auto eight = compare_word_of(0x7d404c28);  // ldbrx r10,0,r9
  ASSERT_TRUE(eight);
  EXPECT_EQ(eight->kind, Kind::load_reversed);
  EXPECT_EQ(eight->size, 8);
  EXPECT_EQ(eight->to, 10);
  EXPECT_EQ(eight->a, no_register);
  EXPECT_EQ(eight->b, 9);
  EXPECT_EQ(compare_word_of(0x7d404c2c)->size, 4);  // lwbrx r10,0,r9
  EXPECT_FALSE(compare_word_of(0x7d40482a));        // ldx r10,0,r9
  EXPECT_FALSE(compare_word_of(0xe9490000));        // ld r10,0(r9)
}

TEST(CompareWord, TellsWhatADifferenceLeaves) {
  const auto ones = compare_word_of(0x7d2303f4);  // popcntd r3,r9
  ASSERT_TRUE(ones);
  EXPECT_EQ(ones->kind, Kind::count_ones);
  EXPECT_EQ(ones->to, 3);
  EXPECT_EQ(ones->a, 9);
  const auto borrow = compare_word_of(0x7d4a5110);  // subfe r10,r10,r10
  ASSERT_TRUE(borrow);
  EXPECT_EQ(borrow->kind, Kind::borrow);
  EXPECT_EQ(borrow->to, 10);
  EXPECT_FALSE(compare_word_of(0x7d4a5910));  // subfe r10,r10,r11
}

TEST(CompareWord, TellsVectors) {
  const auto load = compare_word_of(0x7da0a699);  // lxvd2x vs45,0,r20
  ASSERT_TRUE(load);
  EXPECT_EQ(load->kind, Kind::load_vector);
  EXPECT_EQ(load->to, 45);
  EXPECT_EQ(load->b, 20);
  const auto equal = compare_word_of(0x1020fc06);  // vcmpequb. v1,v0,v31
  ASSERT_TRUE(equal);
  EXPECT_EQ(equal->kind, Kind::equal_bytes);
  EXPECT_TRUE(equal->sets_field);
  EXPECT_EQ(equal->to, 33);
  EXPECT_EQ(equal->a, 32);
  EXPECT_EQ(equal->b, 63);
  EXPECT_FALSE(compare_word_of(0x1001f806)->sets_field);  // vcmpequb v0,v1,v31
  const auto joined = compare_word_of(0xf0000d57);        // xxlorc vs32,vs32,vs33
  ASSERT_TRUE(joined);
  EXPECT_EQ(joined->kind, Kind::or_not);
  EXPECT_EQ(joined->to, 32);
  EXPECT_EQ(joined->a, 32);
  EXPECT_EQ(joined->b, 33);
  EXPECT_EQ(compare_word_of(0x13e0038c)->kind, Kind::zero_vector);   // vspltisw v31,0
  EXPECT_EQ(compare_word_of(0x13e1038c)->kind, Kind::other_vector);  // vspltisw v31,1
}

}  // namespace
}  // namespace assay::code
