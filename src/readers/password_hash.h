// Password hashes: functions of a program that make one of a password and a setting, told not by a
// name but by the tables that they reach and by what becomes of their result.
#pragma once

#include <map>
#include <optional>

#include "code/survey.h"

namespace assay::readers {

class PasswordHashes {
 public:
  explicit PasswordHashes(const code::Survey& survey)
      : survey_(survey), analyser_(survey.program()) {}

  // Whether `call`, of a function that has no name, makes one: it is given two pointers, what it
  // gives back is compared with the second, and its function reaches the characters in which such
  // hashes are written and the table of a digest or cipher. `beside`: the calls of its function.
  bool makes(const code::Call& call, std::span<const code::Call> beside);

 private:
  struct Tables {  // where the file has them: first and last address
    std::vector<std::pair<std::uint64_t, std::uint64_t>> characters;
    std::vector<std::pair<std::uint64_t, std::uint64_t>> hashes;
  };
  const Tables& tables();
  bool reaches(std::uint64_t address);

  const code::Survey& survey_;
  code::Analyser analyser_;  // beside the survey's own, whose last analysis others use
  std::optional<Tables> tables_;
  std::map<std::uint64_t, bool> reaches_;  // by the function's address
};

}  // namespace assay::readers
