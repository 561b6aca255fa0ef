// ReadGuard: what SQL of other people may do to a database, which is to read.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "casefile/database.h"

namespace assay::casefile {

struct ReadLimits {
  std::uint64_t steps_max = 0;                  // of SQLite's machine; 0: no limit
  std::chrono::milliseconds time_max{0};        // 0: no limit
  std::int64_t memory_max = 512 << 20U;         // bytes that SQLite takes on top
  int value_size_max = 64 << 20U;               // of one text or blob, bytes
  std::function<bool(std::string_view)> table;  // whether a table may be read; empty: all of them
  std::function<bool(std::string_view)> function;  // and a function called; empty: all but those
                                                   // that reach outside
};

// While it lives, the database's statements can only read: no writing, no other file, no PRAGMA but
// table_info, table_list and integrity_check, no extension; and they end at the limits with
// SqlError.
class ReadGuard {
 public:
  ReadGuard(const Database& database, ReadLimits limits);
  ~ReadGuard();
  ReadGuard(const ReadGuard&) = delete;
  ReadGuard& operator=(const ReadGuard&) = delete;

  // What was refused or which limit was reached last, as a sentence; empty where nothing was.
  const std::string& refusal() const { return refusal_; }

 private:
  static int authorize(void* guarding, int action, const char* a, const char* b,
                       const char* database, const char* trigger);
  static int progress(void* self);
  bool allows(int action, std::string_view a, std::string_view b);

  const Database& database_;
  ReadLimits limits_;
  std::string refusal_;
  std::uint64_t steps_ = 0;
  std::int64_t memory_before_ = 0;
  std::chrono::steady_clock::time_point start_;
  int size_before_ = 0;
};

}  // namespace assay::casefile
