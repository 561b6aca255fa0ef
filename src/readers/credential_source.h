// Credential source: a call that asks what a password is, or whether one is right.
#pragma once

#include <unordered_map>

#include "code/survey.h"

namespace assay::readers {

class CredentialCalls {
 public:
  explicit CredentialCalls(const code::Survey& survey) : survey_(survey) {}
  // Whether `call` does, by its name or, where it is a function of the same program without one, by
  // what that calls.
  bool contain(const code::Call& call);

 private:
  bool asks_within(std::uint64_t address);

  const code::Survey& survey_;
  std::unordered_map<std::uint64_t, bool> within_;  // by the address of a function
};

// What such a call does with its argument `index`: "password", "name", or "given" where the callee
// does not tell; empty where it does nothing with it.
std::string_view credential_use(const code::Call& call, std::size_t index);

}  // namespace assay::readers
