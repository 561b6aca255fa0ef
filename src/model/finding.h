// Finding: what a rule made of facts, with the bytes that show it and what was not shown.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "model/node.h"
#include "model/value.h"

namespace assay {

// The qualitative scale of CVSS v3.1.
enum class Severity : std::uint8_t { info, low, medium, high, critical };

constexpr std::string_view severity_names[] = {"info", "low", "medium", "high", "critical"};

// How surely the bytes carry the message.
enum class Confidence : std::uint8_t {
  likely,  // a reading of the bytes that others can dispute
  strong,  // what the bytes say, by the usual meaning of what they are
  proven,  // from the bytes alone
};

constexpr std::string_view confidence_names[] = {"likely", "strong", "proven"};

// How far a thing was shown to be in force. Nothing at all: not shown.
enum class Activation : std::uint8_t {
  present,    // it is in the image
  started,    // something starts it
  exposed,    // it can be reached from a port or a route
  reachable,  // before any login
};

constexpr std::string_view activation_names[] = {"present", "started", "exposed", "reachable"};

// The enumerator of this name in `names`, or nothing.
template <class E, std::size_t count>
std::optional<E> from_name(const std::string_view (&names)[count], std::string_view name) {
  for (std::size_t i = 0; i < count; i++)
    if (names[i] == name) return static_cast<E>(i);
  return std::nullopt;
}

// Of a fact, unique in its case file, from 1.
using FactId = std::int64_t;

// What shows a finding: a fact, or a node whose attributes, header fields or checks do.
struct Evidence {
  std::optional<FactId> fact;  // nothing: the node itself
  std::string table;           // of the fact; "node"
  NodeId node = 0;
  std::string locator;  // of the range; of the node where there is no fact
  Range range;          // of the node's bytes; size 0 where there is no fact
  std::string method;   // of the fact
  Fields
      columns;  // of the fact, those that are known; of the node: mode, uid, gid, size, link_target
  friend bool operator==(const Evidence&, const Evidence&) = default;
};

struct Finding {
  std::string id;  // the rule's, and 16 hex digits of a digest of the evidence
  std::string rule;
  std::string rule_version;
  Severity severity = Severity::info;
  Confidence confidence = Confidence::likely;
  std::optional<Activation> activation;
  std::string message;  // one sentence, text of the image escaped
  std::string alternatives;
  std::string not_claimed;
  std::string declaration;         // what the vendor's declaration says of it; empty: not asked
  std::vector<Evidence> evidence;  // never empty
  Fields columns;                  // further ones that the rule gave
  friend bool operator==(const Finding&, const Finding&) = default;
};

}  // namespace assay
