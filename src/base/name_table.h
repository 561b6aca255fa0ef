// Tables of constants that are looked up by name: written down in the order of their subject, kept
// in that of their names.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
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
    for (const T& item : items_)
      if (!item.name.empty()) sizes_[first_of(item.name)] |= size_bit(item.name);
  }

  // The first item of that name; nullptr where there is none.
  constexpr const T* find(std::string_view name) const {
    // Most names that are asked for are in no table.
    if (!name.empty() && (sizes_[first_of(name)] & size_bit(name)) == 0) return nullptr;
    const auto found = std::ranges::lower_bound(items_, name, {}, &T::name);
    return found != items_.end() && found->name == name ? &*found : nullptr;
  }
  // All items of that name.
  constexpr std::span<const T> all(std::string_view name) const {
    const auto found = std::ranges::equal_range(items_, name, {}, &T::name);
    return {found.begin(), found.end()};
  }

 private:
  static constexpr std::size_t first_of(std::string_view name) {
    return static_cast<unsigned char>(name[0]) % 64U;
  }
  static constexpr std::uint64_t size_bit(std::string_view name) {
    return std::uint64_t{1} << std::min<std::size_t>(name.size(), 63);
  }

  std::array<T, count> items_;
  std::array<std::uint64_t, 64> sizes_{};  // of names by their first character, as bits
};

}  // namespace assay
