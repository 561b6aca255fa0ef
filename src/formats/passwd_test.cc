#include "formats/passwd.h"

#include <gtest/gtest.h>
#include <pwd.h>

#include "formats/test_inputs.h"

namespace assay::formats {
namespace {

using namespace std::string_view_literals;

constexpr std::string_view vendor =
    "root:$1$ab$XAY7Cxo/ue.AAKn2rbkP3.:0:0:root:/:/bin/sh\n"
    "# kept for the factory\r\n"
    "admin::0:0\r\n"
    "nobody:*:65534:65534:nobody:/var:/bin/false\n"
    "\n"
    "support\n"
    "dbg:x:zero:0::/:\n"
    "+::::::\n"
    "last:!:9:9:l:/:/bin/sh\0\0\0\0"sv;

TEST(Passwd, ReadsVendorsLinesWithTheirPlaces) {
  const std::string_view text = vendor;
  const auto file = read_passwd(as_bytes(text));
  ASSERT_EQ(file.entries.size(), 5U);
  const PasswdEntry& root = file.entries[0];
  EXPECT_EQ(root.name.value, "root");
  EXPECT_EQ(root.uid, std::optional<std::uint32_t>(0));
  EXPECT_EQ(root.password.value, "$1$ab$XAY7Cxo/ue.AAKn2rbkP3.");
  EXPECT_EQ(root.password.range, (Range{5, 28}));
  EXPECT_EQ(root.shell->value, "/bin/sh");
  EXPECT_EQ(root.line, (Range{0, 52}));

  const PasswdEntry& admin = file.entries[1];
  EXPECT_EQ(admin.name.value, "admin");
  EXPECT_EQ(admin.password.value, "");
  EXPECT_EQ(admin.gid, std::optional<std::uint32_t>(0));
  EXPECT_FALSE(admin.shell);
  EXPECT_EQ(text.substr(admin.line.offset, admin.line.size), "admin::0:0");

  EXPECT_FALSE(file.entries[3].uid);
  EXPECT_EQ(file.entries[3].shell->value, "");
  EXPECT_EQ(file.entries[4].shell->value, "/bin/sh");
  // admin's four fields, support, the user number "zero", the NIS line.
  EXPECT_EQ(file.problems.size(), 4U);
}

TEST(Passwd, ReadsWhatTheCLibraryReads) {
  const Sample bytes = file_bytes("/etc/passwd");
  const auto file = read_passwd(bytes);
  EXPECT_TRUE(file.problems.empty());
  std::FILE* stream = std::fopen("/etc/passwd", "r");
  ASSERT_NE(stream, nullptr);
  for (const PasswdEntry& entry : file.entries) {
    const passwd* theirs = fgetpwent(stream);
    ASSERT_NE(theirs, nullptr);
    EXPECT_EQ(entry.name.value, theirs->pw_name);
    EXPECT_EQ(entry.uid, std::optional<std::uint32_t>(theirs->pw_uid));
    EXPECT_EQ(entry.home->value, theirs->pw_dir);
    EXPECT_EQ(entry.shell->value, theirs->pw_shell);
  }
  EXPECT_EQ(fgetpwent(stream), nullptr);
  std::fclose(stream);
}

TEST(Passwd, ReadsShadow) {
  const std::string text = "root:$6$a$b:0:0:99999:7:::\nftp:*:10933:::::20000:\nadmin:\n";
  const auto file = read_shadow(as_bytes(text));
  ASSERT_EQ(file.entries.size(), 3U);
  EXPECT_EQ(file.entries[0].changed, std::optional<std::uint32_t>(0));
  EXPECT_EQ(file.entries[0].age_max, std::optional<std::uint32_t>(99999));
  EXPECT_FALSE(file.entries[0].expires);
  EXPECT_EQ(file.entries[1].expires, std::optional<std::uint32_t>(20000));
  EXPECT_EQ(file.entries[2].password.value, "");
  EXPECT_EQ(file.entries[2].password.range, (Range{text.size() - 1, 0}));
  EXPECT_EQ(file.problems.size(), 1U);
}

TEST(Passwd, ReadsGroupMembers) {
  const auto file = read_group(as_bytes("root:x:0:\nwheel:x:10:root,admin\n"));
  ASSERT_EQ(file.entries.size(), 2U);
  EXPECT_TRUE(file.entries[0].members.empty());
  ASSERT_EQ(file.entries[1].members.size(), 2U);
  EXPECT_EQ(file.entries[1].members[1].value, "admin");
  EXPECT_EQ(file.entries[1].members[1].range, (Range{26, 5}));
}

TEST(Passwd, CutsWhatIsTooMuch) {
  const std::string many(lines_max + 10, '\n');
  EXPECT_EQ(read_passwd(as_bytes(many)).problems.size(), 1U);
  const std::string wide = "a:" + std::string(line_size_max, 'b');
  EXPECT_EQ(read_shadow(as_bytes(wide)).entries[0].password.value.size(), line_size_max - 2);
}

TEST(Passwd, EndsOnEveryMutation) {
  const auto read = [](Bytes bytes) {
    for (const PasswdEntry& entry : read_passwd(bytes).entries) {
      EXPECT_LE(entry.line.end(), bytes.size());
      EXPECT_EQ(as_text(slice(bytes, entry.name.range).value()), entry.name.value);
    }
    for (const ShadowEntry& entry : read_shadow(bytes).entries)
      EXPECT_EQ(as_text(slice(bytes, entry.password.range).value()), entry.password.value);
    for (const GroupEntry& entry : read_group(bytes).entries)
      EXPECT_LE(entry.line.end(), bytes.size());
  };
  each_prefix(as_bytes(vendor), read);
  each_flip(as_bytes(vendor), 1000, read);
}

}  // namespace
}  // namespace assay::formats
