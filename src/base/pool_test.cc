#include "base/pool.h"

#include <gtest/gtest.h>

#include <atomic>
#include <numeric>

namespace assay {
namespace {

TEST(Pool, RunsEveryTaskAndItsOffspring) {
  for (const unsigned threads : {1U, 2U, 8U}) {
    Pool pool(threads);
    std::atomic<int> ran = 0;
    for (int i = 0; i < 100; i++) {
      pool.add([&] {
        ran++;
        pool.add([&] { ran++; });
      });
    }
    pool.run();
    EXPECT_EQ(ran, 200) << threads;
  }
}

TEST(Pool, ForEachInsideTasksCallsEveryNumberOnce) {
  for (const unsigned threads : {1U, 2U, 8U}) {
    Pool pool(threads);
    std::vector<std::vector<int>> counts(20, std::vector<int>(500));
    for (auto& row : counts)
      pool.add([&] { pool.for_each(row.size(), [&row](std::size_t i) { row[i]++; }); });
    pool.run();
    for (const auto& row : counts) EXPECT_EQ(std::accumulate(row.begin(), row.end(), 0), 500);
  }
}

TEST(Pool, OneThreadKeepsTheOrderGiven) {
  Pool pool(1);
  std::vector<int> order;
  std::vector<std::function<void()>> tasks;
  for (int i = 0; i < 5; i++) tasks.emplace_back([&order, i] { order.push_back(i); });
  pool.add_in_order(std::move(tasks));
  pool.run();
  EXPECT_EQ(order, (std::vector<int>{0, 1, 2, 3, 4}));
}

}  // namespace
}  // namespace assay
