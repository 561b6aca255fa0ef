#include "unpack/archive_members.h"

#include <gtest/gtest.h>

namespace assay::unpack {
namespace {

TEST(ArchiveMembers, APathLosesNothingButItsDotAndSlash) {
  EXPECT_EQ(member_path("./etc"), "etc");
  EXPECT_EQ(member_path("././/etc/"), "etc");
  EXPECT_EQ(member_path("./"), ".");
  EXPECT_EQ(member_path("."), ".");
  EXPECT_EQ(member_path("/"), "/");
  EXPECT_EQ(member_path(""), ".");
  EXPECT_EQ(member_path("/etc/passwd"), "/etc/passwd");
  EXPECT_EQ(member_path("../../etc/passwd"), "../../etc/passwd");
  EXPECT_EQ(member_path(".hidden"), ".hidden");
}

TEST(ArchiveMembers, AModeNamesAKind) {
  EXPECT_EQ(kind_of_mode(0100644), NodeKind::file);
  EXPECT_EQ(kind_of_mode(0120777), NodeKind::symlink);
  EXPECT_EQ(kind_of_mode(0644), std::nullopt);
}

TEST(ArchiveMembers, AMemberOutsideTheContainerIsToldAndTheNextIsKept) {
  const Limits limits;
  Sink sink(100, limits);
  Member outside;
  outside.name = "a\n";
  outside.content = Content::plain({90, 20});
  ASSERT_TRUE(add_or_tell(sink, outside));
  ASSERT_EQ(sink.problems().size(), 1U);
  EXPECT_EQ(sink.problems()[0].sentence.find('\n'), std::string::npos);
  Member inside;
  inside.name = std::string(5000, 'n');
  inside.content = Content::plain({90, 10});
  ASSERT_TRUE(add_or_tell(sink, inside));
  ASSERT_EQ(sink.members().size(), 1U);
  EXPECT_EQ(sink.members()[0].name.size(), limits.name_size_max);
}

}  // namespace
}  // namespace assay::unpack
