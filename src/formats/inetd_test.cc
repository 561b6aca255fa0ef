#include "formats/inetd.h"

#include <gtest/gtest.h>

#include "formats/test_inputs.h"

namespace assay::formats {
namespace {

constexpr std::string_view inetd =
    "#ftp stream tcp nowait root /usr/sbin/ftpd ftpd\n"
    "telnet\tstream\ttcp\tnowait\troot\t/usr/sbin/telnetd telnetd -l /bin/sh\n"
    "192.168.0.1:23 stream tcp6 nowait.10 nobody.tty /bin/x\n"
    "broken line\n";

constexpr std::string_view xinetd =
    "defaults\n{\n  log_type = SYSLOG daemon\n}\n"
    "includedir /etc/xinetd.d\n"
    "# the factory's\n"
    "service telnet\n{\n\tdisable\t= no\n\tserver\t= /usr/sbin/in.telnetd\n\tuser = root\n"
    "\tenv += A=b\n\tnonsense\n}\n"
    "service tftp {\n disable = yes\n}\n"
    "service cut\n{\n";

TEST(Inetd, ReadsServices) {
  const InetdFile file = read_inetd(as_bytes(inetd));
  ASSERT_EQ(file.services.size(), 2U);
  EXPECT_EQ(file.services[0].service.value, "telnet");
  EXPECT_EQ(file.services[0].user.value, "root");
  EXPECT_EQ(file.services[0].program.value, "/usr/sbin/telnetd");
  ASSERT_EQ(file.services[0].arguments.size(), 3U);
  EXPECT_EQ(file.services[0].arguments[2].value, "/bin/sh");
  EXPECT_EQ(file.services[1].wait.value, "nowait.10");
  EXPECT_TRUE(file.services[1].arguments.empty());
  EXPECT_EQ(file.problems.size(), 1U);
}

TEST(Inetd, ReadsXinetdBlocks) {
  const XinetdFile file = read_xinetd(as_bytes(xinetd));
  ASSERT_EQ(file.services.size(), 3U);
  EXPECT_EQ(file.services[0].name.value, "defaults");
  const XinetdService& telnet = file.services[1];
  EXPECT_EQ(find_setting(telnet, "server")->value, "/usr/sbin/in.telnetd");
  EXPECT_EQ(find_setting(telnet, "disable")->value, "no");
  EXPECT_EQ(find_setting(telnet, "env")->value, "A=b");
  EXPECT_EQ(find_setting(telnet, "port"), nullptr);
  const std::string_view block = xinetd.substr(telnet.block.offset, telnet.block.size);
  EXPECT_TRUE(block.starts_with("service telnet") && block.ends_with("}"));
  EXPECT_EQ(find_setting(file.services[2], "disable")->value, "yes");
  ASSERT_EQ(file.includes.size(), 1U);
  EXPECT_EQ(file.includes[0].value, "/etc/xinetd.d");
  EXPECT_EQ(file.problems.size(), 2U);
}

TEST(Inetd, EndsOnEveryMutation) {
  const auto read = [](Bytes bytes) {
    for (const InetdService& service : read_inetd(bytes).services)
      EXPECT_EQ(as_text(slice(bytes, service.program.range).value()), service.program.value);
    for (const XinetdService& service : read_xinetd(bytes).services)
      EXPECT_LE(service.block.end(), bytes.size());
  };
  for (const std::string_view good : {inetd, xinetd}) {
    each_prefix(as_bytes(good), read);
    each_flip(as_bytes(good), 1000, read);
  }
}

}  // namespace
}  // namespace assay::formats
