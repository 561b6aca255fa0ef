// A fixed list of words, in which one is found without a comparison with each.
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <string_view>

namespace assay {

// Of `n` words, which stay where they are. Those of one size and ends are in one chain.
template <std::size_t n>
class WordTable {
 public:
  constexpr explicit WordTable(const std::string_view (&words)[n]) {
    for (std::size_t i = 0; i < n; i++) words_[i] = words[i];
    link();
  }
  // Of the names in a list of something.
  template <class List, class T>
  constexpr WordTable(const List& list, std::string_view T::* name) {
    for (std::size_t i = 0; i < n; i++) words_[i] = list[i].*name;
    link();
  }

  // Where the word stands in the list, the first time; n where it does not.
  constexpr std::size_t find(std::string_view word) const {
    std::size_t at = first_[slot_of(word)];
    while (at != n && words_[at] != word) at = next_[at];
    return at;
  }
  constexpr bool contains(std::string_view word) const { return find(word) != n; }

 private:
  static_assert(n < 0xffff);
  static constexpr std::size_t slots = std::bit_ceil(2 * n + 1);

  static constexpr std::size_t slot_of(std::string_view word) {
    if (word.empty()) return 0;
    const auto front = static_cast<unsigned char>(word.front());
    const auto back = static_cast<unsigned char>(word.back());
    return (word.size() * 5 + front * 3U + back) % slots;
  }

  constexpr void link() {
    first_.fill(n);
    for (std::size_t i = n; i-- > 0;) {
      std::uint16_t& first = first_[slot_of(words_[i])];
      next_[i] = first;
      first = static_cast<std::uint16_t>(i);
    }
  }

  std::array<std::string_view, n> words_;
  std::array<std::uint16_t, slots> first_{};  // of the words of each slot; n: none
  std::array<std::uint16_t, n> next_{};
};

template <std::size_t n>
WordTable(const std::string_view (&)[n]) -> WordTable<n>;
template <class T, std::size_t n>
WordTable(const T (&)[n], std::string_view T::*) -> WordTable<n>;

}  // namespace assay
