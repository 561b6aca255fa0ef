// Limits that hold over many members: reaching one is told, and costs nothing found before.
#include <gtest/gtest.h>

#include "unpack/scan_test.h"

namespace assay::unpack {
namespace {

using testing::find;
using testing::has_problem;
using testing::TemporaryFolder;

// How many of the folder's files a scan finds.
std::ptrdiff_t files_in(const Tree& tree) {
  return std::ranges::count_if(tree.nodes, [](const Node& node) {
    return node.kind == NodeKind::file && node.name.starts_with("name-");
  });
}

TEST(TextLimit, OfOneContainerIsTold) {
  const TemporaryFolder folder;
  folder.run(
      "mkdir d && cd d && for i in 1 2 3 4 5 6 7 8 9; do echo $i >name-$(printf %0100d $i); done; "
      "tar -cf ../a.tar *");
  Options options;
  EXPECT_EQ(files_in(testing::scan_file(folder / "a.tar", 1, options)), 9);
  options.limits.text_size_max = 500;
  const Tree tree = testing::scan_file(folder / "a.tar", 2, options);
  EXPECT_EQ(files_in(tree), 4);
  EXPECT_TRUE(has_problem(*find(tree, "tar"), ErrorCode::limit));
  testing::expect_partitions(tree);
}

TEST(TextLimit, OfAWholeImageIsTheSameForAnyNumberOfThreads) {
  const TemporaryFolder folder;
  folder.run(
      "for t in a b c d; do mkdir $t; for i in 1 2 3 4 5; do "
      "echo $t$i >$t/name-$(printf %0100d $i); done; tar -cf $t.tar $t; done; "
      "mkdir tars && mv *.tar tars");
  Options options;
  options.limits.text_total_max = 1200;
  const auto names = [&](unsigned threads) {
    std::string text;
    for (const Node& node : testing::scan_file(folder / "tars", threads, options).nodes)
      text += node.name + "\n" + std::to_string(node.problems.size());
    return text;
  };
  const Tree tree = testing::scan_file(folder / "tars", 1, options);
  std::ptrdiff_t files = 0;
  std::ptrdiff_t told = 0;
  for (const Node& node : tree.nodes) {
    files += node.name.find("/name-") != std::string::npos ? 1 : 0;
    told += has_problem(node, ErrorCode::limit) ? 1 : 0;
  }
  EXPECT_GT(files, 5);
  EXPECT_LT(files, 20);
  EXPECT_GE(told, 1);
  const std::string one = names(1);
  for (int round = 0; round < 5; round++) EXPECT_EQ(names(4), one);
}

// Many names of one inode, whose attributes each of them would get.
TEST(TextLimit, HoldsForExtendedAttributes) {
  const TemporaryFolder folder;
  folder.run(
      "mkdir d && echo x >d/f && for i in 1 2 3 4 5 6 7 8; do ln d/f d/again-$i; done && "
      "mke2fs -q -F -t ext4 -b 4096 -I 256 -d d image 4M && "
      "head -c 2000 /dev/zero | tr '\\0' v >value && "
      "debugfs -w -R 'ea_set -f value f user.large' image");
  Options options;
  options.limits.text_size_max = 20'000;
  const Tree tree = testing::scan_file(folder / "image", 1, options);
  const auto with = std::ranges::count_if(
      tree.nodes, [](const Node& node) { return !node.attributes.xattrs.empty(); });
  EXPECT_EQ(with, 4);
  EXPECT_TRUE(has_problem(*find(tree, "ext"), ErrorCode::limit));
  EXPECT_EQ(std::ranges::count_if(
                tree.nodes,
                [](const Node& node) { return node.kind == NodeKind::file && node.size == 2; }),
            9);
}

TEST(TextLimit, HoldsForTheFieldsOfAHeader) {
  const TemporaryFolder folder;
  std::ofstream(folder / "make.py") << R"(
import zlib
c = zlib.compressobj(9, 8, -15)
body = c.compress(b'text ' * 1000) + c.flush()
head = b'\x1f\x8b\x08\x10' + bytes(6) + b'c' * 3000000 + b'\0'
import struct
open('a.gz', 'wb').write(head + body + struct.pack('<II', zlib.crc32(b'text ' * 1000), 5000))
)";
  folder.run("python3 make.py && gzip -t a.gz");
  const Tree tree = testing::scan_file(folder / "a.gz");
  const Node* gzip = find(tree, "gzip");
  ASSERT_NE(gzip, nullptr);
  std::size_t size = 0;
  for (const Field& field : gzip->header)
    if (const auto* text = std::get_if<std::string>(&field.value)) size += text->size();
  EXPECT_LE(size, 70'000U);
  EXPECT_TRUE(has_problem(*gzip, ErrorCode::limit));
  EXPECT_EQ(find(tree, "plain")->size, 5000U);
}

}  // namespace
}  // namespace assay::unpack
