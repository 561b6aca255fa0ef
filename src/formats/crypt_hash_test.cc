#include "formats/crypt_hash.h"

#include <crypt.h>
#include <gtest/gtest.h>

#include "formats/test_inputs.h"

namespace assay::formats {
namespace {

constexpr std::uint64_t minute = 60'000'000;

// Made by crypt(3) through perl -e 'print crypt("admin", SETTING)', and openssl passwd for apr1.
struct Known {
  std::string_view hash;
  HashScheme scheme;
  HashStrength strength;
  std::string_view salt;
  std::uint64_t rounds;
};

constexpr Known known[] = {
    {"abOV.DfJmdnYw", HashScheme::des, HashStrength::weak, "ab", 0},
    {"_J9..abcdOwCC0XOHVhg", HashScheme::bsdi, HashStrength::weak, "abcd", 725},
    {"$1$ab$XAY7Cxo/ue.AAKn2rbkP3.", HashScheme::md5, HashStrength::outdated, "ab", 1000},
    {"$md5$abcd$$s4NvdOahx0wTMxWVGi2ey/", HashScheme::sun_md5, HashStrength::outdated, "abcd",
     4096},
    {"$2b$05$abcdefghijklmnopqrstuu/ETYr/khvH.poOJBsjjZk.DM9FaNihe", HashScheme::bcrypt,
     HashStrength::sound, "abcdefghijklmnopqrstuu", 32},
    {"$5$ab$pt1i0zDquQa1128edq1kOXJm1KQ8gnnxAkBe6VIMww9", HashScheme::sha256, HashStrength::sound,
     "ab", 5000},
    {"$y$j9T$abcdefgh$y7YixSZSrQy8hU6ORzd2u2Wa2NMN3ZDzpKLLnB2kgT9", HashScheme::yescrypt,
     HashStrength::sound, "abcdefgh", 4096},
    {"$gy$j9T$abcdefgh$tbFFOuXtb6AUlsgxF77qL5Vm/yWLJuieSiX3f8j6L71", HashScheme::gost_yescrypt,
     HashStrength::sound, "abcdefgh", 4096},
    {"$7$CU..../....ab$u7WQsNnqBOi57lim6MME2v0VoIPQN0NcP5HyX/MTEm/", HashScheme::scrypt,
     HashStrength::sound, "ab", 16384},
    {"$sha1$1000$abcd$dL8YNHDEGLzzSHScTAhGYrGfE4AB", HashScheme::sha1crypt, HashStrength::outdated,
     "abcd", 1000},
    {"$3$$209c6174da490caeb422f3fa5a7ae634", HashScheme::nt, HashStrength::weak, "", 0},
};

TEST(CryptHash, NamesSchemeSaltAndRounds) {
  for (const Known& one : known) {
    SCOPED_TRACE(one.hash);
    const CryptHash hash = identify_crypt_hash(one.hash);
    EXPECT_EQ(to_string(hash.scheme), to_string(one.scheme));
    EXPECT_EQ(hash.strength, one.strength);
    EXPECT_EQ(hash.salt, one.salt);
    EXPECT_EQ(hash.rounds.value_or(0), one.rounds);
    EXPECT_FALSE(hash.disabled);
  }
}

TEST(CryptHash, FindsTheWordThatOpensIt) {
  const std::vector<std::string_view> words = {"", "1234", "admin", "root"};
  for (const Known& one : known) {
    SCOPED_TRACE(one.hash);
    const auto trial = try_passwords(identify_crypt_hash(one.hash), words, minute);
    ASSERT_TRUE(trial) << trial.error().detail;
    EXPECT_EQ(trial->match, std::optional<std::size_t>(2));
    EXPECT_EQ(trial->tried, 3U);
    EXPECT_TRUE(trial->complete);
  }
}

TEST(CryptHash, HashesApr1AsOpensslDoes) {
  for (const std::string_view word : {"a", "admin", "a much longer password, of 39 characters"}) {
    const std::string hash =
        output_of("openssl passwd -apr1 -salt xy34567z '" + std::string(word) + "'");
    ASSERT_GT(hash.size(), 6U);
    const std::vector<std::string_view> words = {"b", word};
    const auto trial = try_passwords(
        identify_crypt_hash(std::string_view(hash).substr(0, hash.size() - 1)), words, minute);
    ASSERT_TRUE(trial);
    EXPECT_EQ(trial->match, std::optional<std::size_t>(1));
  }
}

TEST(CryptHash, SaysSoWhereNoWordOpensIt) {
  const std::vector<std::string_view> words = {"password", "1234"};
  const auto trial = try_passwords(identify_crypt_hash("abOV.DfJmdnYw"), words, minute);
  ASSERT_TRUE(trial);
  EXPECT_FALSE(trial->match);
  EXPECT_TRUE(trial->complete);
  EXPECT_EQ(trial->tried, 2U);
}

TEST(CryptHash, TellsEmptyLockedAndShadowedApart) {
  EXPECT_EQ(identify_crypt_hash("").scheme, HashScheme::empty);
  EXPECT_EQ(identify_crypt_hash("x").scheme, HashScheme::shadowed);
  for (const char* field : {"!", "*", "!!", "!*", "*LK*", "*NP*"})
    EXPECT_EQ(identify_crypt_hash(field).scheme, HashScheme::locked) << field;
  const CryptHash disabled = identify_crypt_hash("!$1$ab$XAY7Cxo/ue.AAKn2rbkP3.");
  EXPECT_EQ(disabled.scheme, HashScheme::md5);
  EXPECT_TRUE(disabled.disabled);
  for (const char* field : {"admin", "X", "$9$abc", "abOV.DfJmdnY", "abOV.DfJmdn:w"})
    EXPECT_EQ(identify_crypt_hash(field).scheme, HashScheme::unknown) << field;
  EXPECT_EQ(try_passwords(identify_crypt_hash("x"), {}, minute).error().code,
            ErrorCode::unsupported);
}

TEST(CryptHash, RefusesWhatAnAttackerMadeExpensive) {
  const std::vector<std::string_view> words = {"admin"};
  for (const char* field :
       {"$5$rounds=999999999$ab$x", "$6$rounds=9999999999999$ab$x",
        "$2b$31$abcdefghijklmnopqrstuu/ETYr/khvH.poOJBsjjZk.DM9FaNihe", "$sha1$4000000000$abcd$x",
        "$md5,rounds=4000000000$abcd$$x", "$7$zU..../....ab$x", "$y$jzzzz$abcdefgh$x",
        "$y$jFT$abcdefgh$x", "$7$C", "$y$", "_zzzzabcdOwCC0XOHVhg"}) {
    const auto trial = try_passwords(identify_crypt_hash(field), words, minute);
    ASSERT_FALSE(trial) << field;
    EXPECT_EQ(trial.error().code, ErrorCode::limit) << field;
  }
}

TEST(CryptHash, StopsWhereTheBudgetIsSpent) {
  const std::vector<std::string_view> words(1000, "nothing");
  const auto trial =
      try_passwords(identify_crypt_hash("$1$ab$XAY7Cxo/ue.AAKn2rbkP3."), words, 10'000);
  ASSERT_TRUE(trial);
  EXPECT_FALSE(trial->complete);
  EXPECT_EQ(trial->tried, 14U);
}

// The parameters that libxcrypt itself writes are the ones read back.
TEST(CryptHash, ReadsTheParametersThatLibxcryptWrites) {
  for (const unsigned long cost : {1UL, 3UL, 5UL, 8UL, 11UL}) {
    const std::string setting = crypt_gensalt("$y$", cost, "0123456789abcdef", 16);
    const CryptHash hash = identify_crypt_hash(setting);
    // crypt_gensalt(3): cost 1 and 2 are N = 2^10 and 2^11 with r = 8, cost 3 to 11 are N =
    // 2^(7+cost) with r = 32.
    const std::uint64_t n = cost < 3 ? 512U << cost : 128U << cost;
    EXPECT_EQ(hash.rounds, std::optional<std::uint64_t>(n)) << setting;
    EXPECT_EQ(hash.memory, n * (cost < 3 ? 8 : 32) * 128) << setting;
  }
}

TEST(CryptHash, EndsOnEveryMutation) {
  const std::vector<std::string_view> words = {"admin"};
  const auto read = [&](Bytes bytes) {
    const CryptHash hash = identify_crypt_hash(as_text(bytes));
    EXPECT_LE(hash.salt.size(), bytes.size());
    if (hash.microseconds < 2000) (void)try_passwords(hash, words, minute);
  };
  for (const Known& one : known) {
    each_prefix(as_bytes(one.hash), read);
    each_flip(as_bytes(one.hash), 100, read);
  }
}

}  // namespace
}  // namespace assay::formats
