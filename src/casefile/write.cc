#include "casefile/write.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <compare>
#include <map>
#include <set>
#include <tuple>

#include "base/data_table.h"
#include "base/quote.h"
#include "casefile/fact_writer.h"
#include "model/locator.h"

namespace assay::casefile {
namespace {

constexpr std::string_view provenance_keys[] = {"obtained_by", "obtained_from", "obtained_on",
                                                "checked_against"};

// INSERT INTO "table" VALUES (?,?,...)
std::string insertion(std::string_view table, std::size_t columns) {
  std::string sql = fmt::format("INSERT INTO \"{}\" VALUES (?", table);
  for (std::size_t i = 1; i < columns; i++) sql += ",?";
  return sql + ")";
}

bool is_member(NodeKind kind) {
  return kind != NodeKind::image && kind != NodeKind::chunk && kind != NodeKind::gap;
}

// A node whose descendants may still come.
struct Ancestor {
  NodeId id = 0;
  std::string locator;
};

}  // namespace

// The open database and its prepared statements.
class Writer::Tables {
 public:
  explicit Tables(const std::string& path) : database(Database::Mode::build, path) {
    database.run("BEGIN");
  }

  Statement statement(std::string_view table, std::size_t columns) const {
    return {database, insertion(table, columns)};
  }

  Result<void> place(const Node& node);
  void write_node(const Node& node);
  void write_parts(const Node& node);
  void write_problem(NodeId node, const Problem& problem);
  void add_facts(NodeId node, const FactViews& facts);

  Database database;
  std::vector<Ancestor> ancestors;
  std::map<std::string, std::string, std::less<>> provenance;
  NodeId next_node = 0;
  std::int64_t next_problem = 1;
  std::int64_t next_rule_problem = 1;
  std::string metric;  // of the value written last
  std::int64_t next_value = 1;

  FactWriter fact_rows{database};

