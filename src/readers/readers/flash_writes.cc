// Where a program writes to flash memory, and what it checked before. One row for each place in
// machine code where
//
//   descriptor  write(2) and its like get a descriptor of a device of flash that the program opened
//   request     ioctl(2) gets a request that erases or writes flash
//   function    a function of another file that is known to write flash is called
//   command     a command is carried out that does (mtd, flashcp, nandwrite, dd of=/dev/..., ...)
//
// with the surest check that stands before it on the way through its function, those that it calls
// and those that call it; with the comparison of versions before it, by which an older image can be
// refused, where a function does that whose name is known or says so; and with what the program
// sets to let the boot loader go back to another copy. A version that is compared as plain numbers
// or texts is not told.
//
// Source: readers/flash_device.cc, update_step.cc, check_call.cc.
#include <algorithm>

#include "readers/call_site.h"
#include "readers/flash_sites.h"
#include "readers/reader.h"
#include "readers/rollback.h"
#include "readers/write_check.h"

namespace assay::readers {
namespace {

struct Receives {
  std::string_view how;  // network request fetch
  std::string call;
};

// By what the program itself gets things from elsewhere; the first that is found.
Receives receives(const code::Survey& survey, std::span<const UpdateCommand> commands) {
  constexpr std::string_view request_names[] = {"CONTENT_LENGTH", "REQUEST_METHOD", "QUERY_STRING"};
  constexpr std::string_view fetches[] = {"curl_easy_perform", "ftp_get", "tftp_get"};
  const auto gets = [&](std::string_view name) {
    return std::ranges::find(fetches, name) != std::end(fetches) || name == "accept" ||
           name == "accept4" || source_function(name) != nullptr;
  };
  for (const std::uint32_t place : survey.calls_named(gets)) {
    const code::Call& call = survey.calls()[place];
    const std::string_view name = call.callee.name;
    if (std::ranges::find(fetches, name) != std::end(fetches)) return {"fetch", std::string(name)};
    if (name == "accept" || name == "accept4") return {"network", std::string(name)};
    const SourceFunction* source = source_function(name);
    if (source == nullptr) continue;
    if (source->kind == "network" || source->kind == "request")
      return {source->kind, std::string(name)};
    if (source->kind != "environment") continue;
    const auto asked = constant_text(survey.program(), call.arguments[0]);
    if (asked && std::ranges::find(request_names, *asked) != std::end(request_names))
      return {"request", std::string(name)};
  }
  for (const UpdateCommand& command : commands)
    if (command.step.action == "fetch") return {"fetch", command.program};
  return {};
}

void set_version_check(Fact& fact, const WriteCheck& check) {
  if (check.kind == WriteCheck::Kind::none) return;
  fact.set("version_call", check.call).set("version_address", check.address);
  fact.set("version_paths", check.every_path ? "every" : "some");
  if (const auto use = check.guards ? "guards" : to_string(check.use); !use.empty())
    fact.set("version_result", use);
}

Fact row(const code::Survey& survey, const FlashSite& site, const WriteCheck& check) {
  Fact fact("flash_write", place_of(survey.program(), site.call->address), "call in machine code");
  fact.set("address", site.call->address);
  set_function(fact, *site.function);
  fact.set("action", site.action).set("how", site.how).set("program", site.what);
  if (!site.through.empty()) fact.set("through", site.through);
  if (!site.device.empty()) fact.set("device", site.device);
  if (!site.input.kind.empty()) fact.set("input", site.input.kind);
  if (!site.input.call.empty()) fact.set("input_call", site.input.call);
  if (check.kind == WriteCheck::Kind::none) return fact;
  fact.set("check_kind", to_string(check.kind)).set("check_call", check.call);
  fact.set("check_address", check.address).set("check_function", check.function);
  fact.set("check_paths", check.every_path ? "every" : "some");
  if (const auto use = check.guards ? "guards" : to_string(check.use); !use.empty())
    fact.set("check_result", use);
  return fact;
}

void read_code(const code::Survey& survey, Reading& out) {
  const CommandSites& sites = command_sites(survey);
  std::vector<UpdateCommand> commands = update_commands(survey, sites, false);
  const std::vector<FlashSite> writes = FlashSites(survey, commands).find();
  if (writes.empty()) return;
  if (commands.empty()) commands = update_commands(survey, sites, true);
  WriteChecks checks(survey, commands);
  WriteChecks versions(survey, commands, WriteChecks::Sought::version);
  const Receives from = receives(survey, commands);
  const std::string anywhere = checks.anywhere();
  const auto choice = boot_choice(survey, commands);
  const code::Program& program = survey.program();
  // What fingerprints tell are functions of C libraries, none of which checks a signature.
  const bool named =
      !program.takes_nothing() ||
      std::ranges::any_of(program.functions(), [](const auto& symbol) { return !symbol.by_print; });
  for (const FlashSite& site : writes) {
    Fact fact = row(survey, site, checks.before(*site.function, *site.call));
    set_version_check(fact, versions.before(*site.function, *site.call));
    if (!anywhere.empty()) fact.set("program_checks", anywhere);
    if (choice) fact.set("boot_choice", choice->variable).set("boot_choice_call", choice->call);
    if (!from.how.empty()) fact.set("receives", from.how).set("receives_call", from.call);
    fact.set("libraries_named", named ? 1 : 0);
    out.facts.push_back(std::move(fact));
  }
  if (writes.size() == flash_sites_max)
    out.problems.push_back({"read", ErrorCode::limit, "code: more writes to flash than are told",
                            program.elf().header});
}

}  // namespace

extern const Reader flash_writes = {
    .id = "flash_writes",
    .title = "Writes to flash in machine code, and the check before them",
    .source = "Linux mtd-abi.h, ubi-user.h; mtd-utils; manuals of libraries of cryptography",
    .read_code = read_code,
};

}  // namespace assay::readers
