// A vendor's declaration of accounts, services, ports, keys, endpoints and commands, in YAML
// (docs/declaration.md).
#pragma once

#include <string_view>

#include "base/result.h"
#include "model/declaration.h"

namespace assay::formats {

// Errors: corrupt, with the line: no YAML, anchors or aliases, other keys than the schema has, a
// thing without name or purpose; limit: more than 1 MiB, or more than 10,000 things.
Result<Declaration> parse_declaration(std::string_view text);

}  // namespace assay::formats
