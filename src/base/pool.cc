#include "base/pool.h"

#include <algorithm>
#include <atomic>
#include <memory>

namespace assay {

void Pool::add(std::function<void()> task) {
  {
    const std::lock_guard lock(mutex_);
    tasks_.push_back(std::move(task));
  }
  changed_.notify_one();
}

void Pool::add_in_order(std::vector<std::function<void()>> tasks) {
  {
    const std::lock_guard lock(mutex_);
    std::move(tasks.rbegin(), tasks.rend(), std::back_inserter(tasks_));
  }
  changed_.notify_all();
}

void Pool::run() {
  std::vector<std::thread> helpers;
  for (unsigned i = 1; i < threads_; i++) helpers.emplace_back([this] { work(); });
  work();
  for (std::thread& helper : helpers) helper.join();
}

void Pool::work() {
  std::unique_lock lock(mutex_);
  for (;;) {
    changed_.wait(lock, [this] { return !tasks_.empty() || busy_ == 0; });
    if (tasks_.empty()) {
      changed_.notify_all();  // nobody is left who could add one
      return;
    }
    auto task = std::move(tasks_.back());
    tasks_.pop_back();
    busy_++;
    lock.unlock();
    task();
    task = nullptr;  // what it holds is dropped before the next is taken
    lock.lock();
    busy_--;
    if (busy_ == 0 && tasks_.empty()) changed_.notify_all();
  }
}

void Pool::for_each(std::size_t count, const std::function<void(std::size_t)>& job) {
  // Helpers that come late find no number left, and touch nothing of the caller's.
  struct Shared {
    std::atomic<std::size_t> next = 0;
    std::atomic<std::size_t> done = 0;
    std::mutex mutex;
    std::condition_variable finished;
  };
  const auto shared = std::make_shared<Shared>();
  const auto take = [shared, count, &job] {
    for (;;) {
      const std::size_t number = shared->next.fetch_add(1);
      if (number >= count) return;
      job(number);
      if (shared->done.fetch_add(1) + 1 == count) {
        const std::lock_guard lock(shared->mutex);
        shared->finished.notify_all();
      }
    }
  };
  const std::size_t helpers =
      std::min<std::size_t>(threads_, count) - std::min<std::size_t>(1, count);
  for (std::size_t i = 0; i < helpers; i++) add(take);
  take();
  std::unique_lock lock(shared->mutex);
  shared->finished.wait(lock, [&] { return shared->done.load() >= count; });
}

}  // namespace assay
