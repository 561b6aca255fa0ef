// Update commands: the commands that a program has carried out and that are steps of an update.
#pragma once

#include "readers/command_sites.h"
#include "readers/update_step.h"

namespace assay::readers {

struct UpdateCommand {
  const CommandSite* site = nullptr;
  std::string program;  // 'mtd'
  UpdateStep step;      // what is not constant stands in it as '%s'
};

// By address of the call; none where none of them writes to flash, unless `all`. Good as long as
// `sites` are.
std::vector<UpdateCommand> update_commands(const code::Survey& survey, const CommandSites& sites,
                                           bool all);

}  // namespace assay::readers
