// The program as a whole: exit codes and what standard output and error get.
#include "cli/program_test.h"

#include <gtest/gtest.h>

namespace assay::cli {
namespace {

TEST(Program, ASpoiltCommandLineIsOneLineAndExitCode2) {
  const Ran ran = assay("--thredas");
  EXPECT_EQ(ran.code, 2);
  EXPECT_EQ(ran.out, "");
  EXPECT_EQ(ran.err.find("assay: unknown option '--thredas'"), 0U) << ran.err;
  EXPECT_EQ(std::count(ran.err.begin(), ran.err.end(), '\n'), 1);
  EXPECT_EQ(assay("").code, 2);
  EXPECT_EQ(assay("formats nonesuch").code, 2);
}

TEST(Program, AFullDiskIsNoticed) {
  const Ran ran = shell("\"$ASSAY\" help >/dev/full");
  EXPECT_EQ(ran.code, 70);
  EXPECT_EQ(ran.err, "assay: standard output: No space left on device\n");
  EXPECT_EQ(shell("\"$ASSAY\" version >&-").code, 70);
}

TEST(Program, AReaderThatGoesAwayIsNoFault) {
  const Ran ran = shell("\"$ASSAY\" help --man | true; echo ${PIPESTATUS[0]}");
  EXPECT_EQ(ran.out, "0\n");
  EXPECT_EQ(ran.err, "");
}

TEST(Program, ColourIsForTerminalsAndThoseWhoAskForIt) {
  const std::string escape = "\x1b[";
  EXPECT_EQ(assay("help").out.find(escape), std::string::npos);
  EXPECT_NE(assay("help --color always").out.find(escape), std::string::npos);
  const std::string on_terminal = "script -qec \"$ASSAY help\" /dev/null";
  EXPECT_NE(shell(on_terminal).out.find(escape), std::string::npos);
  EXPECT_EQ(shell("NO_COLOR=1 " + on_terminal).out.find(escape), std::string::npos);
  EXPECT_EQ(shell("TERM=dumb " + on_terminal).out.find(escape), std::string::npos);
}

}  // namespace
}  // namespace assay::cli
