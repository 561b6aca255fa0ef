#include "readers/shell_of.h"

#include <gtest/gtest.h>

namespace assay::readers {
namespace {

TEST(ShellOf, ParsesTheSameBytesOnceWhileAMemoLives) {
  const Attributes attributes;
  const Leaf one{as_bytes("telnetd -l /bin/sh\n"), "a.sh", attributes, "script", {}};
  const Leaf two{as_bytes("httpd\n"), "b.sh", attributes, "script", {}};
  {
    const ShellMemo memo;
    const auto first = shell_of(one);
    EXPECT_EQ(shell_of(one), first);
    EXPECT_EQ(shell_of(two)->commands.at(0).words.front(), "httpd");
    EXPECT_EQ(shell_of(one)->commands.at(0).words.front(), "telnetd");
  }
  // Without one, the bytes may be others behind the same address.
  const auto first = shell_of(one);
  EXPECT_NE(shell_of(one), first);
}

}  // namespace
}  // namespace assay::readers
