#include "code/vector_move.h"

#include <gtest/gtest.h>

#include "code/instruction.h"

namespace assay::code {
namespace {

using Way = VectorMove::Way;

VectorMove move_of(Architecture architecture, std::vector<std::uint8_t> bytes,
                   std::uint64_t address = 0x1000) {
  const Decoder& decoder = *decoder_of(architecture);
  Instruction in;
  decoder.decode(bytes, address, in);
  EXPECT_EQ(in.length, bytes.size());
  return vector_move_of(bytes, in, address, decoder);
}

VectorMove aarch64(std::uint32_t word) {
  return move_of(Architecture::aarch64,
                 {static_cast<std::uint8_t>(word), static_cast<std::uint8_t>(word >> 8U),
                  static_cast<std::uint8_t>(word >> 16U), static_cast<std::uint8_t>(word >> 24U)});
}

// Words by llvm-mc-19 --triple=aarch64.
TEST(VectorMove, OfAarch64HasTheAddressOfALoad) {
  const VectorMove load = aarch64(0xfd449500);  // ldr d0, [x8, #0x928]
  EXPECT_EQ(load.way, Way::load);
  EXPECT_EQ(load.size, 8);
  EXPECT_EQ(load.registers[0], 0);
  EXPECT_EQ(load.place.a, 8);
  EXPECT_EQ(load.place.immediate, 0x928);
  const VectorMove pair = aarch64(0xacc10420);  // ldp q0, q1, [x1], #32
  EXPECT_EQ(pair.way, Way::load);
  EXPECT_EQ(pair.size, 16);
  EXPECT_EQ(pair.registers[1], 1);
  EXPECT_TRUE(pair.place.has(Instruction::post_index));
  const VectorMove sum = aarch64(0x3ce26820);  // ldr q0, [x1, x2]
  EXPECT_EQ(sum.way, Way::load);
  EXPECT_EQ(sum.size, 16);
  EXPECT_EQ(sum.place.b, 2);
  const VectorMove near = aarch64(0x9c000103);  // ldr q3, #32
  EXPECT_EQ(near.way, Way::load);
  EXPECT_EQ(near.registers[0], 3);
  EXPECT_EQ(near.place.immediate, 0x1020);
}

TEST(VectorMove, OfAarch64IsAStoreOrAChange) {
  const VectorMove store = aarch64(0xad0107e0);  // stp q0, q1, [sp, #32]
  EXPECT_EQ(store.way, Way::store);
  EXPECT_EQ(store.place.immediate, 32);
  EXPECT_EQ(aarch64(0x6f00e402).way, Way::clear);  // movi v2.2d, #0
  EXPECT_EQ(aarch64(0x6f00e402).registers[0], 2);
  EXPECT_EQ(aarch64(0x4ea11c20).way, Way::change);   // mov v0.16b, v1.16b
  const VectorMove structure = aarch64(0x4c407000);  // ld1 {v0.16b}, [x0]
  EXPECT_EQ(structure.way, Way::change);
  EXPECT_EQ(structure.registers[0], no_register);
  EXPECT_EQ(aarch64(0xf9400020).way, Way::none);    // ldr x0, [x1]
  EXPECT_EQ(aarch64(0x04200000).way, Way::change);  // add z0.b, z0.b, z0.b
}

TEST(VectorMove, OfX86IsToldFromItsBytes) {
  const auto x86 = [](std::vector<std::uint8_t> bytes) {
    return move_of(Architecture::x86_64, std::move(bytes));
  };
  const VectorMove load = x86({0x44, 0x0f, 0x28, 0x08});  // movaps xmm9, [rax]
  EXPECT_EQ(load.way, Way::load);
  EXPECT_EQ(load.size, 16);
  EXPECT_EQ(load.registers[0], 9);
  EXPECT_EQ(x86({0xf3, 0x0f, 0x7e, 0x10}).size, 8);                 // movq xmm2, [rax]
  EXPECT_EQ(x86({0x66, 0x0f, 0x6e, 0x18}).size, 4);                 // movd xmm3, [rax]
  EXPECT_EQ(x86({0x66, 0x0f, 0xd6, 0x10}).way, Way::store);         // movq [rax], xmm2
  EXPECT_EQ(x86({0x66, 0x0f, 0xef, 0xc0}).way, Way::clear);         // pxor xmm0, xmm0
  EXPECT_EQ(x86({0x66, 0x41, 0x0f, 0xef, 0xc0}).way, Way::change);  // pxor xmm0, xmm8
  EXPECT_EQ(x86({0x66, 0x0f, 0xef, 0x00}).way, Way::change);        // pxor xmm0, [rax]
  EXPECT_EQ(x86({0x0f, 0x16, 0x00}).way, Way::change);              // movhps xmm0, [rax]
  EXPECT_EQ(x86({0xc5, 0xf8, 0x10, 0x00}).way, Way::change);        // vmovups xmm0, [rax]
  EXPECT_EQ(x86({0xc5, 0xfc, 0x11, 0x08}).way, Way::none);          // vmovups [rax], ymm1
  EXPECT_EQ(x86({0xf3, 0x0f, 0x1e, 0xfa}).way, Way::none);          // endbr64
}

}  // namespace
}  // namespace assay::code
