// Reads what a finding cites: a fact or a node, with its locator and columns.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "casefile/database.h"
#include "model/finding.h"

namespace assay::casefile {

class EvidenceReader {
 public:
  explicit EvidenceReader(const Database& database);  // which outlives it

  // Nothing where the case has no such fact or node. Throws SqlError.
  std::optional<Evidence> fact(FactId id);
  std::optional<Evidence> node(std::int64_t id);

 private:
  const Database& database_;
  Statement runs_;
  Statement nodes_;
  std::map<std::string, Statement, std::less<>> rows_;  // by table, as they come
};

}  // namespace assay::casefile
