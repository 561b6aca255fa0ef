// Lets one allocation after the other fail during a scan, in both processes. Whatever fails, the
// scan ends in a result, an error or an exception, and the case file is whole or not there.
#include <gtest/gtest.h>
#include <sys/mman.h>
#include <unistd.h>

#include <atomic>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <limits>
#include <new>

#include "base/temporary_folder.h"
#include "casefile/seal.h"
#include "pipeline/scan.h"

namespace {

constexpr std::int64_t never = std::numeric_limits<std::int64_t>::max();

// Shared with the engine's process, so that the two count as one.
struct Counters {
  std::atomic<std::int64_t> good_left = never;
  std::atomic<std::int64_t> failures_left = 0;
};
Counters* counters = nullptr;

Counters* share_counters() {
  void* const at =
      mmap(nullptr, sizeof(Counters), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  return at == MAP_FAILED ? nullptr : new (at) Counters;
}

void* allocate(std::size_t size) {
  if (counters != nullptr && counters->good_left.load() != never &&
      counters->good_left.fetch_sub(1) <= 0 && counters->failures_left.fetch_sub(1) > 0)
    throw std::bad_alloc();
  void* const at = std::malloc(size == 0 ? 1 : size);
  if (at == nullptr) throw std::bad_alloc();
  return at;
}

}  // namespace

// For all of this test program.
void* operator new(std::size_t size) { return allocate(size); }
void* operator new[](std::size_t size) { return allocate(size); }
void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
  try {
    return allocate(size);
  } catch (const std::bad_alloc&) {
    return nullptr;
  }
}
void* operator new[](std::size_t size, const std::nothrow_t& nothrow) noexcept {
  return operator new(size, nothrow);
}
void operator delete(void* at) noexcept { std::free(at); }
void operator delete[](void* at) noexcept { std::free(at); }
void operator delete(void* at, std::size_t) noexcept { std::free(at); }
void operator delete[](void* at, std::size_t) noexcept { std::free(at); }

namespace assay::pipeline {
namespace {

class OutOfMemoryTest : public ::testing::Test {
 protected:
  void SetUp() override {
    const std::string command =
        "cd '" + folder_.string() +
        "' && mkdir -p t/etc && printf 'root::0:0::/:/bin/sh\\n' > t/etc/passwd && "
        "tar --format=ustar -cf image -C t etc && gzip -n image && mv image.gz image";
    ASSERT_EQ(std::system(command.c_str()), 0);
  }
  // Scans while `failures` allocations fail after `good` have not. How many there were.
  std::int64_t scan_with(std::int64_t good, std::int64_t failures) {
    const auto source = unpack::Source::open(folder_ / "image", {});
    ScanOptions options;
    options.case_path = folder_ / "case";
    options.tool_version = "test";
    bool whole = false;
    counters->failures_left = failures;
    counters->good_left = good;
    try {
      whole = scan(*source, options).has_value();
    } catch (const std::exception&) {  // as main() would, for exit 70
    }
    const std::int64_t left = counters->good_left.exchange(never);
    scans_++;
    whole_ += whole;
    EXPECT_FALSE(std::filesystem::exists(folder_ / "case.part")) << good;
    // What fails once the file has its name may fail the scan, but not the file.
    const bool there = std::filesystem::exists(folder_ / "case");
    EXPECT_TRUE(there || !whole) << good;
    if (there) {
      EXPECT_TRUE(casefile::check_seal(folder_ / "case")) << good;
    }
    std::filesystem::remove(folder_ / "case");
    return good - left;
  }

  TemporaryFolder temporary_;
  std::filesystem::path folder_ = temporary_.path();
  int scans_ = 0;
  int whole_ = 0;
};

TEST_F(OutOfMemoryTest, NeverLeavesHalfACase) {
  counters = share_counters();
  ASSERT_NE(counters, nullptr);
  scan_with(never - 1, 0);  // what is made once and kept is made here
  const std::int64_t all = scan_with(never - 1, 0);
  ASSERT_EQ(whole_, 2);
  // One that fails, and all from one on: near the start and near the end each, in the midst few.
  for (const std::int64_t failures : {std::int64_t{1}, never})
    for (std::int64_t near = 1; near < all; near += 1 + near / 3) {
      scan_with(near, failures);
      scan_with(all - near, failures);
    }
  EXPECT_LT(whole_, scans_);
}

}  // namespace
}  // namespace assay::pipeline
