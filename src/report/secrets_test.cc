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

}  // namespace
}  // namespace assay::report
