// ChainedMap: finds what was noted for small keys, of which there may be many. What is noted stands
// in one list in the order in which it came, and takes no memory of its own.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace assay {

// Hash: 64 bits of a key, of which the highest count. Keys that have them in common are looked
// through one by one.
template <class Key, class T, class Hash>
class ChainedMap {
 public:
  std::size_t size() const { return entries_.size(); }
  // nullptr where nothing was noted. Holds until the next is.
  const T* find(const Key& key) const {
    if (first_.empty()) return nullptr;
    std::uint32_t at = first_[slot_of(key)];
    while (at != none && !(entries_[at].key == key)) at = entries_[at].next;
    return at == none ? nullptr : &entries_[at].value;
  }
  // Of a key that nothing was noted for.
  void add(const Key& key, const T& value) {
    if (entries_.size() == first_.size()) grow();
    std::uint32_t& first = first_[slot_of(key)];
    entries_.push_back({key, value, first});
    first = static_cast<std::uint32_t>(entries_.size() - 1);
  }

 private:
  static constexpr std::uint32_t none = UINT32_MAX;
  struct Entry {
    Key key;
    T value;
    std::uint32_t next = none;  // in the same slot
  };

  std::size_t slot_of(const Key& key) const { return Hash()(key) >> (64U - slots_log2_); }
  void grow() {
    slots_log2_ = first_.empty() ? 6 : slots_log2_ + 1;
    first_.assign(std::size_t{1} << slots_log2_, none);
    for (std::uint32_t at = 0; at < entries_.size(); at++) {
      std::uint32_t& first = first_[slot_of(entries_[at].key)];
      entries_[at].next = first;
      first = at;
    }
  }

  std::vector<Entry> entries_;
  std::vector<std::uint32_t> first_;  // of each slot
  unsigned slots_log2_ = 0;
};

}  // namespace assay
