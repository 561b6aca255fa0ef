#include "formats/inittab.h"

#include <gtest/gtest.h>

#include "formats/test_inputs.h"

namespace assay::formats {
namespace {

constexpr std::string_view text =
    "# comment\n"
    "::sysinit:/etc/init.d/rcS\r\n"
    "id:5:initdefault:\n"
    "ttyS0::askfirst:-/bin/sh\n"
    "T0:23:respawn:/sbin/getty -L ttyS0 115200 vt100:x\n"
    "no entry\n"
    "::always:/bin/x\n";

TEST(Inittab, ReadsBothStyles) {
  const Inittab inittab = read_inittab(as_bytes(text));
  ASSERT_EQ(inittab.entries.size(), 5U);
  EXPECT_EQ(inittab.entries[0].action.value, "sysinit");
  EXPECT_EQ(inittab.entries[0].process.value, "/etc/init.d/rcS");
  EXPECT_EQ(inittab.entries[0].line, (Range{10, 25}));
  EXPECT_EQ(inittab.entries[1].runlevels.value, "5");
  EXPECT_EQ(inittab.entries[2].id.value, "ttyS0");
  EXPECT_EQ(inittab.entries[2].process.value, "-/bin/sh");
  EXPECT_EQ(inittab.entries[3].process.value, "/sbin/getty -L ttyS0 115200 vt100:x");
  EXPECT_EQ(inittab.problems.size(), 2U);
}

TEST(Inittab, EndsOnEveryMutation) {
  const auto read = [](Bytes bytes) {
    for (const InittabEntry& entry : read_inittab(bytes).entries)
      EXPECT_EQ(as_text(slice(bytes, entry.process.range).value()), entry.process.value);
  };
  each_prefix(as_bytes(text), read);
  each_flip(as_bytes(text), 1000, read);
}

}  // namespace
}  // namespace assay::formats
