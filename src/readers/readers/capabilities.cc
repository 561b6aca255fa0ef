// What a program can do to the system: each call of a function that runs other programs, changes
// who the process is, what is mounted, loaded, filtered or written to flash, or opens sockets that
// see what is not addressed to it. A row says that the call is there; a library that only offers it
// to others says so in `exports`.
//
// Source: Linux manual pages, sections 2 and 3; readers/capability.cc.
#include "readers/call_site.h"
#include "readers/capability.h"
#include "readers/reader.h"

namespace assay::readers {
namespace {

void read_code(const code::Survey& survey, Reading& out) {
  for (const std::uint32_t place : survey.calls_named(may_be_capability)) {
    const code::Call& call = survey.calls()[place];
    const Capability capability = capability_of(call);
    if (capability.family.empty()) continue;
    Fact fact = call_site(survey, survey.caller(place), call, capability.family);
    if (capability.text >= 0)
      if (const auto text = constant_text(
              survey.program(), call.arguments[static_cast<std::size_t>(capability.text)]))
        fact.set("argument", *text);
    out.facts.push_back(std::move(fact));
  }
}

}  // namespace

extern const Reader capabilities = {
    .id = "capabilities",
    .title = "Calls by which a program changes the system",
    .source = "Linux manual pages; include/uapi/mtd/mtd-abi.h",
    .read_code = read_code,
};

}  // namespace assay::readers
