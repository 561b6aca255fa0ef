#include "readers/name_runs.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

namespace assay::readers {
namespace {

std::vector<std::string_view> runs_of(std::string_view text) {
  std::vector<std::string_view> runs;
  for_each_run(text, [&](std::string_view run) { runs.push_back(run); });
  return runs;
}

// The same, a character at a time.
std::vector<std::string_view> plainly(std::string_view text) {
  std::vector<std::string_view> runs;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    while (end < text.size() && letter_of(text[end]) != Letter::none) end++;
    if (end - at >= run_size_min) runs.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return runs;
}

bool same(const std::vector<std::string_view>& a, const std::vector<std::string_view>& b) {
  return std::ranges::equal(a, b, [](std::string_view x, std::string_view y) {
    return x.data() == y.data() && x.size() == y.size();
  });
}

TEST(NameRuns, KnowsEachCharacter) {
  for (int c = 0; c < 256; c++) {
    const std::string text(64, static_cast<char>(c));
    const bool letter = letter_of(static_cast<char>(c)) != Letter::none;
    EXPECT_EQ(letters_among(text), letter ? ~std::uint64_t{0} : 0) << c;
    EXPECT_EQ(plain_letters_among(text), letter ? ~std::uint64_t{0} : 0) << c;
  }
  EXPECT_EQ(letters_among("a b"), 5U);
  EXPECT_EQ(plain_letters_among("a b"), 5U);
}

TEST(NameRuns, AreTheSameOnAnyProcessor) {
  std::mt19937 random(1);
  std::string text(64, ' ');
  for (int i = 0; i < 20'000; i++) {
    for (char& c : text) c = static_cast<char>(random());
    EXPECT_EQ(letters_among(text), plain_letters_among(text)) << text;
  }
}

TEST(NameRuns, AreTheSameAsOneFindsOneByOne) {
  EXPECT_EQ(runs_of(" ab abc a.b-c@d+e_f "), (std::vector<std::string_view>{"abc", "a.b-c@d+e_f"}));
  std::mt19937 random(1);
  for (int i = 0; i < 20'000; i++) {
    std::string text(random() % 300, ' ');
    const unsigned kind = random() % 4;
    for (char& c : text)
      c = kind == 0   ? static_cast<char>(random())
          : kind == 1 ? (random() % 20 != 0 ? 'a' : ' ')
          : kind == 2 ? (random() % 3 != 0 ? '.' : '\n')
                      : (random() % 90 != 0 ? 'x' : ' ');
    EXPECT_TRUE(same(runs_of(text), plainly(text))) << text;
  }
}

}  // namespace
}  // namespace assay::readers
