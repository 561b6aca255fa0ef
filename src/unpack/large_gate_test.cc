#include "unpack/large_gate.h"

#include <gtest/gtest.h>

#include <atomic>

namespace assay::unpack {
namespace {

TEST(LargeGate, LetsOneInAtATimeAndForgetsNobody) {
  Pool pool(4);
  const auto gate = std::make_shared<LargeGate>(pool);
  std::atomic<int> inside = 0;
  std::atomic<int> most = 0;
  std::atomic<int> done = 0;
  std::function<void()> job = [&] {
    const auto pass = gate->enter(job);
    if (!pass) return;
    const int now = ++inside;
    int seen = most;
    while (seen < now && !most.compare_exchange_weak(seen, now)) continue;
    pool.add([&inside, &done, pass] {  // what is found in it is read by further tasks
      --inside;
      ++done;
    });
  };
  for (int i = 0; i < 200; i++) pool.add(job);
  pool.run();
  EXPECT_EQ(done, 200);
  EXPECT_EQ(most, 1);
}

}  // namespace
}  // namespace assay::unpack
