// Help, manual page and completions, held to the programs that read them: mandoc, groff, man, bash,
// zsh, fish.
#include "cli/help.h"

#include <gtest/gtest.h>

#include <regex>

#include "cli/completion.h"
#include "cli/man_page.h"
#include "cli/program_test.h"

namespace assay::cli {
namespace {

TEST(Help, EveryVerbIsDescribedWhole) {
  for (const Command* command : all_commands()) {
    SCOPED_TRACE(command->name);
    EXPECT_FALSE(command->summary.empty());
    EXPECT_LE(command->summary.size(), 62U);
    EXPECT_FALSE(command->summary.ends_with('.'));
    EXPECT_TRUE(command->description.ends_with('.'));
    EXPECT_FALSE(command->examples.empty());
    EXPECT_FALSE(command->exit_codes.empty());
    ASSERT_NE(command->run, nullptr);
    for (const Option& option : command->options) {
      EXPECT_FALSE(option.help.empty()) << option.name;
      EXPECT_FALSE(option.help.ends_with('.')) << option.name;
      EXPECT_EQ(option.kind == ValueKind::flag, option.value.empty()) << option.name;
      for (const Option& global : global_options()) {
        EXPECT_NE(option.name, global.name);
        EXPECT_TRUE(option.letter == 0 || option.letter != global.letter) << option.name;
      }
    }
  }
}

TEST(Help, ExamplesAreAcceptedByTheParser) {
  for (const Command* command : all_commands())
    for (const Example& example : command->examples)
      EXPECT_NE(example.line.find(std::string("assay ") + std::string(command->name)),
                std::string_view::npos)
          << example.line;
}

TEST(Help, FitsItsWidth) {
  for (const std::size_t width : {80U, 100U}) {
    std::string all = overview(Paint(false), width);
    for (const Command* command : all_commands()) all += verb_help(*command, Paint(false), width);
    std::istringstream lines(all);
    for (std::string line; std::getline(lines, line);)
      if (!line.starts_with("  assay ")) {
        EXPECT_LE(line.size(), width) << line;
      }
  }
}

TEST(Help, IsPrintedByEveryWayToAskForIt) {
  const Ran ran = assay("formats --help");
  EXPECT_EQ(ran.code, 0);
  EXPECT_EQ(ran.out, assay("help formats").out);
  EXPECT_EQ(ran.out, assay("-h formats").out);
  EXPECT_EQ(assay("--help").out, assay("help").out);
  EXPECT_EQ(assay("--version").out, assay("version").out);
}

TEST(ManPage, RendersWithoutAWarning) {
  const TestFolder folder;
  const std::string page = folder.write("assay.1", man_page());
  const Ran mandoc = shell("mandoc -T lint -W warning '" + page + "'");
  EXPECT_EQ(mandoc.code, 0) << mandoc.out << mandoc.err;
  const Ran groff = shell("groff -man -Tutf8 -ww '" + page + "' >/dev/null");
  EXPECT_EQ(groff.err, "");
  const Ran man =
      shell("MANPAGER=cat MANROFFOPT=-ww LC_ALL=C.UTF-8 man --warnings -l '" + page + "' | col -b");
  EXPECT_EQ(man.err, "");
  EXPECT_NE(man.out.find("EXIT STATUS"), std::string::npos);
  for (const Command* command : all_commands())
    EXPECT_NE(man.out.find("assay " + std::string(command->name)), std::string::npos);
}

std::string complete_in_bash(const std::string& words) {
  // Words split as readline does it; the last one is completed.
  return shell("source <(\"$ASSAY\" help --completion bash)\nCOMP_WORDS=(" + words +
               ")\nCOMP_CWORD=$((${#COMP_WORDS[@]} - 1))\n_assay\necho \"${COMPREPLY[@]}\"")
      .out;
}

TEST(Completion, BashCompletesVerbsOptionsAndValues) {
  const TestFolder folder;
  const Ran checked = shell("bash -n '" + folder.write("assay", bash_completion()) + "'");
  EXPECT_EQ(checked.code, 0) << checked.err;
  EXPECT_EQ(complete_in_bash("assay form"), "formats\n");
  EXPECT_EQ(complete_in_bash("assay help form"), "formats\n");
  EXPECT_EQ(complete_in_bash("assay help --comp"), "--completion\n");
  EXPECT_EQ(complete_in_bash("assay help --completion ''"), "bash zsh fish\n");
  EXPECT_EQ(complete_in_bash("assay help --completion = z"), "zsh\n");
  EXPECT_EQ(complete_in_bash("assay --quiet vers"), "version\n");
  EXPECT_EQ(complete_in_bash("assay help --color a"), "auto always\n");
}

TEST(Completion, FishCompletes) {
  const TestFolder folder;
  const std::string script = folder.write("assay.fish", fish_completion());
  const Ran ran = shell("HOME='" + folder.path() + "' fish --no-config -c 'source " + script +
                        "; complete -C \"assay form\"; complete -C \"assay help --completion z\"'");
  EXPECT_EQ(ran.err, "");
  EXPECT_NE(ran.out.find("formats\t"), std::string::npos) << ran.out;
  EXPECT_NE(ran.out.find("zsh"), std::string::npos) << ran.out;
}

TEST(Completion, ZshLoads) {
  const TestFolder folder;
  folder.write("_assay", zsh_completion());
  const Ran checked = shell("zsh -n '" + folder / "_assay" + "'");
  EXPECT_EQ(checked.code, 0) << checked.err;
  const Ran loaded = shell("zsh -f -c 'fpath=(" + folder.path() +
                           " $fpath); autoload -Uz compinit; compinit -D -u; "
                           "print $_comps[assay]; autoload +X _assay && print loaded'");
  EXPECT_EQ(loaded.out, "_assay\nloaded\n") << loaded.err;
}

}  // namespace
}  // namespace assay::cli
