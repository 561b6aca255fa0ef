#include "unpack/unpack.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>

#include "base/checksum.h"
#include "unpack/scan_test.h"
#include "unpack/tree.h"

namespace assay::unpack {
namespace {

using testing::expect_partitions;
using testing::find;
using testing::Quiet;
using testing::scan;

// A TRX image of the given parts, as its header's layout says.
std::string trx(const std::vector<std::string>& parts) {
  std::string rest(2, '\0');
  rest += std::string("\x01\0", 2);
  std::uint32_t offset = 28;
  std::string payload;
  const auto put = [](std::string& to, std::uint32_t value) {
    for (unsigned shift = 0; shift < 32; shift += 8)
      to += static_cast<char>(value >> shift & 0xffU);
  };
  for (std::size_t i = 0; i < 3; i++) {
    put(rest, i < parts.size() ? offset : 0);
    if (i < parts.size()) {
      payload += parts[i];
      offset += static_cast<std::uint32_t>(parts[i].size());
    }
  }
  rest += payload;
  std::string image = "HDR0";
  put(image, static_cast<std::uint32_t>(rest.size() + 12));
  put(image, ~crc32(as_bytes(rest)));
  return image + rest;
}

TEST(Unpack, OpensContainersInContainersAndAccountsForEveryByte) {
  const std::string inner = trx({"inner needle", "zz"});
  const std::string image = std::string(1000, '\xff') + trx({inner, "text of part1"}) + "tail";
  const Tree tree = scan(image);
  expect_partitions(tree);
  ASSERT_EQ(tree.nodes[0].regions.size(), 3U);
  EXPECT_EQ(tree.nodes[0].regions[0].kind, RegionKind::padding);
  EXPECT_EQ(tree.nodes[0].regions[1].label, "trx");
  EXPECT_EQ(tree.nodes[0].regions[2].kind, RegionKind::unknown);
  EXPECT_EQ(std::ranges::count(tree.nodes, "trx", &Node::name), 2);
  int words = 0;
  for (const Node& node : tree.nodes)
    for (const Fact& fact : node.facts) words += fact.table == "word" ? 1 : 0;
  EXPECT_EQ(words, 1);  // in the innermost leaf only
  EXPECT_EQ(find(tree, "part1")->facts[0].table, "named");
}

TEST(Unpack, CallsWhatStandsBehindAContainerUnknown) {
  std::string noise;
  for (std::uint32_t i = 0, state = 1; i < 4096; i++)
    noise += static_cast<char>((state = state * 1664525 + 1013904223) >> 24U);
  const std::string image = trx({"text one"});
  const Tree tree = scan(image + noise);
  expect_partitions(tree);
  ASSERT_EQ(tree.nodes[0].regions.size(), 2U);
  EXPECT_EQ(tree.nodes[0].regions[1].range, (Range{image.size(), noise.size()}));
  EXPECT_EQ(tree.nodes[0].regions[1].kind, RegionKind::unknown);
  EXPECT_EQ(tree.nodes.back().kind, NodeKind::gap);
}

// Takes all bytes that it is shown around a container for machine code.
class Around : public Quiet {
 public:
  bool read_around(const Leaf& leaf, Reading& out) const override {
    out.facts.emplace_back("around", Range{0, leaf.bytes.size()}, "read");
    return true;
  }
  void read_content(const Leaf& leaf, Reading& out) const override {
    if (leaf.code_read) out.facts.emplace_back("again", Range{0, leaf.bytes.size()}, "read");
  }
};

TEST(Unpack, ReadsAsAWholeWhatIsMoreThanItsContainers) {
  const TemporaryFolder folder;
  const std::string container = trx({std::string(2000, 't')});
  for (const std::size_t behind : {std::size_t{4096}, std::size_t{600}}) {
    std::string noise;
    for (std::uint32_t state = 1; noise.size() < behind;)
      noise += static_cast<char>((state = state * 1664525 + 1013904223) >> 24U);
    std::ofstream(folder / "image", std::ios::binary) << container << noise;
    const auto source = Source::open(folder / "image", {});
    ASSERT_TRUE(source);
    Progress progress;
    const Tree tree = unpack(*source, {}, Around(), progress);
    const bool is_more = behind > container.size();
    ASSERT_EQ(tree.nodes[0].facts.size(), is_more ? 1U : 0U);
    if (is_more) {
      EXPECT_EQ(tree.nodes[0].facts[0].range.size, container.size() + behind);
    }
    ASSERT_EQ(tree.nodes.back().kind, NodeKind::gap);
    EXPECT_EQ(tree.nodes.back().facts.size(), is_more ? 1U : 0U);  // it is told of the first
  }
}

TEST(Unpack, ReadsAFormatWithoutMembersLikeAFile) {
  std::string variables = "baudrate=1|bootcmd=needle|bootdelay=3||";
  std::ranges::replace(variables, '|', '\0');
  variables.resize(0x400 - 4, '\0');
  std::string image(64, '\xff');
  const std::uint32_t crc = crc32(as_bytes(variables));
  for (unsigned shift = 0; shift < 32; shift += 8) image += static_cast<char>(crc >> shift);
  image += variables + std::string(64, '\xff');
  const Tree tree = scan(image);
  expect_partitions(tree);
  const Node* chunk = find(tree, "uboot_environment");
  ASSERT_NE(chunk, nullptr);
  ASSERT_EQ(chunk->facts.size(), 1U);
  EXPECT_EQ(chunk->facts[0].range, (Range{23, 6}));
}

TEST(Unpack, ReadsEqualBytesOnce) {
  const std::string same = "needle needle";
  const Tree tree = scan(trx({same, same}));
  const Node* first = find(tree, "part0");
  const Node* second = find(tree, "part1");
  EXPECT_EQ(first->facts.size(), 2U);
  EXPECT_EQ(second->same_as, first->id);
  ASSERT_EQ(second->facts.size(), 1U);
  EXPECT_EQ(second->facts[0].table, "named");  // its name is its own
}

TEST(Unpack, FindsTheSameTreeOnAnyNumberOfThreads) {
  std::string image;
  for (int i = 0; i < 40; i++) {
    const std::string common = trx({"common needle", "x"});
    image += trx({common, trx({"own " + std::to_string(i), common})}) + std::string(300, 'p') +
             "needle" + std::to_string(i);
  }
  const auto bytes_of = [&](unsigned threads) {
    std::string text;
    for (const Node& node : scan(image, threads).nodes) {
      text += std::to_string(node.id) + " " + std::to_string(node.parent) + " " + node.name + " " +
              std::to_string(node.same_as.value_or(0)) + " " + std::to_string(node.facts.size()) +
              " " + std::to_string(node.regions.size()) + "\n";
    }
    return text;
  };
  const std::string one = bytes_of(1);
  for (int round = 0; round < 10; round++) {
    EXPECT_EQ(bytes_of(2), one);
    EXPECT_EQ(bytes_of(8), one);
  }
}

TEST(Unpack, StopsAtItsDepthAndSaysSo) {
  std::string image = "leaf";
  for (int i = 0; i < 40; i++) image = trx({image, "n" + std::to_string(i)});
  const Tree tree = scan(image, 2);
  const auto limited = std::ranges::count_if(tree.nodes, [](const Node& node) {
    return std::ranges::any_of(node.problems,
                               [](const Problem& p) { return p.code == ErrorCode::limit; });
  });
  EXPECT_EQ(limited, 1);
  expect_partitions(tree);
}

TEST(Unpack, GoesOnWithoutWorkThatIsToBeSkipped) {
  const std::string image = trx({"first", trx({"inside", "y"})});
  Options options;
  options.skip[key_of(key_of(sha256(as_bytes(image))), "trx", 0)] = "died of it";
  const Tree tree = scan(image, 2, options);
  EXPECT_EQ(tree.nodes.size(), 2U);
  ASSERT_EQ(tree.nodes[1].problems.size(), 1U);
  EXPECT_EQ(tree.nodes[1].problems[0].sentence, "died of it");
  EXPECT_EQ(tree.nodes[1].regions[0].kind, RegionKind::unknown);
}

TEST(Unpack, SlicesTheImage) {
  const Tree tree = scan(std::string(10000, 'a'));
  ASSERT_EQ(tree.image_chunks.size(), 3U);
  EXPECT_EQ(tree.image_chunks[2].range, (Range{8192, 1808}));
}

TEST(Unpack, TakesADirectoryAsAContainer) {
  const testing::TemporaryFolder folder;
  folder.run(
      "mkdir -p d/sub && printf 'a needle' > d/sub/b && ln -s /etc/passwd d/link && "
      "mkfifo d/pipe && chmod 4755 d/sub/b && ln d/sub/b d/other");
  std::ofstream(folder / "d/image", std::ios::binary) << trx({"part", "text"});
  const auto source = Source::open(folder / "d", Limits{});
  ASSERT_TRUE(source);
  Progress progress;
  const Tree tree = unpack(*source, Options{}, Quiet(), progress);
  EXPECT_EQ(find(tree, "link")->attributes.link_target, "/etc/passwd");
  EXPECT_EQ(find(tree, "pipe")->kind, NodeKind::fifo);
  EXPECT_EQ(find(tree, "sub/b")->attributes.mode, 04755U);
  EXPECT_EQ(find(tree, "sub/b")->sha256, find(tree, "other")->sha256);
  EXPECT_NE(find(tree, "part1"), nullptr);
  EXPECT_EQ(progress.stage, Stage::assembling);
}

TEST(Source, RefusesWhatIsNoFileWithASentence) {
  EXPECT_EQ(Source::open("/dev/null", Limits{}).error().code, ErrorCode::unsupported);
  EXPECT_EQ(Source::open("/no/such", Limits{}).error().code, ErrorCode::corrupt);
  const testing::TemporaryFolder folder;
  folder.run("touch empty; truncate -s 1T huge");
  EXPECT_EQ(Source::open(folder / "empty", Limits{}).error().code, ErrorCode::truncated);
  EXPECT_EQ(Source::open(folder / "huge", Limits{}).error().code, ErrorCode::limit);
}

}  // namespace
}  // namespace assay::unpack
