// Calls of functions of other files that say whether a signature holds, and what the program does
// with the answer. Where no instruction reads it before something else takes its place, nothing
// depends on it.
//
// Source: readers/check_call.cc; readers/result_use.cc.
#include <algorithm>

#include "readers/call_site.h"
#include "readers/check_call.h"
#include "readers/reader.h"
#include "readers/result_use.h"

namespace assay::readers {
namespace {

constexpr std::size_t checks_max = 1024;  // of one program

void read_code(const code::Survey& survey, Reading& out) {
  std::size_t count = 0;
  const code::Analysis* analysis = nullptr;
  const auto checks = [](std::string_view name) { return check_call(name) != nullptr; };
  for (const std::uint32_t place : survey.calls_named(checks)) {
    const code::Call& call = survey.calls()[place];
    if (!call.callee.imported || count++ >= checks_max) continue;
    const code::SurveyedFunction& function = survey.caller(place);
    if (analysis == nullptr || analysis->function->address != function.start.address)
      analysis = &survey.analyse(function);
    Fact fact("signature_check", place_of(survey.program(), call.address), "call in machine code");
    fact.set("call", call.callee.name).set("address", call.address);
    set_function(fact, function);
    const auto same = std::ranges::find(analysis->calls, call.address, &code::Call::address);
    if (check_call(call.callee.name)->tells && same != analysis->calls.end())
      if (const auto use = to_string(result_use(*analysis, *same)); !use.empty())
        fact.set("result", use);
    out.facts.push_back(std::move(fact));
  }
}

}  // namespace

extern const Reader signature_checks = {
    .id = "signature_checks",
    .title = "Signature checks in machine code, and what becomes of their results",
    .source = "manuals of OpenSSL, Mbed TLS, wolfSSL, GnuTLS, Nettle, libsodium, NSS",
    .read_code = read_code,
};

}  // namespace assay::readers
