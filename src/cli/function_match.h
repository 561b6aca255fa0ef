// FunctionMatch: the same functions in the programs of one case file or of two, by their
// fingerprints.
#pragma once

#include <string>
#include <vector>

#include "casefile/read.h"

namespace assay::cli {

struct FunctionAt {
  std::uint32_t program = 0;  // place in FunctionList::programs
  std::uint64_t address = 0;
  std::uint64_t size = 0;  // bytes
  std::string name;        // empty: no symbol names it
  std::string exact;       // with the decoder's name before it
  std::uint64_t similar = 0;
};

struct FunctionList {
  std::vector<std::string> programs;  // paths, or locators where there is none
  std::vector<FunctionAt> functions;  // by program, then address
};

// All functions of a case of `size_min` bytes or more. Errors: the query's.
Result<FunctionList> functions_of(const casefile::Case& opened, std::uint64_t size_min);

struct FunctionMatch {
  const FunctionAt* own = nullptr;
  const FunctionAt* other = nullptr;
  unsigned bits = 0;   // in which the approximate fingerprints differ
  bool exact = false;  // all operations are equal
};

// For each function of `program` the one of `others` that is equal, or else the nearest one that
// differs in at most `bits_max` bits; none where there is none. Functions of the same program are
// passed over where `same_case`. Takes as many steps as both have functions, multiplied.
std::vector<FunctionMatch> matches_of(const FunctionList& own, std::uint32_t program,
                                      const FunctionList& others, bool same_case,
                                      unsigned bits_max);

struct SharedCode {
  std::uint32_t program = 0;
  std::uint32_t other = 0;  // the one that has the most of its functions
  std::size_t functions = 0;
  std::size_t shared = 0;
};

// For each program that shares functions with another one the one that has most of them. What more
// than 32 programs have is passed over: it came with the compiler.
std::vector<SharedCode> shared_code(const FunctionList& own, const FunctionList& others,
                                    bool same_case);

}  // namespace assay::cli
