#include <string>

#include "cli/arguments.h"
#include "cli/completion.h"
#include "cli/help.h"
#include "cli/man_page.h"
#include "cli/output.h"

namespace assay::cli {
namespace {

constexpr std::string_view shells[] = {"bash", "zsh", "fish"};

constexpr Operand operands[] = {
    {"VERB", ValueKind::verb, "the verb to tell about; left out: an overview", false}};

constexpr Option options[] = {
    {.name = "man", .help = "print the manual page, for man(1)"},
    {.name = "completion",
     .kind = ValueKind::choice,
     .value = "SHELL",
     .help = "print the completion script of a shell: bash, zsh or fish",
     .choices = shells},
};

constexpr Example examples[] = {
    {"assay help scan", "all about scan"},
    {"assay help --man | man -l -", "the manual page"},
    {"source <(assay help --completion bash)", "completion in this bash"},
};

constexpr ExitMeaning exit_codes[] = {{ExitCode::ok, "help was printed"},
                                      {ExitCode::usage, "there is no such verb"}};

Outcome run(const Arguments& arguments, Output& out) {
  const std::string_view shell = arguments.text("completion");
  if (arguments.given("man"))
    out.write(man_page());
  else if (!shell.empty())
    out.write(shell == "bash"  ? bash_completion()
              : shell == "zsh" ? zsh_completion()
                               : fish_completion());
  else if (const std::string_view verb = arguments.operand(0); verb.empty())
    out.write(overview(out.paint, out.width));
  else
    out.write(verb_help(*find_command(verb), out.paint, out.width));
  return ExitCode::ok;
}

}  // namespace

extern const Command help = {
    .name = "help",
    .summary = "tell about the program or a verb; manual page, completions",
    .description =
        "Prints an overview, or all about one verb. The manual page and the completions "
        "of shells are made from the same description, so that they cannot differ "
        "from what the program does.",
    .operands = operands,
    .options = options,
    .examples = examples,
    .exit_codes = exit_codes,
    .order = 130,
    .run = run,
};

}  // namespace assay::cli
