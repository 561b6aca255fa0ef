// Rule: one requirement of a standard as a question to the fact tables (rules/README.md).
#pragma once

#include <optional>
#include <string>

#include "model/finding.h"

namespace assay {

struct Rule {
  std::string id;        // [a-z0-9_]+, the file's stem
  std::string standard;  // the folder that it is in; may be empty
  std::string file;      // its path from the rules' folder
  std::string title;
  Severity severity = Severity::info;
  Confidence confidence = Confidence::likely;
  std::string weakness;  // "CWE-258"; several with "; " between them; may be empty
  std::string clauses;   // of published standards, "; " between them; may be empty
  std::string why;
  std::string refuted_by;
  std::optional<Activation> activation;  // of findings that do not say their own
  std::string alternatives;              // may be empty
  std::string not_claimed;               // may be empty
  std::string version;                   // the first 16 hex digits of the text's SHA-256
  std::string text;                      // the whole file
  bool is_shipped = false;               // of the program's own, which tests run over every table
};

// Why a rule, or some rows of it, came to nothing.
struct RuleProblem {
  std::string rule;  // its id; empty where it could not be read
  std::string file;
  std::uint32_t line = 0;  // from 1; 0 where no line is meant
  std::string sentence;
  friend bool operator==(const RuleProblem&, const RuleProblem&) = default;
};

}  // namespace assay
