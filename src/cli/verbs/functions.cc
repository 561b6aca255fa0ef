#include <fmt/core.h>

#include "base/quote.h"
#include "cli/arguments.h"
#include "cli/case_view.h"
#include "cli/function_match.h"
#include "cli/json_text.h"
#include "cli/output.h"

namespace assay::cli {
namespace {

constexpr Operand operands[] = {
    {"CASE", ValueKind::path, "a case file"},
    {"PROGRAM", ValueKind::text, "the path of a program in it; left out: all of them", false},
};

constexpr Option options[] = {
    {.name = "in",
     .kind = ValueKind::path,
     .value = "CASE",
     .help = "look among the programs of this case instead of the same one"},
    {.name = "bits-max",
     .kind = ValueKind::count,
     .value = "N",
     .help = "show functions that are nearly the same up to this distance of 64",
     .default_value = "10",
     .most = 32},
    {.name = "size-min",
     .kind = ValueKind::count,
     .value = "BYTES",
     .help = "leave out smaller functions",
     .default_value = "64"},
};

constexpr Example examples[] = {
    {"assay functions router.bin.assay", "which programs have functions in common"},
    {"assay functions router.bin.assay /usr/sbin/httpd --in other.bin.assay",
     "each function of httpd, and where another product has it"},
};

constexpr ExitMeaning exit_codes[] = {
    {ExitCode::ok, "they were printed, also where there are none"},
    {ExitCode::usage, "the case has no program of this path whose code is read"},
    {ExitCode::unreadable, "a case file cannot be read"},
};

std::string shown(const FunctionAt& function) {
  return function.name.empty() ? fmt::format("{:#x}", function.address)
                               : fmt::format("{:#x} {}", function.address, quote(function.name));
}

Json json_of_function(const FunctionAt& function, const FunctionList& list) {
  Json one = Json::object();
  set_text(one, "program", list.programs[function.program]);
  one["address"] = function.address;
  one["size"] = function.size;
  if (!function.name.empty()) set_text(one, "name", function.name);
  return one;
}

void print_shared(const FunctionList& own, const FunctionList& others, bool same_case, bool json,
                  Output& out) {
  Json list = Json::array();
  for (const SharedCode& shared : shared_code(own, others, same_case)) {
    if (!json) {
      out.print("{}\t{}\t{}\t{}\n", shared.shared, shared.functions,
                quote(own.programs[shared.program]), quote(others.programs[shared.other]));
      continue;
    }
    Json one = Json::object();
    set_text(one, "program", own.programs[shared.program]);
    one["functions"] = shared.functions;
    one["shared"] = shared.shared;
    set_text(one, "with", others.programs[shared.other]);
    list.push_back(one);
  }
  if (json) out.write(document(list));
}

void print_matches(const std::vector<FunctionMatch>& matches, const FunctionList& own,
                   const FunctionList& others, bool json, Output& out) {
  Json list = Json::array();
  for (const FunctionMatch& match : matches) {
    if (json) {
      Json one = json_of_function(*match.own, own);
      if (match.other != nullptr) {
        one["how"] = match.exact ? "same" : "similar";
        one["bits"] = match.bits;
        one["other"] = json_of_function(*match.other, others);
      }
      list.push_back(one);
    } else if (match.other != nullptr) {
      out.print("{}\t{}\t{}\t{}\n", shown(*match.own),
                match.exact ? "same" : fmt::format("{} bits", match.bits),
                quote(others.programs[match.other->program]), shown(*match.other));
    }
  }
  if (json) out.write(document(list));
}

Outcome run(const Arguments& arguments, Output& out) {
  const std::string path(arguments.operand(0));
  const std::string other_path(arguments.text("in"));
  const std::uint64_t size_min = *arguments.number("size-min");
  const auto opened = open_case(path);
  if (!opened) return tl::unexpected(opened.error());
  const auto own = functions_of(*opened, size_min);
  if (!own) return tl::unexpected(about(path, own.error()));
  const bool same_case = other_path.empty();
  FunctionList read;
  if (!same_case) {
    const auto other = open_case(other_path);
    if (!other) return tl::unexpected(other.error());
    auto functions = functions_of(*other, size_min);
    if (!functions) return tl::unexpected(about(other_path, functions.error()));
    read = *std::move(functions);
  }
  const FunctionList& others = same_case ? *own : read;
  if (arguments.operands() == 1) {
    if (!arguments.quiet()) print_shared(*own, others, same_case, arguments.json(), out);
    return ExitCode::ok;
  }
  const std::string_view name = arguments.operand(1);
  std::uint32_t program = 0;
  while (program < own->programs.size() && own->programs[program] != name) program++;
  if (program == own->programs.size())
    return give_up(ExitCode::usage, fmt::format("{} has no program {} with functions of {} bytes",
                                                quote(path), quote(name), size_min));
  const auto bits_max = static_cast<unsigned>(*arguments.number("bits-max"));
  const auto matches = matches_of(*own, program, others, same_case, bits_max);
  if (!arguments.quiet()) print_matches(matches, *own, others, arguments.json(), out);
  return ExitCode::ok;
}

}  // namespace

extern const Command functions = {
    .name = "functions",
    .summary = "show which programs have the same functions",
    .description =
        "Compares functions by their fingerprints, which do not depend on where a function was "
        "linked. With a case alone: for each program the one that has most of its functions; a "
        "line says how many, of how many, the program, and the other one.\n\n"
        "With a program: each of its functions that another program has, or, up to a distance of "
        "64 bits, nearly has; a line has its address and name, 'same' or the distance, and the "
        "other program with its function. 'same' says that all operations are equal, whatever "
        "they are called with; similar functions are a place to look, and no proof. Code for "
        "different processors is never compared.\n\n"
        "The view function_print of a case file has the fingerprints for SQL.",
    .operands = operands,
    .options = options,
    .examples = examples,
    .exit_codes = exit_codes,
    .json = true,
    .order = 62,
    .run = run,
};

}  // namespace assay::cli
