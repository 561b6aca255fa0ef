// Secrets that a program computes, and compares with what it is given: a digest, or what a cipher
// makes, of constants, of the date, of an address or a serial number of the device; or a text with
// one of these in it. Whoever knows the program knows such a secret, or can work it out. One row
// for each call of a function that compares, or for instructions that do so in its place, with all
// that the secret is made of as far as calls show it: where something else goes into it, such as a
// stored password or what was given itself, the row says so, and a rule can tell a login from it.
//
// Source: readers/digest_call.cc, origin.cc, comparator.cc.
#include "readers/call_site.h"
#include "readers/reader.h"
#include "readers/secret_sites.h"

namespace assay::readers {
namespace {

void read_code(const code::Survey& survey, Reading& out) {
  for (const SecretSite& site : SecretSites(survey).find()) {
    Fact fact("computed_secret", place_of(survey.program(), site.call.address),
              method_with("values followed through machine code", survey.program(),
                          site.call.callee.name));
    fact.set("address", site.call.address);
    set_function(fact, *site.function);
    if (!site.call.callee.name.empty()) fact.set("comparator", site.call.callee.name);
    const ComputedSecret& secret = site.secret;
    fact.set("made_by", secret.made_by).set("made_call", secret.made_call);
    fact.set("made_address", secret.address).set("form", secret.form);
    if (!secret.through.empty()) fact.set("through", secret.through);
    fact.set("made_of", words_of(secret.of));
    if (!secret.of.text.empty()) fact.set("constant", secret.of.text);
    if (secret.of.source_address != 0)
      fact.set("source_call", secret.of.source).set("source_address", secret.of.source_address);
    if (!site.input.kind.empty())
      fact.set("input", site.input.kind);
    else if (site.given)
      fact.set("input", "given");
    if (!site.input.call.empty()) fact.set("input_call", site.input.call);
    if (const auto use = to_string(site.use); !use.empty()) fact.set("result", use);
    if (site.opened.address != 0)
      fact.set("opens", site.opened.families).set("opens_address", site.opened.address);
    out.facts.push_back(std::move(fact));
  }
}

}  // namespace

extern const Reader computed_secrets = {
    .id = "computed_secrets",
    .title = "Computed secrets that machine code compares with what it is given",
    .source = "manuals of libraries of cryptography; Linux manual pages time(2), netdevice(7)",
    .read_code = read_code,
};

}  // namespace assay::readers
