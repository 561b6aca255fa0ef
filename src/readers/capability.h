// Capability: what a call in machine code can do to the system.
#pragma once

#include <string_view>

#include "code/analysis.h"

namespace assay::readers {

struct Capability {
  std::string_view name;    // of the function
  std::string_view family;  // "shell", "execute", "privilege", ...: call_site.family
  std::int8_t text = -1;    // argument whose text says what it is done to; -1: none
};

// By the callee's name, and for some by the numbers that it gets. Family is empty where a call does
// nothing of the kind.
Capability capability_of(const code::Call& call);
// Whether calls of a function of that name may have one.
bool may_be_capability(std::string_view name);

}  // namespace assay::readers
