// The screens over a case file, compared with what they are to look like. Where one is changed on
// purpose: run the tests with ASSAY_GOLDEN=write, and read the difference before committing it.
#include <gtest/gtest.h>

#include <fcntl.h>
#include <unistd.h>

#include "cli/program_test.h"
#include "cli/sample_case_test.h"
#include "cli/scan_screen.h"

namespace assay::cli {
namespace {

void expect_golden(const std::string& name, const std::string& text) {
  const std::string path = std::string(ASSAY_SOURCE_DIR) + "/src/cli/golden/" + name;
  if (const char* mode = std::getenv("ASSAY_GOLDEN");
      mode != nullptr && std::string(mode) == "write")
    std::ofstream(path, std::ios::binary) << text;
  EXPECT_EQ(text, read_all(path)) << name;
}

std::string screen_of(const std::string& case_file, std::size_t width) {
  const TestFolder folder;
  const int fd = open((folder / "out").c_str(), O_CREAT | O_WRONLY, 0600);
  Output out(fd, Paint(false), width);
  const auto view = load_case(case_file);
  EXPECT_TRUE(view) << view.error().line;
  print_image_name(view->image_name, view->image_size, out);
  print_screen(*view, {"router.bin", "router.bin.assay"}, out);
  out.flush();
  close(fd);
  return read_all(folder / "out");
}

class Screens : public testing::Test {
 protected:
  Screens() : case_file_(folder_ / "router.bin.assay") { SampleCase::write(case_file_); }
  Ran run(const std::string& arguments) const {
    return shell("cd '" + folder_.path() + "' && exec \"$ASSAY\" " + arguments);
  }
  TestFolder folder_;
  std::string case_file_;
};

TEST_F(Screens, Scan) { expect_golden("scan.txt", screen_of(case_file_, 100)); }

TEST_F(Screens, ScanOfACleanImage) {
  SampleCase::write(folder_ / "clean.assay", true);
  expect_golden("scan_clean.txt", screen_of(folder_ / "clean.assay", 80));
}

TEST_F(Screens, Tree) {
  expect_golden("ls.txt", run("ls router.bin.assay").out);
  expect_golden("ls_long.txt", run("ls -l router.bin.assay").out);
  expect_golden("ls_containers.txt", run("ls -c --depth 3 router.bin.assay").out);
  expect_golden("ls.json", run("ls --json router.bin.assay").out);
  const Ran part = run("ls router.bin.assay 'image[0x0:0xdbba0]trx/part1'");
  EXPECT_EQ(part.code, 0) << part.err;
  expect_golden("ls_part.txt", part.out);
  EXPECT_EQ(run("ls router.bin.assay /etc/passwd").out.find("etc/passwd"), 36U);
}

TEST_F(Screens, TreeSaysWhatIsWrongWithALocator) {
  const Ran wrong = run("ls router.bin.assay 'image[0x0:0xdbba0]trx/part7'");
  EXPECT_EQ(wrong.code, 2);
  EXPECT_NE(wrong.err.find("the nearest around it is image[0x0:0xdbba0]trx"), std::string::npos)
      << wrong.err;
  EXPECT_EQ(run("ls router.bin.assay picture").code, 2);
  EXPECT_EQ(run("ls router.bin.assay /no/such").code, 2);
}

TEST_F(Screens, Sql) {
  const std::string query = "\"SELECT name, uid, state FROM account ORDER BY id\"";
  EXPECT_EQ(run("sql router.bin.assay " + query).out,
            "debug\t0\tempty\n\\xff\\x1b[31m\t\\N\t\\N\n");
  EXPECT_EQ(run("sql -H router.bin.assay " + query).out.substr(0, 15), "name\tuid\tstate\n");
  EXPECT_EQ(run("sql --json router.bin.assay " + query).out,
            R"([
  {
    "name": "debug",
    "uid": 0,
    "state": "empty"
  },
  {
    "name": "\\xff\\x1b[31m",
    "name_hex": "ff1b5b33316d",
    "uid": null,
    "state": null
  }
]
)");
  EXPECT_EQ(run("sql router.bin.assay \"DELETE FROM account\"").code, 2);
  EXPECT_EQ(run("sql router.bin.assay \"SELECT nonesuch FROM account\"").code, 2);
  EXPECT_NE(run("sql router.bin.assay").out.find("CREATE TABLE account"), std::string::npos);
}

TEST_F(Screens, AnAlteredOrMissingCaseFileIsUnreadable) {
  std::string bytes = read_all(case_file_);
  bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 1);
  folder_.write("altered.assay", bytes);
  for (const std::string verb : {"sql", "ls"})
    for (const std::string file : {"altered.assay", "missing.assay"}) {
      const Ran ran = run(verb + " " + file);
      EXPECT_EQ(ran.code, 4) << verb << " " << file;
      EXPECT_EQ(std::count(ran.err.begin(), ran.err.end(), '\n'), 1) << ran.err;
      EXPECT_EQ(ran.out, "");
    }
}

}  // namespace
}  // namespace assay::cli
