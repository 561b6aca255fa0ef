// Readers of what scripts and configuration files say of services, filters, updates and rights.
#include <algorithm>

#include "base/checksum.h"
#include "readers/reader_test.h"

namespace assay::readers {
extern const Reader applets;
extern const Reader boot_scripts;
extern const Reader device_events;
extern const Reader kernel_boot;
extern const Reader kernel_config;
extern const Reader system_settings;
namespace {

using Rows = std::vector<std::string>;

std::vector<Fact> of_table(std::vector<Fact> facts, std::string_view table) {
  std::erase_if(facts, [&](const Fact& fact) { return fact.table != table; });
  return facts;
}

std::vector<Fact> of_script(std::string_view table, std::string_view text) {
  return of_table(facts_of_file(boot_scripts, "usr/bin/s.sh", "#!/bin/sh\n" + std::string(text)),
                  table);
}

TEST(Listeners, FromArguments) {
  EXPECT_EQ(columns(of_script("listener",
                              "telnetd -l /bin/login -p 2323 -b 10.0.0.1\ntelnetd -i br0\n"
                              "dropbear -p 192.168.1.1:2222\nbusybox telnetd\nnc -l -p 4444 -e sh\n"
                              "nc 10.0.0.1 80\ntcpsvd -vE 0 21 ftpd -w /\nhttpd -h /www\n"
                              "httpd -p $PORT\n"),
                    {"service", "protocol", "address", "port", "interface", "program"}),
            (Rows{"telnet|tcp|10.0.0.1|2323|-|telnetd", "telnet|tcp|-|23|br0|telnetd",
                  "ssh|tcp|192.168.1.1|2222|-|dropbear", "telnet|tcp|-|23|-|busybox",
                  "shell|tcp|-|4444|-|nc", "-|tcp|0.0.0.0|21|-|ftpd"}));
}

TEST(FirewallRules, FromScriptsAndSavedTables) {
  EXPECT_EQ(
      columns(
          of_script("firewall_rule",
                    "iptables -P INPUT DROP\n[ x ] && iptables -t nat -A PREROUTING -i eth0 -p tcp "
                    "--dport 23 -j ACCEPT\niptables -F\nnft add rule inet filter input iifname "
                    "wan tcp dport 22 accept\n"),
          {"tool", "kind", "family", "chain", "action", "protocol", "port", "interface",
           "condition"}),
      (Rows{"iptables|policy|-|INPUT|DROP|-|-|-|-",
            "iptables|rule|nat|PREROUTING|ACCEPT|tcp|23|eth0|[ x ]",
            "nft|rule|filter|input|accept|tcp|22|wan|-"}));
  const std::string saved = "*filter\n:INPUT ACCEPT [0:0]\n:X - [0:0]\n-A INPUT -p tcp -j DROP\n";
  EXPECT_EQ(columns(facts_of_file(system_settings, "etc/iptables/rules.v4", saved),
                    {"kind", "family", "chain", "action"}),
            (Rows{"policy|filter|INPUT|ACCEPT", "rule|filter|INPUT|DROP"}));
  torture_file(system_settings, "etc/iptables.rules", saved);
}

TEST(SystemSettings, FromScripts) {
  EXPECT_EQ(columns(of_script("mount_point", "mount -t tmpfs -o nosuid,nodev tmp /tmp\nmount -a\n"),
                    {"device", "folder", "type", "options"}),
            Rows{"tmp|/tmp|tmpfs|nosuid,nodev"});
  EXPECT_EQ(columns(of_script("sysctl_setting",
                              "sysctl -w kernel.x=1\necho 0 > "
                              "/proc/sys/net/ipv4/ip_forward\necho 1 > /tmp/x\n"),
                    {"name", "value"}),
            (Rows{"kernel.x|1", "net.ipv4.ip_forward|0"}));
}

TEST(SystemSettings, FromFiles) {
  EXPECT_EQ(columns(facts_of_file(system_settings, "etc/sudoers",
                                  "# x\nDefaults env_reset\nroot ALL=(ALL:ALL) ALL\n%wheel ALL = "
                                  "NOPASSWD: /bin/a, /bin/b\nweb ALL=(root) NOEXEC:NOPASSWD:ALL\n"),
                    {"who", "as_whom", "commands", "no_password"}),
            (Rows{"root|ALL|ALL|0", "%wheel|-|/bin/a, /bin/b|1", "web|root|ALL|1"}));
  EXPECT_EQ(columns(facts_of_file(system_settings, "etc/doas.conf", "permit nopass :wheel cmd x\n"),
                    {"who", "commands", "no_password"}),
            Rows{":wheel|x|1"});
  EXPECT_EQ(columns(facts_of_file(system_settings, "etc/fstab",
                                  "#x\n/dev/sda1 /mnt vfat ro,nosuid 0 "
                                  "0\n"),
                    {"device", "folder", "type", "options", "line"}),
            Rows{"/dev/sda1|/mnt|vfat|ro,nosuid|2"});
  EXPECT_EQ(columns(of_table(facts_of_file(system_settings, "etc/fstab",
                                           "202.114.4.119:/mnt /a nfs nolock 0 0\n"
                                           "//files.local/x /b cifs ro 0 0\n/dev/sda /c nfs x\n"),
                             "endpoint"),
                    {"host", "outside", "action"}),
            (Rows{"202.114.4.119|1|mounts", "files.local|0|mounts"}));
  EXPECT_EQ(columns(facts_of_file(system_settings, "etc/sysctl.d/1.conf", "a.b = 2\n;c=1\n"),
                    {"name", "value"}),
            Rows{"a.b|2"});
  for (const auto name : {"etc/sudoers", "etc/fstab", "etc/doas.conf", "etc/sysctl.conf"})
    torture_file(system_settings, name, "permit nopass x as y\nw ALL=(r) NOPASSWD: ALL\na b c d\n");
}

TEST(UpdateSteps, FromScripts) {
  EXPECT_EQ(
      columns(of_script("update_step",
                        "wget -O /tmp/fw http://h/fw.bin\nmd5sum -c /tmp/fw.md5\n"
                        "if ! openssl dgst -sha256 -verify /etc/key.pem -signature s /tmp/fw; then "
                        "exit 1; fi\nusign -V -m /tmp/fw -p /etc/k.pub || exit 1\n"
                        "mtd -r write /tmp/fw firmware\nfw_setenv upgrade_available 1\nreboot\n"),
              {"action", "program", "object", "key", "used", "position"}),
      (Rows{"fetch|wget|http://h/fw.bin|-|-|1", "digest|md5sum|/tmp/fw.md5|-|0|2",
            "signature|openssl|/tmp/fw|/etc/key.pem|1|3", "signature|usign|/tmp/fw|/etc/k.pub|1|4",
            "write|mtd|firmware|-|-|5", "rollback|fw_setenv|upgrade_available|-|-|6",
            "reboot|reboot|-|-|-|7"}));
  EXPECT_EQ(columns(of_script("update_step",
                              "S=$(md5sum /tmp/fw | cut -c1-32)\n[ \"$S\" = \"$1\" ] || exit\n"
                              "dd if=/tmp/fw of=/dev/mtdblock2\n"),
                    {"action", "program", "used"}),
            (Rows{"digest|md5sum|1", "write|dd|-"}));
  EXPECT_EQ(columns(of_script("update_step",
                              "R=$(openssl dgst -verify /k.pem -signature s /tmp/fw)\n"
                              "sh <<E\nmtd write /tmp/fw firmware\nE\n"),
                    {"action", "program", "key", "used"}),
            (Rows{"signature|openssl|/k.pem|0", "write|mtd|-|-"}));
  EXPECT_TRUE(
      of_script("update_step", "wget http://h/x\nmd5sum x\ndd if=a of=/dev/null\n").empty());
}

TEST(DeviceEvents, OfEachKind) {
  const auto rows = [](std::string_view name, std::string_view text) {
    torture_file(device_events, name, text, 100);
    return columns(facts_of_file(device_events, name, text),
                   {"program", "arguments", "mechanism", "trigger"});
  };
  EXPECT_EQ(rows("etc/udev/rules.d/1.rules",
                 "#RUN+=\"no\"\nSUBSYSTEM==\"usb\", RUN+=\"/lib/x %k\", RUN{builtin}+=\"kmod\"\n"),
            Rows{"/lib/x|%k|hotplug|SUBSYSTEM==\"usb\","});
  EXPECT_EQ(rows("etc/mdev.conf", "sd[a-z] 0:0 660 @/etc/m.sh a\nnull 0:0 666\n"),
            Rows{"/etc/m.sh|a|hotplug|sd[a-z]"});
  EXPECT_EQ(rows("etc/hotplug2.rules", "SUBSYSTEM == net {\n  exec /sbin/hotplug-call net;\n}\n"),
            Rows{"/sbin/hotplug-call|net|hotplug|SUBSYSTEM == net {"});
  EXPECT_EQ(rows("etc/hotplug.json", "[ \"exec\", \"/sbin/hotplug-call\", \"%SUBSYSTEM%\" ]\n"),
            Rows{"/sbin/hotplug-call|%SUBSYSTEM%|hotplug|hotplug event"});
}

std::string with_nuls(std::string text) {
  std::ranges::replace(text, '|', '\0');
  return text;
}

TEST(KernelBoot, ReadsTheListOfFirstPrograms) {
  const std::string text = with_nuls(
      "x|/sbin/init|/etc/init|||/bin/init|/bin/sh|<3>No init|console=ttyS0 root=/dev/mtdblock2 "
      "init=/etc/preinit quiet|");
  const auto facts = facts_of_content(kernel_boot, as_bytes(text));
  EXPECT_EQ(
      columns(of_table(facts, "started"), {"program", "mechanism", "trigger"}),
      (Rows{"/sbin/init|kernel|default", "/etc/init|kernel|default", "/bin/init|kernel|default",
            "/bin/sh|kernel|default", "/etc/preinit|kernel|init="}));
  EXPECT_EQ(columns(of_table(facts, "kernel_parameter"), {"name", "value", "origin"}),
            (Rows{"console|ttyS0|kernel", "root|/dev/mtdblock2|kernel", "init|/etc/preinit|kernel",
                  "quiet|-|kernel"}));
  EXPECT_TRUE(facts_of_content(kernel_boot, as_bytes(with_nuls("|/sbin/init|/bin/ls|"))).empty());
  EXPECT_TRUE(
      facts_of_content(kernel_boot, as_bytes("boot with root=/dev/sda1 console=tty0\n")).empty());
  formats::each_flip(as_bytes(text), 300, [](Bytes b) { facts_of_content(kernel_boot, b); });
}

TEST(KernelBoot, ReadsEnvironmentsWithAndWithoutChecksum) {
  std::string body =
      with_nuls("bootdelay=3|bootcmd=bootm 0x9f020000|bootargs=console=ttyS0 rw|baud=1||");
  body.resize(0x1000 - 4, '\0');
  const std::uint32_t crc = crc32(as_bytes(body));
  std::string block;
  for (int i = 0; i < 4; i++) block += static_cast<char>(crc >> (8 * i));
  block += body;
  const auto facts = facts_of_content(kernel_boot, as_bytes(block));
  EXPECT_EQ(columns(of_table(facts, "boot_variable"), {"name", "value", "crc_ok"}),
            (Rows{"bootdelay|3|1", "bootcmd|bootm 0x9f020000|1", "bootargs|console=ttyS0 rw|1",
                  "baud|1|1"}));
  EXPECT_EQ(columns(of_table(facts, "kernel_parameter"), {"name", "value", "origin"}),
            (Rows{"console|ttyS0|boot environment", "rw|-|boot environment"}));
  block[100] = 'x';
  EXPECT_EQ(column(of_table(facts_of_content(kernel_boot, as_bytes(block)), "boot_variable")[1],
                   "crc_ok"),
            "-");
  formats::each_flip(as_bytes(block.substr(0, 200)), 300,
                     [](Bytes b) { facts_of_content(kernel_boot, b); });
}

TEST(AccountCopies, ArePutInPlaceByScripts) {
  EXPECT_EQ(
      columns(of_script("account_copy",
                        "cp -p /etc/passwd.bak /var/passwd\nif [ -f /x ]; then cat /ro/shadow > "
                        "/etc/shadow; fi\nln -sf /ro/passwd /etc/\ncp /etc/passwd /tmp/p\n"
                        "cp $x /etc/passwd\ncat /etc/passwd\ncp /a /b /etc/passwd\n"),
              {"source", "destination", "command", "condition", "line"}),
      (Rows{"/etc/passwd.bak|/var/passwd|cp|-|2", "/ro/shadow|/etc/shadow|cat|[ -f /x ]|3",
            "/ro/passwd|/etc/passwd|ln|-|4"}));
}

// As the table of applet names stands in a busybox of a router: one text, or (of 1.4) aligned
// texts.
TEST(Applets, OfATableInABusybox) {
  const std::string head =
      "\x7f"
      "ELF";
  const std::string banner = with_nuls("BusyBox v1.28.4 ()|");
  const std::string text =
      head + with_nuls("\x03+[|[[|ash|cat|httpd|ls|nc|telnetd|udhcpc|vi|NotOne|wget|") + banner;
  const auto facts = facts_of_content(applets, as_bytes(text));
  ASSERT_EQ(facts.size(), 10U);
  EXPECT_EQ(column(facts[0], "name"), "[");
  EXPECT_EQ(column(facts[7], "name"), "telnetd");
  const auto aligned =
      facts_of_content(applets, as_bytes(head + banner +
                                         with_nuls("!||||[||||[[|||ash|awk|basename||||cat|ls||"
                                                   "telnetd|vi||bg|cd|")));
  ASSERT_EQ(aligned.size(), 9U);
  EXPECT_EQ(column(aligned[5], "name"), "cat");
  // Other names in order, a table without a banner, and one of too few names.
  for (const std::string& other :
       {head + banner + with_nuls("|alias|bg|break|cd|chdir|command|continue|eval|exec|export|"),
        head + with_nuls("|[|[[|ash|cat|httpd|ls|nc|telnetd|udhcpc|vi|"),
        head + banner + with_nuls("|ash|cat|ls|a|")})
    EXPECT_TRUE(facts_of_content(applets, as_bytes(other)).empty());
  formats::each_prefix(as_bytes(text), [](Bytes b) { facts_of_content(applets, b); });
}

TEST(KernelConfig, TellsWhatProtects) {
  const std::string text =
      "#\n# Automatically generated file; DO NOT EDIT.\n# Linux/mips 4.9 Kernel Configuration\n#\n"
      "CONFIG_MODULES=y\n# CONFIG_MODULE_SIG is not set\nCONFIG_CMDLINE=\"quiet\"\nCONFIG_MIPS=y\n";
  EXPECT_EQ(columns(facts_of_content(kernel_config, as_bytes(text)), {"name", "value"}),
            (Rows{"CONFIG_MODULES|y", "CONFIG_MODULE_SIG|n", "CONFIG_CMDLINE|quiet"}));
  EXPECT_TRUE(facts_of_content(kernel_config, as_bytes("CONFIG_MODULES=y\n")).empty());
}

}  // namespace
}  // namespace assay::readers
