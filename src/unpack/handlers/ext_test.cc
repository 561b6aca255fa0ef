#include "unpack/handlers/tree_test.h"

namespace assay::unpack {
extern const Handler ext;
namespace {

struct Packed {
  testing::TemporaryFolder folder;
  std::string listing;
};

// One tree, packed by mke2fs in each of its forms; the file `sparse` has holes and, in ext2,
// needs blocks of block numbers two deep.
const Packed& packed() {
  static const auto* packed = [] {
    auto* p = new Packed;
    testing::pack_tree(p->folder, R"(
cd tree
truncate -s 5000000 sparse; printf end >>sparse; touch -d @1500000001 sparse
printf middle | dd of=sparse bs=1 seek=2000000 conv=notrunc 2>/dev/null
python3 -c 'for i in range(300): open("sub/deeper/a-rather-long-name-%d" % i, "w").write(str(i))'
ln -s $(printf 'long%050d' 1)/$(printf '%050d' 2) sub/long-link
find . -exec touch -h -d @1500000001 {} +
cd ..
make() { mke2fs -q -F -d tree "$@"; }
make -t ext2 -b 1024 -I 128 -O ^resize_inode ext2-1k.img 8M
make -t ext2 -b 4096 ext2-4k.img 8M
make -t ext2 -r 0 ext2-rev0.img 8M
make -t ext3 -b 2048 -I 256 ext3.img 8M
make -t ext4 -b 1024 -I 256 ext4-1k.img 8M
make -t ext4 -b 4096 -O 64bit,metadata_csum,inline_data ext4-inline.img 8M
make -t ext4 -b 1024 -O meta_bg,^resize_inode,64bit -g 1024 ext4-meta.img 8M
make -t ext4 -b 4096 -O bigalloc -C 16384 ext4-bigalloc.img 12M
make -t ext4 -b 65536 -N 512 -O ^has_journal,^resize_inode ext4-64k.img 48M
)");
    p->listing = testing::text_of(p->folder / "listing");
    return p;
  }();
  return *packed;
}

// The lines but those of what mke2fs changes or adds.
std::string comparable(const std::string& listing) {
  std::string kept;
  std::size_t at = 0;
  while (at < listing.size()) {
    const std::size_t end = listing.find('\n', at) + 1;
    const std::string line = listing.substr(at, end - at);
    if (!line.starts_with(".|") && !line.starts_with("lost+found|")) kept += line;
    at = end;
  }
  return kept;
}

TEST(Ext, OpensWhatMke2fsPacked) {
  for (const std::string name : {"ext2-1k", "ext2-4k", "ext2-rev0", "ext3", "ext4-1k",
                                 "ext4-inline", "ext4-meta", "ext4-bigalloc", "ext4-64k"}) {
    const Buffer image = testing::file_bytes(packed().folder / (name + ".img"));
    const auto opened = testing::open(ext, image);
    ASSERT_TRUE(opened) << name << opened.error().detail;
    EXPECT_EQ(opened->probe.size, image.size()) << name;
    EXPECT_GE(opened->probe.confidence, Confidence::consistent) << name;
    EXPECT_FALSE(opened->error) << name << opened->error->detail;
    EXPECT_TRUE(opened->problems.empty()) << name << opened->problems[0].sentence;
    EXPECT_EQ(comparable(testing::listing_of(image, *opened)), comparable(packed().listing))
        << name;
    EXPECT_NE(opened->find("lost+found"), nullptr) << name;
  }
}

TEST(Ext, SaysWhatTheSuperBlockStates) {
  const testing::TemporaryFolder folder;
  folder.run(
      "mke2fs -q -F -t ext4 -L config -M /overlay "
      "-U 6a0b5e9e-1111-2222-3333-444455556666 image 4M");
  Buffer image = testing::with_garbage(testing::file_bytes(folder / "image"));
  auto opened = testing::open(ext, image);
  ASSERT_TRUE(opened) << opened.error().detail;
  EXPECT_EQ(opened->probe.size, 4U << 20U);
  EXPECT_EQ(opened->probe.confidence, Confidence::proven);
  EXPECT_EQ(opened->probe.title, "ext4, 4096 blocks of 1024 bytes, \"config\"");
  EXPECT_EQ(testing::field_of(opened->probe.header, "last_mounted"), Value("/overlay"));
  EXPECT_EQ(testing::field_of(opened->probe.header, "uuid"),
            Value("6a0b5e9e111122223333444455556666"));
  image[1024 + 0x78] ^= 1U;
  opened = testing::open(ext, image);
  ASSERT_TRUE(opened);
  EXPECT_EQ(opened->probe.checks[0].state, CheckState::bad);
}

TEST(Ext, ReadsExtendedAttributesInTheInodeAndInABlock) {
  const testing::TemporaryFolder folder;
  folder.run(
      "mkdir tree && echo x >tree/f && mke2fs -q -F -t ext4 -I 256 -d tree image 4M && "
      "head -c 600 /dev/zero | tr '\\0' v >value && "
      "debugfs -w -R 'ea_set f user.small note' image && "
      "debugfs -w -R 'ea_set -f value f security.large' image");
  const Buffer image = testing::file_bytes(folder / "image");
  const auto opened = testing::open(ext, image);
  ASSERT_TRUE(opened) << opened.error().detail;
  ASSERT_NE(opened->find("f"), nullptr);
  const Fields& xattrs = opened->find("f")->attributes.xattrs;
  EXPECT_EQ(testing::field_of(xattrs, "user.small"), Value("note"));
  EXPECT_EQ(testing::field_of(xattrs, "security.large"), Value(std::string(600, 'v')));
}

TEST(Ext, SaysHowMuchOfTheJournalIsNotReplayed) {
  const testing::TemporaryFolder folder;
  folder.run(
      "mkdir tree && echo x >tree/f && mke2fs -q -F -t ext4 -O ^64bit -b 1024 -d tree image 16M && "
      "head -c 3072 /usr/bin/python3 >data && "
      "printf 'jo\\njw -b 9000,9001,9002 data\\njw -b 9000 data\\njc\\n' | "
      "debugfs -w -f - image && dumpe2fs -h image | grep needs_recovery");
  const auto opened = testing::open(ext, testing::file_bytes(folder / "image"));
  ASSERT_TRUE(opened) << opened.error().detail;
  EXPECT_EQ(testing::field_of(opened->probe.header, "transactions_not_replayed"), Value(2));
  ASSERT_EQ(opened->probe.problems.size(), 1U);
  EXPECT_EQ(opened->probe.problems[0].sentence,
            "the journal has 2 committed transactions that are not in place; files are read as "
            "they are without them");
}

TEST(Ext, ReadsTimesBehind2038) {
  const testing::TemporaryFolder folder;
  folder.run(
      "mkdir tree && echo x >tree/f && mke2fs -q -F -t ext4 -I 256 -d tree image 4M && "
      "debugfs -w -R 'set_inode_field f mtime @705032704' image && "
      "debugfs -w -R 'set_inode_field f mtime_extra 1' image");
  const auto opened = testing::open(ext, testing::file_bytes(folder / "image"));
  ASSERT_TRUE(opened) << opened.error().detail;
  EXPECT_EQ(opened->find("f")->attributes.mtime_s, 5000000000);
}

TEST(Ext, GivesHardLinksOneInode) {
  const Buffer image = testing::file_bytes(packed().folder / "ext4-1k.img");
  const auto opened = testing::open(ext, image);
  ASSERT_TRUE(opened);
  EXPECT_EQ(opened->find("hello")->attributes.inode,
            opened->find("sub/deeper/again")->attributes.inode);
}

TEST(Ext, AccountsForEveryUsedBlock) {
  for (const std::string name : {"ext2-1k", "ext3", "ext4-1k", "ext4-meta", "ext4-64k"}) {
    const testing::TemporaryFolder folder;
    const auto path = packed().folder / (name + ".img");
    folder.run("dumpe2fs '" + path.string() +
               "' 2>/dev/null | sed -n 's/^Block size: *//p;"
               "s/^Block count: *//p;s/^Free blocks: *\\([0-9]*\\)$/\\1/p' >numbers");
    std::uint64_t count = 0, unused = 0, block_size = 0;
    std::ifstream(folder / "numbers") >> count >> unused >> block_size;
    const Buffer image = testing::file_bytes(path);
    const auto opened = testing::open(ext, image);
    ASSERT_TRUE(opened);
    std::vector<bool> claimed(count);
    for (const Claim& claim : opened->claims)
      for (std::uint64_t at = claim.range.offset / block_size; at * block_size < claim.range.end();
           at++)
        claimed[at] = true;
    const auto used = static_cast<std::uint64_t>(std::ranges::count(claimed, true));
    // The boot block counts as used and is claimed by nobody.
    const std::uint64_t boot = block_size == 1024 ? 1 : 0;
    EXPECT_GE(used + boot, count - unused - 2) << name;
    EXPECT_LE(used, count - unused) << name;
  }
}

TEST(Ext, KeepsWhatIsThereOfAnImageCutShort) {
  Buffer image = testing::file_bytes(packed().folder / "ext4-1k.img");
  image.resize(image.size() / 2);
  const auto opened = testing::open(ext, image);
  ASSERT_TRUE(opened);
  EXPECT_EQ(opened->probe.size, image.size());
  EXPECT_EQ(opened->probe.problems[0].code, ErrorCode::truncated);
  EXPECT_NE(opened->find("hello"), nullptr);
}

TEST(Ext, IsNotTakenForOneWhoseFieldsContradictEachOther) {
  const Buffer image = testing::file_bytes(packed().folder / "ext2-1k.img");
  for (const std::size_t at : {0x18U, 0x28U, 0x20U, 0x5aU}) {  // block size, counts, group number
    Buffer other = image;
    other[1024 + at] = other[1024 + at + 1] = other[1024 + at + 2] = 0x7f;
    EXPECT_FALSE(testing::open(ext, other)) << at;
  }
}

TEST(Ext, OpensAnImageOfAnotherMaker) {
  if (testing::samples().empty()) GTEST_SKIP() << "no samples here";
  const testing::TemporaryFolder folder;
  folder.run("xz -dc '" + (testing::samples() / "formats/sevenz--ext3.img.xz").string() +
             "' >image && debugfs -R 'ls -p' image | grep -c / >count");
  const Buffer image = testing::file_bytes(folder / "image");
  const auto opened = testing::open(ext, image);
  ASSERT_TRUE(opened) << opened.error().detail;
  EXPECT_EQ(opened->probe.title.substr(0, 4), "ext3");
  EXPECT_TRUE(opened->problems.empty());
  for (const Member& member : opened->members)
    EXPECT_TRUE(testing::member_bytes(image, member)) << member.name;
}

TEST(Ext, SurvivesDamage) {
  const testing::TemporaryFolder folder;
  folder.run(
      "mkdir -p tree/a/b && seq 2000 >tree/f && ln -s f tree/a/l && "
      "mke2fs -q -F -t ext4 -b 1024 -N 32 -O inline_data,^resize_inode,^has_journal "
      "-d tree four 100k && "
      "mke2fs -q -F -t ext2 -b 1024 -N 32 -O ^resize_inode -d tree two 100k");
  testing::survives_damage(ext, testing::file_bytes(folder / "four"));
  testing::survives_damage(ext, testing::file_bytes(folder / "two"));
}

}  // namespace
}  // namespace assay::unpack
