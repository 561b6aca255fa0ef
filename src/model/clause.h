// Clause: one requirement of a published catalogue, and what an image showed of it
// (rules/README.md).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace assay {

// How far the bytes of an image reach.
enum class ClauseKind : std::uint8_t {
  decided,    // they can decide it
  supported,  // they can break it, or give evidence for a test of the running device
  live,       // they show nothing of it
};

constexpr std::string_view clause_kind_names[] = {"decided", "supported", "live"};

enum class ClauseOutcome : std::uint8_t { pass, fail, inconclusive, not_decidable };

constexpr std::string_view clause_outcome_names[] = {"pass", "fail", "inconclusive",
                                                     "not decidable from an image"};

// What a finding of a rule says about a clause.
enum class RuleWeight : std::uint8_t {
  decides,  // the clause is broken, whatever the severity
  counts,   // broken from severity medium and confidence strong on; else only a hint
  hints,    // somebody should look; never decides
};

constexpr std::string_view rule_weight_names[] = {"decides", "counts", "hints"};

struct Clause {
  std::string id;  // '4.2.3.4.2.1'
  std::string title;
  ClauseKind kind = ClauseKind::live;
  std::string test_case;                // the catalogue's own name of its test; may be empty
  std::vector<std::string> decided_by;  // rules by id that decide whatever their severity
  std::vector<std::string> hinted_by;   // rules by id that only hint
  std::string examined;                 // a SELECT of one number: what the rules had before them
  std::string things;                   // what these are: 'password hashes'
  std::string live_test;
  std::uint32_t line = 0;           // in the file
  std::uint32_t examined_line = 0;  // of `examined`
};

struct ClauseList {
  std::string standard;  // the folder that it is in
  std::string file;      // its path from the rules' folder
  std::string name;      // as rules call the catalogue in their clauses: '3GPP TS 33.117'
  std::string title;
  std::string version;  // the first 16 hex digits of the text's SHA-256
  std::string text;     // the whole file
  std::vector<Clause> clauses;
};

struct ClauseRule {
  std::string rule;
  RuleWeight weight = RuleWeight::counts;
  friend bool operator==(const ClauseRule&, const ClauseRule&) = default;
};

struct ClauseFinding {
  std::string finding;
  bool breaks = false;  // else it hints
  friend bool operator==(const ClauseFinding&, const ClauseFinding&) = default;
};

struct ClauseResult {
  std::string standard;
  std::uint32_t nth = 0;  // place in the list, from 1
  std::string clause;
  std::string title;
  ClauseKind kind = ClauseKind::live;
  std::string test_case;
  ClauseOutcome result = ClauseOutcome::not_decidable;
  std::string reason;  // a sentence without a full stop
  std::optional<std::int64_t> examined;
  std::string things;
  std::string live_test;
  std::vector<ClauseRule> rules;        // by id
  std::vector<ClauseFinding> findings;  // by id
};

}  // namespace assay