  Statement insert_info = statement("case_info", 2);
  Statement insert_chunk = statement("image_chunk", 4);
  Statement insert_node = statement("node", 22);
  Statement insert_header = statement("header", 4);
  Statement insert_check = statement("node_check", 5);
  Statement insert_region = statement("region", 7);
  Statement insert_xattr = statement("xattr", 4);
  Statement insert_problem = statement("problem", 7);
  Statement insert_coverage = statement("coverage", 4);
  Statement insert_rule = statement("rule", 11);
  Statement insert_finding = statement("finding", 10);
  Statement insert_evidence = statement("finding_evidence", 4);
  Statement insert_column = statement("finding_column", 4);
  Statement insert_rule_problem = statement("rule_problem", 5);
  Statement insert_clause_list = statement("clause_list", 5);
  Statement insert_clause_result = statement("clause_result", 11);
  Statement insert_clause_rule = statement("clause_rule", 4);
  Statement insert_clause_finding = statement("clause_finding", 4);
  Statement insert_metric_rule = statement("metric_rule", 8);
  Statement insert_metric = statement("metric", 6);
  Statement insert_declaration = statement("declaration", 5);
  Statement insert_declared = statement("declared", 6);
  Statement insert_end_of_support = statement("end_of_support", 5);
  Statement insert_default_port = statement("default_port", 8);
};

Writer::Writer(const std::filesystem::path& target)
    : file_(target), tables_(std::make_unique<Tables>(file_.path().native())) {
  info("schema_version", std::int64_t{schema_version});
  add_default_ports();
}

// Knowledge that no judge of a case may leave out: views read it.
void Writer::add_default_ports() {
  for (const auto& [line, columns] : read_data_table(default_port_files()[0].text).rows) {
    ASSAY_ASSERT(columns.size() == 7);
    std::int64_t port = 0;
    std::from_chars(columns[3].data(), columns[3].data() + columns[3].size(), port);
    ASSAY_ASSERT(port > 0);
    tables_->insert_default_port.run(line, columns[0], columns[1], columns[2], port, columns[4],
                                     columns[5], columns[6]);
  }
}

Writer::~Writer() = default;

Database& Writer::database() { return tables_->database; }

void Writer::info(std::string_view key, const Value& value) {
  tables_->insert_info.run(key, value);
}

void Writer::provenance(std::string_view key, std::string_view value) {
  tables_->provenance[std::string(key)] = value;
}

void Writer::add(const ImageChunk& chunk) {
  tables_->insert_chunk.run(chunk.range.offset, chunk.range.size, to_hex(chunk.sha256),
                            chunk.entropy_mbit);
}

void Writer::add(const Coverage& coverage) {
  tables_->insert_coverage.run(coverage.name, coverage.value, coverage.unit, coverage.meaning);
}

Result<void> Writer::add(const Node& node, const FactViews& facts) {
  TRY(tables_->place(node));
  tables_->write_node(node);
  tables_->write_parts(node);
  tables_->add_facts(node.id, facts);
  return {};
}

Result<void> Writer::add(const Node& node) {
  FactViews facts;
  for (const Fact& fact : node.facts) facts.add(fact);
  TRY(add(node, facts));
  flush();
  return {};
}

void Writer::flush() { tables_->fact_rows.flush(); }

void Writer::add_problem(NodeId node, const Problem& problem) {
  tables_->write_problem(node, problem);
}

// Finds the node's place in the tree, and the text of its locator.
Result<void> Writer::Tables::place(const Node& node) {
  const auto refuse = [&](std::string_view why) {
    return fail(ErrorCode::corrupt, fmt::format("node {} {}", node.id, why));
  };
  if (node.id != next_node) return refuse(fmt::format("comes where {} should", next_node));
  while (!ancestors.empty() && ancestors.back().id != node.parent) ancestors.pop_back();
  if (node.id == 0 ? node.parent != no_node : ancestors.empty())
    return refuse(fmt::format("does not stand behind its parent {} in pre-order", node.parent));
  if ((node.id == 0) != (node.kind == NodeKind::image)) return refuse("is an image in an image");
  if (node.same_as && *node.same_as >= node.id) return refuse("is said to be as a later node");
  next_node++;

  std::string locator = "image";
  if (node.id != 0) {
    locator = ancestors.back().locator;
    if (is_member(node.kind))
      locator += member_text(node.name, node.nth);
    else
      locator += range_text(node.range);
    if (node.kind == NodeKind::chunk) locator += node.name;
  }
  ancestors.push_back({node.id, std::move(locator)});
  return {};
}

void Writer::Tables::write_node(const Node& node) {
  const Attributes& a = node.attributes;
  std::optional<std::string> path;
  if (is_member(node.kind)) path = node.name.starts_with('/') ? node.name : "/" + node.name;
  insert_node.run(node.id, node.id == 0 ? std::nullopt : std::optional(node.parent),
                  node_kind_names[static_cast<std::size_t>(node.kind)], node.name, node.nth,
                  ancestors.back().locator, path, node.range.offset, node.range.size, node.size,
                  node.sha256 ? std::optional(to_hex(*node.sha256)) : std::nullopt, node.same_as,
                  node.title, node.file_type, a.mode, a.uid, a.gid, a.mtime_s, a.device_major,
                  a.device_minor, a.inode, a.link_target);
}

void Writer::Tables::write_parts(const Node& node) {
  std::int64_t nth = 1;
  for (const Field& field : node.header) insert_header.run(node.id, nth++, field.name, field.value);
  nth = 1;
  for (const Check& check : node.checks)
    insert_check.run(node.id, nth++, check.name,
                     check_state_names[static_cast<std::size_t>(check.state)], check.detail);
  nth = 1;
  for (const Field& xattr : node.attributes.xattrs)
    insert_xattr.run(node.id, nth++, xattr.name, xattr.value);
  for (const Region& region : node.regions) {
    std::optional<int> padding;
    if (region.kind == RegionKind::padding) padding = region.padding_value;
    insert_region.run(node.id, region.range.offset, region.range.size,
                      region_kind_names[static_cast<std::size_t>(region.kind)], region.label,
                      padding, region.entropy_mbit);
  }
  for (const Problem& problem : node.problems) write_problem(node.id, problem);
}

void Writer::Tables::write_problem(NodeId node, const Problem& problem) {
  insert_problem.run(next_problem++, node == no_node ? std::nullopt : std::optional(node),
                     problem.stage, to_string(problem.code), problem.sentence, problem.range.offset,
                     problem.range.size);
}

void Writer::Tables::add_facts(NodeId node, const FactViews& facts) {
  fact_rows.add(node, facts, [&](const FactView& fact, const Error& why) {
    write_problem(node, {"read", why.code, why.detail, fact.range});
  });
}

void Writer::add(const Rule& rule) {
  tables_->insert_rule.run(
      rule.id, rule.standard, rule.title, severity_names[static_cast<std::size_t>(rule.severity)],
      confidence_names[static_cast<std::size_t>(rule.confidence)], rule.weakness, rule.clauses,
      rule.why, rule.refuted_by, rule.version, rule.text);
}

void Writer::add(const RuleProblem& problem) {
  tables_->insert_rule_problem.run(tables_->next_rule_problem++, problem.rule, problem.file,
                                   problem.line, problem.sentence);
}

void Writer::add(const Finding& finding) {
  Tables& t = *tables_;
  ASSAY_ASSERT(!finding.evidence.empty());
  std::optional<std::string_view> activation;
  if (finding.activation)
    activation = activation_names[static_cast<std::size_t>(*finding.activation)];
  t.insert_finding.run(finding.id, finding.rule, finding.rule_version,
                       severity_names[static_cast<std::size_t>(finding.severity)],
                       confidence_names[static_cast<std::size_t>(finding.confidence)], activation,
                       finding.message, finding.alternatives, finding.not_claimed,
                       finding.declaration);
  std::int64_t nth = 1;
  for (const Evidence& evidence : finding.evidence)
    t.insert_evidence.run(finding.id, nth++, evidence.fact, evidence.node);
  nth = 1;
  for (const Field& column : finding.columns)
    t.insert_column.run(finding.id, nth++, column.name, column.value);
}

void Writer::add(const ClauseList& list) {
  tables_->insert_clause_list.run(list.standard, list.name, list.title, list.version, list.text);
}

void Writer::add(const ClauseResult& result) {
  Tables& t = *tables_;
  t.insert_clause_result.run(result.standard, result.nth, result.clause, result.title,
                             clause_kind_names[static_cast<std::size_t>(result.kind)],
                             result.test_case,
                             clause_outcome_names[static_cast<std::size_t>(result.result)],
                             result.reason, result.examined, result.things, result.live_test);
  for (const ClauseRule& rule : result.rules)
    t.insert_clause_rule.run(result.standard, result.clause, rule.rule,
                             rule_weight_names[static_cast<std::size_t>(rule.weight)]);
  for (const ClauseFinding& finding : result.findings)
    t.insert_clause_finding.run(result.standard, result.clause, finding.finding,
                                finding.breaks ? "breaks" : "hints");
}

void Writer::add(const Metric& metric) {
  tables_->insert_metric_rule.run(metric.id, metric.standard, metric.title, metric.counting,
                                  metric.why, metric.clauses, metric.version, metric.text);
}

void Writer::add(const MetricValue& value) {
  Tables& t = *tables_;
  if (t.metric != value.metric) t.next_value = 1;
  t.metric = value.metric;
  t.insert_metric.run(value.metric, t.next_value++, value.name, value.value, value.total,
                      value.unit);
}

void Writer::add(const EndOfSupport& line) {
  tables_->insert_end_of_support.run(line.line, line.product, line.versions, line.ended_on,
                                     line.source);
}

void Writer::add(const Declaration& declaration) {
  Tables& t = *tables_;
  t.insert_declaration.run(to_hex(sha256(as_bytes(declaration.text))), declaration.vendor,
                           declaration.product, declaration.version, declaration.text);
  std::int64_t nth = 1;
  for (const DeclaredThing& thing : declaration.things)
    t.insert_declared.run(nth++, thing.line,
                          declared_kind_names[static_cast<std::size_t>(thing.kind)], thing.name,
                          thing.protocol, thing.purpose);
}

Seal Writer::finish() {
  for (const std::string_view key : provenance_keys)
    tables_->provenance.try_emplace(std::string(key), "not stated");
  {
    Statement insert = tables_->statement("provenance", 2);
    for (const auto& [key, value] : tables_->provenance) insert.run(key, value);
  }
  tables_->database.run("COMMIT");
  tables_.reset();
  const Seal made = seal(file_.fd());
  file_.commit();
  return made;
}

}  // namespace assay::casefile
