// Write check: what is checked before something is written, and what becomes of the result: of the
// image's integrity, or of its version against the one before.
#pragma once

#include <map>

#include "code/dominators.h"
#include "readers/check_call.h"
#include "readers/result_use.h"
#include "readers/update_commands.h"

namespace assay::readers {

struct WriteCheck {
  // The surest first: below each other, all that is behind it is weaker.
  enum class Kind : std::uint8_t { none, checksum, digest, named, signature };
  Kind kind = Kind::none;
  bool every_path = false;  // each way to the write passes it; else some do
  bool guards = false;      // the write is reached on one way of a branch on the result alone
  ResultUse use = ResultUse::unknown;
  std::string call;            // the function or program that checks: 'RSA_verify', 'openssl'
  std::uint64_t address = 0;   // of that call
  std::uint64_t function = 0;  // of the function in which it stands before the write
};

std::string_view to_string(WriteCheck::Kind kind);

class WriteChecks {
 public:
  // What counts as a check. Those of versions are all of the kind `named`.
  enum class Sought : std::uint8_t { integrity, version };
  WriteChecks(const code::Survey& survey, std::span<const UpdateCommand> commands,
              Sought sought = Sought::integrity);

  // The surest one before `call`, in `function`, in functions that it calls, and in its callers.
  WriteCheck before(const code::SurveyedFunction& function, const code::Call& call) {
    return before(function, call, 0);
  }
  // The first call of the program, wherever it stands, that checks a signature, or of which the
  // name says so; empty where there is none.
  std::string anywhere() const;

 private:
  WriteCheck before(const code::SurveyedFunction& function, const code::Call& call, unsigned level);
  WriteCheck within(const code::SurveyedFunction& function, const code::Call& call);
  WriteCheck in_callers(const code::SurveyedFunction& function, unsigned level);
  // What `call` is as a check, itself or by what it calls; its place before a write is not told.
  WriteCheck check_by(const code::Call& call, unsigned depth);
  WriteCheck::Kind kind_of(const code::Call& call, std::string& name) const;
  WriteCheck::Kind surest_kind() const;
  const WriteCheck& inside(const code::SurveyedFunction& function, unsigned depth);
  const code::Call* verdict_of(const code::Analysis& analysis, const code::Call& check) const;

  const code::Survey& survey_;
  Sought sought_;
  std::map<std::uint64_t, const UpdateCommand*> commands_;  // that check, by address of the call
  code::Analyser inner_;  // of functions that are called, beside the survey's own
  std::map<std::uint64_t, WriteCheck> inside_;  // by the function's address
  std::map<std::uint64_t, WriteCheck> within_;  // by the address of the call that writes
  std::uint64_t instructions_ = 0;              // of functions that were looked at for these
};

}  // namespace assay::readers
