#include "unpack/handlers/tree_test.h"

namespace assay::unpack {
extern const Handler ar;
namespace {

using testing::open;
using testing::TemporaryFolder;

const std::string long_name = "a_name_that_is_longer_than_sixteen.txt";

// Three files in GNU's writing.
Buffer packed() {
  const TemporaryFolder folder;
  folder.run("printf a > odd && printf bbbb > even && printf long > " + long_name +
             " && chmod 640 odd && touch -d @1500000001 odd && ar rcU packed odd even " +
             long_name);
  return testing::file_bytes(folder / "packed");
}

TEST(Ar, OpensWhatArWrites) {
  const Buffer archive = packed();
  const Buffer bytes = testing::with_garbage(archive);
  const auto opened = open(ar, bytes);
  ASSERT_TRUE(opened) << opened.error().detail;
  EXPECT_EQ(opened->probe.size, archive.size());
  EXPECT_TRUE(opened->probe.problems.empty());
  EXPECT_EQ(opened->probe.title, "ar archive, 3 members");
  ASSERT_EQ(opened->members.size(), 3U);
  const Member& odd = opened->members[0];
  EXPECT_EQ(odd.name, "odd");
  EXPECT_EQ(odd.attributes.mode, 0640U);
  EXPECT_EQ(odd.attributes.mtime_s, 1500000001);
  EXPECT_EQ(odd.attributes.uid, getuid());
  EXPECT_EQ(as_text(*testing::member_bytes(bytes, odd)), "a");
  EXPECT_EQ(as_text(*testing::member_bytes(bytes, opened->members[1])), "bbbb");
  EXPECT_EQ(opened->members[2].name, long_name);
  EXPECT_EQ(as_text(*testing::member_bytes(bytes, opened->members[2])), "long");
}

TEST(Ar, TheSymbolTableIsNoMember) {
  const TemporaryFolder folder;
  folder.run("echo 'int f(void) { return 1; }' > f.c && gcc -c f.c && ar rcs lib.a f.o");
  const auto opened = open(ar, testing::file_bytes(folder / "lib.a"));
  ASSERT_TRUE(opened);
  ASSERT_EQ(opened->members.size(), 1U);
  EXPECT_EQ(opened->members[0].name, "f.o");
  EXPECT_EQ(opened->members[0].content.extents[0].stored.size,
            testing::file_bytes(folder / "f.o").size());
}

TEST(Ar, OpensADebianPackage) {
  const TemporaryFolder folder;
  folder.run(R"(mkdir -p p/DEBIAN && printf 'Package: p\nVersion: 1\nArchitecture: all\n'\
'Maintainer: m <m@example.org>\nDescription: d\n' > p/DEBIAN/control && dpkg-deb -b p p.deb)");
  const Buffer bytes = testing::file_bytes(folder / "p.deb");
  const auto opened = open(ar, bytes);
  ASSERT_TRUE(opened);
  EXPECT_EQ(opened->probe.title, "Debian package, format 2.0");
  EXPECT_EQ(opened->probe.size, bytes.size());
  ASSERT_EQ(opened->members.size(), 3U);
  EXPECT_EQ(opened->members[0].name, "debian-binary");
  EXPECT_EQ(as_text(*testing::member_bytes(bytes, opened->members[0])), "2.0\n");
  EXPECT_TRUE(opened->members[1].name.starts_with("control.tar"));
}

TEST(Ar, OpensAThinArchiveThatHoldsNothing) {
  const TemporaryFolder folder;
  folder.run("printf a > one && printf b > " + long_name + " && ar rcT packed one " + long_name);
  const auto opened = open(ar, testing::file_bytes(folder / "packed"));
  ASSERT_TRUE(opened);
  ASSERT_EQ(opened->members.size(), 2U);
  EXPECT_EQ(opened->members[0].name, "one");
  EXPECT_TRUE(opened->members[0].unreadable);
  EXPECT_EQ(opened->members[1].name, long_name);
}

std::string header(std::string_view name, std::string_view size) {
  return fmt::format("{:<16}{:<12}{:<6}{:<6}{:<8}{:<10}`\n", name, 1, 2, 3, 644, size);
}

TEST(Ar, ReadsLongNamesOfBsd) {
  const std::string text = "!<arch>\n" + header("#1/20", "25") +
                           std::string("name of twenty.bytes") + "12345\n" + header("short", "2") +
                           "ab";
  const auto opened = open(ar, as_bytes(text));
  ASSERT_TRUE(opened);
  ASSERT_EQ(opened->members.size(), 2U);
  EXPECT_EQ(opened->members[0].name, "name of twenty.bytes");
  EXPECT_EQ(as_text(*testing::member_bytes(as_bytes(text), opened->members[0])), "12345");
  EXPECT_EQ(opened->members[1].name, "short");
  EXPECT_EQ(opened->members[1].attributes.mode, 0644U);
}

TEST(Ar, NamesThatPointNowhereAreTold) {
  for (const char* name : {"/99", "/", "#1/99", "/x", "#1/"}) {
    const std::string text = "!<arch>\n" + header("a", "2") + "aa" + header(name, "2") + "bb";
    const auto opened = open(ar, as_bytes(text));
    ASSERT_TRUE(opened);
    EXPECT_EQ(opened->problems.size(), name == std::string("/") ? 0U : 1U) << name;
  }
}

TEST(Ar, ASizeThatIsTooLargeOrNoNumberEndsIt) {
  const std::string cut = "!<arch>\n" + header("a", "9999999999") + "aa";
  const auto opened = open(ar, as_bytes(cut));
  ASSERT_TRUE(opened);
  EXPECT_EQ(opened->probe.size, cut.size());
  EXPECT_EQ(opened->probe.problems[0].code, ErrorCode::truncated);
  EXPECT_FALSE(open(ar, as_bytes("!<arch>\n" + header("a", "-2") + "aa")));
  EXPECT_FALSE(open(ar, as_bytes("!<arch>\n" + header("a", "") + "aa")));
  EXPECT_FALSE(open(ar, as_bytes("!<arch>\n" + header("a", "1 2") + "aa")));
}

TEST(Ar, TheMagicInAProgramIsNone) {
  EXPECT_FALSE(open(ar, as_bytes("!<arch>\nand so on, for more than sixty characters of text that "
                                 "is no header of any kind")));
}

TEST(Ar, OpensTheSample) {
  if (testing::samples().empty()) GTEST_SKIP() << "no samples beside the repository";
  const Buffer bytes = testing::file_bytes(testing::samples() / "formats/patool--test.a");
  const auto opened = open(ar, bytes);
  ASSERT_TRUE(opened);
  EXPECT_EQ(opened->probe.size, bytes.size());
  ASSERT_EQ(opened->members.size(), 1U);
  EXPECT_EQ(opened->members[0].name, "test.data");
}

TEST(Ar, SurvivesDamage) { testing::survives_damage(ar, packed()); }

}  // namespace
}  // namespace assay::unpack
