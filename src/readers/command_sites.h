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

struct CommandSites {
  std::vector<CommandSite> sites;  // by address; one for each way in which its text is made
  bool all = true;                 // there were no more than command_sites_max
};

// Of a program. What it gives is good until this thread asks for those of another survey, or the
// memo ends.
const CommandSites& command_sites(const code::Survey& survey);

// While one lives, command_sites() on this thread looks for those of the same survey once. One at a
// time on a thread.
class CommandSitesMemo {
 public:
  CommandSitesMemo();
  ~CommandSitesMemo();
  CommandSitesMemo(const CommandSitesMemo&) = delete;
  CommandSitesMemo& operator=(const CommandSitesMemo&) = delete;
};

}  // namespace assay::readers
