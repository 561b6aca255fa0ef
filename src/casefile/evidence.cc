#include "casefile/evidence.h"

#include <fmt/core.h>

#include "casefile/fact_tables.h"
#include "model/locator.h"

namespace assay::casefile {
namespace {

constexpr std::int64_t size_max = 0x7fffffffffffffff;

// A gap's own locator ends with its range, and no range stands behind a range: bytes of a gap are
// named as bytes of its parent.
std::string locator_of(std::string node, std::string_view kind, std::uint64_t gap, Range range) {
  if (kind == "gap") {
    node.resize(std::min(node.size(), node.rfind('[')));
    range.offset += gap;
  }
  return node + range_text(range);
}

}  // namespace

EvidenceReader::EvidenceReader(const Database& database)
    : database_(database),
      runs_(database,
            "SELECT fact_run.tbl, fact_run.node, node.locator, node.kind, node.range_offset"
            " FROM fact_run JOIN node ON node.id = fact_run.node"
            " WHERE fact_run.first = (SELECT max(first) FROM fact_run WHERE first <= ?)"),
      nodes_(database, "SELECT locator, mode, uid, gid, size, link_target FROM node WHERE id = ?") {
}

std::optional<Evidence> EvidenceReader::fact(FactId id) {
  runs_.reset();
  runs_.set(id);
  if (!runs_.step()) return std::nullopt;
  Evidence evidence;
  evidence.fact = id;
  evidence.table = runs_.text(0);
  auto row = rows_.find(evidence.table);
  if (row == rows_.end()) {
    if (find_fact_table(evidence.table) == nullptr) return std::nullopt;
    const auto sql = fmt::format("SELECT * FROM \"{}\" WHERE id = ?", evidence.table);
    row = rows_.emplace(evidence.table, Statement(database_, sql)).first;
  }
  Statement& statement = row->second;
  statement.reset();
  statement.set(id);
  if (!statement.step()) return std::nullopt;
  const std::int64_t node = statement.number(1);
  const std::int64_t offset = statement.number(2);
  const std::int64_t size = statement.number(3);
  // In a stranger's file anything may stand there.
  if (node != runs_.number(1) || node < 0 || node >= no_node || offset < 0 || size < 0 ||
      size > size_max - offset)
    return std::nullopt;
  evidence.node = static_cast<NodeId>(node);
  evidence.range = {static_cast<std::uint64_t>(offset), static_cast<std::uint64_t>(size)};
  evidence.method = statement.text(4);
  evidence.locator = locator_of(runs_.text(2), runs_.text(3),
                                static_cast<std::uint64_t>(runs_.number(4)), evidence.range);
  for (int at = 5; at < statement.columns(); at++)
    if (!statement.is_null(at))
      evidence.columns.push_back({statement.column_name(at), statement.value(at)});
  statement.reset();
  return evidence;
}

std::optional<Evidence> EvidenceReader::node(std::int64_t id) {
  nodes_.reset();
  nodes_.set(id);
  if (id < 0 || id >= no_node || !nodes_.step()) return std::nullopt;
  Evidence evidence;
  evidence.table = "node";
  evidence.node = static_cast<NodeId>(id);
  evidence.locator = nodes_.text(0);
  for (int at = 1; at < nodes_.columns(); at++)
    if (!nodes_.is_null(at)) evidence.columns.push_back({nodes_.column_name(at), nodes_.value(at)});
  nodes_.reset();
  return evidence;
}

}  // namespace assay::casefile
