// What is extracted, read by tar(1) and the file system.
#include "cli/extract_writer.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/program_test.h"

namespace assay::cli {
namespace {

Node member(NodeKind kind, std::string name, std::uint32_t mode, std::uint64_t size = 0) {
  Node node;
  node.kind = kind;
  node.name = std::move(name);
  node.size = size;
  node.attributes.mode = mode;
  node.attributes.uid = 12;
  node.attributes.gid = 34;
  node.attributes.mtime_s = 1'000'000'000;
  return node;
}

Node link(std::string name, std::string text) {
  Node node = member(NodeKind::symlink, std::move(name), 0777);
  node.attributes.link_target = std::move(text);
  return node;
}

std::string add_file(ExtractWriter& writer, const std::string& name, std::uint32_t mode,
                     const std::string& text) {
  const auto begun = writer.begin(member(NodeKind::file, name, mode, text.size()));
  if (!begun) return begun.error().detail;
  writer.bytes(as_bytes(text));
  writer.end(true);
  return "";
}

mode_t mode_of(const std::string& path) {
  struct stat status{};
  EXPECT_EQ(lstat(path.c_str(), &status), 0) << path;
  return status.st_mode;
}

TEST(ExtractFolder, KeepsBytesModesAndTimesButNoPower) {
  const TestFolder folder;
  const auto writer = write_to_folder(folder / "out");
  ASSERT_TRUE(writer->begin(member(NodeKind::directory, "bin", 0)));
  EXPECT_EQ(add_file(*writer, "bin/su", 04755, "root!"), "");
  EXPECT_EQ(add_file(*writer, "bin/secret", 0, ""), "");
  EXPECT_EQ(add_file(*writer, "new/deep/file", 0644, "x"), "");
  ASSERT_TRUE(writer->begin(link("bin/sh", "su")));
  EXPECT_FALSE(writer->begin(link("bin/out", "/etc/passwd")));
  EXPECT_FALSE(writer->begin(member(NodeKind::char_device, "dev/console", 0600)));
  writer->finish();
  EXPECT_EQ(read_all(folder / "out/bin/su"), "root!");
  EXPECT_EQ(mode_of(folder / "out/bin/su"), S_IFREG | 0755U);
  EXPECT_EQ(mode_of(folder / "out/bin/secret"), S_IFREG | 0600U);
  EXPECT_EQ(mode_of(folder / "out/bin"), S_IFDIR | 0700U);
  EXPECT_EQ(read_all(folder / "out/bin/sh"), "root!");
  struct stat status{};
  ASSERT_EQ(stat((folder / "out/bin/su").c_str(), &status), 0);
  EXPECT_EQ(status.st_mtime, 1'000'000'000);
}

TEST(ExtractFolder, NothingGetsOutside) {
  const TestFolder folder;
  folder.write("victim", "untouched");
  ASSERT_EQ(mkdir((folder / "elsewhere").c_str(), 0755), 0);
  const auto writer = write_to_folder(folder / "out");
  EXPECT_NE(add_file(*writer, "../victim", 0644, "x"), "");
  EXPECT_NE(add_file(*writer, "a/../../victim", 0644, "x"), "");
  // A link that stays inside, to which a later member gives a longer way.
  ASSERT_TRUE(writer->begin(link("here", "nowhere")));
  EXPECT_NE(add_file(*writer, "here", 0644, "x"), "");
  EXPECT_NE(add_file(*writer, "here/file", 0644, "x"), "");
  EXPECT_FALSE(writer->begin(link("away", "../elsewhere")));
  EXPECT_EQ(add_file(*writer, "/absolute", 0644, "x"), "");
  EXPECT_EQ(add_file(*writer, "twice", 0644, "1"), "");
  EXPECT_NE(add_file(*writer, "twice", 0644, "2"), "");
  // A link that is there from elsewhere is not followed either.
  ASSERT_EQ(symlink((folder / "elsewhere").c_str(), (folder / "out/planted").c_str()), 0);
  EXPECT_NE(add_file(*writer, "planted/file", 0644, "x"), "");
  writer->finish();
  EXPECT_EQ(read_all(folder / "victim"), "untouched");
  EXPECT_TRUE(std::filesystem::is_empty(folder / "elsewhere"));
  EXPECT_EQ(read_all(folder / "out/absolute"), "x");
  EXPECT_EQ(read_all(folder / "out/twice"), "1");
}

TEST(ExtractTar, IsWhatTarReads) {
  const TestFolder folder;
  const std::string long_name = "long/" + std::string(120, 'n') + "/\xc3\xa4\xff";
  {
    const int fd = open((folder / "a.tar").c_str(), O_CREAT | O_WRONLY, 0600);
    Output out(fd, Paint(false), 0);
    const auto writer = write_as_tar(out);
    ASSERT_TRUE(writer->begin(member(NodeKind::directory, "bin", 0755)));
    EXPECT_EQ(add_file(*writer, "bin/su", 04755, std::string(1000, 's')), "");
    EXPECT_EQ(add_file(*writer, long_name, 0644, "deep"), "");
    ASSERT_TRUE(writer->begin(link("mtab", "/proc/" + std::string(150, 'm'))));
    Node console = member(NodeKind::char_device, "dev/console", 0600);
    console.attributes.device_major = 5;
    console.attributes.device_minor = 1;
    console.attributes.uid = 0xffffffff;
    ASSERT_TRUE(writer->begin(console));
    EXPECT_FALSE(writer->begin(member(NodeKind::file, "../victim", 0644)));
    ASSERT_TRUE(writer->begin(member(NodeKind::file, "short", 0644, 700)));
    writer->bytes(as_bytes("abc"));
    writer->end(false);
    writer->finish();
    out.flush();
    close(fd);
  }
  EXPECT_EQ(std::filesystem::file_size(folder / "a.tar") % 512, 0U);
  const Ran list =
      shell("cd '" + folder.path() + "' && TZ=UTC LC_ALL=C tar --numeric-owner -tvf a.tar");
  EXPECT_EQ(list.err, "");
  EXPECT_EQ(list.out,
            "drwxr-xr-x 12/34             0 2001-09-09 01:46 bin/\n"
            "-rwsr-xr-x 12/34          1000 2001-09-09 01:46 bin/su\n"
            "-rw-r--r-- 12/34             4 2001-09-09 01:46 long/" +
                std::string(120, 'n') +
                "/\\303\\244\\377\n"
                "lrwxrwxrwx 12/34             0 2001-09-09 01:46 mtab -> /proc/" +
                std::string(150, 'm') +
                "\n"
                "crw------- 4294967295/34   5,1 2001-09-09 01:46 dev/console\n"
                "-rw-r--r-- 12/34           700 2001-09-09 01:46 short\n");
  EXPECT_EQ(shell("cd '" + folder.path() + "' && tar -xOf a.tar bin/su").out,
            std::string(1000, 's'));
}

}  // namespace
}  // namespace assay::cli
