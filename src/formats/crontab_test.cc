#include "formats/crontab.h"

#include <gtest/gtest.h>

#include "formats/test_inputs.h"

namespace assay::formats {
namespace {

constexpr std::string_view text =
    "SHELL=/bin/sh\n"
    "PATH = \"/bin:/sbin\"\n"
    "# m h dom mon dow user command\n"
    "17 *\t* * *   root  cd / && run-parts --report /etc/cron.hourly\n"
    "@reboot admin /usr/sbin/telnetd -l /bin/sh\n"
    "*/5 1-3 1,2 jan * root x\n"
    "garbage line here\n"
    "* * * * *\n";

TEST(Crontab, ReadsTheSystemsStyle) {
  const Crontab crontab = read_crontab(as_bytes(text), CrontabStyle::system);
  ASSERT_EQ(crontab.variables.size(), 2U);
  EXPECT_EQ(crontab.variables[1].value.value, "/bin:/sbin");
  ASSERT_EQ(crontab.entries.size(), 3U);
  EXPECT_EQ(crontab.entries[0].when.value, "17 *\t* * *");
  EXPECT_EQ(crontab.entries[0].user->value, "root");
  EXPECT_EQ(crontab.entries[0].command.value, "cd / && run-parts --report /etc/cron.hourly");
  EXPECT_EQ(crontab.entries[1].when.value, "@reboot");
  EXPECT_EQ(crontab.entries[1].user->value, "admin");
  EXPECT_EQ(crontab.entries[2].when.value, "*/5 1-3 1,2 jan *");
  EXPECT_EQ(crontab.problems.size(), 2U);
}

TEST(Crontab, ReadsAUsersStyle) {
  const Crontab crontab =
      read_crontab(as_bytes("0 3 * * * X=1 /bin/a\n@daily /bin/b c\n"), CrontabStyle::user);
  ASSERT_EQ(crontab.entries.size(), 2U);
  EXPECT_EQ(crontab.entries[0].command.value, "X=1 /bin/a");
  EXPECT_FALSE(crontab.entries[0].user);
  EXPECT_EQ(crontab.entries[1].command.value, "/bin/b c");
}

TEST(Crontab, EndsOnEveryMutation) {
  const auto read = [](Bytes bytes) {
    for (const CrontabStyle style : {CrontabStyle::user, CrontabStyle::system})
      for (const CrontabEntry& entry : read_crontab(bytes, style).entries)
        EXPECT_EQ(as_text(slice(bytes, entry.command.range).value()), entry.command.value);
  };
  each_prefix(as_bytes(text), read);
  each_flip(as_bytes(text), 1000, read);
}

}  // namespace
}  // namespace assay::formats
