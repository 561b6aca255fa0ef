#include "unpack/large_gate.h"

#include <utility>

namespace assay::unpack {

std::shared_ptr<const void> LargeGate::enter(std::function<void()> later) {
  {
    const std::lock_guard lock(mutex_);
    if (taken_) {
      waiting_.push_back(std::move(later));
      return nullptr;
    }
    taken_ = true;
  }
  return {this, [self = shared_from_this()](const void*) { self->leave(); }};
}

void LargeGate::leave() {
  std::function<void()> next;
  {
    const std::lock_guard lock(mutex_);
    taken_ = false;
    if (!waiting_.empty()) {
      next = std::move(waiting_.front());
      waiting_.pop_front();
    }
  }
  if (next) pool_.add(std::move(next));
}

}  // namespace assay::unpack
