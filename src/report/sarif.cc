// Source: OASIS Static Analysis Results Interchange Format 2.1.0: clauses 3.11.5 and 3.11.6
// (placeholders and links in messages), 3.4 (artifact locations), 3.27 (results), 3.58
// (notifications).
#include "report/sarif.h"

#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "base/quote.h"
#include "report/limits.h"

namespace assay::report {
namespace {

using Json = nlohmann::ordered_json;

std::string_view level_of(Severity severity) {
  switch (severity) {
    case Severity::critical:
    case Severity::high:
      return "error";
    case Severity::medium:
      return "warning";
    case Severity::low:
    case Severity::info:
      return "note";
  }
  return "none";
}

Json message(std::string_view text) { return {{"text", sarif_text(text)}}; }

Json rule_of(const Rule& rule) {
  Json json = {{"id", quote(rule.id)}};
  json["shortDescription"] = message(quote(rule.title));
  json["fullDescription"] = message(quote(rule.why));
  json["help"] = message("Refuted by: " + quote(rule.refuted_by));
  json["defaultConfiguration"] = {{"level", level_of(rule.severity)}};
  json["properties"] = {{"standard", quote(rule.standard)},
                        {"severity", severity_names[static_cast<std::size_t>(rule.severity)]},
                        {"confidence", confidence_names[static_cast<std::size_t>(rule.confidence)]},
                        {"clauses", quote(rule.clauses)},
                        {"version", quote(rule.version)}};
  Json tags = Json::array();
  if (!rule.weakness.empty()) tags.push_back(quote(rule.weakness));
  json["properties"]["tags"] = std::move(tags);
  return json;
}

// The member that a node is or lies in, by the names of the members around it.
std::string path_of(const Content& content, NodeId node) {
  std::string path;
  // A parent's id is below its child's, so this ends.
  while (node != no_node && node < content.nodes.size() && node != 0) {
    const Node& at = content.nodes[node];
    const bool is_member = at.kind != NodeKind::chunk && at.kind != NodeKind::gap;
    if (is_member && !at.name.empty()) path = at.name + (path.empty() ? "" : "/") + path;
    node = at.parent;
  }
  return path;
}

std::string uri_of_node(const Content& content, NodeId node) {
  const std::string path = path_of(content, node);
  const std::string image = text_of(content.info, "image_name");
  return uri_of_path(path.empty() ? image : image + "/" + path);
}

Json location_of(const Content& content, const Evidence& evidence) {
  Json physical;
  physical["artifactLocation"] = {{"uri", uri_of_node(content, evidence.node)}};
  if (evidence.fact)
    physical["region"] = {{"byteOffset", evidence.range.offset},
                          {"byteLength", evidence.range.size}};
  Json location;
  location["physicalLocation"] = std::move(physical);
  location["logicalLocations"] = Json::array(
      {{{"fullyQualifiedName", quote(evidence.locator)}, {"kind", quote(evidence.table)}}});
  return location;
}

Json result_of(const Content& content, const Finding& finding,
               const std::map<std::string, std::size_t>& rule_places) {
  Json json = {{"ruleId", quote(finding.rule)}};
  if (const auto place = rule_places.find(finding.rule); place != rule_places.end())
    json["ruleIndex"] = place->second;
  json["level"] = level_of(finding.severity);
  json["message"] = message(message_text(finding.message));
  json["locations"] = Json::array();
  if (!finding.evidence.empty())
    json["locations"].push_back(location_of(content, finding.evidence[0]));
  for (std::size_t i = 1; i < finding.evidence.size(); i++)
    json["relatedLocations"].push_back(location_of(content, finding.evidence[i]));
  json["partialFingerprints"] = {{"assayFinding/v1", quote(finding.id)}};
  json["properties"] = {
      {"id", quote(finding.id)},
      {"severity", severity_names[static_cast<std::size_t>(finding.severity)]},
      {"confidence", confidence_names[static_cast<std::size_t>(finding.confidence)]},
      {"activation", activation_text(finding)},
      {"declaration", quote(finding.declaration)},
      {"alternatives", quote(finding.alternatives)},
      {"notClaimed", quote(finding.not_claimed)}};
  return json;
}

Json notifications(const Content& content) {
  Json list = Json::array();
  for (const casefile::CaseProblem& problem : content.problems) {
    Json json = {{"level", "warning"}};
    json["message"] =
        message(fmt::format("{}: {}: {}", to_string(problem.problem.code),
                            quote(problem.problem.stage), quote(problem.problem.sentence)));
    if (problem.node != no_node) {
      Json physical;
      physical["artifactLocation"] = {{"uri", uri_of_node(content, problem.node)}};
      Json location;
      location["physicalLocation"] = std::move(physical);
      location["logicalLocations"] =
          Json::array({{{"fullyQualifiedName", quote(problem.locator)}}});
      json["locations"] = Json::array({std::move(location)});
    }
    list.push_back(std::move(json));
  }
  for (const RuleProblem& problem : content.rule_problems)
    list.push_back({{"level", "warning"},
                    {"message", message(fmt::format("{}:{}: {}", quote(problem.file), problem.line,
                                                    quote(problem.sentence)))}});
  return list;
}

Json properties(const Content& content) {
  Json json;
  for (const LimitLine& line : limits_statement(content)) json["limits"][line.name] = line.text;
  json["clauses"] = Json::array();
  for (const ClauseResult& result : content.clauses)
    json["clauses"].push_back(
        {{"standard", quote(result.standard)},
         {"clause", quote(result.clause)},
         {"title", quote(result.title)},
         {"result", clause_outcome_names[static_cast<std::size_t>(result.result)]},
         {"reason", quote(result.reason)}});
  json["metrics"] = Json::array();
  for (const MetricValue& value : content.metric_values)
    json["metrics"].push_back({{"metric", quote(value.metric)},
                               {"name", message_text(value.name)},
                               {"value", value.value},
                               {"total", value.total ? Json(*value.total) : Json()},
                               {"unit", quote(value.unit)}});
  return json;
}

std::string uri_of_name(std::string_view name) {
  std::string uri;
  for (const char c : name) {
    const bool plain = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
                       c == '-' || c == '.' || c == '_' || c == '~';
    if (plain)
      uri += c;
    else
      uri += fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return uri;
}

}  // namespace

std::string uri_of_path(std::string_view path) {
  std::string uri;
  for (std::size_t start = 0; start < path.size();) {
    const std::size_t end = std::min(path.find('/', start), path.size());
    const std::string_view name = path.substr(start, end - start);
    start = end + 1;
    if (name.empty()) continue;
    if (!uri.empty()) uri += '/';
    // Names that would lead out of the folder stay names.
    uri += name == "." || name == ".." ? fmt::format("%28{}%29", name) : uri_of_name(name);
  }
  return uri;
}

std::string sarif_text(std::string_view printable) {
  std::string text;
  for (const char c : printable) {
    if (c == '[' || c == ']' || c == '\\') text += '\\';
    if (c == '{' || c == '}') text += c;
    text += c;
  }
  return text;
}

std::string sarif_report(const Content& content) {
  Json driver = {{"name", "Assay"}, {"version", quote(text_of(content.info, "tool_version"))}};
  driver["rules"] = Json::array();
  std::map<std::string, std::size_t> places;
  for (const auto& [id, rule] : content.rules) {
    places[id] = driver["rules"].size();
    driver["rules"].push_back(rule_of(rule));
  }
  Json run;
  run["tool"]["driver"] = std::move(driver);
  Json invocation = {{"executionSuccessful", true}};
  invocation["toolExecutionNotifications"] = notifications(content);
  run["invocations"] = Json::array({std::move(invocation)});
  Json artifact = {{"location", {{"uri", uri_of_path(text_of(content.info, "image_name"))}}}};
  if (content.image_size > 0) artifact["length"] = content.image_size;
  if (!content.image_sha256.empty()) artifact["hashes"] = {{"sha-256", content.image_sha256}};
  run["artifacts"] = Json::array({std::move(artifact)});
  run["columnKind"] = "unicodeCodePoints";
  run["results"] = Json::array();
  for (const Finding& finding : content.findings)
    run["results"].push_back(result_of(content, finding, places));
  run["properties"] = properties(content);
  Json log;
  log["$schema"] =
      "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/"
      "sarif-schema-2.1.0.json";
  log["version"] = "2.1.0";
  log["runs"] = Json::array({std::move(run)});
  return log.dump(1) + "\n";
}

}  // namespace assay::report
