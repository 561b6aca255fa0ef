// Reads the folders of standards: rules, metrics and lists of clauses (rules/README.md).
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "base/embedded.h"
#include "model/clause.h"
#include "model/metric.h"
#include "model/rule.h"

namespace assay::rules {

// One rule from its file's text. `file` is its path from the rules' folder, '/'-separated: the
// stem must be the rule's id, the folder is the standard. The SQL is not looked at before run().
// Errors: a problem with the line.
tl::expected<Rule, RuleProblem> parse(std::string_view file, std::string_view text);

struct RuleSet {
  std::vector<Rule> rules;               // by id, each id once
  std::vector<Metric> metrics;           // by id, each id once
  std::vector<ClauseList> clause_lists;  // by standard, each once
  std::vector<RuleProblem> problems;     // files that hold no rule, in order of their paths
};

// The rules that the program carries in itself.
RuleSet shipped_rules();

// Adds every .sql file and clauses.txt below `folder`, in order of their paths; links are not
// followed. An id that the set has already is a problem, and the one that was there stays. A folder
// that cannot be read is a problem too.
void add_folder(RuleSet& set, const std::filesystem::path& folder);

// Adds rules from texts, as add_folder does.
void add_files(RuleSet& set, std::span<const EmbeddedFile> files);

}  // namespace assay::rules
