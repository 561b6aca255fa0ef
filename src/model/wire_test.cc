#include "model/wire.h"

#include <gtest/gtest.h>

#include <random>

namespace assay {
namespace {

// Honest nodes of every shape.
class RandomNodes {
 public:
  explicit RandomNodes(std::uint64_t seed) : random_(seed) {}

  Node next() {
    Node node;
    node.id = static_cast<NodeId>(number(3) == 0 ? 0 : 1 + number(1000));
    if (node.id != 0) {
      node.parent = static_cast<NodeId>(number(node.id));
      node.kind = static_cast<NodeKind>(1 + number(std::size(node_kind_names) - 1));
    }
    node.name = text();
    node.nth = static_cast<std::uint32_t>(1 + number(4));
    node.range = {number(1U << 30U), number(1U << 30U)};
    node.size = 1 + number(1000);
    if (number(2) != 0) node.sha256 = sha256(as_bytes(text()));
    if (node.id != 0 && number(4) == 0) node.same_as = static_cast<NodeId>(number(node.id));
    node.title = text();
    node.file_type = text();
    node.attributes = attributes();
    node.header = fields();
    for (std::uint64_t n = number(3); n > 0; n--)
      node.checks.push_back({text(), static_cast<CheckState>(number(3)), text()});
    if (number(2) != 0) node.regions = regions(node.size);
    for (std::uint64_t n = number(3); n > 0; n--)
      node.problems.push_back({text(), static_cast<ErrorCode>(number(5)), text(), {number(9), 0}});
    for (std::uint64_t n = number(3); n > 0; n--) {
      Fact fact("account", {node.size - 1, 1}, "passwd(5) line");
      fact.columns = fields();
      node.facts.push_back(fact);
      if (number(2) != 0) node.facts.push_back(fact);  // told as the one before
    }
    return node;
  }

  std::uint64_t number(std::uint64_t below) { return random_() % below; }

 private:
  std::string text() {
    std::string bytes;
    for (std::uint64_t n = number(12); n > 0; n--) bytes += static_cast<char>(random_());
    return bytes;
  }
  Fields fields() {
    Fields list;
    for (std::uint64_t n = number(4); n > 0; n--) {
      Value value;
      if (n % 3 == 1) value = static_cast<std::int64_t>(random_());
      if (n % 3 == 2) value = text();
      list.push_back({text(), value});
    }
    return list;
  }
  Attributes attributes() {
    Attributes a;
    if (number(2) != 0) a.mode = static_cast<std::uint32_t>(number(010000));
    if (number(2) != 0) a.uid = static_cast<std::uint32_t>(random_());
    if (number(2) != 0) a.mtime_s = static_cast<std::int64_t>(random_());
    if (number(2) != 0) a.device_minor = static_cast<std::uint32_t>(random_());
    if (number(2) != 0) a.inode = random_();
    if (number(2) != 0) a.link_target = text();
    a.xattrs = fields();
    return a;
  }
  Regions regions(std::uint64_t size) {
    Regions list;
    for (std::uint64_t at = 0; at < size;) {
      const std::uint64_t part = 1 + number(size - at);
      list.push_back({{at, part}, static_cast<RegionKind>(number(4)), text(), 0xff, 7999});
      at += part;
    }
    return list;
  }

