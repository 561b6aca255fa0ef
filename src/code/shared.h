// Shared: a value that its copies have in common until one of them is changed. For one thread.
#pragma once

#include <cstdint>
#include <utility>

namespace assay::code {

template <class T>
class Shared {
 public:
  Shared() = default;
  Shared(const Shared& other) : held_(other.held_) {
    if (held_ != nullptr) held_->users++;
  }
  Shared(Shared&& other) noexcept : held_(std::exchange(other.held_, nullptr)) {}
  Shared& operator=(const Shared& other) {
    if (held_ != other.held_) Shared(other).swap(*this);
    return *this;
  }
  Shared& operator=(Shared&& other) noexcept {
    Shared(std::move(other)).swap(*this);
    return *this;
  }
  ~Shared() {
    if (held_ != nullptr && --held_->users == 0) delete held_;
  }

  const T& get() const { return held_ != nullptr ? held_->value : nothing_; }
  // The value, to be changed: from now on no copy has it in common.
  T& own() {
    if (held_ == nullptr) {
      held_ = new Held{};
    } else if (held_->users > 1) {
      auto* copy = new Held{1, held_->value};
      held_->users--;
      held_ = copy;
    }
    return held_->value;
  }
  // Whether both are the same value for certain; they may be equal where this says no.
  bool same(const Shared& other) const { return held_ == other.held_; }

 private:
  struct Held {
    std::uint32_t users = 1;
    T value;
  };
  void swap(Shared& other) noexcept { std::swap(held_, other.held_); }

  static inline const T nothing_{};
  Held* held_ = nullptr;  // null: nothing_
};

}  // namespace assay::code
