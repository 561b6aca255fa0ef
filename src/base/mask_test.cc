#include "base/mask.h"

#include <gtest/gtest.h>

namespace assay {
namespace {

TEST(Mask, LeavesOneCharacterOfALongSecret) {
  EXPECT_EQ(mask(""), "(empty)");
  EXPECT_EQ(mask("abc"), "****");
  EXPECT_EQ(mask("admin"), "a****");
  EXPECT_EQ(mask(std::string(100, 'z')), "z****");
  EXPECT_EQ(mask("\x1b[31m"), "\\x1b****");
}

}  // namespace
}  // namespace assay
