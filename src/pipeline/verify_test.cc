#include "pipeline/verify.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "base/temporary_folder.h"
#include "pipeline/scan.h"

namespace assay::pipeline {
namespace {

class VerifyTest : public ::testing::Test {
 protected:
  void SetUp() override {
    const std::string command =
        "cd '" + folder_.string() +
        "' && mkdir -p t/etc && printf 'root::0:0::/:/bin/sh\\n' > t/etc/passwd && "
        "printf 'BusyBox v1.19.4 (x)' > t/banner && head -c 9000 /dev/urandom > t/z && "
        "tar --format=ustar -cf image -C t etc banner z";
    ASSERT_EQ(std::system(command.c_str()), 0);
    const auto source = unpack::Source::open(folder_ / "image", {});
    ScanOptions options;
    options.case_path = folder_ / "case";
    options.tool_version = "test";
    ASSERT_TRUE(scan(*source, options));
  }
  // Flips one bit of a file.
  void alter(const std::string& name, std::uint64_t offset) const {
    std::fstream file(folder_ / name, std::ios::in | std::ios::out | std::ios::binary);
    file.seekg(static_cast<std::streamoff>(offset));
    const char byte = static_cast<char>(file.get() ^ 1);
    file.seekp(static_cast<std::streamoff>(offset));
    file.put(byte);
  }

  Result<VerifyReport> check() const {
    const auto stated = casefile::Case::open(folder_ / "case");
    if (!stated) return tl::unexpected(stated.error());
    const auto source = unpack::Source::open(folder_ / "image", {});
    VerifyOptions options;
    options.tool_version = "test";
    return verify(*stated, *source, options);
  }

  TemporaryFolder temporary_;
  std::filesystem::path folder_ = temporary_.path();
};

TEST_F(VerifyTest, ConfirmsWhatTheImageShows) {
  const auto report = check();
  ASSERT_TRUE(report) << report.error().detail;
  EXPECT_TRUE(report->confirmed());
  EXPECT_TRUE(report->differences.empty());
}

TEST_F(VerifyTest, RefutesAnAlteredImageAndSaysWhere) {
  const std::uint64_t place = std::filesystem::file_size(folder_ / "image") - 4000;
  alter("image", place);
  const auto report = check();
  ASSERT_TRUE(report) << report.error().detail;
  EXPECT_FALSE(report->confirmed());
  ASSERT_EQ(report->altered.size(), 1U);
  EXPECT_LE(report->altered[0].offset, place);
  EXPECT_GT(report->altered[0].end(), place);
}

TEST_F(VerifyTest, RefusesAnAlteredCase) {
  const std::uint64_t size = std::filesystem::file_size(folder_ / "case");
  for (std::uint64_t place = 0; place < size; place += size / 23) {
    alter("case", place);
    EXPECT_FALSE(check()) << place;
    alter("case", place);
  }
  EXPECT_TRUE(check());
}

// An image of some 50 bytes, altered at each of them.
TEST_F(VerifyTest, RefutesEveryAlteredByteOfAnImage) {
  const std::string command =
      "cd '" + folder_.string() + "' && gzip t/etc/passwd && mv " + "t/etc/passwd.gz image";
  ASSERT_EQ(std::system(command.c_str()), 0);
  const auto scanned = unpack::Source::open(folder_ / "image", {});
  ScanOptions options;
  options.case_path = folder_ / "case";
  options.tool_version = "test";
  ASSERT_TRUE(scan(*scanned, options));
  ASSERT_TRUE(check()->confirmed());
  const std::uint64_t size = std::filesystem::file_size(folder_ / "image");
  EXPECT_LT(size, 100U);
  for (std::uint64_t place = 0; place < size; place++) {
    alter("image", place);
    const auto report = check();
    ASSERT_TRUE(report) << place << ": " << report.error().detail;
    EXPECT_FALSE(report->confirmed()) << place;
    EXPECT_FALSE(report->altered.empty()) << place;
    alter("image", place);
  }
  EXPECT_TRUE(check()->confirmed());
}

}  // namespace
}  // namespace assay::pipeline
