#include "formats/systemd_unit.h"

#include <gtest/gtest.h>

#include "formats/test_inputs.h"

namespace assay::formats {
namespace {

constexpr std::string_view text =
    "stray=1\n"
    "[Unit]\n"
    "Description=A debug shell\n"
    "; comment\n"
    "[Service]\n"
    "ExecStart=/bin/old\n"
    "ExecStart=\n"
    "ExecStart=-/usr/sbin/telnetd -F \\\n"
    "# in between\n"
    "  -l \"/bin/login x\" \\\n"
    "  -p 2323\n"
    "User = root\n"
    "[Install]\n"
    "WantedBy=multi-user.target\n";

TEST(SystemdUnit, ReadsSettingsWithTheirPlaces) {
  const SystemdUnit unit = read_systemd_unit(as_bytes(text));
  EXPECT_EQ(unit.problems.size(), 1U);
  const auto starts = unit_values(unit, "Service", "ExecStart");
  ASSERT_EQ(starts.size(), 1U);
  EXPECT_EQ(starts[0]->value, "-/usr/sbin/telnetd -F  -l \"/bin/login x\"  -p 2323");
  const std::string_view shown = text.substr(starts[0]->range.offset, starts[0]->range.size);
  EXPECT_TRUE(shown.starts_with("-/usr/sbin") && shown.ends_with("-p 2323"));
  EXPECT_EQ(unit_values(unit, "Service", "User").at(0)->value, "root");
  EXPECT_EQ(unit_values(unit, "Install", "WantedBy").at(0)->value, "multi-user.target");
  EXPECT_TRUE(unit_values(unit, "Unit", "User").empty());
}

TEST(SystemdUnit, SplitsCommandLines) {
  const ExecCommand command = split_exec("@-/bin/a 'b c' \"d\\\"e\"f \"\" g\\ h");
  EXPECT_EQ(command.prefix, "@-");
  EXPECT_EQ(command.words, (std::vector<std::string>{"/bin/a", "b c", "d\"ef", "", "g h"}));
  EXPECT_TRUE(split_exec("").words.empty());
}

TEST(SystemdUnit, EndsOnEveryMutation) {
  const auto read = [](Bytes bytes) {
    for (const UnitSetting& setting : read_systemd_unit(bytes).settings) {
      EXPECT_LE(setting.value.range.end(), bytes.size());
      (void)split_exec(setting.value.value);
    }
  };
  each_prefix(as_bytes(text), read);
  each_flip(as_bytes(text), 1000, read);
}

}  // namespace
}  // namespace assay::formats
