#include "cli/arguments.h"
#include "cli/engine_options.h"
#include "cli/output.h"
#include "cli/target.h"
#include "cli/tree_screen.h"

namespace assay::cli {
namespace {

constexpr Operand operands[] = {
    {"TARGET", ValueKind::path, "a case file, or an image, which is scanned first"},
    {"LOCATOR", ValueKind::text,
     "show only what is beneath it, such as @12, the node 12; left out: the whole image", false},
};

constexpr Option options[] = {
    {.name = "long", .letter = 'l', .help = "show mode, owner, group and time too"},
    {.name = "depth",
     .letter = 'd',
     .kind = ValueKind::count,
     .value = "N",
     .help = "show at most N levels beneath the first"},
    {.name = "containers", .letter = 'c', .help = "leave out members that are no container"},
    sandbox_option,
    threads_option,
    max_memory_option,
};

constexpr Example examples[] = {
    {"assay ls router.bin.assay", "the whole tree of a scanned image"},
    {"assay ls -l router.bin", "scan an image, keep nothing, show its tree with modes and owners"},
    {"assay ls -c router.bin.assay", "the containers only"},
};

constexpr ExitMeaning exit_codes[] = {
    {ExitCode::ok, "the tree was printed"},
    {ExitCode::usage, "the locator is wrong, or names nothing"},
    {ExitCode::unreadable, "the case file or image cannot be read"},
};

Outcome run(const Arguments& arguments, Output& out) {
  const auto view = view_of_target(arguments);
  if (!view) return tl::unexpected(view.error());
  TreeOptions tree;
  tree.details = arguments.given("long");
  tree.only_containers = arguments.given("containers");
  tree.depth_max = arguments.number("depth");
  const auto top = find_node(*view, arguments.operand(1));
  if (!top) return tl::unexpected(top.error());
  if (arguments.quiet()) return ExitCode::ok;
  if (arguments.json())
    print_tree_json(*view, *top, tree, out);
  else
    print_tree(*view, *top, tree, out);
  return ExitCode::ok;
}

}  // namespace

extern const Command ls = {
    .name = "ls",
    .summary = "show the tree of what is inside an image",
    .description =
        "Shows every node of an image as a tree: containers, the files in them, containers in "
        "those, and gaps that no format claims. A line has the size in bytes, how much of the "
        "node is understood (known bytes and padding; \"-\" where it was not measured, which is "
        "not the same as 0 %), what kind it is, and its name.\n\n"
        "Files with the same bytes are read once; later ones say \"same as\" and where the first "
        "stands, beneath which the containers inside are shown.",
    .operands = operands,
    .options = options,
    .examples = examples,
    .exit_codes = exit_codes,
    .json = true,
    .order = 20,
    .run = run,
};

}  // namespace assay::cli
