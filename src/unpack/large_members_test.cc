// Memory: large members are in it one at a time, whatever the number of threads.
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <thread>

#include "unpack/scan_test.h"

namespace assay::unpack {
namespace {

constexpr std::uint64_t large = 1U << 20U;

// Counts how many large leaves are being read at the same time.
class Watcher : public testing::Quiet {
 public:
  void read_content(const Leaf& leaf, Reading& out) const override {
    Quiet::read_content(leaf, out);
    if (leaf.bytes.size() <= large) return;
    const int now = ++inside;
    int seen = most;
    while (seen < now && !most.compare_exchange_weak(seen, now)) continue;
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
    --inside;
    ++read;
  }
  mutable std::atomic<int> inside = 0, most = 0, read = 0;
};

void expect_one_at_a_time(const std::filesystem::path& path, int members) {
  Options options;
  options.threads = 8;
  options.limits.small_size = options.limits.kept_trial_size = large;
  const auto source = Source::open(path, options.limits);
  ASSERT_TRUE(source);
  Progress progress;
  const Watcher watcher;
  const Tree tree = unpack(*source, options, watcher, progress);
  testing::expect_partitions(tree);
  EXPECT_EQ(watcher.read, members);
  EXPECT_EQ(watcher.most, 1);
}

TEST(LargeMembers, OfAZipAreReadOneAtATime) {
  const testing::TemporaryFolder folder;
  folder.run(
      "for i in 1 2 3 4 5 6 7 8; do yes text $i | head -c 3000000 >$i; done && "
      "zip -q a.zip 1 2 3 4 5 6 7 8");
  expect_one_at_a_time(folder / "a.zip", 8);
}

TEST(LargeMembers, ThatOnlyDecodingShowsToBeLargeAreReadOneAtATime) {
  const testing::TemporaryFolder folder;
  folder.run(
      "for i in 1 2 3 4 5 6 7 8; do yes text $i | head -c 3000000 | gzip >$i.gz; done && "
      "tar -cf a.tar *.gz");
  expect_one_at_a_time(folder / "a.tar", 8);
}

}  // namespace
}  // namespace assay::unpack
