#include "readers/reader_test.h"

namespace assay::readers {
extern const Reader accounts;
namespace {

using Rows = std::vector<std::string>;

// What `openssl passwd` makes of a password.
std::string hash_of(const std::string& scheme, const std::string& password) {
  std::string hash =
      formats::output_of("openssl passwd -" + scheme + " -salt abcdefgh '" + password + "'");
  while (hash.ends_with('\n')) hash.pop_back();
  return hash;
}

TEST(Accounts, StateWhatEachLineSays) {
  const auto facts = facts_of_file(accounts, "etc/passwd",
                                   "root::0:0:root:/root:/bin/sh\n# no\n\ndaemon:*:1:1:::\n"
                                   "x:x:500:500\nold:ab:7:7:::/bin/false\n+::::::\nodd:x:y:1:::\n");
  EXPECT_EQ(columns(facts, {"name", "uid", "state", "home", "shell", "file"}),
            (Rows{"root|0|empty|/root|/bin/sh|passwd", "daemon|1|locked|||passwd",
                  "x|500|shadowed|-|-|passwd", "old|7|unknown||/bin/false|passwd"}));
  ASSERT_FALSE(facts.empty());
  EXPECT_EQ(facts[0].range, (Range{0, 28}));
}

TEST(Accounts, FindDefaultPasswordsWithTheirSource) {
  const std::string text =
      "admin:" + hash_of("1", "xc3511") + ":10933:0:99999:7:::\nuser:" + hash_of("5", "user") +
      ":10933::::::\nsafe:" + hash_of("1", "q8Vb-3kd_yyw") + ":1::::::\nnone:" + hash_of("1", "") +
      ":1::::::\noff:!" + hash_of("1", "1234") + ":1::::::\n";
  const auto facts = facts_of_file(accounts, "squashfs-root/etc/shadow", text);
  ASSERT_EQ(facts.size(), 5U);
  EXPECT_EQ(columns(facts, {"name", "state", "scheme", "known_plaintext"}),
            (Rows{"admin|hash|md5|xc3511", "user|hash|sha256|user", "safe|hash|md5|-",
                  "none|hash|md5|", "off|locked|md5|1234"}));
  EXPECT_NE(column(facts[0], "dictionary_source").find("Mirai"), std::string::npos);
  EXPECT_NE(column(facts[0], "dictionary_line"), "-");
  EXPECT_EQ(column(facts[1], "dictionary_source"), "the account's name");
  EXPECT_EQ(column(facts[1], "tried_count"), "2");
  EXPECT_GT(std::stoi(column(facts[2], "tried_count")), 100);
}

TEST(Accounts, TryLittleOnSlowSchemes) {
  const auto facts = facts_of_file(
      accounts, "shadow", "a:$6$rounds=200000$abcdefgh$" + std::string(86, 'a') + ":1::::::\n");
  ASSERT_EQ(facts.size(), 1U);
  EXPECT_LT(std::stoi(column(facts[0], "tried_count")), 20);
}

TEST(Accounts, KnowCopiesByName) {
  const std::string line = "root:" + hash_of("1", "admin") + ":0:0:::/bin/sh\n";
  for (const auto name : {"passwd", "etc/passwd-", "etc/passwd.bak", "etc_ro/passwd_default",
                          "usr/etc/passwd.orig", "var/default.passwd", "a/passwd~"})
    EXPECT_EQ(facts_of_file(accounts, name, line).size(), 1U) << name;
  EXPECT_EQ(facts_of_file(accounts, "www/.htpasswd", "root:" + hash_of("apr1", "x")).size(), 1U);
  for (const auto name : {"bin/passwdx", "passwords", "etc/group", "shadows", "lib/passwd.c"})
    EXPECT_TRUE(facts_of_file(accounts, name, line).empty()) << name;
}

TEST(Accounts, AreNotInOtherFilesOfThatName) {
  EXPECT_TRUE(
      facts_of_file(accounts, "pam.d/passwd", "#%PAM-1.0\npassword include a:b:c\n").empty());
  EXPECT_TRUE(facts_of_file(accounts, "www/shadow", "color:red\nbox: 1px\nroot:x\n").empty());
  EXPECT_TRUE(facts_of_file(accounts, "bin/passwd",
                            "\x7f"
                            "ELF\nroot::0:0:::\n")
                  .empty());
}

TEST(Accounts, EndInAResultForDamagedFiles) {
  torture_file(accounts, "etc/passwd", "root:!!:0:0:root:/root:/bin/sh\na::1:1:::\n");
  torture_file(accounts, "etc/shadow", "root:aaJ3kTbFyZ0pA:10933:0:99999:7:::\na:*:1::::::\n", 50);
}

}  // namespace
}  // namespace assay::readers
