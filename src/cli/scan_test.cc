// Whole runs over real images: SquashFS made by mksquashfs, bytes that are nothing, no image at
// all.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "cli/program_test.h"

namespace assay::cli {
namespace {

class Scan : public testing::Test {
 protected:
  // A root file system with an account that needs no password, stored as SquashFS.
  static void SetUpTestSuite() {
    image_folder_ = new TestFolder;
    const Ran made = shell("cd '" + image_folder_->path() + R"(' && mkdir -p root/etc root/bin &&
      printf 'root:x:0:0:root:/root:/bin/sh\ndebug::0:0::/:/bin/sh\n' > root/etc/passwd &&
      chmod 644 root/etc/passwd && chmod 755 root root/etc root/bin &&
      printf '#!/bin/sh\necho hello\n' > root/bin/hello && chmod 4755 root/bin/hello &&
      ln -s ../etc/passwd root/bin/link && ln -s /proc/mounts root/etc/mtab &&
      mksquashfs root fw.bin -quiet -no-progress -all-root -all-time 1000000000 \
        -mkfs-time 1000000000 -comp gzip -p 'dev d 755 0 0' -p 'dev/console c 600 0 0 5 1' &&
      openssl enc -aes-128-ctr -K 00 -iv 00 -in /dev/zero 2>/dev/null | head -c 40000 > noise.bin
      cat fw.bin noise.bin noise.bin > mixed.bin)");
    ASSERT_TRUE(std::filesystem::exists(*image_folder_ / "mixed.bin")) << made.err;
  }
  static void TearDownTestSuite() { delete image_folder_; }

  static std::string image(const std::string& name) { return *image_folder_ / name; }
  Ran run(const std::string& line) const { return shell("cd '" + folder_.path() + "'\n" + line); }

