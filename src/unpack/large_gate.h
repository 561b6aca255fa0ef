// LargeGate: lets one large member at a time be in memory, of those that stand side by side, so
// that memory does not grow with the number of threads.
//
// Nobody waits at it: who finds it taken leaves a task behind, which runs once it is free. So the
// threads are always there for the tasks that will free it.
#pragma once

#include <deque>
#include <functional>
#include <memory>
#include <mutex>

#include "base/pool.h"

namespace assay::unpack {

class LargeGate : public std::enable_shared_from_this<LargeGate> {
 public:
  explicit LargeGate(Pool& pool) : pool_(pool) {}

  // A pass, given back when its last copy goes. Null where somebody else has it: then `later` is
  // run as a task, and may ask again, once it is given back.
  std::shared_ptr<const void> enter(std::function<void()> later);

 private:
  void leave();

  Pool& pool_;
  std::mutex mutex_;
  bool taken_ = false;
  std::deque<std::function<void()>> waiting_;
};

}  // namespace assay::unpack
