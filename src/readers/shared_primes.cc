// Source: as formats/shared_primes.cc.
#include "readers/shared_primes.h"

#include <algorithm>
#include <string>

#include "formats/shared_primes.h"

namespace assay::readers {
namespace {

const std::string* text_of(const Fact& fact, std::string_view column) {
  const auto at = std::ranges::find(fact.columns, column, &Field::name);
  return at == fact.columns.end() ? nullptr : std::get_if<std::string>(&at->value);
}

}  // namespace

void mark_shared_primes(std::vector<Node>& nodes) {
  std::vector<Fact*> facts;
  std::vector<std::string> moduli;
  for (Node& node : nodes) {
    for (Fact& fact : node.facts) {
      if (fact.table != "key" && fact.table != "certificate") continue;
      const std::string* modulus = text_of(fact, "modulus");
      if (modulus == nullptr) continue;
      facts.push_back(&fact);
      moduli.push_back(*modulus);
    }
  }
  for (const std::size_t place : formats::find_shared_primes(moduli)) {
    Fact& fact = *facts[place];
    const std::string_view column = fact.table == "key" ? "weak" : "key_weak";
    if (text_of(fact, column) == nullptr) fact.set(column, "shared prime");
  }
}

}  // namespace assay::readers
