#include <algorithm>
#include <filesystem>
#include <set>

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

TEST(CryptoConstants, OfDesSm4AndEd25519AreWhatTheStandardsPrint) {
  // S1 begins with 14 4 13 1, S8 ends with 3 5 6 11.
  EXPECT_EQ(start_of("DES", "S-boxes", "bytes", 4), "0e040d01");
  EXPECT_EQ(to_hex(Bytes(table("DES", "S-boxes", "bytes").bytes).last(4)), "0305060b");
  EXPECT_EQ(start_of("SM4", "S-box", "bytes", 8), "d690e9fecce13db7");
  EXPECT_EQ(to_hex(Bytes(table("SM4", "S-box", "bytes").bytes).last(4)), "d7cb3948");
  // Added up, the words of d are that of RFC 8032, whose lowest bytes are these.
  EXPECT_EQ(start_of("Ed25519", "constant d in words of 51 bits", "little-endian words", 6),
            "a3785913ca4d");
}

// Each place with the eight bytes is looked at, and zeros stand in every file.
TEST(CryptoConstants, AreLookedForByBytesThatAreSeldom) {
  for (const formats::CryptoTable& one : formats::crypto_tables()) {
    const Bytes known_by = Bytes(one.bytes).subspan(one.known_by, formats::crypto_known_by_size);
    EXPECT_LE(std::ranges::count(known_by, 0), 3) << one.algorithm << one.name << one.form;
  }
}

// The forms with P are known by the libraries that have them.
TEST(CryptoConstants, OfDesStandInLibraries) {
  const auto forms_in = [](const std::string& file) {
    std::set<std::string> found;
    if (std::filesystem::exists(file))
      for (const Fact& fact : facts_of_content(crypto_constants, formats::file_bytes(file)))
        if (!fact.columns.empty() && column(fact, "first_difference") == "-")
          found.insert(column(fact, "algorithm") + " " + column(fact, "name"));
    return found;
  };
  const std::string folder = "/usr/lib/x86_64-linux-gnu/";
  const auto openssl = forms_in(folder + "libcrypto.so.3");
  if (openssl.empty()) GTEST_SKIP() << "no libcrypto.so.3 of amd64";
  EXPECT_TRUE(openssl.contains("DES S-boxes with P, bits reversed"));
  EXPECT_TRUE(openssl.contains("SM4 S-box"));
  EXPECT_TRUE(openssl.contains("Ed25519 constant d in words of 26 and 25 bits"));
  const auto gcrypt = forms_in(folder + "libgcrypt.so.20");
  if (!gcrypt.empty()) {
    EXPECT_TRUE(gcrypt.contains("DES S-box 1 with P"));
  }
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
