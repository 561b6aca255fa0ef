// What a vendor's declaration says of a finding (docs/declaration.md).
#pragma once

#include <optional>
#include <string>

#include "model/declaration.h"
#include "model/finding.h"

namespace assay::pipeline {

// 'documented (line 3)', 'not in the declaration', or 'no declaration supplied'.
std::string declaration_state(const Finding& finding,
                              const std::optional<Declaration>& declaration);

}  // namespace assay::pipeline
