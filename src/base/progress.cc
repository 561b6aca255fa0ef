#include "base/progress.h"

#include <ctime>

namespace assay {

std::int64_t monotonic_ms() {
  timespec now{};
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * 1000 + now.tv_nsec / 1'000'000;
}

WorkSlot*& thread_slot() {
  thread_local WorkSlot* slot = nullptr;
  return slot;
}

}  // namespace assay
