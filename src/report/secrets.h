// The secrets in the clear that a case states: whatever shows a case masks them, unless it is asked
// for them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "casefile/read.h"
#include "model/finding.h"

namespace assay::report {

// Puts masks over the columns of `evidence` that state a secret in the clear. Whether there were
// any: then the bytes of the evidence state it too.
bool hide_secret(Evidence& evidence);

class Secrets {
 public:
  // Those of accounts, credentials, pages and scripts that can be told from ordinary words: such
  // a word is masked only where it is stated as a secret. Errors: those of reading the case.
  static Result<Secrets> of(const casefile::Case& file);

  Secrets() = default;
  explicit Secrets(std::vector<std::string> texts);

  // `text` with masks over the secrets in it, and over the password of each "//user:password@".
  std::string masked(std::string_view text) const;

  // Whether the bytes hold one of them.
  bool stand_in(Bytes bytes) const;

  // Masks what findings say, and the columns of their evidence.
  void hide_in(std::vector<Finding>& findings) const;

 private:
  std::vector<std::string> texts_;  // the longest first
};

}  // namespace assay::report
