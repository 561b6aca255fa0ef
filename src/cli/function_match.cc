#include "cli/function_match.h"

#include <fmt/core.h>

#include <algorithm>
#include <bit>
#include <charconv>
#include <map>
#include <unordered_map>

namespace assay::cli {
namespace {

constexpr std::size_t programs_max = 32;  // that a function may be in and still say something

const std::string& text_of(const Value& value) {
  static const std::string none;
  const auto* text = std::get_if<std::string>(&value);
  return text == nullptr ? none : *text;
}

std::uint64_t number_of(const Value& value) {
  const auto* number = std::get_if<std::int64_t>(&value);
  return number == nullptr ? 0 : static_cast<std::uint64_t>(*number);
}

std::uint64_t from_hex(std::string_view text) {
  std::uint64_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number, 16);
  return number;
}

using ByExact = std::unordered_map<std::string_view, std::vector<const FunctionAt*>>;

ByExact by_exact(const FunctionList& list) {
  ByExact all;
  for (const FunctionAt& function : list.functions) all[function.exact].push_back(&function);
  return all;
}

// The decoder's name, which stands before the number.
std::string_view decoder_of(const FunctionAt& function) {
  return std::string_view(function.exact).substr(0, function.exact.find(' '));
}

}  // namespace

Result<FunctionList> functions_of(const casefile::Case& opened, std::uint64_t size_min) {
  const auto rows = TRY(opened.query(
      fmt::format("SELECT n.id, coalesce(n.path, n.locator), f.address, f.size, f.name, "
                  "f.decoder || ' ' || f.exact, f.similar "
                  "FROM function_print AS f JOIN node AS n ON n.id = f.node "
                  "WHERE f.size >= {} ORDER BY n.id, f.address",
                  size_min),
      {}));
  FunctionList list;
  std::uint64_t node = 0;
  for (const auto& row : rows.rows) {
    if (list.programs.empty() || number_of(row[0]) != node)
      list.programs.push_back(text_of(row[1]));
    node = number_of(row[0]);
    list.functions.push_back({static_cast<std::uint32_t>(list.programs.size() - 1),
                              number_of(row[2]), number_of(row[3]), text_of(row[4]),
                              text_of(row[5]), from_hex(text_of(row[6]))});
  }
  return list;
}

std::vector<FunctionMatch> matches_of(const FunctionList& own, std::uint32_t program,
                                      const FunctionList& others, bool same_case,
                                      unsigned bits_max) {
  const ByExact known = by_exact(others);
  std::vector<FunctionMatch> matches;
  for (const FunctionAt& function : own.functions) {
    if (function.program != program) continue;
    const auto passed = [&](const FunctionAt& at) { return same_case && at.program == program; };
    FunctionMatch match{&function, nullptr, 65, false};
    if (const auto found = known.find(function.exact); found != known.end())
      for (const FunctionAt* at : found->second)
        if (match.other == nullptr && !passed(*at)) match = {&function, at, 0, true};
    for (const FunctionAt& at : others.functions) {
      if (match.exact) break;
      const auto bits = static_cast<unsigned>(std::popcount(at.similar ^ function.similar));
      if (bits > bits_max || bits >= match.bits || passed(at)) continue;
      if (decoder_of(at) == decoder_of(function)) match = {&function, &at, bits, false};
    }
    matches.push_back(match);
  }
  return matches;
}

std::vector<SharedCode> shared_code(const FunctionList& own, const FunctionList& others,
                                    bool same_case) {
  const ByExact known = by_exact(others);
  std::vector<std::map<std::uint32_t, std::size_t>> shared(own.programs.size());
  std::vector<std::size_t> functions(own.programs.size());
  for (const FunctionAt& function : own.functions) {
    functions[function.program]++;
    const auto found = known.find(function.exact);
    if (found == known.end()) continue;
    std::vector<std::uint32_t> programs;
    for (const FunctionAt* at : found->second)
      if (programs.empty() || programs.back() != at->program) programs.push_back(at->program);
    if (programs.size() > programs_max) continue;
    for (const std::uint32_t program : programs)
      if (!same_case || program != function.program) shared[function.program][program]++;
  }
  std::vector<SharedCode> all;
  for (std::uint32_t program = 0; program < shared.size(); program++) {
    const auto best = std::ranges::max_element(shared[program], {},
                                               [](const auto& entry) { return entry.second; });
    if (best != shared[program].end())
      all.push_back({program, best->first, functions[program], best->second});
  }
  std::ranges::stable_sort(all, std::greater(), &SharedCode::shared);
  return all;
}

}  // namespace assay::cli
