#include "casefile/seal.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <random>

#include "casefile/sample_nodes.h"

namespace assay::casefile {
namespace {

class SealTest : public testing::Test {
 protected:
  SealTest() : made_(write_sample(path_)), whole_(contents(path_)) {}

  // What check_seal says of the file with these bytes; empty where it finds nothing wrong.
  std::string refusal(std::string_view bytes) {
    overwrite(path_, bytes);
    const auto checked = check_seal(path_);
    return checked ? "" : checked.error().detail;
  }

  std::string with_flip(std::size_t at) const {
    std::string bytes = whole_;
    bytes[at] = static_cast<char>(bytes[at] ^ 0x10);
    return bytes;
  }

  TemporaryFolder folder_;
  std::filesystem::path path_ = folder_ / "a.assay";
  Seal made_;
  std::string whole_;
};

TEST_F(SealTest, HoldsForAnUntouchedFile) {
  const auto checked = check_seal(path_);
  ASSERT_TRUE(checked) << checked.error().detail;
  EXPECT_EQ(checked->root, made_.root);
  EXPECT_EQ(checked->pages * 4128 + 55, whole_.size());
}

TEST_F(SealTest, EveryAlteredByteIsNoticed) {
  std::mt19937 random(3);
  for (std::size_t at = 0; at < whole_.size(); at += 1 + random() % 2000)
    EXPECT_NE(refusal(with_flip(at)), "") << at;
  for (std::size_t at = whole_.size() - 400; at < whole_.size(); at++)
    EXPECT_NE(refusal(with_flip(at)), "") << at;
  for (std::size_t at = made_.pages * 4096; at < made_.pages * 4096 + 400; at++)
    EXPECT_NE(refusal(with_flip(at)), "") << at;
}

// A sealed database of two pages, so that each byte of it can be altered.
TEST(Seal, EveryAlteredByteOfASmallFileIsNoticed) {
  const TemporaryFolder folder;
  const auto path = folder / "small.assay";
  ASSERT_EQ(std::system(("sqlite3 '" + path.string() +
                         "' 'PRAGMA page_size = 4096; CREATE TABLE t (a); "
                         "INSERT INTO t VALUES (1);'")
                            .c_str()),
            0);
  const int file = open(path.c_str(), O_RDWR | O_CLOEXEC);
  ASSERT_GE(file, 0);
  EXPECT_EQ(seal(file).pages, 2U);
  ASSERT_TRUE(check_seal(path));
  const std::string whole = contents(path);
  for (std::size_t at = 0; at < whole.size(); at++) {
    const char altered = static_cast<char>(whole[at] ^ (1 << (at % 8)));
    ASSERT_EQ(pwrite(file, &altered, 1, static_cast<off_t>(at)), 1);
    EXPECT_FALSE(check_seal(path)) << at;
    ASSERT_EQ(pwrite(file, &whole[at], 1, static_cast<off_t>(at)), 1);
  }
  EXPECT_TRUE(check_seal(path));
  close(file);
}

TEST_F(SealTest, SaysWhichBytesAndWhichTable) {
  const std::size_t at = whole_.find("etc/passwd");
  ASSERT_NE(at, std::string::npos);
  const std::string said = refusal(with_flip(at));
  EXPECT_NE(said.find("altered in page " + std::to_string(at / 4096 + 1) + ","), std::string::npos)
      << said;
  EXPECT_NE(said.find("(table node)"), std::string::npos) << said;
  EXPECT_NE(refusal(with_flip(whole_.size() - 1)).find("the seal itself"), std::string::npos);
}

TEST_F(SealTest, EveryOtherLengthIsNoticed) {
  std::mt19937 random(4);
  for (int round = 0; round < 200; round++)
    EXPECT_NE(refusal(std::string_view(whole_).substr(0, random() % whole_.size())), "");
  EXPECT_NE(refusal(whole_ + '\0'), "");
  EXPECT_NE(refusal(whole_ + whole_), "");
  EXPECT_NE(refusal(""), "");
}

TEST_F(SealTest, AFileWithoutOneIsRefusedWithASentence) {
  EXPECT_NE(refusal(whole_.substr(0, made_.pages * 4096)).find("no seal"), std::string::npos);
  EXPECT_NE(refusal("hello").find("not a case file"), std::string::npos);
  EXPECT_FALSE(check_seal("/dev/zero"));
  EXPECT_FALSE(check_seal(folder_.path()));
  EXPECT_FALSE(check_seal(folder_ / "none"));
}

}  // namespace
}  // namespace assay::casefile
