#include "pipeline/isolated.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <thread>

#include "base/temporary_folder.h"

namespace assay::pipeline {
namespace {

// Dies, stalls or lies where the bytes ask for it.
class Deadly : public unpack::Visitor {
 public:
  std::vector<std::string_view> words() const override { return {"die!", "stall!"}; }
  std::string file_type(Bytes) const override { return "text"; }
  void read_content(const Leaf& leaf, Reading& out) const override {
    for (const Hit& hit : leaf.hits) {
      if (hit.pattern == 0) raise(SIGSEGV);
      for (;;) std::this_thread::sleep_for(std::chrono::seconds(1));
    }
    out.facts.emplace_back("read", Range{0, leaf.bytes.size()}, "read");
  }
  void read_named(const Leaf&, Reading&) const override {}
};

// Keeps all, and counts how often it is begun.
class Kept : public NodeSink {
 public:
  void start() override {
    nodes.clear();
    starts++;
  }
  Result<void> take(Node node, const FactViews& facts) override {
    for (const FactView& fact : facts.facts()) node.facts.push_back(facts.copy_of(fact));
    nodes.push_back(std::move(node));
    return {};
  }
  void pause() override {}
  std::vector<Node> nodes;
  unsigned starts = 0;
};

// Has no place for a second node.
class Full : public Kept {
 public:
  Result<void> take(Node node, const FactViews& facts) override {
    if (node.id == 1) return fail(ErrorCode::limit, "full");
    return Kept::take(std::move(node), facts);
  }
};

class IsolatedTest : public ::testing::Test {
 protected:
  void file(const std::string& name, const std::string& text) {
    std::ofstream(folder_ / name) << text;
  }

  Result<std::vector<Node>> scan(unsigned threads, Isolation isolation = {}) {
    const auto source = unpack::Source::open(folder_, {});
    EXPECT_TRUE(source);
    unpack::Options options;
    options.threads = threads;
    Kept kept;
    TRY(unpack_isolated(*source, options, Deadly(), isolation, kept));
    starts_ = kept.starts;
    return kept.nodes;
  }

  unsigned starts_ = 0;
  TemporaryFolder temporary_;
  std::filesystem::path folder_ = temporary_.path();
};

std::size_t facts(const std::vector<Node>& nodes) {
  std::size_t count = 0;
  for (const Node& node : nodes) count += node.facts.size();
  return count;
}

std::vector<std::string> problems(const std::vector<Node>& nodes) {
  std::vector<std::string> sentences;
  for (const Node& node : nodes)
    for (const Problem& problem : node.problems)
      sentences.push_back(node.name + ": " + problem.stage + ": " + problem.sentence);
  return sentences;
}

TEST_F(IsolatedTest, GoesOnWithoutTheWorkThatKilledTheEngine) {
  for (int i = 0; i < 20; i++) file("f" + std::to_string(i), "text " + std::to_string(i));
  file("f7", "this makes it die! here");
  file("f9", "and this makes it die! too");
  for (const unsigned threads : {1U, 4U}) {
    const auto tree = scan(threads);
    ASSERT_TRUE(tree) << tree.error().detail;
    EXPECT_EQ(facts(*tree), 18U);
    const auto told = problems(*tree);
    ASSERT_EQ(told.size(), 2U);
    EXPECT_EQ(told[0],
              "f7: sandbox: the engine died of signal 11 (Segmentation fault); the scan went on "
              "without it");
    EXPECT_TRUE(told[1].starts_with("f9: sandbox:"));
    EXPECT_EQ(starts_, 3U);
  }
}

TEST_F(IsolatedTest, GoesOnWithoutWorkThatNeverEnds) {
  file("good", "text");
  file("slow", "stall!");
  Isolation isolation;
  isolation.work_s_max = 1;
  const auto tree = scan(2, isolation);
  ASSERT_TRUE(tree) << tree.error().detail;
  EXPECT_EQ(facts(*tree), 1U);
  EXPECT_EQ(problems(*tree).size(), 1U);
}

TEST_F(IsolatedTest, GivesUpAfterManyDeathsAndSaysSo) {
  for (int i = 0; i < 5; i++) file("f" + std::to_string(i), "die! " + std::to_string(i));
  Isolation isolation;
  isolation.deaths_max = 2;
  const auto tree = scan(2, isolation);
  ASSERT_FALSE(tree);
  EXPECT_EQ(tree.error().detail, "the engine died 3 times");
}

TEST_F(IsolatedTest, EndsWhereANodeIsNotTaken) {
  file("f", "text");
  const auto source = unpack::Source::open(folder_, {});
  Full full;
  const auto chunks = unpack_isolated(*source, {}, Deadly(), {}, full);
  ASSERT_FALSE(chunks);
  EXPECT_TRUE(chunks.error().detail.ends_with("full")) << chunks.error().detail;
  EXPECT_EQ(full.nodes.size(), 1U);
}

TEST_F(IsolatedTest, ReadsAFileThatIsTheImage) {
  file("image", "some text");
  const auto source = unpack::Source::open(folder_ / "image", {});
  Kept kept;
  const auto chunks = unpack_isolated(*source, {}, Deadly(), {}, kept);
  ASSERT_TRUE(chunks) << chunks.error().detail;
  EXPECT_EQ(chunks->size(), 1U);
  EXPECT_EQ(kept.nodes[0].facts.size(), 1U);
}

}  // namespace
}  // namespace assay::pipeline
