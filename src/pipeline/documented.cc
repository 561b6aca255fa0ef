#include "pipeline/documented.h"

#include <fmt/core.h>

#include <algorithm>
#include <string_view>
#include <vector>

#include "base/lower_case.h"

namespace assay::pipeline {
namespace {

// Something in the evidence that a declaration could list.
struct Claim {
  std::vector<DeclaredKind> kinds;  // any of these
  std::vector<std::string> names;   // by any of these names
  std::string protocol;             // of a port
};

std::string text_of(const Fields& fields, std::string_view name) {
  for (const Field& field : fields) {
    if (field.name != name) continue;
    if (const auto* text = std::get_if<std::string>(&field.value)) return *text;
    if (const auto* number = std::get_if<std::int64_t>(&field.value))
      return std::to_string(*number);
  }
  return {};
}

std::string basename(const std::string& path) { return path.substr(path.rfind('/') + 1); }

// The names of what a command starts: its path, its file name, and of busybox the applet.
std::vector<std::string> names_of_program(const Fields& columns) {
  const std::string program = text_of(columns, "program");
  if (program.empty()) return {};
  std::vector<std::string> names = {program, basename(program)};
  const std::string arguments = text_of(columns, "arguments");
  if (basename(program) == "busybox") names.push_back(arguments.substr(0, arguments.find(' ')));
  return names;
}

std::vector<Claim> claims_of(const Evidence& evidence) {
  const Fields& columns = evidence.columns;
  std::vector<Claim> claims;
  const auto claim = [&](std::vector<DeclaredKind> kinds, std::vector<std::string> names) {
    std::erase(names, "");
    if (!names.empty()) claims.push_back({std::move(kinds), std::move(names), ""});
  };
  if (evidence.table == "account") claim({DeclaredKind::account}, {text_of(columns, "name")});
  if (evidence.table == "credential") claim({DeclaredKind::account}, {text_of(columns, "user")});
  claim({DeclaredKind::key},
        {text_of(columns, "ssh_fingerprint"), text_of(columns, "fingerprint")});
  claim({DeclaredKind::service, DeclaredKind::command}, names_of_program(columns));
  if (const std::string port = text_of(columns, "port"); !port.empty() && port != "0")
    claims.push_back({{DeclaredKind::port}, {port}, text_of(columns, "protocol")});
  claim({DeclaredKind::endpoint}, {text_of(columns, "host")});
  claim({DeclaredKind::command},
        {text_of(columns, "command"), text_of(columns, "route"), text_of(columns, "url_path")});
  return claims;
}

bool same_name(DeclaredKind kind, const std::string& declared, const std::string& seen) {
  if (kind == DeclaredKind::key) return lower_case(declared) == lower_case(seen);
  if (kind != DeclaredKind::endpoint) return declared == seen;
  if (declared.starts_with("*.")) return lower_case(seen).ends_with(lower_case(declared.substr(1)));
  return lower_case(declared) == lower_case(seen);
}

// The line that lists it; 0 where none does.
std::uint32_t line_of(const Claim& claim, const Declaration& declaration) {
  for (const DeclaredThing& thing : declaration.things) {
    if (std::ranges::find(claim.kinds, thing.kind) == claim.kinds.end()) continue;
    if (!thing.protocol.empty() && !claim.protocol.empty() && thing.protocol != claim.protocol)
      continue;
    for (const std::string& name : claim.names)
      if (same_name(thing.kind, thing.name, name)) return thing.line;
  }
  return 0;
}

}  // namespace

std::string declaration_state(const Finding& finding,
                              const std::optional<Declaration>& declaration) {
  if (!declaration) return std::string(no_declaration);
  std::uint32_t first = 0;
  for (const Evidence& evidence : finding.evidence) {
    for (const Claim& claim : claims_of(evidence)) {
      const std::uint32_t line = line_of(claim, *declaration);
      if (line == 0) return std::string(not_declared);
      if (first == 0 || line < first) first = line;
    }
  }
  if (first == 0) return std::string(not_declared);
  return fmt::format("documented (line {})", first);
}

}  // namespace assay::pipeline
