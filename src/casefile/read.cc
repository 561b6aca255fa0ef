#include "casefile/read.h"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <new>

#include "base/quote.h"
#include "casefile/evidence.h"
#include "casefile/guard.h"
#include "casefile/guarded.h"

namespace assay::casefile {
namespace {

constexpr std::int64_t size_max = 0x7fffffffffffffff;

std::uint64_t size_at(const Statement& row, int at) {
  return whole<std::uint64_t>(row, at, size_max);
}

NodeId node_at(const Statement& row, int at) {
  return row.is_null(at) ? no_node : whole<NodeId>(row, at, no_node - 1);
}

// Columns `at` and `at` + 1.
Range range_at(const Statement& row, int at) {
  const Range range{size_at(row, at), size_at(row, at + 1)};
  if (range.end() > size_max) throw Odd{"a range past 63 bits"};
  return range;
}

Digest digest_at(const Statement& row, int at) {
  const std::string hex = row.text(at);
  Digest digest{};
  bool good = hex.size() == 2 * digest.size();
  for (std::size_t i = 0; good && i < digest.size(); i++) {
    const char* pair = hex.data() + 2 * i;
    good = std::from_chars(pair, pair + 2, digest[i], 16).ptr == pair + 2;
  }
  if (!good) throw Odd{fmt::format("{} is '{}'", row.column_name(at), quote(hex, 80))};
  return digest;
}

template <class T>
std::optional<T> optional_at(const Statement& row, int at, std::int64_t most) {
  return row.is_null(at) ? std::nullopt : std::optional(whole<T>(row, at, most));
}

Attributes attributes_at(const Statement& row, int at) {
  constexpr std::int64_t u32_max = 0xffffffff;
  Attributes a;
  a.mode = optional_at<std::uint32_t>(row, at, u32_max);
  a.uid = optional_at<std::uint32_t>(row, at + 1, u32_max);
  a.gid = optional_at<std::uint32_t>(row, at + 2, u32_max);
  if (!row.is_null(at + 3)) a.mtime_s = row.number(at + 3);
  a.device_major = optional_at<std::uint32_t>(row, at + 4, u32_max);
  a.device_minor = optional_at<std::uint32_t>(row, at + 5, u32_max);
  if (!row.is_null(at + 6)) a.inode = static_cast<std::uint64_t>(row.number(at + 6));
  if (!row.is_null(at + 7)) a.link_target = row.text(at + 7);
  return a;
}

CaseNode node_of(const Statement& row, std::size_t place) {
  Node n;
  n.id = whole<NodeId>(row, 0, no_node - 1);
  if (n.id != place) throw Odd{fmt::format("node {} stands at place {}", n.id, place)};
  n.parent = node_at(row, 1);
  if (n.id == 0 ? n.parent != no_node : n.parent >= n.id)
    throw Odd{fmt::format("node {} has no parent before it", n.id)};
  n.kind = enumerator<NodeKind>(row, 2, node_kind_names);
  n.name = row.text(3);
  n.nth = whole<std::uint32_t>(row, 4, 0xffffffff, 1);
  n.range = range_at(row, 6);
  n.size = size_at(row, 8);
  if (!row.is_null(9)) n.sha256 = digest_at(row, 9);
  if (!row.is_null(10)) n.same_as = whole<NodeId>(row, 10, std::int64_t{n.id} - 1);
  n.title = row.text(11);
  n.file_type = row.text(12);
  n.attributes = attributes_at(row, 13);
  return {std::move(n), row.text(5)};
}

using SchemaRows = std::vector<std::array<std::string, 4>>;

SchemaRows schema_of(const Database& database) {
  SchemaRows rows;
  Statement row(database, "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY rowid");
  while (row.step()) rows.push_back({row.text(0), row.text(1), row.text(2), row.text(3)});
  return rows;
}

Result<void> check_schema(const Database& database) {
  Statement version(database,
                    "SELECT application_id, user_version FROM "
                    "pragma_application_id, pragma_user_version");
  if (!version.step() || version.number(0) != application_id)
    return fail(ErrorCode::corrupt, "an SQLite database, but no case file");
  if (version.number(1) != schema_version)
    return fail(ErrorCode::unsupported,
                fmt::format("a case file of schema version {}; this program reads version {}",
                            version.number(1), schema_version));
  static const SchemaRows wanted = schema_of(Database(Database::Mode::memory, ""));
  if (schema_of(database) != wanted)
    return fail(ErrorCode::corrupt,
                fmt::format("its tables are not those of schema version {}", schema_version));
  return {};
}

Fields fields_of(const Database& database, std::string_view sql) {
  Statement row(database, sql);
  Fields fields;
  while (row.step()) fields.push_back({row.text(0), row.value(1)});
  return fields;
}

}  // namespace

Result<Case> Case::open(const std::filesystem::path& path) {
  const Seal seal = TRY(check_seal(path));
  const auto name = [&](const Error& error) {
    return Error{error.code, fmt::format("{}: {}", quote(path.native()), error.detail)};
  };
  auto database = guarded([&] { return Database(Database::Mode::read_only, path); });
  if (!database) return tl::unexpected(name(database.error()));
  const auto checked = guarded([&] { return check_schema(*database); });
  if (!checked) return tl::unexpected(name(checked.error()));
  if (!*checked) return tl::unexpected(name(checked->error()));
  return Case(std::move(*database), seal);
}

Result<Fields> Case::info() const {
  return guarded(
      [&] { return fields_of(database_, "SELECT key, value FROM case_info ORDER BY key"); });
}

Result<Fields> Case::provenance() const {
  return guarded(
      [&] { return fields_of(database_, "SELECT key, value FROM provenance ORDER BY key"); });
}

Result<std::vector<ImageChunk>> Case::image_chunks() const {
  return guarded([&] {
    Statement row(database_,
                  "SELECT offset, size, sha256, entropy_mbit FROM image_chunk ORDER BY offset");
    std::vector<ImageChunk> chunks;
    while (row.step())
      chunks.push_back({range_at(row, 0), digest_at(row, 2), whole<std::uint32_t>(row, 3, 8000)});
    return chunks;
  });
}

Result<std::vector<Coverage>> Case::coverage() const {
  return guarded([&] {
    Statement row(database_, "SELECT name, value, unit, meaning FROM coverage ORDER BY name");
    std::vector<Coverage> list;
    while (row.step()) list.push_back({row.text(0), row.number(1), row.text(2), row.text(3)});
    return list;
  });
}

Result<std::vector<CaseNode>> Case::nodes() const {
  return guarded([&] {
    Statement row(database_,
                  "SELECT id, parent, kind, name, nth, locator, range_offset, range_size, size, "
                  "sha256, same_as, title, file_type, mode, uid, gid, mtime_s, device_major, "
                  "device_minor, inode, link_target FROM node ORDER BY id");
    std::vector<CaseNode> list;
    while (row.step()) list.push_back(node_of(row, list.size()));
    return list;
  });
}

Result<std::vector<CaseProblem>> Case::problems() const {
  return guarded([&] {
    Statement row(database_,
                  "SELECT problem.node, node.locator, stage, code, sentence, offset, problem.size "
                  "FROM problem LEFT JOIN node ON node.id = problem.node ORDER BY problem.id");
    std::vector<CaseProblem> list;
    while (row.step())
      list.push_back({node_at(row, 0), row.text(1),
                      Problem{row.text(2), enumerator<ErrorCode>(row, 3, error_code_names),
                              row.text(4), range_at(row, 5)}});
    return list;
  });
}

Result<Fields> Case::header(NodeId node) const {
  return guarded([&] {
    return fields_of(database_, fmt::format("SELECT name, value FROM header WHERE node = {} "
                                            "ORDER BY nth",
                                            node));
  });
}

Result<std::vector<Check>> Case::checks(NodeId node) const {
  return guarded([&] {
    Statement row(database_,
                  "SELECT name, state, detail FROM node_check WHERE node = ? ORDER BY nth");
    row.set(node);
    std::vector<Check> list;
    while (row.step())
      list.push_back({row.text(0), enumerator<CheckState>(row, 1, check_state_names), row.text(2)});
    return list;
  });
}

Result<Regions> Case::regions(NodeId node) const {
  return guarded([&] {
    Statement row(database_,
                  "SELECT offset, size, kind, label, coalesce(padding_value, 0) AS padding_value, "
                  "entropy_mbit FROM region WHERE node = ? ORDER BY offset");
    row.set(node);
    Regions list;
    while (row.step())
      list.push_back({range_at(row, 0), enumerator<RegionKind>(row, 2, region_kind_names),
                      row.text(3), whole<std::uint8_t>(row, 4, 255),
                      whole<std::uint32_t>(row, 5, 8000)});
    return list;
  });
}

Result<std::vector<Rule>> Case::rules() const {
  return guarded([&] {
    Statement row(database_,
                  "SELECT id, standard, title, severity, confidence, weakness, clauses, why, "
                  "refuted_by, version, text FROM rule ORDER BY id");
    std::vector<Rule> list;
    while (row.step()) {
      Rule& rule = list.emplace_back();
      rule.id = row.text(0);
      rule.standard = row.text(1);
      rule.title = row.text(2);
      rule.severity = enumerator<Severity>(row, 3, severity_names);
      rule.confidence = enumerator<Confidence>(row, 4, confidence_names);
      rule.weakness = row.text(5);
      rule.clauses = row.text(6);
      rule.why = row.text(7);
      rule.refuted_by = row.text(8);
      rule.version = row.text(9);
      rule.text = row.text(10);
    }
    return list;
  });
}

Result<std::vector<RuleProblem>> Case::rule_problems() const {
  return guarded([&] {
    Statement row(database_, "SELECT rule, file, line, sentence FROM rule_problem ORDER BY id");
    std::vector<RuleProblem> list;
    while (row.step())
      list.push_back(
          {row.text(0), row.text(1), whole<std::uint32_t>(row, 2, 0xffffffff), row.text(3)});
    return list;
  });
}

Result<std::vector<Finding>> Case::findings() const {
  return guarded([&] {
    EvidenceReader reader(database_);
    Statement evidence(database_,
                       "SELECT fact, node FROM finding_evidence WHERE finding = ? "
                       "ORDER BY nth");
    Statement columns(database_,
                      "SELECT name, value FROM finding_column WHERE finding = ? "
                      "ORDER BY nth");
    Statement row(database_,
                  "SELECT id, rule, rule_version, severity, confidence, activation, message, "
                  "alternatives, not_claimed, declaration FROM finding ORDER BY id");
    std::vector<Finding> list;
    while (row.step()) {
      Finding& f = list.emplace_back();
      f.id = row.text(0);
      f.rule = row.text(1);
      f.rule_version = row.text(2);
      f.severity = enumerator<Severity>(row, 3, severity_names);
      f.confidence = enumerator<Confidence>(row, 4, confidence_names);
      if (!row.is_null(5)) f.activation = enumerator<Activation>(row, 5, activation_names);
      f.message = row.text(6);
      f.alternatives = row.text(7);
      f.not_claimed = row.text(8);
      f.declaration = row.text(9);
      evidence.reset();
      evidence.set(f.id);
      while (evidence.step()) {
        auto cited =
            evidence.is_null(0) ? reader.node(evidence.number(1)) : reader.fact(evidence.number(0));
        if (!cited) throw Odd{fmt::format("finding {} cites what is not there", quote(f.id, 80))};
        f.evidence.push_back(std::move(*cited));
      }
      if (f.evidence.empty()) throw Odd{fmt::format("finding {} cites nothing", quote(f.id, 80))};
      columns.reset();
      columns.set(f.id);
      while (columns.step()) f.columns.push_back({columns.text(0), columns.value(1)});
    }
    std::ranges::stable_sort(list, std::ranges::greater{}, &Finding::severity);
    return list;
  });
}

Result<Rows> Case::query(std::string_view sql, const QueryLimits& limits) const {
  ReadLimits read_limits;
  read_limits.time_max = limits.time_max;
  const ReadGuard guard(database_, read_limits);
  try {
    Statement statement(database_, sql);
    if (!statement.reads_only() || statement.columns() == 0)
      return fail(ErrorCode::unsupported, "only a SELECT can be asked");
    if (!statement.is_alone())
      return fail(ErrorCode::unsupported, "only one statement can be asked");
    Rows rows;
    for (int at = 0; at < statement.columns(); at++)
      rows.columns.push_back(statement.column_name(at));
    std::size_t size = 0;
    while (statement.step()) {
      if (rows.rows.size() >= limits.rows_max)
        return fail(ErrorCode::limit, fmt::format("more than {} rows", limits.rows_max));
      auto& row = rows.rows.emplace_back();
      for (int at = 0; at < statement.columns(); at++) {
        row.push_back(statement.value(at));
        size += sizeof(Value);
        if (const auto* text = std::get_if<std::string>(&row.back())) size += text->size();
      }
      if (size > limits.size_max)
        return fail(ErrorCode::limit,
                    fmt::format("more than {} MiB of rows", limits.size_max >> 20U));
    }
    return rows;
  } catch (const SqlError& error) {
    return fail(ErrorCode::unsupported, guard.refusal().empty() ? error.what() : guard.refusal());
  }
}

}  // namespace assay::casefile
