#include "unpack/blocks.h"

#include <gtest/gtest.h>

namespace assay::unpack {
namespace {

constexpr std::uint64_t piece_size = 3000;

// Memory that was used before, as a long scan has it: `size` bytes that are not zero.
void leave_behind(std::uint64_t size) {
  std::vector<Buffer> used(16);
  for (Buffer& buffer : used) buffer.assign(size, 0xff);
}

class BlocksTest : public testing::Test {
 protected:
  MemberBytes read(std::vector<Extent> extents) {
    std::uint64_t size = 0;
    for (const Extent& extent : extents) size += extent.size;
    leave_behind(size);
    return blocks_.read({std::move(extents)}, pool_);
  }
  static Extent plain(std::uint64_t size) { return {{0, size}, nullptr, 0, 0, size, nullptr}; }

  std::shared_ptr<const Buffer> container_ = std::make_shared<const Buffer>(piece_size, 'x');
  Limits limits_;
  PlainBudget budget_{limits_};
  Pool pool_{1};
  Blocks blocks_{Held(container_), limits_, budget_};
};

TEST_F(BlocksTest, HolesAreZeros) {
  const MemberBytes read =
      this->read({Content::hole(piece_size), plain(piece_size), Content::hole(piece_size)});
  EXPECT_FALSE(read.problem);
  Buffer expected(3 * piece_size, 0);
  std::fill_n(expected.begin() + piece_size, piece_size, 'x');
  ASSERT_EQ(read.held.bytes().size(), expected.size());
  EXPECT_TRUE(std::ranges::equal(read.held.bytes(), expected));
}

TEST_F(BlocksTest, PiecesThatCannotBeHadAreZeros) {
  const codec::Codec* zlib = codec::find_codec("zlib");
  const Extent broken{{0, piece_size}, zlib, piece_size, 0, piece_size, nullptr};
  const MemberBytes read = this->read({plain(piece_size), broken, plain(piece_size)});
  ASSERT_TRUE(read.problem);
  EXPECT_EQ(read.problem->range, (Range{piece_size, piece_size}));
  Buffer expected(3 * piece_size, 'x');
  std::fill_n(expected.begin() + piece_size, piece_size, 0);
  ASSERT_EQ(read.held.bytes().size(), expected.size());
  EXPECT_TRUE(std::ranges::equal(read.held.bytes(), expected));
}

}  // namespace
}  // namespace assay::unpack
