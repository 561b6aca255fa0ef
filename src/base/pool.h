// Pool: a fixed number of threads that work off tasks, the newest first.
//
// Newest first, because a task's offspring hold the bytes of the container they came from: going
// deep before going wide lets those be dropped early and keeps memory flat.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace assay {

class Pool {
 public:
  // With one thread all tasks run on the calling thread, in run().
  explicit Pool(unsigned threads) : threads_(threads == 0 ? 1 : threads) {}
  Pool(const Pool&) = delete;
  Pool& operator=(const Pool&) = delete;

  // Adds a task; from any thread, before or during run().
  void add(std::function<void()> task);

  // Adds tasks so that they run in the order given, as far as one thread is concerned.
  void add_in_order(std::vector<std::function<void()>> tasks);

  // Works until no task is left. Tasks must not throw.
  void run();

  // Calls job(0) ... job(count - 1) on as many threads as are free, the caller's among them, and
  // returns when all are done. From within a task. The order is not defined.
  void for_each(std::size_t count, const std::function<void(std::size_t)>& job);

  unsigned threads() const { return threads_; }

 private:
  void work();

  const unsigned threads_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<std::function<void()>> tasks_;  // the back is the newest
  unsigned busy_ = 0;                         // threads inside a task
};

}  // namespace assay
