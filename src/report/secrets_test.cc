#include "report/secrets.h"

#include <gtest/gtest.h>

namespace assay::report {
namespace {

Evidence evidence_of(std::string table, Fields columns) {
  Evidence evidence;
  evidence.table = std::move(table);
  evidence.columns = std::move(columns);
  return evidence;
}

TEST(Secrets, InTheClearAreHidden) {
  Evidence plain = evidence_of("credential", {{"state", "plain"}, {"value", "secret1"}});
  EXPECT_TRUE(hide_secret(plain));
  EXPECT_EQ(std::get<std::string>(plain.columns[1].value), "s****");
  Evidence hash = evidence_of(
      "account", {{"state", "hash"}, {"password", "$1$a$b"}, {"known_plaintext", "admin"}});
  EXPECT_FALSE(hide_secret(hash));
  EXPECT_EQ(std::get<std::string>(hash.columns[1].value), "$1$a$b");
  EXPECT_EQ(std::get<std::string>(hash.columns[2].value), "a****");
  Evidence key = evidence_of("key", {{"comment", "secret1"}});
  EXPECT_FALSE(hide_secret(key));
  EXPECT_EQ(std::get<std::string>(key.columns[0].value), "secret1");
}

TEST(Secrets, AreMaskedWhereverTheyStand) {
  const Secrets secrets({"Zq7VxLpW3k", "admin", "Zq7VxLpW3k-2"});
  EXPECT_EQ(secrets.masked("snmpd -c Zq7VxLpW3k:x"), "snmpd -c Z****:x");
  EXPECT_EQ(secrets.masked("a='Zq7VxLpW3k-2'"), "a='Z****'");
  EXPECT_EQ(secrets.masked("xZq7VxLpW3k"), "xZq7VxLpW3k");
  EXPECT_EQ(secrets.masked("account admin"), "account admin");  // an ordinary word
  EXPECT_TRUE(secrets.stand_in(as_bytes("pw=Zq7VxLpW3k\n")));
  EXPECT_FALSE(secrets.stand_in(as_bytes("pw=admin\n")));
}

TEST(Secrets, OfAddressesAreMasked) {
  const Secrets secrets;
  EXPECT_EQ(secrets.masked("wget http://u:hush1@example.net/x"),
            "wget http://u:h****@example.net/x");
  EXPECT_EQ(secrets.masked("http://example.net:80/a@b"), "http://example.net:80/a@b");
  EXPECT_EQ(secrets.masked("ftp://u:$PW@h/ ftp://u@h:21/"), "ftp://u:$PW@h/ ftp://u@h:21/");
  EXPECT_EQ(secrets.masked("://:@"), "://:@");
}

TEST(Secrets, OfFindingsAreHidden) {
  Finding finding;
  finding.message = "started with Zq7VxLpW3k";
  finding.columns = {{"how", "Zq7VxLpW3k"}};
  finding.evidence = {evidence_of("started", {{"arguments", "-p Zq7VxLpW3k"}, {"line", 3}}),
                      evidence_of("secret", {{"value", "admin"}})};
  std::vector<Finding> findings = {finding};
  Secrets({"Zq7VxLpW3k"}).hide_in(findings);
  EXPECT_EQ(findings[0].message, "started with Z****");
  EXPECT_EQ(std::get<std::string>(findings[0].columns[0].value), "Z****");
  EXPECT_EQ(std::get<std::string>(findings[0].evidence[0].columns[0].value), "-p Z****");
  EXPECT_EQ(std::get<std::string>(findings[0].evidence[1].columns[0].value), "a****");
}

}  // namespace
}  // namespace assay::report
