// Words: how the screens say what a finding, a node or a problem is.
#pragma once

#include <map>
#include <string>

#include "cli/case_view.h"
#include "cli/terminal.h"
#include "model/finding.h"

namespace assay::cli {

Tone tone_of(Severity severity);

// "proven from the bytes", "strong", "likely"
std::string_view words_of(Confidence confidence);

// "present", "started at boot", "exposed", "reachable before login", "activation not shown"
std::string_view words_of(std::optional<Activation> activation);

// Why something was not looked at, for people: "encrypted", "cut short", ...
std::string_view words_of(ErrorCode code);

// A message of a rule, which has escaped the image's text already: what is still not printable is
// escaped, and backslashes are left.
std::string escaped_once(std::string_view message);

// Ids of findings cut to what tells them apart: the rule's id, '-', and at least four hex digits.
// `assay explain` takes them.
std::map<std::string, std::string> short_ids(const std::vector<Finding>& findings);

}  // namespace assay::cli
