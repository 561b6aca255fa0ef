#include "cli/arguments.h"

#include <gtest/gtest.h>

namespace assay::cli {
namespace {

tl::expected<CommandLine, Failure> parse(std::vector<std::string_view> words) {
  // The texts of a command line outlive it; the list of them need not.
  return parse_command_line(words);
}

std::string fault(std::vector<std::string_view> words) {
  const auto line = parse(std::move(words));
  if (line) return "accepted";
  EXPECT_EQ(line.error().code, ExitCode::usage);
  return line.error().line;
}

TEST(Arguments, OptionsStandAnywhereAndInEachSpelling) {
  for (const std::vector<std::string_view>& words :
       {std::vector<std::string_view>{"help", "--completion", "zsh", "--quiet"},
        {"--quiet", "help", "--completion=zsh"},
        {"help", "-q", "--completion=bash", "--completion=zsh"}}) {
    const auto line = parse(words);
    ASSERT_TRUE(line) << line.error().line;
    EXPECT_EQ(line->command->name, "help");
    EXPECT_EQ(line->arguments.text("completion"), "zsh");
    EXPECT_TRUE(line->arguments.quiet());
    EXPECT_FALSE(line->arguments.given("man"));
    EXPECT_EQ(line->arguments.text("color"), "auto");
    EXPECT_EQ(line->arguments.operands(), 0U);
  }
}

TEST(Arguments, BehindTwoDashesAllAreOperands) {
  const auto line = parse({"formats", "--", "--json"});
  ASSERT_TRUE(line) << line.error().line;
  EXPECT_EQ(line->arguments.operand(0), "--json");
  EXPECT_FALSE(line->arguments.json());
  EXPECT_EQ(parse({"formats", "-"})->arguments.operand(0), "-");
}

TEST(Arguments, HelpEndsTheSearchForFaults) {
  EXPECT_TRUE(parse({"formats", "--help", "--nonsense"}));
  EXPECT_TRUE(parse({"--version"}));
  EXPECT_EQ(parse({})->command, nullptr);
}

TEST(Arguments, FaultsAreOneLineThatSaysHowToMendThem) {
  EXPECT_EQ(fault({"formast"}), "there is no verb 'formast'; did you mean assay formats?");
  EXPECT_EQ(fault({"frobnicate"}), "there is no verb 'frobnicate'; assay help lists them");
  EXPECT_EQ(fault({"help", "--mna"}), "unknown option '--mna'; did you mean --man?");
  EXPECT_EQ(fault({"help", "--zzzzzz=1"}), "unknown option '--zzzzzz'; see assay help --help");
  EXPECT_EQ(fault({"help", "-z"}), "unknown option '-z'; see assay help --help");
  EXPECT_EQ(fault({"help", "--completion"}), "--completion wants a value: --completion SHELL");
  EXPECT_EQ(fault({"help", "--completion", "tcsh"}),
            "--completion: 'tcsh' is not one of bash, zsh, fish");
  EXPECT_EQ(fault({"help", "--man=yes"}), "--man takes no value; leave out '=yes'");
  EXPECT_EQ(fault({"help", "--json"}), "assay help has no --json form");
  EXPECT_EQ(fault({"--json", "help"}), "assay help has no --json form");
  EXPECT_EQ(fault({"help", "scna"}).substr(0, 24), "there is no verb 'scna';");
  EXPECT_EQ(fault({"formats", "a", "b"}), "assay formats takes 1 operand; 'b' is one too many");
  EXPECT_EQ(fault({"formats", ""}), "ID is empty; see assay formats --help");
}

TEST(Arguments, WhatWasTypedIsShownSafely) {
  EXPECT_EQ(fault({"help", "--\x1b[31m\n"}),
            "unknown option '--\\x1b[31m\\n'; see assay help --help");
  EXPECT_EQ(fault({"help", "-\xff"}), "unknown option '-\\xff'; see assay help --help");
}

}  // namespace
}  // namespace assay::cli
