#include "readers/compared_names.h"

#include <algorithm>
#include <set>

#include "code/inlined.h"
#include "readers/route_table.h"

namespace assay::readers {
namespace {

using code::Value;

constexpr std::size_t names_min = code::inlined_texts_min;  // others need not be looked for

std::string_view name_of(const ComparisonSite& site) {
  std::string_view text = as_text(site.constant);
  text = text.substr(0, text.find('\0'));
  return is_route_name(text) ? text : std::string_view();
}

bool may_name(const ComparisonSite& site) {
  return site.equal != code::no_block && site.entry < 0 && !name_of(site).empty();
}

// Whether what is compared lies up to three bytes behind what the function was given: its first
// letters were asked before, and the names are cut short.
bool is_cut(const Value& input) {
  return (input.is(Value::Kind::entry) || input.is(Value::Kind::result)) && input.number % 4 != 0;
}

// The calls that are made only where a site came out equal, as far as their callees are known.
struct Reached {
  std::size_t known = 0;
  std::size_t unknown = 0;
  std::uint64_t function = 0;  // the only one of the program that is called
};

Reached reached_by(const code::Analysis& analysis, const code::Dominators& dominators,
                   std::uint32_t to) {
  Reached reached;
  for (const code::Call& call : analysis.calls) {
    if (!dominators.dominates(to, call.block)) continue;
    (call.callee.known() ? reached.known : reached.unknown)++;
    reached.function = call.callee.imported ? 0 : call.callee.address;
  }
  if (reached.known != 1) reached.function = 0;
  return reached;
}

}  // namespace

std::vector<ComparedName> compared_names(const code::Survey& survey, Gates& gates,
                                         const code::Analysis& analysis,
                                         const code::Dominators& dominators,
                                         std::span<const ComparisonSite> sites) {
  std::vector<ComparedName> found;
  const auto may_be = std::ranges::count_if(sites, may_name);
  if (static_cast<std::size_t>(may_be) < names_min) return found;
  std::vector<bool> seen(sites.size(), false);
  for (std::size_t first = 0; first < sites.size(); first++) {
    const Value& input = sites[first].input;
    const bool fixed = input.is(Value::Kind::number) &&
                       (input.number == 0 || survey.program().constant(input.number));
    if (seen[first] || fixed || is_cut(input) || input.is(Value::Kind::unknown)) continue;
    const std::size_t start = found.size();
    std::set<std::string_view> names;
    for (std::size_t i = first; i < sites.size(); i++) {
      const ComparisonSite& site = sites[i];
      if (!(site.input == input)) continue;
      seen[i] = true;
      if (!may_name(site) || !reached_only_by(survey, dominators, site.settled, {})) continue;
      const std::string_view name = name_of(site);
      const Reached reached = reached_by(analysis, dominators, site.settled.to);
      if (reached.known == 0 || reached.unknown != 0) continue;
      if (!names.insert(name).second) continue;
      ComparedName one;
      one.site = &site;
      one.name = name;
      one.index = static_cast<std::uint32_t>(found.size() - start);
      one.chain = one.index == 0 ? site.address : found[start].chain;
      const code::Function& function = *analysis.function;
      one.handler = reached.function != 0
                        ? reached.function
                        : function.addresses[function.blocks[site.settled.to].first];
      one.opened = gates.opened_behind(analysis, dominators, site.settled.to);
      found.push_back(std::move(one));
    }
    if (names.size() < names_min) found.resize(start);
  }
  return found;
}

}  // namespace assay::readers
