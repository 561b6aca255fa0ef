// Tables of constants that are looked up by name: written down in the order of their subject, kept
// in that of their names.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <utility>

#include "base/word_table.h"

namespace assay {

// T has a member `name`. Several items may have one name; these keep their order.
template <class T, std::size_t count>
class NameTable {
 public:
  constexpr explicit NameTable(const std::array<T, count>& items)
      : items_(sorted(items)), names_(items_, &T::name) {}

  // The first item of that name; nullptr where there is none.
  constexpr const T* find(std::string_view name) const {
    const std::size_t at = names_.find(name);
    return at == count ? nullptr : &items_[at];
  }
  // All items of that name.
  constexpr std::span<const T> all(std::string_view name) const {
    const std::size_t first = names_.find(name);
    std::size_t end = first;
    while (end < count && items_[end].name == name) end++;
    return std::span(items_).subspan(first, end - first);
  }

 private:
  static constexpr std::array<T, count> sorted(std::array<T, count> items) {
    // std::stable_sort is not for constant expressions.
    for (std::size_t i = 1; i < count; i++)
      for (std::size_t at = i; at > 0 && items[at].name < items[at - 1].name; at--)
        std::swap(items[at], items[at - 1]);
    return items;
  }

  std::array<T, count> items_;
  WordTable<count> names_;  // in the same order
};

}  // namespace assay
