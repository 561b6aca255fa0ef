// Boot graph: which files the programs that are started are, and to which lines a boot comes.
#pragma once

#include "casefile/database.h"

namespace assay::casefile {

// Fills the tables program_file and boot_reach from the nodes and facts that are there, and nothing
// else: the same rows give the same graph. Bounded in time; what a bound cuts off is left out.
// Throws SqlError where the machine fails.
void make_boot_graph(Database& database);

}  // namespace assay::casefile
