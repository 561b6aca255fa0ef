#include "unpack/handlers/stream_test.h"

namespace assay::unpack {
extern const Handler lzma;
namespace {

using testing::field;
using testing::number;
using testing::open;

struct Packed {
  testing::TemporaryFolder folder;
  Buffer plain = testing::plain_sample(20'000);
  Buffer bytes = testing::packed_by(folder, "xz --format=lzma -c plain > packed", plain);
};

TEST(Lzma, OpensWhatLzmaWrites) {
  const Packed packed;
  testing::opens_to(lzma, packed.bytes, packed.plain);
  const auto opened = open(lzma, packed.bytes);
  ASSERT_TRUE(opened);
  EXPECT_EQ(field(opened->probe, "lc"), number(3));
  EXPECT_EQ(field(opened->probe, "lp"), number(0));
  EXPECT_EQ(field(opened->probe, "pb"), number(2));
  EXPECT_EQ(field(opened->probe, "dictionary_size"), number(8 << 20));
  EXPECT_EQ(field(opened->probe, "plain_size"), number(20'000));
  EXPECT_EQ(field(opened->probe, "plain_size_stated"), number(0));
}

TEST(Lzma, OpensVendorsPropertiesWithAStatedSize) {
  const Packed packed;
  for (const std::string how : {"lc=1,lp=2,pb=2,dict=16MiB", "lc=0,lp=2,pb=2,dict=8MiB",
                                "lc=3,lp=0,pb=2,dict=64KiB", "lc=2,lp=2,pb=2,dict=1MiB"}) {
    packed.folder.run("xz --format=raw --lzma1=" + how +
                      " -c plain > raw && xz --format=lzma"
                      " --lzma1=" +
                      how + " -c plain > alone");
    Buffer bytes = testing::file_bytes(packed.folder / "alone");
    bytes.resize(5);
    const std::uint64_t size = packed.plain.size();
    for (unsigned i = 0; i < 8; i++) bytes.push_back(static_cast<std::uint8_t>(size >> (8 * i)));
    const Buffer raw = testing::file_bytes(packed.folder / "raw");
    bytes.insert(bytes.end(), raw.begin(), raw.end());
    testing::opens_to(lzma, bytes, packed.plain);
    const auto opened = open(lzma, bytes);
    ASSERT_TRUE(opened);
    EXPECT_EQ(field(opened->probe, "plain_size_stated"), number(1));
    const std::string start = fmt::format("{:02x}{:02x}{:02x}{:02x}{:02x}", bytes[0], bytes[1],
                                          bytes[2], bytes[3], bytes[4]);
    EXPECT_TRUE(std::ranges::any_of(lzma.magics, [&](const Magic& magic) {
      return magic.hex.starts_with(start);
    })) << start;
  }
}

TEST(Lzma, WhatDoesNotDecodeWholeIsNone) {
  Packed packed;
  EXPECT_FALSE(open(lzma, Bytes(packed.bytes).first(packed.bytes.size() - 1)));
  for (std::size_t i = 1; i < 32; i++) packed.bytes[packed.bytes.size() / 2 + i] ^= 0x5aU;
  EXPECT_FALSE(open(lzma, packed.bytes));
}

TEST(Lzma, IsNotTakenForOneWithAnAbsurdSize) {
  Packed packed;
  packed.bytes[12] = 0x7f;
  EXPECT_FALSE(open(lzma, packed.bytes));
}

TEST(Lzma, OpensTheSampleWithBytesBehindIt) {
  if (testing::samples().empty()) GTEST_SKIP() << "no samples beside the repository";
  const Buffer bytes =
      testing::file_bytes(testing::samples() / "formats/trailing_data.lzma--trailing_data.lzma");
  const auto opened = open(lzma, bytes);
  ASSERT_TRUE(opened) << opened.error().detail;
  EXPECT_LT(opened->probe.size, bytes.size());
}

TEST(Lzma, IsNotFoundInNoise) { testing::is_not_found_in_noise(lzma); }

TEST(Lzma, IsNotFoundInZeros) {
  for (const Magic& magic : lzma.magics) {
    Buffer zeros(1U << 16U, 0);
    for (std::size_t i = 0; i < 5; i++)
      zeros[i] = static_cast<std::uint8_t>(
          std::stoi(std::string(magic.hex.substr(2 * i, 2)), nullptr, 16));
    EXPECT_FALSE(open(lzma, zeros)) << magic.hex;
    std::fill(zeros.begin() + 5, zeros.begin() + 13, std::uint8_t{0xff});
    EXPECT_FALSE(open(lzma, zeros)) << magic.hex;
  }
}

TEST(Lzma, SurvivesDamage) {
  testing::survives_damage(
      lzma, testing::small_packed_by("xz -c --format=lzma --lzma1=dict=4KiB plain >packed"));
}

// Structures in a kernel for ARM64 look like this: properties, sizes, and zeros.
TEST(Lzma, IsNotTakenForOneWhereZerosFollow) {
  Buffer bytes = {0x5d, 0, 0, 0, 1, 0, 4, 0, 0, 0, 0, 0, 0};
  bytes.resize(200, 0);
  EXPECT_FALSE(open(lzma, bytes));
}

}  // namespace
}  // namespace assay::unpack
