// Route tables: arrays in a program's data whose entries have a name and a function, as servers and
// command interpreters keep them.
#pragma once

#include "code/survey.h"

namespace assay::readers {

struct RouteEntry {
  std::uint64_t table = 0;   // address of the table's first entry, by its name or function
  std::uint64_t slot = 0;    // of the entry, likewise
  std::uint64_t stride = 0;  // bytes from one entry to the next
  std::uint32_t index = 0;   // of the entry in the table
  std::string_view name;
  std::uint64_t handler = 0;  // address of the function
};

// Whether a text is such as routes and commands are called: a word or a path.
bool is_route_name(std::string_view name);
// The name that a pointer leads to; empty where it leads to none.
std::string_view route_name_at(const code::Program& program, std::uint64_t address);
// All that a program's data has, by address. A table has three entries or more, at one distance
// from another, each with a pointer to a name and one to a function at the same places; of these
// two in three at least are known functions.
std::vector<RouteEntry> route_tables(const code::Survey& survey);

}  // namespace assay::readers
