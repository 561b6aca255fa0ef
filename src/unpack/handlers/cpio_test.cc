#include "unpack/handlers/tree_test.h"

namespace assay::unpack {
extern const Handler cpio;
namespace {

using testing::open;

struct Packed {
  testing::TemporaryFolder folder;
  std::map<std::string, Buffer> archives;
  std::string listing;
};

// All writings of GNU cpio, made once.
const Packed& packed() {
  static const Packed* const all = [] {
    auto* p = new Packed;
    testing::pack_tree(p->folder, R"(
cd tree
for format in newc crc odc bin; do find . -print0 | cpio -0 -o -H $format > ../$format.cpio; done
cd ..
)");
    for (const std::string format : {"newc", "crc", "odc", "bin"})
      p->archives[format] = testing::file_bytes(p->folder / (format + ".cpio"));
    p->listing = testing::text_of(p->folder / "listing");
    return p;
  }();
  return *all;
}

void opens_whole(const std::string& format, std::string_view title) {
  const Buffer& archive = packed().archives.at(format);
  const Buffer longer = testing::with_garbage(archive);
  const auto opened = open(cpio, longer);
  ASSERT_TRUE(opened) << opened.error().detail;
  EXPECT_EQ(opened->probe.size, archive.size());
  EXPECT_EQ(opened->probe.confidence, Confidence::proven);
  EXPECT_EQ(opened->probe.title, title);
  EXPECT_TRUE(opened->probe.problems.empty());
  EXPECT_TRUE(opened->problems.empty());
  EXPECT_EQ(testing::listing_of(Bytes(longer).first(archive.size()), *opened), packed().listing);
  const Member* first = opened->find("hello");
  const Member* second = opened->find("sub/deeper/again");
  ASSERT_TRUE(first != nullptr && second != nullptr);
  ASSERT_TRUE(first->attributes.inode);
  EXPECT_EQ(first->attributes.inode, second->attributes.inode);
}

TEST(Cpio, OpensNewc) { opens_whole("newc", "cpio (newc), 16 entries"); }
TEST(Cpio, OpensOdc) { opens_whole("odc", "cpio (odc), 16 entries"); }
TEST(Cpio, OpensBinary) { opens_whole("bin", "cpio (binary), 16 entries"); }

TEST(Cpio, OpensCrcAndHoldsItsSums) {
  opens_whole("crc", "cpio (crc), 16 entries");
  Buffer bytes = packed().archives.at("crc");
  const auto opened = open(cpio, bytes);
  ASSERT_TRUE(opened);
  const Member* binary = opened->find("sub/binary");
  ASSERT_NE(binary, nullptr);
  ASSERT_EQ(binary->checks.size(), 1U);
  EXPECT_EQ(binary->checks[0].state, CheckState::ok);
  bytes[binary->content.extents[0].stored.offset + 5] ^= 1U;
  const auto damaged = open(cpio, bytes);
  ASSERT_TRUE(damaged);
  EXPECT_EQ(damaged->find("sub/binary")->checks[0].state, CheckState::bad);
}

TEST(Cpio, OpensTheOtherByteOrder) {
  Buffer bytes = packed().archives.at("bin");
  // Headers are swapped word by word; names and data are not.
  const auto opened = open(cpio, bytes);
  ASSERT_TRUE(opened);
  std::uint64_t trailer = 0;
  for (const Claim& claim : opened->claims) {
    if (claim.label == "trailer") trailer = claim.range.offset;
    if (claim.label != "header") continue;
    for (std::uint64_t i = 0; i < 26; i += 2)
      std::swap(bytes[claim.range.offset + i], bytes[claim.range.offset + i + 1]);
  }
  for (std::uint64_t i = 0; i < 26; i += 2) std::swap(bytes[trailer + i], bytes[trailer + i + 1]);
  const auto swapped = open(cpio, bytes);
  ASSERT_TRUE(swapped);
  EXPECT_EQ(swapped->probe.title, "cpio (binary, big-endian), 16 entries");
  EXPECT_EQ(testing::listing_of(bytes, *swapped), packed().listing);
}

TEST(Cpio, ArchivesInARowAreInstancesOfTheirOwn) {
  const Buffer& one = packed().archives.at("newc");
  Buffer two = one;
  two.insert(two.end(), one.begin(), one.end());
  const auto first = open(cpio, two);
  ASSERT_TRUE(first);
  EXPECT_EQ(first->probe.size, one.size());
  const auto second = open(cpio, two, one.size());
  ASSERT_TRUE(second);
  EXPECT_EQ(second->probe.size, one.size());
}

std::string newc(std::string_view name, std::uint32_t inode, std::uint32_t links,
                 std::string_view data, std::uint32_t name_size) {
  std::string text = fmt::format("070701{:08x}{:08x}{:08x}{:08x}{:08x}{:08x}{:08x}", inode, 0100644,
                                 0, 0, links, 0, data.size());
  text += fmt::format("{:08x}{:08x}{:08x}{:08x}{:08x}{:08x}", 0, 0, 0, 0, name_size, 0);
  text += name;
  text += '\0';
  while (text.size() % 4 != 0) text += '\0';
  text += data;
  while (text.size() % 4 != 0) text += '\0';
  return text;
}

TEST(Cpio, NamesOfOneFileWithOtherBytesAreKeptApart) {
  const std::string text =
      newc("a", 7, 2, "aaa", 2) + newc("b", 7, 2, "bbb", 2) + newc("TRAILER!!!", 0, 1, "", 11);
  const Bytes bytes = as_bytes(text);
  const auto opened = open(cpio, bytes);
  ASSERT_TRUE(opened) << opened.error().detail;
  ASSERT_EQ(opened->members.size(), 2U);
  EXPECT_NE(opened->members[0].attributes.inode, opened->members[1].attributes.inode);
  EXPECT_EQ(as_text(*testing::member_bytes(bytes, opened->members[1])), "bbb");
  EXPECT_EQ(opened->problems.size(), 1U);
}

TEST(Cpio, ANameOfNoBytesOrFourGigabytesIsRefused) {
  EXPECT_FALSE(open(cpio, as_bytes(newc("a", 1, 1, "", 0))));
  EXPECT_FALSE(open(cpio, as_bytes(newc("a", 1, 1, "", 0xffffffff))));
  EXPECT_FALSE(open(cpio, as_bytes(newc("a", 1, 1, "", 1))));
}

TEST(Cpio, SaysWhereItIsCut) {
  const Buffer& whole = packed().archives.at("newc");
  const auto opened = open(cpio, Bytes(whole).first(whole.size() / 2));
  ASSERT_TRUE(opened);
  EXPECT_EQ(opened->probe.size, whole.size() / 2);
  ASSERT_EQ(opened->probe.problems.size(), 1U);
  EXPECT_EQ(opened->probe.problems[0].code, ErrorCode::truncated);
}

TEST(Cpio, IsNotTakenForOneWithABadDigit) {
  Buffer bytes = packed().archives.at("newc");
  bytes[20] = 'x';
  EXPECT_FALSE(open(cpio, bytes));
}

TEST(Cpio, OpensTheSample) {
  if (testing::samples().empty()) GTEST_SKIP() << "no samples beside the repository";
  const Buffer bytes = testing::file_bytes(testing::samples() / "formats/patool--test.cpio");
  const auto opened = open(cpio, bytes);
  ASSERT_TRUE(opened);
  EXPECT_EQ(opened->probe.size, bytes.size());
  const Member* file = opened->find("get_files_test/generic folder/test file 3_.txt");
  ASSERT_NE(file, nullptr);
  EXPECT_EQ(as_text(*testing::member_bytes(bytes, *file)), "The third test file!");
}

TEST(Cpio, SurvivesDamage) {
  testing::survives_damage(cpio, packed().archives.at("crc"));
  testing::survives_damage(cpio, packed().archives.at("bin"));
}

}  // namespace
}  // namespace assay::unpack
