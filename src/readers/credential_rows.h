// Rows of the table `credential` for one file: what they have in common whatever file states them.
#pragma once

#include <string>
#include <string_view>

#include "model/leaf.h"
#include "readers/password_trial.h"

namespace assay::readers {

constexpr std::size_t credentials_max = 4096;  // of one file

// A credential that a file states. Empty texts are columns that are not known.
struct Credential {
  std::string_view kind;
  std::string_view name;
  std::string_view value;
  std::string_view service = {};
  std::string_view user = {};
  std::string_view section = {};
  std::string_view access = {};  // "read", "write"
  std::string_view source = {};  // from where it is taken
};

class CredentialRows {
 public:
  CredentialRows(std::string_view method, Reading& out) : method_(method), out_(out) {}

  // Adds a row, its state judged and hashes tried. Null where the value is no credential, `range`
  // is empty, or there are too many, which becomes a problem.
  Fact* add(const Credential& credential, Range range);

 private:
  std::string method_;
  Reading& out_;
  std::size_t count_ = 0;
  PasswordTrial trial_;
};

}  // namespace assay::readers
