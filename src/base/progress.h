// Progress: how far a scan is, and what each thread is at, in memory that two processes share. The
// engine writes it; the program that waits for the engine reads it, also after the engine died.
#pragma once

#include <atomic>
#include <cstdint>

namespace assay {

enum class Stage : std::uint8_t { starting, unpacking, assembling, judging, writing, done };

// What one thread is working on: a key that the engine gives to each piece of work, and since when.
struct WorkSlot {
  std::atomic<std::uint64_t> key = 0;      // 0: nothing
  std::atomic<std::int64_t> since_ms = 0;  // CLOCK_MONOTONIC
};

struct Progress {
  static constexpr unsigned slots_max = 64;

  std::atomic<Stage> stage = Stage::starting;
  std::atomic<std::uint64_t> bytes_total = 0;  // that are known to be there, plain; grows
  std::atomic<std::uint64_t> bytes_done = 0;
  std::atomic<std::uint64_t> nodes_done = 0;
  WorkSlot slots[slots_max];
  std::atomic<std::uint64_t> culprit = 0;  // the key at which a fatal signal struck
};

static_assert(std::atomic<std::uint64_t>::is_always_lock_free);

// Now, in milliseconds of CLOCK_MONOTONIC.
std::int64_t monotonic_ms();

// The slot of the calling thread; null where it has none. Set once per engine thread.
WorkSlot*& thread_slot();

}  // namespace assay
