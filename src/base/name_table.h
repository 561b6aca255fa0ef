// Tables of constants that are looked up by name: written down in the order of their subject, kept
// in that of their names.
#pragma once

#include <algorithm>
#include <array>
#include <span>
#include <string_view>

namespace assay {

// T has a member `name`. Several items may have one name; these keep their order.
template <class T, std::size_t count>
class NameTable {
 public:
  constexpr explicit NameTable(const std::array<T, count>& items) : items_(items) {
    // std::stable_sort is not for constant expressions.
    for (std::size_t i = 1; i < count; i++)
      for (std::size_t at = i; at > 0 && items_[at].name < items_[at - 1].name; at--)
        std::swap(items_[at], items_[at - 1]);
  }

  // The first item of that name; nullptr where there is none.
  constexpr const T* find(std::string_view name) const {
    const auto found = std::ranges::lower_bound(items_, name, {}, &T::name);
    return found != items_.end() && found->name == name ? &*found : nullptr;
  }
  // All items of that name.
  constexpr std::span<const T> all(std::string_view name) const {
    const auto found = std::ranges::equal_range(items_, name, {}, &T::name);
    return {found.begin(), found.end()};
  }

 private:
  std::array<T, count> items_;
};

}  // namespace assay
