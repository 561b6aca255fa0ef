// The tables of facts and their columns, as casefile/schema.sql declares them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "model/fact.h"

namespace assay::casefile {

struct FactColumn {
  std::string name;
  bool is_integer = false;  // else text
};

struct FactTable {
  std::string name;
  std::vector<FactColumn> columns;  // its own, behind id, node, offset, size and method
};

const std::vector<FactTable>& fact_tables();  // sorted by name

// Their names alone, in the order of the schema, without asking SQLite.
std::vector<std::string_view> fact_table_names();

// The table of this name, or null.
const FactTable* find_fact_table(std::string_view name);

// Whether the schema has a table or view of this name.
bool is_table(std::string_view name);

// The statement by which the schema makes the view of this name; empty where it has none.
std::string_view view_text(std::string_view name);

// Whether the fact's table and columns are in the schema, each column once and of its type.
// Errors: corrupt. Readers' tests hold to it; the writer keeps a fact that fails as a problem.
Result<void> check_fact(const Fact& fact);

}  // namespace assay::casefile
