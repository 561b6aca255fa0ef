// Command sites: the calls by which a program has commands carried out, through functions of its
// own that only hand on what they are given.
#pragma once

#include "readers/command_call.h"
#include "readers/made_text.h"

namespace assay::readers {

constexpr std::size_t command_sites_max = 8192;    // of one program
constexpr std::size_t command_callers_max = 1024;  // of one function that are looked at
constexpr unsigned command_levels_max = 3;         // functions that hand on what they are given

struct CommandSite {
  const code::SurveyedFunction* function = nullptr;
  const code::Call* call = nullptr;
  const CommandCall* runs = nullptr;
  bool shell = true;                 // a shell reads the text; else it is the path of a program
  std::uint64_t runs_address = 0;    // of the call of that
  std::vector<std::string> through;  // functions from the one that `call` calls to that call
  MadeText text;
};

// By address; a site is there for each way in which its text is made. `all` is then whether there
// were no more than command_sites_max.
std::vector<CommandSite> find_command_sites(const code::Survey& survey, bool& all);

}  // namespace assay::readers
