// Shared: a list that its copies have in common until one of them is changed. For one thread.
#pragma once

#include <cstdint>
#include <memory>
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
    if (held_ != nullptr && --held_->users == 0) give_back(held_);
  }

  const T& get() const { return held_ != nullptr ? held_->value : nothing_; }
  // The value, to be changed: from now on no copy has it in common.
  T& own() {
    if (held_ == nullptr || held_->users > 1) part();
    return held_->value;
  }
  // Whether both are the same value for certain; they may be equal where this says no.
  bool same(const Shared& other) const { return held_ == other.held_; }

 private:
  struct Held {
    std::uint32_t users = 1;
    T value;
    std::unique_ptr<Held> next;  // of those that nobody uses
  };
  [[gnu::noinline]] void part() {
    std::unique_ptr<Held> alone(take());
    alone->value = get();
    if (held_ != nullptr) held_->users--;
    held_ = alone.release();
  }
  void swap(Shared& other) noexcept { std::swap(held_, other.held_); }

  // What nobody uses any longer is kept with its memory for those to come: most lists are short-
  // lived, and as long as the one before. To keep one takes no memory, as destructors do it.
  struct Spare {
    Spare() = default;
    Spare(const Spare&) = delete;
    Spare& operator=(const Spare&) = delete;
    ~Spare() {
      while (first != nullptr) first = std::move(first->next);
    }
    std::unique_ptr<Held> first;
    std::uint32_t count = 0;
  };
  static Held* take() {
    if (spare_.first == nullptr) return new Held{};
    std::unique_ptr<Held> held = std::move(spare_.first);
    spare_.first = std::move(held->next);
    spare_.count--;
    held->users = 1;
    return held.release();
  }
  static void give_back(Held* held) {
    constexpr std::uint32_t spare_max = 256;
    std::unique_ptr<Held> owned(held);
    if (spare_.count == spare_max) return;
    owned->next = std::move(spare_.first);
    spare_.first = std::move(owned);
    spare_.count++;
  }

  static inline const T nothing_{};
  static inline thread_local Spare spare_;
  Held* held_ = nullptr;  // null: nothing_
};

}  // namespace assay::code
