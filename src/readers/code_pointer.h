// Code pointers: what a word of a program's data, taken as an address, leads to.
#pragma once

#include "code/survey.h"

namespace assay::readers {

// The address of the function that a pointer leads to; 0 where it leads to none. One of a single
// jump is none of the survey's.
std::uint64_t function_pointed(const code::Survey& survey, std::uint64_t pointer);

// Likewise, of an address of code that may be one: a function that stands behind a call that never
// returns is taken for a part of the one before it.
std::uint64_t code_pointed(const code::Survey& survey, std::uint64_t pointer);

}  // namespace assay::readers