  static inline TestFolder* image_folder_ = nullptr;
  TestFolder folder_;
};

TEST_F(Scan, TheScreenSaysWhatAnAnalystNeeds) {
  const Ran ran = run("$ASSAY scan " + image("fw.bin"));
  EXPECT_EQ(ran.code, 1) << ran.err;
  EXPECT_EQ(ran.err, "");
  for (const char* text :
       {"fw.bin  ", "sha256 ", "SquashFS 4.0", "How much of it was understood", "account debug",
        "squashfs/etc/passwd[", "Case file fw.bin.assay", "assay explain fw.bin.assay "})
    EXPECT_NE(ran.out.find(text), std::string::npos) << text << "\n" << ran.out;
  EXPECT_TRUE(std::filesystem::exists(folder_ / "fw.bin.assay"));
}

TEST_F(Scan, JsonSaysTheSame) {
  const Ran ran = run("$ASSAY scan --json --fail-on never " + image("fw.bin"));
  EXPECT_EQ(ran.code, 0) << ran.err;
  const auto json = nlohmann::json::parse(ran.out);
  EXPECT_EQ(json["schema"], "assay-scan-1");
  EXPECT_EQ(json["image"]["name"], "fw.bin");
  EXPECT_EQ(json["exit_code"], 0);
  EXPECT_EQ(json["containers"][0]["format"], "squashfs");
  ASSERT_FALSE(json["findings"].empty());
  EXPECT_FALSE(json["findings"][0]["evidence"].empty());
}

TEST_F(Scan, ExitCodesTellTheOutcome) {
  EXPECT_EQ(run("$ASSAY scan -q --fail-on never " + image("fw.bin")).code, 0);
  EXPECT_EQ(run("$ASSAY scan -q --fail-on never " + image("mixed.bin")).code, 3);
  EXPECT_EQ(run("$ASSAY scan -q --fail-on never --coverage-floor 1 " + image("mixed.bin")).code, 0);
  EXPECT_EQ(run("$ASSAY scan -q " + image("noise.bin")).code, 5);
  EXPECT_EQ(run("$ASSAY scan -q --fail-on severe " + image("fw.bin")).code, 2);
  folder_.write("precious", "not a case file");
  EXPECT_EQ(run("$ASSAY scan -q -o precious " + image("fw.bin")).code, 2);
  EXPECT_EQ(read_all(folder_ / "precious"), "not a case file");
  EXPECT_EQ(run("$ASSAY scan -q -o missing/case " + image("fw.bin")).code, 2);
}

TEST_F(Scan, WhatIsNoImageIsUnreadable) {
  folder_.write("empty", "");
  for (const std::string target : {"missing", "empty", "/dev/null", "/dev/zero"}) {
    const Ran ran = run("$ASSAY scan " + target);
    EXPECT_EQ(ran.code, 4) << target;
    EXPECT_EQ(ran.out, "") << target;
    EXPECT_EQ(ran.err.find("assay: " + target + ": "), 0U) << ran.err;
    EXPECT_EQ(std::count(ran.err.begin(), ran.err.end(), '\n'), 1) << ran.err;
  }
  const Ran sparse = run("truncate -s 8T huge && $ASSAY scan huge");
  EXPECT_EQ(sparse.code, 4) << sparse.err;
}

TEST_F(Scan, AFullDiskLeavesTheOldCaseFileOrNone) {
  const std::string limited =
      "(ulimit -f 8; exec $ASSAY scan -q -o case.assay " + image("fw.bin") + ")";
  const Ran ran = run(limited);
  EXPECT_EQ(ran.code, 70) << ran.err;
  EXPECT_EQ(std::count(ran.err.begin(), ran.err.end(), '\n'), 1) << ran.err;
  EXPECT_TRUE(std::filesystem::is_empty(folder_.path()));
  ASSERT_EQ(run("$ASSAY scan -q -o case.assay " + image("fw.bin")).code, 1);
  const std::string before = read_all(folder_ / "case.assay");
  EXPECT_EQ(run(limited).code, 70);
  EXPECT_EQ(read_all(folder_ / "case.assay"), before);
}

TEST_F(Scan, AnInterruptLeavesNothing) {
  const Ran ran =
      run("head -c 60000000 /dev/zero | openssl enc -aes-128-ctr -K 00 -iv 00 "
          "2>/dev/null > big; $ASSAY scan -q big & sleep 0.4; kill -TERM $!; wait $!");
  EXPECT_TRUE(ran.code == 128 + 15 || ran.code == 5) << ran.code << ran.err;
  EXPECT_FALSE(std::filesystem::exists(folder_ / "big.assay.part"));
}

TEST_F(Scan, TheProgressLineIsForTerminalsOnlyAndIsWiped) {
  const std::string scan = "$ASSAY scan --color never --fail-on never " + image("fw.bin");
  EXPECT_EQ(run(scan).err, "");
  const std::string shown = run("script -qec '" + scan + "' /dev/null").out;
  const std::size_t drawn = shown.find("\ropening containers");
  ASSERT_NE(drawn, std::string::npos) << shown;
  const std::size_t wiped = shown.find("\r\x1b[K", drawn);
  ASSERT_NE(wiped, std::string::npos);
  EXPECT_LT(wiped, shown.find("sha256 "));
  EXPECT_EQ(shown.find("opening", wiped), std::string::npos);
  const std::string quiet = run("script -qec '" + scan + " --quiet' /dev/null").out;
  EXPECT_EQ(quiet, "");
}

TEST_F(Scan, ImagesAndCasesAreListedPrintedAndExtracted) {
  ASSERT_EQ(run("$ASSAY scan -q " + image("fw.bin") + " && cp " + image("fw.bin") + " .").code, 1);
  ASSERT_EQ(run("cp " + image("fw.bin") + " .").code, 0);
  const std::string passwd = "root:x:0:0:root:/root:/bin/sh\ndebug::0:0::/:/bin/sh\n";
  EXPECT_NE(run("$ASSAY ls -l fw.bin").out.find("-rwsr-xr-x     0     0 2001-09-09 01:46:40"),
            std::string::npos);
  EXPECT_EQ(run("$ASSAY ls fw.bin").out, run("$ASSAY ls fw.bin.assay").out);
  EXPECT_EQ(run("$ASSAY cat fw.bin.assay /etc/passwd").out, passwd);
  EXPECT_EQ(run("$ASSAY cat fw.bin 'image[0x0:0x4]'").out, "hsqs");
  EXPECT_EQ(run("$ASSAY cat --hex fw.bin 'image[0x0:0x4]'").out.find("00000000  68 73 71 73"), 0U);
  EXPECT_EQ(run("$ASSAY cat fw.bin 'image[0x0:0x999999]'").code, 4);
  EXPECT_EQ(run("$ASSAY cat fw.bin picture").code, 2);
  const Ran extracted = run("$ASSAY extract fw.bin");
  EXPECT_EQ(extracted.code, 0) << extracted.err;
  EXPECT_EQ(read_all(folder_ / "fw.bin.extracted/etc/passwd"), passwd);
  EXPECT_NE(extracted.err.find("left out: etc/mtab: "), std::string::npos) << extracted.err;
  EXPECT_NE(extracted.err.find("left out: dev/console: "), std::string::npos) << extracted.err;
  EXPECT_EQ(run("$ASSAY extract fw.bin").code, 2) << "the folder is not empty any more";
  const Ran tar = run("$ASSAY extract fw.bin.assay --tar - | TZ=UTC tar -tvf -");
  EXPECT_NE(tar.out.find("crw------- 0/0"), std::string::npos) << tar.out << tar.err;
  EXPECT_NE(tar.out.find("-rwsr-xr-x 0/0"), std::string::npos) << tar.out;
}

TEST_F(Scan, AFindingIsExplainedDownToItsBytes) {
  ASSERT_EQ(run("$ASSAY scan -q " + image("fw.bin")).code, 1);
  const std::string list = run("$ASSAY explain fw.bin.assay").out;
  EXPECT_NE(list.find("account_without_password-"), std::string::npos) << list;
  const Ran without = run("$ASSAY explain fw.bin.assay account_without_password");
  EXPECT_NE(without.out.find("the image is not at hand"), std::string::npos) << without.out;
  const Ran ran = run("$ASSAY explain fw.bin.assay account_without_password -i " + image("fw.bin"));
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_NE(ran.out.find("|debug::0:0::/:/b|"), std::string::npos) << ran.out;
  EXPECT_EQ(run("$ASSAY explain fw.bin.assay nonesuch").code, 2);
  EXPECT_EQ(
      run("$ASSAY explain fw.bin.assay account_without_password -i " + image("noise.bin")).code, 4);
}

}  // namespace
}  // namespace assay::cli
