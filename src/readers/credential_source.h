// Credential source: a call that asks what a password is, or whether one is right.
#pragma once

#include <string_view>
#include <unordered_map>

#include "readers/password_hash.h"

namespace assay::readers {

class CredentialSources {
 public:
  explicit CredentialSources(const code::Survey& survey) : survey_(survey), hashes_(survey) {}

  // Whether `call`, one of those of its function, does: by its name, as what makes a password hash
  // by its tables, or, where it is a function of the same program, by what that calls.
  bool asks(const code::Call& call, std::span<const code::Call> beside);
  // Whether `call` is told by its tables alone.
  bool by_tables(const code::Call& call, std::span<const code::Call> beside) {
    return hashes_.makes(call, beside);
  }

 private:
  enum class Told : std::uint8_t { no, yes, by_arguments };  // by a name
  static Told told_by(std::string_view name);
  bool asks_by_name(const code::Call& call);
  bool asks_within(std::uint64_t address);

  const code::Survey& survey_;
  PasswordHashes hashes_;
  std::unordered_map<std::string_view, Told> names_;  // that were looked at
  std::unordered_map<std::uint64_t, bool> within_;    // by the address of a function
};

// What such a call does with its argument `index`: "password", "name", or "given" where the callee
// does not tell; empty where it does nothing with it.
std::string_view credential_use(const code::Call& call, std::size_t index);

}  // namespace assay::readers
