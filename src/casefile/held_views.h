// The answers of views that most rules ask, worked out once.
#pragma once

#include "casefile/database.h"

namespace assay::casefile {

// While one lives, `booted`, `service_started`, `started_program`, `network_program` and
// `listening` are tables in memory with the rows of the views of these names, so that rules need
// not be told; the case file itself is not touched. The database must not change meanwhile. Linear
// in the rows. Throws SqlError where the machine fails.
class HeldViews {
 public:
  explicit HeldViews(Database& database);
  ~HeldViews();
  HeldViews(const HeldViews&) = delete;
  HeldViews& operator=(const HeldViews&) = delete;

 private:
  void hold(std::string_view view, std::string_view key);

  Database& database_;
};

}  // namespace assay::casefile
