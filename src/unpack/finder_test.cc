#include "unpack/finder.h"

#include <gtest/gtest.h>

#include <random>
#include <thread>

namespace assay::unpack {
namespace {

// What a loop that compares at every offset finds.
std::vector<Hit> naive(Bytes bytes, const std::vector<std::string>& words) {
  std::vector<Hit> hits;
  for (std::uint64_t at = 0; at < bytes.size(); at++)
    for (std::uint32_t i = 0; i < words.size(); i++)
      if (as_text(bytes).substr(at).starts_with(words[i])) hits.push_back({at, i});
  return hits;
}

TEST(Finder, FindsWhatALoopFinds) {
  const std::vector<std::string> words = {"aab", "ba", "abab", "bb", "aaaaaaaa"};
  std::vector<Pattern> patterns;
  for (const std::string& word : words) patterns.push_back({"", word});
  const Finder finder(patterns);
  std::mt19937 random(3);
  for (int round = 0; round < 200; round++) {
    Buffer bytes(random() % 300);
    for (auto& byte : bytes) byte = static_cast<std::uint8_t>('a' + random() % 2);
    bool cut = true;
    EXPECT_EQ(finder.find(bytes, 10000, cut), naive(bytes, words));
    EXPECT_FALSE(cut);
  }
}

TEST(Finder, ComparesTheUnknownBytesOfAPatternWhole) {
  const Finder finder(std::vector<Pattern>{{"48 44 ?? ?? 52 30 31", ""}});
  bool cut = false;
  const std::string text = "HDxxR01 HDR01 xxxxR01";
  EXPECT_EQ(finder.find(as_bytes(text), 10, cut), (std::vector<Hit>{{0, 0}}));
}

TEST(Finder, FindsPatternsThatStartWithZeros) {
  const Finder finder(std::vector<Pattern>{{"00 00 41 00 42 00", ""}, {"00 41 ?? 42 00 43", ""}});
  bool cut = false;
  const Buffer bytes = {0, 0, 0, 0x41, 0, 0x42, 0, 0x43, 0, 0};
  EXPECT_EQ(finder.find(bytes, 10, cut), (std::vector<Hit>{{1, 0}, {2, 1}}));
}

TEST(Finder, SeesPatternsThatStraddleItsSegments) {
  const Finder finder(std::vector<Pattern>{{"", "needle"}, {"", "dle"}});
  Buffer bytes(128U << 20U);
  std::fill(bytes.begin(), bytes.end(), std::uint8_t{0});
  const std::string needle = "needle";
  std::vector<Hit> expected;
  for (std::uint64_t at : {(64ULL << 20U) - 3, (64ULL << 20U) + 40}) {
    std::copy(needle.begin(), needle.end(), bytes.begin() + static_cast<std::ptrdiff_t>(at));
    expected.push_back({at, 0});
    expected.push_back({at + 3, 1});
  }
  bool cut = false;
  EXPECT_EQ(finder.find(bytes, 100, cut), expected);
}

TEST(Finder, StopsAtItsBound) {
  const Finder finder(std::vector<Pattern>{{"", "aa"}});
  const std::string text(100, 'a');
  bool cut = false;
  EXPECT_EQ(finder.find(as_bytes(text), 10, cut).size(), 10U);
  EXPECT_TRUE(cut);
}

}  // namespace
}  // namespace assay::unpack
