#include "casefile/insertions.h"

#include <fmt/core.h>

namespace assay::casefile {
namespace {

constexpr std::size_t rows_until_several = 64;  // fewer are not worth further statements
constexpr std::size_t rows_at_once[] = {16, 4};

}  // namespace

Insertions::Insertions(const Database& database, std::string_view table, std::size_t columns)
    : database_(database), table_(table), columns_(columns) {
  statements_.push_back(several(1));
}

// INSERT INTO "table" VALUES (?,?,...),(?,?,...),...
Insertions::Several Insertions::several(std::size_t rows) const {
  std::string row = "(?";
  for (std::size_t i = 1; i < columns_; i++) row += ",?";
  row += ")";
  std::string sql = fmt::format("INSERT INTO \"{}\" VALUES {}", table_, row);
  for (std::size_t i = 1; i < rows; i++) sql += "," + row;
  return {rows, Statement(database_, sql)};
}

void Insertions::prepare(std::size_t rows) {
  rows_ += rows;
  if (rows_ < rows_until_several || statements_.size() > 1) return;
  std::vector<Several> statements;
  for (const std::size_t at_once : rows_at_once) statements.push_back(several(at_once));
  statements.push_back(std::move(statements_[0]));
  statements_ = std::move(statements);
}

}  // namespace assay::casefile
