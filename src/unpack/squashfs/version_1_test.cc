// Version 1 and 2, which no tool at hand writes: images put together here, field by field, in both
// byte orders. unsquashfs, which reads them, is asked whether they are what they should be.
#include "unpack/squashfs/image_test.h"

namespace assay::unpack {
namespace {

// Packs fields as a compiler lays out C bit fields of either order.
class Packer {
 public:
  explicit Packer(bool big) : big_(big) {}

  Packer& add(std::uint64_t value, unsigned bits) {
    for (unsigned i = 0; i < bits; i++) {
      if (bit_ % 8 == 0) bytes_.push_back(0);
      const unsigned place = big_ ? 7 - bit_ % 8 : bit_ % 8;
      const std::uint64_t one = big_ ? value >> (bits - 1 - i) & 1U : value >> i & 1U;
      bytes_.back() = static_cast<char>(static_cast<unsigned char>(bytes_.back()) | one << place);
      bit_++;
    }
    return *this;
  }
  Packer& text(std::string_view text) {
    bytes_ += text;
    return *this;
  }
  const std::string& bytes() const { return bytes_; }
  std::size_t size() const { return bytes_.size(); }

 private:
  bool big_;
  unsigned bit_ = 0;
  std::string bytes_;
};

std::string metadata(const std::string& plain, bool big) {
  return Packer(big).add(0x8000U | plain.size(), 16).bytes() + plain;
}

struct Inodes {
  std::string bytes;
  std::map<std::string, std::size_t> at;
};

constexpr std::string_view hello = "hello, version one\n";

// Owner 16 is the second group's first; gid 15 says: as the uid.
Inodes inodes_of_version_1(bool big, std::size_t data_at, std::size_t listing_size) {
  Inodes inodes;
  const auto add = [&](const std::string& name, const Packer& packer) {
    inodes.at[name] = inodes.bytes.size();
    inodes.bytes += packer.bytes();
  };
  add("f", Packer(big)
               .add(2 + 5, 4)
               .add(04751, 12)
               .add(0, 4)
               .add(15, 4)
               .add(1000, 32)
               .add(data_at, 32)
               .add(hello.size(), 32)
               .add(0x8000U | hello.size(), 16));
  add("l", Packer(big).add(3, 4).add(0777, 12).add(1, 4).add(0, 4).add(3, 16).text("../"));
  add("p", Packer(big).add(0, 4).add(0600, 12).add(2, 4).add(0, 4).add(6, 4).add(0, 4));
  add("t", Packer(big).add(5, 4).add(0620, 12).add(0, 4).add(0, 4).add(0x0501, 16));
  add("/", Packer(big)
               .add(1, 4)
               .add(0755, 12)
               .add(3, 4)
               .add(15, 4)
               .add(listing_size, 19)
               .add(0, 13)
               .add(2000, 32)
               .add(0, 24));
  return inodes;
}

std::string listing_of_version_1(bool big, const Inodes& inodes) {
  std::string listing = Packer(big).add(3, 8).add(0, 24).bytes();
  for (const auto& [name, type] : {std::pair("f", 2), {"l", 3}, {"p", 6}, {"t", 5}})
    listing += Packer(big)
                   .add(inodes.at.at(name), 13)
                   .add(static_cast<unsigned>(type), 3)
                   .add(0, 8)
                   .text(name)
                   .bytes();
  return listing;
}

Buffer image_of_version_1(bool big) {
  constexpr std::size_t super_size = 51;
  const std::string listing = listing_of_version_1(big, inodes_of_version_1(big, 0, 0));
  const Inodes inodes = inodes_of_version_1(big, super_size, listing.size());
  const std::size_t inode_table = super_size + hello.size();
  const std::string inode_block = metadata(inodes.bytes, big);
  const std::string listing_block = metadata(listing_of_version_1(big, inodes), big);
  const std::size_t directory_table = inode_table + inode_block.size();
  const std::size_t uid_table = directory_table + listing_block.size();
  Packer owners(big);
  for (unsigned i = 0; i < 17; i++) owners.add(100 + i, 32);
  owners.add(500, 32);  // the one gid
  const std::size_t gid_table = uid_table + 17 * 4;
  const std::size_t end = uid_table + owners.size();
  const Packer super = Packer(big)
                           .add(0x73717368, 32)
                           .add(5, 32)
                           .add(end, 32)
                           .add(uid_table, 32)
                           .add(gid_table, 32)
                           .add(inode_table, 32)
                           .add(directory_table, 32)
                           .add(1, 16)
                           .add(0, 16)
                           .add(32'768, 16)
                           .add(15, 16)
                           .add(0, 8)
                           .add(17, 8)
                           .add(1, 8)
                           .add(3000, 32)
                           .add(inodes.at.at("/"), 64);
  const std::string image =
      super.bytes() + std::string(hello) + inode_block + listing_block + owners.bytes();
  const Bytes bytes = as_bytes(image);
  return {bytes.begin(), bytes.end()};
}

class SquashfsVersion1 : public ::testing::TestWithParam<bool> {};

TEST_P(SquashfsVersion1, IsReadAsUnsquashfsReadsIt) {
  const Buffer image = image_of_version_1(GetParam());
  const auto opened = testing::open(squashfs, image);
  ASSERT_TRUE(opened) << opened.error().detail;
  for (const Problem& problem : opened->problems) ADD_FAILURE() << problem.sentence;
  EXPECT_EQ(testing::unclaimed(*opened), 0U);
  EXPECT_EQ(opened->probe.confidence, Confidence::consistent);
  EXPECT_EQ(opened->members.size(), 5U);
  const Member* file = opened->find("f");
  ASSERT_NE(file, nullptr);
  EXPECT_EQ(file->attributes.mode, 04751U);
  EXPECT_EQ(file->attributes.uid, 116U);
  EXPECT_EQ(file->attributes.gid, 116U);
  EXPECT_EQ(opened->find("p")->kind, NodeKind::fifo);
  testing::Contents contents(image);
  std::map<std::string, std::string> texts = {{"f", contents.read(*file).value()}};
  EXPECT_EQ(texts["f"], hello);

  const testing::TemporaryFolder folder;
  std::ofstream(folder / "image", std::ios::binary) << as_text(image);
  folder.run("unsquashfs -quiet -no-progress -pf said image");
  const Buffer said = testing::file_bytes(folder / "said");
  testing::expect_as_said(*opened, texts, as_text(said));
}

INSTANTIATE_TEST_SUITE_P(ByteOrders, SquashfsVersion1, ::testing::Values(false, true));

}  // namespace
}  // namespace assay::unpack
