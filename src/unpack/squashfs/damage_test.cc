// Images that lie or are cut short: what can be read is delivered, and what cannot is told.
#include <random>

#include "unpack/squashfs/image_test.h"

namespace assay::unpack {
namespace {

using testing::Entry;

// Inodes and directories are stored plain, so that a test can change them. The first inode is that
// of `a`, and every file but `c` has a block of its own.
std::vector<Entry> small_tree() {
  return {{"a", NodeKind::file, 0600, 1, 2, 1, std::string(5000, 'a')},
          {"b", NodeKind::file, 0600, 1, 2, 1, std::string(9000, 'b')},
          {"c", NodeKind::file, 0600, 1, 2, 1, "c"},
          {"d", NodeKind::directory, 0700, 1, 2, 1, ""},
          {"d/loop", NodeKind::directory, 0700, 1, 2, 1, ""},
          {"d/loop/deep", NodeKind::directory, 0700, 1, 2, 1, ""},
          {"d/z", NodeKind::symlink, 0777, 1, 2, 1, "target"}};
}

Buffer small_image(const std::string& options = "-noI -b 4096 -nopad") {
  return testing::make_image(small_tree(), options);
}

void put(Buffer& image, std::size_t at, std::uint64_t value, unsigned size) {
  for (unsigned i = 0; i < size; i++) image.at(at + i) = static_cast<std::uint8_t>(value >> 8 * i);
}

std::uint64_t get(const Buffer& image, std::size_t at, unsigned size) {
  std::uint64_t value = 0;
  for (unsigned i = size; i > 0; i--) value = value << 8U | image.at(at + i - 1);
  return value;
}

constexpr std::size_t inodes_at = 4;
constexpr std::size_t compression_at = 20;
constexpr std::size_t root_at = 32;
constexpr std::size_t inode_table_at = 64;

std::size_t first_inode(const Buffer& image) { return get(image, inode_table_at, 8) + 2; }

bool tells(const testing::Opened& opened, std::string_view words) {
  return std::ranges::any_of(opened.problems, [&](const Problem& problem) {
    return problem.sentence.find(words) != std::string::npos;
  });
}

// The bytes of a file, or in words why there are none.
std::string text_of(const testing::Opened& opened, const Buffer& image, std::string_view name) {
  const Member* member = opened.find(name);
  if (member == nullptr) return "missing";
  if (member->unreadable) return "unreadable: " + member->unreadable->detail;
  auto text = testing::Contents(Bytes(image).first(opened.probe.size)).read(*member);
  return text ? *std::move(text) : "undecodable: " + text.error().detail;
}

// What came before the error is kept, so that only a file without a readable block has none.
std::optional<Error> why_not_whole(const Member& member) {
  return member.unreadable ? member.unreadable : member.incomplete;
}

TEST(SquashfsDamage, SurvivesIt) {
  testing::survives_damage(squashfs, small_image());
  testing::survives_damage(squashfs, small_image("-b 4096 -nopad -comp xz"));
  for (const char* name : {"zlib_le.sqfs3", "lzma_le.sqfs2", "avm_be.sqfs4"}) {
    if (testing::samples().empty()) continue;
    const Buffer sample =
        testing::file_bytes(testing::samples() / "formats" / (std::string("squashFS--") + name));
    testing::survives_damage(squashfs, Bytes(sample).first(600));
  }
}

TEST(SquashfsDamage, IsNotTakenForOneWithAnImpossibleHeader) {
  const Buffer image = small_image();
  const auto refused = [&](std::size_t at, std::uint64_t value, unsigned size) {
    Buffer changed = image;
    put(changed, at, value, size);
    return !testing::probe_at(squashfs, changed);
  };
  EXPECT_FALSE(refused(0, 0x74717368, 4));  // another magic decides nothing here
  EXPECT_TRUE(refused(28, 5, 2));           // version
  EXPECT_TRUE(refused(12, 5000, 4));        // block size
  EXPECT_TRUE(refused(22, 13, 2));          // its logarithm
  EXPECT_TRUE(refused(inodes_at, 0, 4));    // no inodes
  EXPECT_TRUE(refused(40, 50, 8));          // bytes used
  EXPECT_TRUE(refused(64, 1U << 30U, 8));   // inode table behind the end
}

TEST(SquashfsDamage, OfACutImageIsTold) {
  const Buffer image = small_image();
  const auto opened = testing::open(squashfs, Bytes(image).first(image.size() / 2));
  ASSERT_TRUE(opened);
  EXPECT_EQ(opened->probe.size, image.size() / 2);
  EXPECT_EQ(opened->probe.confidence, Confidence::plausible);
  ASSERT_FALSE(opened->probe.problems.empty());
  EXPECT_EQ(opened->probe.problems[0].code, ErrorCode::truncated);
}

TEST(SquashfsDamage, CutBehindTheInodesLeavesTheNames) {
  const Buffer image = small_image();
  const auto opened = testing::open(squashfs, Bytes(image).first(image.size() - 10));
  ASSERT_TRUE(opened);
  EXPECT_EQ(opened->members.size(), small_tree().size() + 1);
  EXPECT_FALSE(opened->find("b")->attributes.uid);
  EXPECT_EQ(text_of(*opened, image, "b"), std::string(9000, 'b'));
}

TEST(SquashfsDamage, OfTheInodeCountIsAFailedCheck) {
  Buffer image = small_image();
  put(image, inodes_at, 1'000'000'000, 4);
  const auto opened = testing::open(squashfs, image);
  ASSERT_TRUE(opened);
  EXPECT_EQ(opened->members.size(), small_tree().size() + 1);
  EXPECT_TRUE(tells(*opened, "inode count: stated 1000000000, reached 8"));
}

// Changes the listing's entry of `name` to name the root's inode.
TEST(SquashfsDamage, OfADirectoryThatHoldsTheRootIsNoLoop) {
  for (const std::string name : {"loop", "deep"}) {
    Buffer image = small_image();
    const auto at = std::search(image.begin() + 96, image.end(), name.begin(), name.end());
    ASSERT_NE(at, image.end());
    put(image, static_cast<std::size_t>(at - image.begin()) - 8, get(image, root_at, 2), 2);
    const auto opened = testing::open(squashfs, image);
    ASSERT_TRUE(opened);
    EXPECT_TRUE(tells(*opened, "stands in a second place"));
    EXPECT_TRUE(tells(*opened, "inode count"));
    EXPECT_EQ(opened->find("d/z")->attributes.link_target, "target");
    EXPECT_LE(opened->members.size(), small_tree().size() + 1);
  }
}

TEST(SquashfsDamage, OfAnOwnersIndexCostsTheOwnerOnly) {
  Buffer image = small_image();
  put(image, first_inode(image) + 4, 99, 2);
  const auto opened = testing::open(squashfs, image);
  ASSERT_TRUE(opened);
  EXPECT_TRUE(tells(*opened, "a: record 99 of a table of"));
  EXPECT_FALSE(opened->find("a")->attributes.uid);
  EXPECT_EQ(opened->find("b")->attributes.uid, 1U);
  EXPECT_EQ(text_of(*opened, image, "a"), std::string(5000, 'a'));
}

TEST(SquashfsDamage, OfAFilesPlaceCostsTheFileOnly) {
  struct Change {
    std::size_t at;  // in the inode of `a`
    std::uint64_t value;
    ErrorCode code;
  };
  for (const Change& change : {Change{16, 0x7fffffff, ErrorCode::truncated},     // first block
                               Change{20, 77, ErrorCode::corrupt},               // fragment
                               Change{24, 0xfffffff0, ErrorCode::corrupt},       // offset in it
                               Change{32, 0x00ffffff, ErrorCode::truncated}}) {  // block's size
    SCOPED_TRACE(change.at);
    Buffer image = small_image();
    put(image, first_inode(image) + change.at, change.value, 4);
    const auto opened = testing::open(squashfs, image);
    ASSERT_TRUE(opened);
    ASSERT_NE(opened->find("a"), nullptr);
    const auto why = why_not_whole(*opened->find("a"));
    ASSERT_TRUE(why);
    EXPECT_EQ(why->code, change.code);
    EXPECT_EQ(text_of(*opened, image, "b"), std::string(9000, 'b'));
    EXPECT_EQ(text_of(*opened, image, "c"), "c");
  }
}

TEST(SquashfsDamage, OfAFilesSizeEndsWithTheList) {
  Buffer image = small_image();
  put(image, first_inode(image) + 28, 0xffffffff, 4);
  const auto opened = testing::open(squashfs, image);
  ASSERT_TRUE(opened);
  EXPECT_TRUE(why_not_whole(*opened->find("a")));
  EXPECT_EQ(text_of(*opened, image, "c"), "c");
}

TEST(SquashfsDamage, OfTheStatedCompressionIsSeenThrough) {
  for (const std::string compression : {"xz", "lzo", "lz4", "zstd", "lzma"}) {
    Buffer image = small_image("-b 4096 -nopad -comp " + compression);
    put(image, compression_at, compression == "lzma" ? 4 : 1, 2);
    const auto opened = testing::open(squashfs, image);
    ASSERT_TRUE(opened);
    EXPECT_EQ(opened->probe.title, "SquashFS 4.0, " + compression + ", 8 inodes");
    EXPECT_EQ(text_of(*opened, image, "b"), std::string(9000, 'b'));
  }
}

TEST(SquashfsDamage, OfAllMetadataStillLeavesAFinding) {
  Buffer image = small_image("-b 4096 -nopad");
  std::mt19937_64 random(1);
  for (std::size_t i = get(image, inode_table_at, 8); i < image.size(); i++)
    image[i] = static_cast<std::uint8_t>(random());
  const auto opened = testing::open(squashfs, image);
  ASSERT_TRUE(opened);
  EXPECT_EQ(opened->probe.confidence, Confidence::plausible);
  ASSERT_FALSE(opened->probe.problems.empty());
  EXPECT_EQ(opened->probe.problems[0].sentence, "no codec makes sense of the inode table");
}

TEST(SquashfsDamage, OfPathsPastTheLimitCostsThemOnly) {
  const testing::TemporaryFolder folder;
  std::ofstream lines(folder / "lines");
  std::string path;
  for (int depth = 0; depth < 20; depth++) {
    path += (depth == 0 ? "" : "/") + std::string(250, 'n');
    lines << path << " d 755 0 0\n";
  }
  lines << "zz d 755 0 0\n";
  lines.close();
  folder.run("mkdir empty && mksquashfs empty image -pf lines -no-progress -nopad");
  const auto opened = testing::open(squashfs, testing::file_bytes(folder / "image"));
  ASSERT_TRUE(opened);
  EXPECT_FALSE(opened->error);
  EXPECT_TRUE(tells(*opened, "a path of 4266 bytes"));
  EXPECT_EQ(opened->members.size(), 1U + 16 + 1);
  EXPECT_NE(opened->find("zz"), nullptr);
}

}  // namespace
}  // namespace assay::unpack
