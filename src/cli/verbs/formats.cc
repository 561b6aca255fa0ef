#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/quote.h"
#include "cli/arguments.h"
#include "cli/columns.h"
#include "cli/output.h"
#include "unpack/handler.h"

namespace assay::cli {
namespace {

constexpr Operand operands[] = {
    {"ID", ValueKind::text, "one format, with its magics and source; left out: all", false}};

constexpr Example examples[] = {
    {"assay formats", "all formats that scan can open, one a line"},
    {"assay formats squashfs", "what is known of one"},
    {"assay formats --json | jq -r '.[].id'", "the ids, for a script"},
};

constexpr ExitMeaning exit_codes[] = {{ExitCode::ok, "formats were printed"},
                                      {ExitCode::usage, "there is no format of this id"}};

nlohmann::ordered_json json_of(const unpack::Handler& handler) {
  nlohmann::ordered_json magics = nlohmann::ordered_json::array();
  for (const unpack::Magic& magic : handler.magics)
    magics.push_back(
        {{"hex", magic.hex}, {"offset", magic.offset}, {"only_at_start", magic.only_at_start}});
  nlohmann::ordered_json object = {
      {"id", handler.id}, {"title", handler.title}, {"source", handler.source}, {"magics", magics}};
  if (!handler.recheck.empty()) object["recheck"] = handler.recheck;
  return object;
}

void print_one(const unpack::Handler& handler, Output& out) {
  out.print("{}: {}\n\n", out.paint(Tone::heading, handler.id), handler.title);
  out.print("  source   {}", wrap_behind(handler.source, 11, out.width));
  for (const unpack::Magic& magic : handler.magics) {
    out.print("  magic    {}", magic.hex);
    if (magic.offset != 0) out.print("  at byte {}", magic.offset);
    out.print("{}\n", magic.only_at_start ? "  (only at the start of a file)" : "");
  }
  if (!handler.recheck.empty()) out.print("  recheck  {}\n", handler.recheck);
}

void print_all(std::span<const unpack::Handler* const> handlers, Output& out) {
  std::size_t id_width = 0;
  for (const auto* handler : handlers) id_width = std::max(id_width, handler->id.size());
  for (const auto* handler : handlers)
    out.print("{}  {}\n", pad_right(handler->id, id_width), handler->title);
}

Outcome run(const Arguments& arguments, Output& out) {
  const std::string_view id = arguments.operand(0);
  std::vector<const unpack::Handler*> chosen;
  for (const unpack::Handler* handler : unpack::all_handlers())
    if (id.empty() || handler->id == id) chosen.push_back(handler);
  if (chosen.empty())
    return give_up(ExitCode::usage,
                   fmt::format("there is no format '{}'; assay formats lists them", quote(id, 80)));
  if (arguments.json()) {
    nlohmann::ordered_json list = nlohmann::ordered_json::array();
    for (const unpack::Handler* handler : chosen) list.push_back(json_of(*handler));
    out.print("{}\n", list.dump(2));
  } else if (id.empty()) {
    print_all(chosen, out);
  } else {
    print_one(*chosen[0], out);
  }
  return ExitCode::ok;
}

}  // namespace

extern const Command formats = {
    .name = "formats",
    .summary = "list the formats that scan can open",
    .description =
        "Lists the container formats that scan finds and opens: file systems, archives, "
        "compressed streams, vendors' firmware headers. With an id it shows the bytes by "
        "which the format is recognised, the specification or program that it was "
        "written from, and a command of another program that reads the same.",
    .operands = operands,
    .examples = examples,
    .exit_codes = exit_codes,
    .json = true,
    .order = 90,
    .run = run,
};

}  // namespace assay::cli
