#include "pipeline/scan.h"

#include <gtest/gtest.h>

#include <unistd.h>
#include <iostream>

#include <filesystem>
#include <fstream>
#include <map>

#include "base/temporary_folder.h"
#include "casefile/read.h"
#include "pipeline/coverage.h"

namespace assay::pipeline {
namespace {

std::string bytes_of(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

class ScanTest : public ::testing::Test {
 protected:
  void make(const std::string& command) const {
    ASSERT_EQ(std::system(("cd '" + folder_.string() + "' && " + command).c_str()), 0) << command;
  }

  Result<void> run(const std::filesystem::path& image, const std::string& name, unsigned threads) {
    ScanOptions options;
    options.case_path = folder_ / name;
    options.threads = threads;
    options.code = code_;
    options.tool_version = "test";
    const auto source = unpack::Source::open(image, {});
    EXPECT_TRUE(source);
    return scan(*source, options);
  }

  bool code_ = true;
  TemporaryFolder temporary_;
  std::filesystem::path folder_ = temporary_.path();
};

TEST_F(ScanTest, WritesTheSameCaseFileOnAnyNumberOfThreads) {
  make(
      "mkdir -p t/etc t/bin && printf 'root::0:0::/:/bin/sh\\n' > t/etc/passwd && cp /bin/true "
      "t/bin &&"
      "head -c 300000 /dev/urandom > t/noise && tar -cf a.tar t && gzip -k a.tar && "
      "mksquashfs t s.img -quiet -no-progress > /dev/null && "
      "head -c 5000 /dev/zero > image && cat s.img a.tar.gz a.tar >> image");
  for (const unsigned threads : {1U, 2U, 8U}) {
    const auto done = run(folder_ / "image", std::to_string(threads), threads);
    ASSERT_TRUE(done) << done.error().detail;
  }
  const std::string one = bytes_of(folder_ / "1");
  EXPECT_GT(one.size(), 10000U);
  EXPECT_EQ(bytes_of(folder_ / "2"), one);
  EXPECT_EQ(bytes_of(folder_ / "8"), one);
}

TEST_F(ScanTest, AccountsForEveryByte) {
  make("printf 'one' > a && tar -cf image a && head -c 3000 /dev/urandom >> image");
  ASSERT_TRUE(run(folder_ / "image", "case", 2));
  const auto file = casefile::Case::open(folder_ / "case");
  ASSERT_TRUE(file) << file.error().detail;
  std::int64_t sum = 0;
  const auto coverage = file->coverage();
  ASSERT_TRUE(coverage);
  for (const auto& row : *coverage)
    if (row.name.starts_with("bytes_")) sum += row.value;
  EXPECT_EQ(sum, static_cast<std::int64_t>(std::filesystem::file_size(folder_ / "image")));
}

TEST_F(ScanTest, OnlyUnpacksWhereNoFactsAreWanted) {
  make("mkdir -p t/etc && printf 'root::0:0::/:/bin/sh\\n' > t/etc/passwd && tar -cf image t");
  ScanOptions options;
  options.case_path = folder_ / "case";
  options.tool_version = "test";
  options.facts = false;
  const auto source = unpack::Source::open(folder_ / "image", {});
  ASSERT_TRUE(source && scan(*source, options));
  const auto file = casefile::Case::open(folder_ / "case");
  ASSERT_TRUE(file) << file.error().detail;
  const auto rows = file->query(
      "SELECT (SELECT count(*) FROM node WHERE path = '/t/etc/passwd' AND file_type <> ''),"
      " (SELECT count(*) FROM fact), (SELECT count(*) FROM rule)");
  ASSERT_TRUE(rows);
  EXPECT_EQ(std::get<std::int64_t>(rows->rows[0][0]), 1);
  EXPECT_EQ(std::get<std::int64_t>(rows->rows[0][1]), 0);
  EXPECT_EQ(std::get<std::int64_t>(rows->rows[0][2]), 0);
}

TEST_F(ScanTest, LeavesNoCaseFileWhereItCannotBeWritten) {
  make("printf 'one' > image && mkdir folder");
  EXPECT_ANY_THROW((void)run(folder_ / "image", "no/such/folder/case", 1));
  EXPECT_ANY_THROW((void)run(folder_ / "image", "folder", 1));
}

// What scripts start and the image has not, whatever holds: names that the vendor's scripts carry
// for other models. Looked up by hand with find(1) in the unpacked trees.
const std::map<std::string, std::string> absent_programs = {
    {"dlink-dir-815", "rtstad"},
    {"netgear-wnr2000v5",
     "/sbin/cmddlna /sbin/watchdog /usr/sbin/ip6tables /usr/sbin/update_smb "
     "setup_interface_bigpond"},
    {"openwrt-18.06.9", "vconfig"},
    {"trendnet-tew-632brp", "/sbin/getty"}};

std::string text_of_cell(const casefile::Case& file, const std::string& query) {
  const auto rows = file.query(query);
  EXPECT_TRUE(rows) << query;
  if (!rows || rows->rows.empty()) return "";
  const auto* text = std::get_if<std::string>(&rows->rows[0][0]);
  return text == nullptr ? "" : *text;
}

// Every image starts something; each program of it lies in the image, or a reason is told. Prints
// how many, and which reasons.
void expect_boot_graph(const casefile::Case& file, const std::string& image) {
  const std::string states = text_of_cell(
      file,
      "SELECT group_concat(state || ' ' || n, ', ') FROM"
      " (SELECT state, count(*) AS n FROM v_boot GROUP BY state ORDER BY n DESC, state)");
  std::cout << image << ": started programs: " << states << "\n";
  EXPECT_TRUE(states.starts_with("file ")) << image << " starts nothing";
  EXPECT_EQ(text_of_cell(file,
                         "SELECT group_concat(program) FROM v_boot WHERE file IS NULL AND"
                         " (reason IS NULL OR reason = '')"),
            "")
      << image;
  std::string absent;
  for (const auto& [name, programs] : absent_programs)
    if (image.starts_with(name)) absent = programs;
  EXPECT_EQ(text_of_cell(file,
                         "SELECT group_concat(program, ' ') FROM (SELECT DISTINCT program"
                         " FROM v_boot WHERE state = 'absent' ORDER BY program)"),
            absent)
      << image;
  if (image.find("tampered") == std::string::npos) return;
  EXPECT_EQ(text_of_cell(file,
                         "SELECT script || ' ' || line || ' ' || file FROM v_boot"
                         " WHERE program = '/bin/backdoor'"),
            "/etc/init.d/rcS 78 /bin/backdoor");
}

// The real images: every byte accounted for, and every root file system whole.
TEST_F(ScanTest, OpensEveryVendorImage) {
  const std::filesystem::path vendor = "../shared/samples/vendor";
  if (!std::filesystem::exists(vendor)) GTEST_SKIP() << "no ../shared/samples";
  for (const auto& entry : std::filesystem::directory_iterator(vendor)) {
    // The code of one image stands for that of all, which takes its time under sanitizers.
    code_ = entry.path().filename().string().find("tampered") != std::string::npos;
    const auto done = run(entry.path(), "case", 2);
    ASSERT_TRUE(done) << entry.path() << ": " << done.error().detail;
    const auto file = casefile::Case::open(folder_ / "case");
    ASSERT_TRUE(file);
    const auto rows = file->query(
        "SELECT (SELECT count(*) FROM node WHERE name = 'squashfs' AND kind = 'chunk'),"
        " (SELECT count(*) FROM node_check WHERE name = 'inode count' AND state = 'ok'),"
        " (SELECT sum(size) FROM region WHERE node = 0), (SELECT size FROM node WHERE id = 0),"
        " (SELECT count(*) FROM node n WHERE n.size <> (SELECT sum(size) FROM region r "
        "  WHERE r.node = n.id))");
    ASSERT_TRUE(rows) << rows.error().detail;
    const auto& row = rows->rows[0];
    EXPECT_GE(std::get<std::int64_t>(row[0]), 1) << entry.path();
    EXPECT_EQ(row[0], row[1]) << entry.path();
    EXPECT_EQ(row[2], row[3]) << entry.path();
    EXPECT_EQ(std::get<std::int64_t>(row[4]), 0) << entry.path();
    expect_boot_graph(*file, entry.path().filename());
  }
}

}  // namespace
}  // namespace assay::pipeline
