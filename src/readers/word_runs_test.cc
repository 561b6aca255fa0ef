#include "readers/word_runs.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

namespace assay::readers {
namespace {

std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  for_each_word(text, [&](std::size_t start, std::size_t end) {
    words.push_back(text.substr(start, end - start));
  });
  return words;
}

bool is_of_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '.' || c == '/' || c == '_';
}

// The same, a character at a time.
std::vector<std::string_view> plainly(std::string_view text) {
  std::vector<std::string_view> words;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    while (end < text.size() && is_of_word(text[end])) end++;
    if (end - at >= word_size_min) words.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return words;
}

TEST(WordRuns, KnowsEachCharacter) {
  for (int c = 0; c < 256; c++) {
    const std::string text(64, static_cast<char>(c));
    EXPECT_EQ(word_characters(text.data()),
              is_of_word(static_cast<char>(c)) ? ~std::uint64_t{0} : 0)
        << c;
  }
}

TEST(WordRuns, AreTheSameAsOneFindsOneByOne) {
  EXPECT_EQ(words_of("a ab: a.b-c@d/e_f"), (std::vector<std::string_view>{"ab", "a.b-c", "d/e_f"}));
  std::mt19937 random(1);
  for (int i = 0; i < 20'000; i++) {
    std::string text(random() % 300, ' ');
    const unsigned kind = random() % 4;
    for (char& c : text)
      c = kind == 0   ? static_cast<char>(random())
          : kind == 1 ? (random() % 20 != 0 ? 'a' : ' ')
          : kind == 2 ? (random() % 3 != 0 ? '.' : '\n')
                      : (random() % 90 != 0 ? 'x' : ' ');
    EXPECT_EQ(words_of(text), plainly(text)) << text;
  }
}

}  // namespace
}  // namespace assay::readers
