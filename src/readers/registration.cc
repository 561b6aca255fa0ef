#include "readers/registration.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "readers/code_pointer.h"
#include "readers/route_table.h"

namespace assay::readers {
namespace {

constexpr std::size_t arguments_max = 5;  // that are looked at

// How calls begin that take a name and a function for another end.
constexpr std::string_view others[] = {"g_signal_", "pthread_", "Tcl_",
                                       "lua_",      "__cxa_",   "PyModule"};

bool is_other(std::string_view callee) {
  return std::ranges::any_of(others,
                             [&](std::string_view start) { return callee.starts_with(start); });
}

}  // namespace

std::vector<Registration> registrations(const code::Survey& survey) {
  // Callee, and which arguments have name and function.
  using Key = std::tuple<std::uint64_t, std::string_view, std::size_t, std::size_t>;
  std::map<Key, std::vector<Registration>> all;
  std::uint32_t place = 0;
  for (const code::Call& call : survey.calls()) {
    const std::uint32_t here = place++;
    if (!call.callee.known()) continue;
    for (std::size_t function = 0; function < arguments_max; function++) {
      const code::Value& handler = call.arguments[function];
      if (!handler.is(code::Value::Kind::number)) continue;
      const std::uint64_t pointed = code_pointed(survey, handler.number);
      if (pointed == 0) continue;
      if (is_other(call.callee.name)) break;
      for (std::size_t name = 0; name < arguments_max; name++) {
        const code::Value& text = call.arguments[name];
        if (name == function || !text.is(code::Value::Kind::number)) continue;
        const std::string_view called = route_name_at(survey.program(), text.number);
        if (called.empty()) continue;
        all[{call.callee.address, call.callee.name, name, function}].push_back(
            {here, 0, called, pointed});
        break;
      }
    }
  }
  std::vector<Registration> found;
  for (auto& [key, calls] : all) {
    std::set<std::string_view> names;
    for (const Registration& one : calls)
      if (function_pointed(survey, one.handler) != 0) names.insert(one.name);
    if (names.size() < 2 || names.size() * 3 < calls.size()) continue;
    std::uint32_t index = 0;
    for (Registration& one : calls) {
      one.index = index++;
      found.push_back(one);
    }
  }
  return found;
}

}  // namespace assay::readers
