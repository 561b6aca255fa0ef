#include "cli/member_path.h"

#include <gtest/gtest.h>

namespace assay::cli {
namespace {

TEST(MemberPath, StaysBeneathItsFolder) {
  EXPECT_EQ(member_path("etc/passwd"), "etc/passwd");
  EXPECT_EQ(member_path("/etc//./passwd/"), "etc/passwd");
  EXPECT_EQ(member_path("."), "");
  EXPECT_EQ(member_path("a..b/..c"), "a..b/..c");
  EXPECT_EQ(member_path("a\nb\\\xff"), "a\nb\\\xff");
  for (const std::string name : {"..", "../x", "a/../b", "/..", "a/.."})
    EXPECT_FALSE(member_path(name)) << name;
  EXPECT_FALSE(member_path(std::string_view("a\0b", 3)));
  EXPECT_FALSE(member_path(std::string(256, 'a')));
  EXPECT_TRUE(member_path(std::string(255, 'a')));
  std::string deep;
  for (int i = 0; i < 3000; i++) deep += "a/";
  EXPECT_FALSE(member_path(deep));
}

TEST(MemberPath, LinksThatLeadOutAreToldApart) {
  EXPECT_TRUE(link_stays_inside("etc/mtab", "passwd"));
  EXPECT_TRUE(link_stays_inside("etc/mtab", "../proc/mounts"));
  EXPECT_TRUE(link_stays_inside("a/b/c", "../../x"));
  EXPECT_TRUE(link_stays_inside("a", "./b"));
  EXPECT_FALSE(link_stays_inside("etc/mtab", "/proc/mounts"));
  EXPECT_FALSE(link_stays_inside("etc/mtab", "../../x"));
  EXPECT_FALSE(link_stays_inside("a", ".."));
  EXPECT_FALSE(link_stays_inside("a/b/c", "d/../../../../x"));
  EXPECT_FALSE(link_stays_inside("a/b", "c/../x")) << "c may itself be a link";
  EXPECT_FALSE(link_stays_inside("a", ""));
}

}  // namespace
}  // namespace assay::cli
