// Credential source: a call that asks what a password is, or whether one is right.
#pragma once

#include "code/survey.h"

namespace assay::readers {

// Whether `call` does, by its name or, where it is a function of the same program without one, by
// what that calls.
bool asks_credential(const code::Survey& survey, const code::Call& call);

// What such a call does with its argument `index`: "password", "name", or "given" where the callee
// does not tell; empty where it does nothing with it.
std::string_view credential_use(const code::Call& call, std::size_t index);

}  // namespace assay::readers
