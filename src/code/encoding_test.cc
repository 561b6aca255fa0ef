#include "code/encoding.h"

#include <gtest/gtest.h>

#include <vector>

namespace assay::code {
namespace {

constexpr ElfCode mipsel{.machine = 8, .flags = 0x70001007};
constexpr ElfCode arm{.machine = 40, .flags = 0x05000200};

// readelf -h of Debian's busybox-static for mipsel: flags 0x70001007.
TEST(Encoding, PlainCodeHasADecoder) {
  ASSERT_NE(decoder_of(mipsel), nullptr);
  EXPECT_EQ(decoder_of(mipsel)->architecture, Architecture::mipsel);
  EXPECT_EQ(decoder_of({.machine = 62, .wide = true})->architecture, Architecture::x86_64);
  EXPECT_EQ(decoder_of({.machine = 20, .big = true})->architecture, Architecture::powerpc);
  EXPECT_EQ(decoder_of({.machine = 22, .big = true}), nullptr);  // s390
}

TEST(Encoding, MipsOf64BitRegistersAnd32BitAddressesIsWide) {
  EXPECT_EQ(decoder_of({.machine = 8, .flags = 0x80000027, .big = true})->architecture,
            Architecture::mips64);
}

TEST(Encoding, Release6IsNotReadAsAnEarlierOne) {
  for (const std::uint32_t flags : {0x90001407U, 0xa0000407U}) {
    const ElfCode code{.machine = 8, .flags = flags};
    EXPECT_EQ(encoding_of(code), Encoding::mips_r6);
    EXPECT_EQ(decoder_of(code), nullptr);
  }
}

TEST(Encoding, FunctionsOfHalfwordsAreToldByTheirSymbol) {
  EXPECT_EQ(encoding_of(mipsel, 0, 0x400), Encoding::plain);
  EXPECT_EQ(encoding_of(mipsel, 0xf0, 0x400), Encoding::mips16);
  EXPECT_EQ(encoding_of(mipsel, 0x80, 0x400), Encoding::micromips);
  EXPECT_EQ(encoding_of(mipsel, 0x20, 0x400), Encoding::plain);  // STO_MIPS_PIC
  EXPECT_EQ(encoding_of(mipsel, 0, 0x401), Encoding::mips16);
  EXPECT_EQ(encoding_of({.machine = 8, .flags = 0x72001007}, 0, 0x401), Encoding::micromips);
  EXPECT_EQ(decoder_of(mipsel, Encoding::mips16), nullptr);
}

TEST(Encoding, ThumbIsTheOddAddress) {
  EXPECT_EQ(encoding_of(arm, 0, 0x8001), Encoding::thumb);
  EXPECT_EQ(decoder_of(arm, Encoding::thumb)->architecture, Architecture::thumb);
}

// BE8 has big-endian data and little-endian code, BE32 both big-endian.
TEST(Encoding, BigEndianArmHasItsCodeInOneOfTwoOrders) {
  const ElfCode be8{.machine = 40, .flags = 0x05800200, .big = true};
  const ElfCode be32{.machine = 40, .flags = 0x05000200, .big = true};
  EXPECT_EQ(decoder_of(be8)->architecture, Architecture::arm);
  EXPECT_EQ(decoder_of(be32)->architecture, Architecture::arm_big);
  EXPECT_EQ(decoder_of(be32, Encoding::thumb)->architecture, Architecture::thumb_big);
}

TEST(Encoding, VleIsASectionsFlag) {
  const ElfCode code{.machine = 20, .big = true};
  EXPECT_EQ(encoding_of(code, 0, 0x1000, 0x10000006), Encoding::vle);
  EXPECT_EQ(encoding_of(code, 0, 0x1000, 6), Encoding::plain);
  EXPECT_EQ(decoder_of(code, Encoding::vle), nullptr);
}

TEST(Encoding, SpeIsNamedInANote) {
  std::vector<std::uint8_t> note = {0,   0,   0,   8,   0,   0,   0,   4, 0, 0, 0, 2,
                                    'A', 'P', 'U', 'i', 'n', 'f', 'o', 0, 1, 0, 0, 1};
  EXPECT_TRUE(names_spe(note, ByteOrder::big));
  note[21] = 0x41;  // altivec and others
  EXPECT_FALSE(names_spe(note, ByteOrder::big));
  note.resize(22);
  EXPECT_FALSE(names_spe(note, ByteOrder::big));
}

// The words of a big-endian file are those of a little-endian one, turned around.
TEST(Encoding, BigEndianArmReadsTheSameInstructions) {
  const std::vector<std::uint8_t> little = {0x1e, 0xff, 0x2f, 0xe1};  // bx lr
  const std::vector<std::uint8_t> big = {0xe1, 0x2f, 0xff, 0x1e};
  const std::vector<std::uint8_t> thumb = {0x4f, 0xf4, 0x80, 0x70};  // mov.w r0, #256
  const std::vector<std::uint8_t> thumb_big = {0xf4, 0x4f, 0x70, 0x80};
  const auto text = [](Architecture architecture, const std::vector<std::uint8_t>& bytes) {
    Instruction out;
    decoder_of(architecture)->decode(bytes, 0, out);
    return to_text(out);
  };
  EXPECT_EQ(text(Architecture::arm_big, big), text(Architecture::arm, little));
  EXPECT_EQ(text(Architecture::thumb_big, thumb_big), text(Architecture::thumb, thumb));
  EXPECT_EQ(text(Architecture::thumb_big, thumb_big), "constant d0 #256");
}

}  // namespace
}  // namespace assay::code
