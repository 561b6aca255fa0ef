// What a scan keeps of containers that lie or are damaged.
#include <gtest/gtest.h>

#include "unpack/handlers/stream_test.h"
#include "unpack/scan_test.h"

namespace assay::unpack {
namespace {

using testing::checks_of;
using testing::find;
using testing::has_problem;
using testing::scan_file;
using testing::TemporaryFolder;

// A zip of a member "text" (deflate) and another behind it, changed by `change`, which has the
// archive's bytes in `data` and where the data of the first member starts in `at`.
void make_zip(const TemporaryFolder& folder, const std::string& change, int level = 9) {
  std::ofstream(folder / "make.py") << R"(
import random, struct, zipfile
random.seed(1)
text = b''.join(b'line %d\n' % random.randrange(10**6) for i in range(20000))
with zipfile.ZipFile('a.zip', 'w', 8, compresslevel=)"
                                    << level << R"() as z:
    z.writestr('text', text)
    z.writestr('other', b'needle ' * 50)
data = bytearray(open('a.zip', 'rb').read())
at = 30 + 4
)" << change << "\nopen('a.zip', 'wb').write(data); open('plain', 'wb').write(text)\n";
  folder.run("python3 make.py");
}

// Level 0 makes stored blocks; the second of them contradicts itself.
constexpr const char* break_second_block =
    "first = struct.unpack_from('<H', data, at + 1)[0]\ndata[at + 5 + first + 3] ^= 1";

TEST(Damage, KeepsWhatWasDecodedBeforeADefect) {
  const TemporaryFolder folder;
  make_zip(folder, break_second_block, 0);
  const Tree tree = scan_file(folder / "a.zip");
  testing::expect_partitions(tree);
  const Node* text = find(tree, "text");
  ASSERT_NE(text, nullptr);
  const Buffer plain = testing::file_bytes(folder / "plain");
  EXPECT_GT(text->size, 10'000U);
  ASSERT_LT(text->size, plain.size());
  EXPECT_TRUE(has_problem(*text, ErrorCode::corrupt));
  EXPECT_EQ(text->sha256, sha256(Bytes(plain).first(text->size)));
  EXPECT_EQ(checks_of(*text), "size absent, crc32 absent");
  const Node* other = find(tree, "other");
  EXPECT_EQ(other->facts.size(), 50U);
  EXPECT_EQ(checks_of(*other), "size ok, crc32 ok");
}

TEST(Damage, HoldsMembersAgainstTheirStatedChecksum) {
  const TemporaryFolder folder;
  make_zip(folder,
           "for at in (14, data.index(b'PK\\1\\2') + 16): data[at] ^= 1\n"
           "for at in (22, data.index(b'PK\\1\\2') + 24): data[at] ^= 1");
  const Tree tree = scan_file(folder / "a.zip");
  const Node* text = find(tree, "text");
  ASSERT_NE(text, nullptr);
  EXPECT_EQ(text->size, testing::file_bytes(folder / "plain").size());
  EXPECT_EQ(checks_of(*text), "size bad, crc32 bad");
  EXPECT_NE(text->checks[1].detail.find("stated"), std::string::npos);
  EXPECT_TRUE(text->problems.empty());
}

// An archive that was written to a pipe states them behind the data; here without a directory.
TEST(Damage, FindsTheChecksumBehindTheData) {
  const TemporaryFolder folder;
  folder.run("seq 3000 | zip -q - - >b.zip && head -c -80 b.zip >cut.zip");
  const Tree tree = scan_file(folder / "cut.zip");
  const Node* member = find(tree, "-");
  ASSERT_NE(member, nullptr);
  EXPECT_EQ(checks_of(*member), "size ok, crc32 ok");
}

TEST(Damage, LeavesZerosForABlockThatIsLost) {
  const TemporaryFolder folder;
  folder.run(
      "mkdir d && seq 10000 | head -c 20480 >d/f && "
      "mksquashfs d c.sqfs -b 4096 -no-fragments -comp gzip -quiet >/dev/null");
  Buffer image = testing::file_bytes(folder / "c.sqfs");
  // The blocks stand behind the super block, each with a zlib header. The second one's is broken.
  std::size_t at = 97;
  while (image[at] != 0x78 || image[at + 1] != 0xda) at++;
  image[at + 1] ^= 1U;
  testing::write_file(folder / "broken", image);
  const Tree tree = scan_file(folder / "broken");
  testing::expect_partitions(tree);
  const Node* file = find(tree, "f");
  ASSERT_NE(file, nullptr);
  ASSERT_EQ(file->problems.size(), 1U);
  EXPECT_EQ(file->problems[0].stage, "decode");
  EXPECT_EQ(file->problems[0].range, (Range{4096, 4096}));
  Buffer plain = testing::file_bytes(folder / "d/f");
  std::fill(plain.begin() + 4096, plain.begin() + 8192, std::uint8_t{0});
  EXPECT_EQ(file->sha256, sha256(plain));
}

TEST(Damage, CutsAFileWhoseLastBlocksAreLost) {
  const TemporaryFolder folder;
  folder.run(
      "mkdir d && head -c 100000 /usr/bin/python3 >d/f && "
      "mke2fs -q -F -t ext4 -b 1024 -d d image 4M && cp image cut && "
      "debugfs -R 'blocks f' image 2>/dev/null | tr -s ' ' '\\n' | sort -n | sed '/^$/d' >blocks "
      "&& "
      "truncate -s $(( $(sed -n 50p blocks) * 1024 + 512 )) cut");
  const Tree tree = scan_file(folder / "cut");
  const Node* file = find(tree, "f");
  ASSERT_NE(file, nullptr);
  EXPECT_TRUE(has_problem(*file, ErrorCode::truncated));
  EXPECT_GT(file->size, 40'000U);
  const Buffer whole = testing::file_bytes("/usr/bin/python3");
  EXPECT_EQ(file->sha256, sha256(Bytes(whole).first(file->size)));
}

TEST(Damage, TellsAWrongChecksumOfAStream) {
  for (const std::string pack : {"gzip -c", "xz -c", "zstd -qc --check", "lz4 -qc", "lzop -c"}) {
    const TemporaryFolder folder;
    folder.run("seq 3000 >plain && " + pack + " plain >packed");
    const Buffer packed = testing::file_bytes(folder / "packed");
    const Buffer plain = testing::file_bytes(folder / "plain");
    int wrong = 0;
    for (std::size_t back = 1; back < 60 && wrong == 0; back++) {
      Buffer changed = packed;
      changed[changed.size() - back] ^= 1U;
      const Tree tree = testing::scan(std::string(as_text(changed)) + std::string(64, '\0'));
      ASSERT_GE(tree.nodes.size(), 1U);
      if (tree.nodes.size() < 3 || tree.nodes[1].checks.empty() ||
          tree.nodes[1].checks[0].state != CheckState::bad)
        continue;
      wrong++;
      EXPECT_EQ(tree.nodes[1].size, packed.size()) << pack;
      // Of lzop's blocks the checksums stand in front: here it is the data that is wrong.
      const bool data_is_wrong = pack.starts_with("lzop");
      EXPECT_EQ(tree.nodes[2].sha256 == sha256(plain), !data_is_wrong) << pack;
      EXPECT_TRUE(has_problem(tree.nodes[1], ErrorCode::corrupt));
    }
    EXPECT_EQ(wrong, 1) << pack;
  }
}

// Bytes of members that cannot be read are theirs all the same.
TEST(Damage, AccountsForMembersThatCannotBeRead) {
  const TemporaryFolder folder;
  make_zip(folder,
           "struct.pack_into('<H', data, 8, 98)\n"
           "struct.pack_into('<H', data, data.index(b'PK\\1\\2') + 10, 98)");
  const Tree tree = scan_file(folder / "a.zip");
  testing::expect_partitions(tree);
  EXPECT_TRUE(has_problem(*find(tree, "text"), ErrorCode::unsupported));
  for (const Region& region : find(tree, "zip")->regions)
    EXPECT_EQ(region.kind, RegionKind::known) << region.range.offset;
}

}  // namespace
}  // namespace assay::unpack
