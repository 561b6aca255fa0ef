#include "unpack/handlers/tree_test.h"
#include "unpack/tar_header.h"

namespace assay::unpack {
extern const Handler tar;
namespace {

using testing::open;
using testing::TemporaryFolder;

struct Packed {
  TemporaryFolder folder;
  Buffer v7, ustar, gnu, oldgnu, pax, python;
  std::string listing;
};

// All formats of GNU tar, and Python's, made once.
const Packed& packed() {
  static const Packed* const all = [] {
    auto* p = new Packed;
    testing::pack_tree(p->folder, R"(
for format in ustar gnu oldgnu posix; do tar -cf $format.tar --format=$format -C tree .; done
tar -cf v7.tar --format=v7 --exclude=fifo --exclude=serial --exclude=disk -C tree .
python3 -c 'import tarfile; t = tarfile.open("python.tar", "w"); t.add("tree", "."); t.close()'
)");
    p->v7 = testing::file_bytes(p->folder / "v7.tar");
    p->ustar = testing::file_bytes(p->folder / "ustar.tar");
    p->gnu = testing::file_bytes(p->folder / "gnu.tar");
    p->oldgnu = testing::file_bytes(p->folder / "oldgnu.tar");
    p->pax = testing::file_bytes(p->folder / "posix.tar");
    p->python = testing::file_bytes(p->folder / "python.tar");
    p->listing = testing::text_of(p->folder / "listing");
    return p;
  }();
  return *all;
}

void opens_whole(const Buffer& archive, std::string_view dialect) {
  const Buffer longer = testing::with_garbage(archive);
  const auto opened = open(tar, longer);
  ASSERT_TRUE(opened) << opened.error().detail;
  EXPECT_FALSE(opened->error);
  EXPECT_EQ(opened->probe.size, archive.size());
  EXPECT_EQ(opened->probe.confidence, Confidence::proven);
  EXPECT_EQ(opened->probe.title, fmt::format("tar ({}), 16 entries", dialect));
  EXPECT_TRUE(opened->probe.problems.empty());
  EXPECT_EQ(testing::listing_of(Bytes(longer).first(archive.size()), *opened), packed().listing);
  const Member* first = opened->find("hello");
  const Member* second = opened->find("sub/deeper/again");
  ASSERT_TRUE(first != nullptr && second != nullptr);
  ASSERT_TRUE(first->attributes.inode);
  EXPECT_EQ(first->attributes.inode, second->attributes.inode);
  EXPECT_EQ(first->content.extents[0].stored, second->content.extents[0].stored);
}

TEST(Tar, OpensWhatGnuTarWrites) {
  opens_whole(packed().ustar, "ustar");
  opens_whole(packed().gnu, "gnu");
  opens_whole(packed().oldgnu, "gnu");
  opens_whole(packed().pax, "pax");
}

TEST(Tar, OpensWhatPythonWrites) { opens_whole(packed().python, "pax"); }

TEST(Tar, OpensTheOldFormatWithoutMagic) {
  const auto opened = open(tar, packed().v7);
  ASSERT_TRUE(opened) << opened.error().detail;
  EXPECT_EQ(opened->probe.size, packed().v7.size());
  const Member* hello = opened->find("hello");
  ASSERT_NE(hello, nullptr);
  EXPECT_EQ(hello->attributes.mode, 0600U);
  EXPECT_EQ(hello->attributes.uid, 1000U);
  EXPECT_EQ(opened->find("sub")->kind, NodeKind::directory);
  EXPECT_EQ(opened->find("symlink")->attributes.link_target, "hello");
}

TEST(Tar, EveryByteIsAMembersOrClaimedOrPadding) {
  const auto opened = open(tar, packed().gnu);
  ASSERT_TRUE(opened);
  std::vector<bool> claimed(packed().gnu.size());
  for (const Claim& claim : opened->claims)
    for (std::uint64_t i = claim.range.offset; i < claim.range.end(); i++) claimed[i] = true;
  for (std::size_t i = 0; i < claimed.size(); i++) {
    ASSERT_TRUE(claimed[i] || packed().gnu[i] == 0) << i;
  }
}

TEST(Tar, ReadsLongNamesAndLinks) {
  const TemporaryFolder folder;
  const std::string name(230, 'n');
  folder.run("mkdir t && echo a > t/" + name + " && ln -s " + std::string(300, 'l') +
             " t/link && tar -cf gnu.tar --format=gnu -C t . && tar -cf pax.tar --format=posix"
             " -C t . && mkdir -p u/" +
             std::string(90, 'd') + " && echo b > u/" + std::string(90, 'd') + "/" +
             std::string(100, 'f') + " && tar -cf ustar.tar --format=ustar -C u .");
  for (const char* archive : {"gnu.tar", "pax.tar"}) {
    const Buffer bytes = testing::file_bytes(folder / archive);
    const auto opened = open(tar, bytes);
    ASSERT_TRUE(opened);
    ASSERT_NE(opened->find(name), nullptr) << archive;
    EXPECT_EQ(opened->find("link")->attributes.link_target, std::string(300, 'l'));
  }
  const Buffer bytes = testing::file_bytes(folder / "ustar.tar");
  const auto opened = open(tar, bytes);
  ASSERT_TRUE(opened);
  EXPECT_NE(opened->find(std::string(90, 'd') + "/" + std::string(100, 'f')), nullptr);
}

TEST(Tar, ReadsSparseFilesInAllTheirFormats) {
  const TemporaryFolder folder;
  folder.run(R"(
for i in 1 3 5 7 9 11 13 30; do
  printf "piece $i" | dd of=sparse bs=1 seek=$((i * 8192)) conv=notrunc
done
truncate -s 300000 sparse
tar -cSf old.tar --format=gnu sparse
for v in 0.0 0.1 1.0; do tar -cSf $v.tar --format=posix --sparse-version=$v sparse; done)");
  const Buffer whole = testing::file_bytes(folder / "sparse");
  for (const char* archive : {"old.tar", "0.0.tar", "0.1.tar", "1.0.tar"}) {
    const Buffer bytes = testing::file_bytes(folder / archive);
    ASSERT_LT(bytes.size(), 100000U) << "tar wrote no sparse archive";
    const auto opened = open(tar, bytes);
    ASSERT_TRUE(opened) << archive;
    const Member* member = opened->find("sparse");
    ASSERT_NE(member, nullptr) << archive;
    ASSERT_FALSE(member->unreadable) << archive << member->unreadable->detail;
    EXPECT_EQ(testing::member_bytes(bytes, *member), whole) << archive;
    EXPECT_EQ(opened->members.size(), 1U);
    testing::survives_damage(tar, bytes);
  }
}

TEST(Tar, ReadsPaxRecords) {
  const TemporaryFolder folder;
  folder.run(R"(python3 -c '
import io, tarfile
t = tarfile.open("a.tar", "w", format=tarfile.PAX_FORMAT, pax_headers={"comment": "abc123"})
i = tarfile.TarInfo("x" * 150 + "/" + "y" * 150)
i.uid = 3000000000; i.gid = 4000000; i.mtime = -1.5; i.size = 3
i.pax_headers = {"SCHILY.xattr.security.capability": "\x01\x02=", "mtime": "-1.5"}
t.addfile(i, io.BytesIO(b"abc"))
t.close()')");
  const Buffer bytes = testing::file_bytes(folder / "a.tar");
  const auto opened = open(tar, bytes);
  ASSERT_TRUE(opened);
  ASSERT_EQ(opened->members.size(), 1U);
  const Attributes& attributes = opened->members[0].attributes;
  EXPECT_EQ(opened->members[0].name, std::string(150, 'x') + "/" + std::string(150, 'y'));
  EXPECT_EQ(attributes.uid, 3000000000U);
  EXPECT_EQ(attributes.gid, 4000000U);
  EXPECT_EQ(attributes.mtime_s, -2);
  EXPECT_EQ(attributes.xattrs, (Fields{{"security.capability", std::string("\1\2=")}}));
  EXPECT_EQ(opened->probe.header.back(), (Field{"comment", std::string("abc123")}));
}

TEST(Tar, ReadsNumbersToTheBase256) {
  const auto number = [](std::vector<std::uint8_t> field) { return tar_number(field); };
  EXPECT_EQ(number({0x80, 0, 0, 0, 0, 0, 1, 0}), 256);
  EXPECT_EQ(number({0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xfe}), -2);
  EXPECT_EQ(number({'0', '0', '1', '7', 0}), 15);
  EXPECT_EQ(number({' ', ' ', '7', ' '}), 7);
  EXPECT_EQ(number({0, 0}), 0);
  EXPECT_FALSE(number({'-', '1'}));
  EXPECT_FALSE(number({'8'}));
  EXPECT_FALSE(number({0x80, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff}));
}

TEST(Tar, AHardLinkToNothingIsToldAndUnreadable) {
  const TemporaryFolder folder;
  folder.run(R"(python3 -c '
import io, tarfile
t = tarfile.open("a.tar", "w", format=tarfile.USTAR_FORMAT)
i = tarfile.TarInfo("../../escape"); i.type = tarfile.LNKTYPE; i.linkname = "/etc/shadow"
t.addfile(i)
i = tarfile.TarInfo("/absolute\n\x1b[31m"); i.size = 1; t.addfile(i, io.BytesIO(b"a"))
t.close()')");
  const Buffer bytes = testing::file_bytes(folder / "a.tar");
  const auto opened = open(tar, bytes);
  ASSERT_TRUE(opened);
  ASSERT_EQ(opened->members.size(), 2U);
  EXPECT_EQ(opened->members[0].name, "../../escape");
  ASSERT_TRUE(opened->members[0].unreadable);
  EXPECT_EQ(opened->members[1].name, "/absolute\n\x1b[31m");
}

// One header block for an entry of this name, type and size (12 bytes as they stand).
Buffer header_block(std::string_view name, char type, std::string_view size) {
  Buffer block(512, 0);
  std::ranges::copy(name, block.begin());
  std::ranges::copy(std::string_view("0000644\0"
                                     "0000000\0"
                                     "0000000\0",
                                     24),
                    block.begin() + 100);
  std::ranges::copy(size, block.begin() + 124);
  std::ranges::copy(std::string_view("        "), block.begin() + 148);
  block[156] = static_cast<std::uint8_t>(type);
  std::ranges::copy(std::string_view("ustar\0"
                                     "00",
                                     8),
                    block.begin() + 257);
  std::uint64_t sum = 0;
  for (const std::uint8_t byte : block) sum += byte;
  std::ranges::copy(fmt::format("{:06o}", sum) + '\0', block.begin() + 148);
  return block;
}

TEST(Tar, ASizeOf2To63IsCutAndANegativeOneEndsIt) {
  const Buffer huge =
      header_block("huge", '0', std::string("\x80\0\0\0\x7f\xff\xff\xff\xff\xff\xff\xff", 12));
  const auto opened = open(tar, huge);
  ASSERT_TRUE(opened);
  EXPECT_EQ(opened->probe.size, 512U);
  ASSERT_EQ(opened->probe.problems.size(), 1U);
  EXPECT_EQ(opened->probe.problems[0].code, ErrorCode::truncated);
  EXPECT_FALSE(open(tar, header_block("negative", '0', std::string(12, '\xff'))));
}

TEST(Tar, PaxHeadersForPaxHeadersEndInTime) {
  Buffer bytes;
  for (int i = 0; i < 4000; i++) {
    const Buffer block = header_block("loop", i % 2 == 0 ? 'x' : 'L', "00000000000");
    bytes.insert(bytes.end(), block.begin(), block.end());
  }
  const auto opened = open(tar, bytes);
  ASSERT_TRUE(opened);
  EXPECT_EQ(opened->members.size(), 0U);
  EXPECT_EQ(opened->probe.size, bytes.size());
}

TEST(Tar, ABlockThatIsNoHeaderEndsIt) {
  Buffer bytes = header_block("a", '0', "00000000000");
  const std::uint64_t size = bytes.size();
  bytes = testing::with_garbage(std::move(bytes));
  const auto opened = open(tar, bytes);
  ASSERT_TRUE(opened);
  EXPECT_EQ(opened->probe.size, size);
  EXPECT_EQ(opened->probe.problems.size(), 1U);
}

TEST(Tar, IsNotTakenForOneWithAWrongChecksum) {
  Buffer bytes = header_block("a", '0', "00000000000");
  bytes[0] ^= 1U;
  EXPECT_FALSE(open(tar, bytes));
}

TEST(Tar, OpensTheSample) {
  if (testing::samples().empty()) GTEST_SKIP() << "no samples beside the repository";
  const Buffer bytes = testing::file_bytes(testing::samples() / "formats/patool--test.tar");
  const auto opened = open(tar, bytes);
  ASSERT_TRUE(opened);
  EXPECT_EQ(opened->probe.size, bytes.size());
  EXPECT_NE(opened->find("get_files_test/testfile1"), nullptr);
  EXPECT_FALSE(
      open(tar, testing::file_bytes(testing::samples() / "formats/generic_carver--fake_tar.tar")));
}

TEST(Tar, SurvivesDamage) { testing::survives_damage(tar, packed().pax); }

}  // namespace
}  // namespace assay::unpack
