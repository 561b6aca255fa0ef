#include "cli/progress_line.h"

#include <gtest/gtest.h>

namespace assay::cli {
namespace {

TEST(ProgressText, SaysWhatHowMuchAndHowLong) {
  ProgressText line;
  EXPECT_EQ(line.text({}, 0, 80), "starting");
  EXPECT_EQ(line.text({Stage::unpacking, 1000, 0, 0}, 500, 80),
            "opening containers   0 %  0 B of 1000 B");
  EXPECT_EQ(line.text({Stage::unpacking, 1000, 250, 12}, 4500, 80),
            "opening containers  25 %  250 B of 1000 B  13 s left  12 nodes");
  EXPECT_EQ(line.text({Stage::judging, 0, 0, 1200}, 5000, 80), "running rules  1,200 nodes");
}

TEST(ProgressText, AShareNeverFallsAndNeverIsAllBeforeTheEnd) {
  ProgressText line;
  EXPECT_NE(line.text({Stage::unpacking, 1000, 900, 0}, 0, 80).find("90 %"), std::string::npos);
  EXPECT_NE(line.text({Stage::unpacking, 4000, 1000, 0}, 0, 80).find("90 %"), std::string::npos);
  EXPECT_NE(line.text({Stage::unpacking, 4000, 5000, 0}, 0, 80).find("99 %"), std::string::npos);
  EXPECT_NE(line.text({Stage::writing, ~0ULL, ~0ULL / 2, 0}, 0, 80).find("50 %"),
            std::string::npos);
}

TEST(ProgressText, FitsTheTerminal) {
  ProgressText line;
  for (std::size_t width = 10; width < 80; width++)
    EXPECT_LE(line.text({Stage::unpacking, ~0ULL, 1ULL << 60U, 999'999'999}, 90'000, width).size(),
              width);
}

}  // namespace
}  // namespace assay::cli
