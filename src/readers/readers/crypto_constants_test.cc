#include <algorithm>

#include "base/digest.h"
#include "formats/crypto_tables.h"
#include "readers/reader_test.h"

namespace assay::readers {
extern const Reader crypto_constants;
namespace {

const formats::CryptoTable& table(std::string_view algorithm, std::string_view name,
                                  std::string_view form) {
  for (const formats::CryptoTable& one : formats::crypto_tables())
    if (one.algorithm == algorithm && one.name == name && one.form == form) return one;
  ADD_FAILURE() << algorithm << name << form;
  return formats::crypto_tables().front();
}

std::string start_of(std::string_view algorithm, std::string_view name, std::string_view form,
                     std::size_t size) {
  return to_hex(Bytes(table(algorithm, name, form).bytes).first(size));
}

// The first and the last entries as they are printed in the standards.
TEST(CryptoConstants, AreWhatTheStandardsPrint) {
  EXPECT_EQ(start_of("AES", "S-box", "bytes", 8), "637c777bf26b6fc5");
  EXPECT_EQ(table("AES", "S-box", "bytes").bytes.back(), 0x16);
  EXPECT_EQ(start_of("AES", "inverse S-box", "bytes", 4), "52096ad5");
  EXPECT_EQ(start_of("AES", "S-box with MixColumns", "big-endian words", 4), "c66363a5");
  EXPECT_EQ(start_of("AES", "inverse S-box with InvMixColumns", "big-endian words", 4), "51f4a750");
  EXPECT_EQ(start_of("SHA-256", "round constants", "big-endian words", 8), "428a2f9871374491");
  EXPECT_EQ(to_hex(Bytes(table("SHA-256", "round constants", "big-endian words").bytes).last(4)),
            "c67178f2");
  EXPECT_EQ(start_of("SHA-512", "round constants", "big-endian words", 16),
            "428a2f98d728ae227137449123ef65cd");
  EXPECT_EQ(to_hex(Bytes(table("SHA-512", "round constants", "big-endian words").bytes).last(8)),
            "6c44198c4a475817");
  EXPECT_EQ(start_of("MD5", "round constants", "big-endian words", 8), "d76aa478e8c7b756");
  EXPECT_EQ(to_hex(Bytes(table("MD5", "round constants", "big-endian words").bytes).last(4)),
            "eb86d391");
  EXPECT_EQ(start_of("CRC-32", "table", "big-endian words", 8), "0000000077073096");
  EXPECT_EQ(to_hex(Bytes(table("CRC-32", "table", "big-endian words").bytes).last(4)), "2d02ef8d");
}

TEST(CryptoConstants, TellATableThatDiffers) {
  std::vector<std::uint8_t> bytes(40, 0x41);
  const auto& box = table("AES", "S-box", "bytes").bytes;
  bytes.insert(bytes.end(), box.begin(), box.end());
  const std::vector<std::string_view> names = {"algorithm", "name", "bytes", "alike",
                                               "first_difference"};
  EXPECT_EQ(columns(facts_of_content(crypto_constants, bytes), names),
            std::vector<std::string>{"AES|S-box|256|256|-"});
  bytes[40 + 100] ^= 1;
  const auto facts = facts_of_content(crypto_constants, bytes);
  EXPECT_EQ(columns(facts, names), std::vector<std::string>{"AES|S-box|256|255|100"});
  ASSERT_EQ(facts.size(), 1U);
  EXPECT_EQ(facts[0].range, (Range{40, 256}));
  bytes[40 + 10] ^= 1;  // begins alike by chance
  EXPECT_TRUE(facts_of_content(crypto_constants, bytes).empty());
}

TEST(CryptoConstants, EndWithTheFile) {
  const auto& words = table("SHA-256", "round constants", "little-endian words").bytes;
  const auto facts = facts_of_content(crypto_constants, Bytes(words).first(40));
  EXPECT_EQ(columns(facts, {"algorithm", "alike", "first_difference"}),
            std::vector<std::string>{"SHA-256|40|40"});
}

}  // namespace
}  // namespace assay::readers