  std::mt19937_64 random_;
};

TEST(Wire, EveryNodeComesBackAsItWas) {
  RandomNodes nodes(1);
  std::vector<Node> sent;
  Buffer bytes;
  for (int round = 0; round < 300; round++) append(bytes, sent.emplace_back(nodes.next()));
  Bytes rest = bytes;
  for (const Node& node : sent) {
    const auto got = read_node(rest);
    ASSERT_TRUE(got) << got.error().detail;
    EXPECT_EQ(*got, node);
  }
  EXPECT_TRUE(rest.empty());
}

TEST(Wire, EveryPrefixIsTruncated) {
  RandomNodes nodes(2);
  for (int round = 0; round < 20; round++) {
    Buffer bytes;
    append(bytes, nodes.next());
    for (std::size_t size = 0; size < bytes.size(); size++) {
      Bytes prefix = Bytes(bytes).first(size);
      const auto got = read_node(prefix);
      ASSERT_FALSE(got);
      EXPECT_EQ(got.error().code, ErrorCode::truncated) << got.error().detail;
    }
  }
}

// The encoding has one form: whatever is read back without an error is written as the same bytes.
TEST(Wire, FlippedBitsEndInAnErrorOrInTheNodeThatTheyEncode) {
  RandomNodes nodes(3);
  for (int round = 0; round < 3000; round++) {
    Buffer bytes;
    append(bytes, nodes.next());
    for (std::uint64_t flips = 1 + nodes.number(3); flips > 0; flips--)
      bytes[nodes.number(bytes.size())] ^= static_cast<std::uint8_t>(1U << nodes.number(8));
    Bytes rest = bytes;
    const auto got = read_node(rest);
    if (!got) continue;
    Buffer again;
    append(again, *got);
    EXPECT_TRUE(std::ranges::equal(again, Bytes(bytes).first(bytes.size() - rest.size())));
  }
}

std::string refusal(const Node& node) {
  Buffer bytes;
  append(bytes, node);
  Bytes rest = bytes;
  const auto got = read_node(rest);
  return got ? "" : got.error().detail;
}

TEST(Wire, RefusesANodeThatCannotStandInATree) {
  Node node;
  node.id = 5;
  node.parent = 4;
  node.kind = NodeKind::file;
  node.size = 16;
  EXPECT_EQ(refusal(node), "");

  Node bad = node;
  bad.parent = 5;
  EXPECT_NE(refusal(bad), "");
  bad.parent = no_node;
  EXPECT_NE(refusal(bad), "");
  bad = node;
  bad.same_as = 5;
  EXPECT_NE(refusal(bad), "");
  bad = node;
  bad.kind = NodeKind::image;
  EXPECT_NE(refusal(bad), "");
  bad = node;
  bad.nth = 0;
  EXPECT_NE(refusal(bad), "");
  bad = node;
  bad.regions = {{{0, 8}, RegionKind::known, "", 0, 0}, {{9, 7}, RegionKind::known, "", 0, 0}};
  EXPECT_NE(refusal(bad), "");
  bad.regions = {{{0, 15}, RegionKind::known, "", 0, 0}};
  EXPECT_NE(refusal(bad), "");
  bad = node;
  bad.facts = {Fact("elf", {10, 7}, "")};
  EXPECT_NE(refusal(bad), "");
  bad.facts = {Fact("elf", {10, 0}, "")};
  EXPECT_NE(refusal(bad), "");
}

// Facts that are as the one before, but for what is to be told in full.
TEST(Wire, FactsOfOneShapeTellItOnce) {
  Node node;
  node.size = 9;
  node.facts = {Fact("elf", {0, 1}, "header").set("type", "shared").set("bits", 32),
                Fact("elf", {1, 2}, "header").set("type", "core").set("bits", 64),
                Fact("elf", {1, 2}, "header").set("bits", 64).set("type", "core"),
                Fact("elf", {1, 2}, "segment").set("bits", 64).set("type", "core"),
                Fact("key", {1, 2}, "segment").set("bits", 64).set("type", "core"),
                Fact("key", {1, 2}, "segment").set("bits", 64)};
  node.facts[1].columns[1].value = {};
  Buffer bytes;
  append(bytes, node);
  Bytes rest = bytes;
  FactViews facts;
  const auto got = read_node(rest, facts);
  ASSERT_TRUE(got) << got.error().detail;
  EXPECT_TRUE(got->facts.empty());
  EXPECT_EQ(facts.shapes().size(), 5U);
  ASSERT_EQ(facts.facts().size(), node.facts.size());
  for (std::size_t i = 0; i < node.facts.size(); i++)
    EXPECT_EQ(facts.copy_of(facts.facts()[i]), node.facts[i]) << i;
  EXPECT_EQ(facts.facts()[1].shape, 0U);
}

TEST(Wire, RefusesAFactAsNoneBeforeAndOneThatCouldBeToldShorter) {
  Node node;
  node.size = 9;
  node.facts = {Fact("elf", {0, 1}, "header")};
  Buffer bytes;
  append(bytes, node);
  const std::size_t fact_size = 1 + 4 + 3 + 4 + 6 + 4 + 16;
  Buffer first = bytes;
  first[first.size() - fact_size] = 1;
  Bytes rest = first;
  EXPECT_FALSE(read_node(rest));
  Buffer twice = bytes;
  twice.insert(twice.end(), bytes.end() - fact_size, bytes.end());
  twice[bytes.size() - fact_size - 4] = 2;
  rest = twice;
  const auto got = read_node(rest);
  ASSERT_FALSE(got);
  EXPECT_EQ(got.error().code, ErrorCode::corrupt) << got.error().detail;
}

// A record that states four thousand million facts in a few bytes costs nothing.
TEST(Wire, StatedCountsAreHeldAgainstTheBytesAtHand) {
  Buffer bytes;
  append(bytes, Node{});
  for (std::size_t i = bytes.size() - 4; i < bytes.size(); i++) bytes[i] = 0xff;
  bytes.resize(bytes.size() + 4096);
  std::fill(bytes.end() - 4096, bytes.end(), std::uint8_t{0});
  Bytes rest = bytes;
  const auto got = read_node(rest);
  ASSERT_FALSE(got);
  EXPECT_EQ(got.error().code, ErrorCode::truncated);
}

}  // namespace
}  // namespace assay
