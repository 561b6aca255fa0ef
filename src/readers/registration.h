// Registrations: calls that hand the same function one name and one function after the other, as
// servers are told their routes.
#pragma once

#include "code/survey.h"

namespace assay::readers {

struct Registration {
  std::uint32_t call = 0;   // place in Survey::calls
  std::uint32_t index = 0;  // among those of the same callee
  std::string_view name;
  std::uint64_t handler = 0;  // address of the function
};

// By callee, in the order of calls: two or more with different names that a callee gets in the same
// arguments.
std::vector<Registration> registrations(const code::Survey& survey);

}  // namespace assay::readers
