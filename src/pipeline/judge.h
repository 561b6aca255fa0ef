// Judge: from facts to findings, results of clauses and numbers. No byte of the image is read here.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "casefile/write.h"
#include "model/declaration.h"
#include "rules/end_of_support.h"
#include "rules/rule.h"

namespace assay::pipeline {

struct JudgeOptions {
  std::optional<rules::RuleSet> rule_set;                 // instead of the shipped rules
  std::vector<std::filesystem::path> rule_folders;        // besides them
  std::vector<std::string> standards;                     // only these; empty: all
  std::optional<rules::EndOfSupportData> end_of_support;  // instead of the shipped data
  std::optional<Declaration> declaration;                 // the vendor's
};

// Runs the rules over what was written so far, and writes what came of it. The same facts, rules
// and data give the same rows. Throws where the machine fails.
void judge(casefile::Writer& writer, const JudgeOptions& options);

}  // namespace assay::pipeline
