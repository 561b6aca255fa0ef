#include "cli/scan_json.h"

#include "cli/explain_screen.h"
#include "cli/standards_screen.h"

namespace assay::cli {
namespace {

Json json_of_image(const CaseView& view) {
  Json image = Json::object();
  set_text(image, "name", view.image_name);
  image["size"] = view.image_size;
  image["sha256"] = view.image_sha256.empty() ? Json() : Json(view.image_sha256);
  return image;
}

Json json_of_containers(const CaseView& view) {
  Json list = Json::array();
  for (const casefile::CaseNode& row : view.nodes) {
    if (row.node.kind != NodeKind::chunk) continue;
    Json object = {{"node", row.node.id}, {"format", row.node.name}};
    set_text(object, "title", row.node.title);
    set_text(object, "locator", row.locator);
    object["size"] = row.node.size;
    list.push_back(std::move(object));
  }
  return list;
}

Json json_of_coverage(const CaseView& view) {
  Json object = Json::object();
  const BytesByKind bytes = view.image_bytes();
  for (std::size_t kind = 0; kind < bytes.size(); kind++)
    object["bytes"][std::string(region_kind_names[kind])] = bytes[kind];
  object["measures"] = Json::array();
  for (const casefile::Coverage& row : view.coverage)
    object["measures"].push_back(
        {{"name", row.name}, {"value", row.value}, {"unit", row.unit}, {"meaning", row.meaning}});
  return object;
}

Json json_of_problems(const CaseView& view) {
  Json list = Json::array();
  for (const casefile::CaseProblem& row : view.problems) {
    Json object = {{"node", row.node == no_node ? Json() : Json(row.node)},
                   {"stage", row.problem.stage},
                   {"code", to_string(row.problem.code)}};
    set_text(object, "sentence", row.problem.sentence);
    set_text(object, "locator", row.locator);
    object["offset"] = row.problem.range.offset;
    object["size"] = row.problem.range.size;
    list.push_back(std::move(object));
  }
  return list;
}

}  // namespace

Json json_of_scan(const CaseView& view, const ScreenNames& names, ExitCode code) {
  Json object = {{"schema", "assay-scan-1"}};
  object["image"] = json_of_image(view);
  if (names.case_file.empty())
    object["case_file"] = nullptr;
  else
    set_text(object, "case_file", names.case_file);
  object["case_root_sha256"] = to_hex(view.file.seal().root);
  object["case_info"] = json_of(view.info);
  object["containers"] = json_of_containers(view);
  object["coverage"] = json_of_coverage(view);
  object["findings"] = Json::array();
  for (const Finding& finding : view.findings)
    object["findings"].push_back(json_of_finding(view, finding));
  object["clauses"] = json_of_clauses(view);
  object["metrics"] = json_of_metrics(view);
  object["problems"] = json_of_problems(view);
  object["rule_problems"] = Json::array();
  for (const RuleProblem& problem : view.rule_problems) {
    Json item = {{"line", problem.line}};
    set_text(item, "rule", problem.rule);
    set_text(item, "file", problem.file);
    set_text(item, "sentence", problem.sentence);
    object["rule_problems"].push_back(std::move(item));
  }
  object["exit_code"] = static_cast<int>(code);
  return object;
}

}  // namespace assay::cli
