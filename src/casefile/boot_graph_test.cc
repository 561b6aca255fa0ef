#include "casefile/boot_graph.h"

#include <fmt/core.h>
#include <gtest/gtest.h>

#include "casefile/file_names.h"

namespace assay::casefile {
namespace {

using Rows = std::vector<std::string>;

TEST(FileNames, FitsPatternsOfTheShell) {
  for (const auto& [pattern, text] : {std::pair{"/a/S??*", "/a/S10x"},
                                      {"/a/[!b-d]x", "/a/ex"},
                                      {"/*/*.sh", "/a/b.sh"},
                                      {"**", "ab"},
                                      {"a[", "a["},
                                      {"[]x]", "]"},
                                      {"", ""}})
    EXPECT_TRUE(fits_pattern(pattern, text)) << pattern;
  for (const auto& [pattern, text] : {std::pair{"/a/S??*", "/a/S1"},
                                      {"/a/*", "/a/b/c"},
                                      {"/a?b", "/a/b"},
                                      {"/a/[!b-d]x", "/a/cx"},
                                      {"x", ""},
                                      {"*a", "b"}})
    EXPECT_FALSE(fits_pattern(pattern, text)) << pattern;
  EXPECT_FALSE(fits_pattern(std::string(2000, '*') + "b", std::string(2000, 'a')));
}

TEST(FileNames, FollowsLinks) {
  FileNames names;
  names.add({1, "/usr/bin/busybox", "", true});
  names.add({2, "/bin", "usr/bin", false});
  names.add({3, "/usr/bin/sh", "../../bin/./busybox", false});
  names.add({4, "/sbin/init", "/bin/sh", false});
  names.add({5, "/loop", "loop/x", false});
  names.add({6, "/up", "../../../bin/busybox", false});
  names.add({7, "/dangling", "/nowhere", false});
  names.settle();
  for (const auto path : {"/bin/busybox", "/bin/sh", "/sbin/init", "//usr//bin/../bin/sh", "/up"})
    EXPECT_EQ(names.find(path), 1) << path;
  for (const auto path : {"/loop", "/dangling", "/bin", "", "/usr/bin"})
    EXPECT_EQ(names.find(path), -1) << path;
  EXPECT_EQ(names.search("init", {"/bin", "/sbin"}), 1);
  std::uint64_t steps = 10'000;
  EXPECT_EQ(names.match("/sbin/in*", steps), std::vector<std::int64_t>{1});
  EXPECT_EQ(names.match("*/bin/sh", steps), std::vector<std::int64_t>{1});
  EXPECT_TRUE(names.match("/sbin/*", steps).empty());
  steps = 3;
  EXPECT_TRUE(names.match("/sbin/in*", steps).empty());
}

// Two file systems, 1 and 2, and a compressed kernel, 3, in the image 0.
class BootGraph : public testing::Test {
 protected:
  BootGraph() {
    sql("INSERT INTO node (id, parent, kind, name) VALUES (0, NULL, 'image', ''),"
        "(1, 0, 'chunk', 'squashfs'), (2, 0, 'chunk', 'cpio'), (3, 0, 'chunk', 'gzip')");
  }
  void sql(const std::string& text) { database_.run(text); }
  void file(int id, int system, const std::string& path) {
    sql(fmt::format("INSERT INTO node (id, parent, kind, path) VALUES ({}, {}, 'file', '{}')", id,
                    system, path));
  }
  void link(int id, int system, const std::string& path, const std::string& target) {
    sql(
        fmt::format("INSERT INTO node (id, parent, kind, path, link_target) VALUES"
                    " ({}, {}, 'symlink', '{}', '{}')",
                    id, system, path, target));
  }
  void start(int id, int node, const std::string& program, const std::string& mechanism,
             const std::string& more = "") {
    sql(fmt::format(
        "INSERT INTO started (id, node, program, mechanism) VALUES ({}, {}, '{}', '{}')", id, node,
        program, mechanism));
    if (!more.empty()) sql(fmt::format("UPDATE started SET {} WHERE id = {}", more, id));
  }
  void call(int id, int node, const std::string& kind, const std::string& target,
            const std::string& more = "") {
    sql(fmt::format("INSERT INTO script_call (id, node, kind, target) VALUES ({}, {}, '{}', '{}')",
                    id, node, kind, target));
    if (!more.empty()) sql(fmt::format("UPDATE script_call SET {} WHERE id = {}", more, id));
  }
  Rows rows(const std::string& query) {
    Rows all;
    Statement statement(database_, query);
    while (statement.step()) {
      std::string row;
      for (int i = 0; i < statement.columns(); i++)
        row += (i == 0 ? "" : "|") + (statement.is_null(i) ? "-" : statement.text(i));
      all.push_back(row);
    }
    return all;
  }
  Rows graph() {
    make_boot_graph(database_);
    return rows("SELECT fact, caller, depth FROM boot_reach ORDER BY fact");
  }

  Database database_{Database::Mode::memory, ""};
};

TEST_F(BootGraph, FollowsScriptsFromInit) {
  file(10, 1, "/etc/inittab");
  file(11, 1, "/etc/init.d/start");
  file(12, 1, "/etc/scripts/S10web");
  file(13, 1, "/usr/sbin/httpd");
  file(14, 1, "/usr/sbin/telnetd");
  file(15, 2, "/usr/sbin/httpd");
  file(16, 1, "/sbin/unused");
  start(100, 10, "/etc/init.d/start", "inittab", "trigger = 'sysinit'");
  start(101, 10, "/sbin/unused", "inittab", "trigger = 'shutdown'");
  start(102, 11, "/etc/scripts/S??*", "init.d", "pattern = '/etc/scripts/S??*'");
  start(103, 12, "httpd", "script");
  start(104, 16, "telnetd", "script");
  EXPECT_EQ(graph(), (Rows{"100|-|0", "102|100|1", "103|102|2"}));
  EXPECT_EQ(
      rows("SELECT fact, node, how FROM program_file ORDER BY fact"),
      (Rows{"100|11|path", "101|16|path", "102|12|pattern", "103|13|search", "104|14|search"}));
  EXPECT_EQ(rows("SELECT path, started, script FROM program_start WHERE started IS NOT NULL"),
            (Rows{"/etc/init.d/start|100|/etc/inittab", "/etc/scripts/S10web|102|/etc/init.d/start",
                  "/usr/sbin/httpd|103|/etc/scripts/S10web"}));
}

TEST_F(BootGraph, FollowsFunctionsAndSourcedFiles) {
  file(10, 1, "/etc/rc.local");
  file(11, 1, "/lib/net.sh");
  sql("INSERT INTO shell_function (id, node, name) VALUES (90, 11, 'bring_up'), (91, 10, 'own')");
  call(100, 10, "source", "$R/lib/net.sh", "pattern = '*/lib/net.sh'");
  start(101, 10, "bring_up", "rc");
  call(102, 10, "function", "own");
  start(103, 10, "a", "rc", "function = 'own'");
  start(104, 10, "b", "rc", "function = 'uncalled'");
  start(105, 11, "c", "script", "function = 'bring_up'");
  start(106, 11, "d", "script");
  EXPECT_EQ(graph(),
            (Rows{"100|-|0", "101|-|0", "102|-|0", "103|102|1", "105|101|1", "106|100|1"}));
  EXPECT_EQ(rows("SELECT program FROM booted ORDER BY id"), (Rows{"a", "c", "d"}));
}

TEST_F(BootGraph, FollowsLinksOfRunLevelsUnitsAndServices) {
  file(10, 1, "/etc/init.d/web");
  file(11, 1, "/etc/init.d/off");
  link(12, 1, "/etc/rc.d/S50web", "../init.d/web");
  link(13, 1, "/etc/rc.d/K50off", "../init.d/off");
  file(14, 1, "/lib/systemd/system/a.service");
  file(15, 1, "/lib/systemd/system/t@.service");
  file(16, 1, "/lib/systemd/system/b.service");
  file(17, 1, "/lib/systemd/system/no.service");
  link(18, 1, "/etc/systemd/system/multi-user.target.wants/a.service",
       "/lib/systemd/system/a.service");
  link(19, 1, "/etc/systemd/system/multi-user.target.wants/t@1.service", "/missing");
  file(20, 1, "/etc/sv/log/run");
  link(21, 1, "/etc/service", "sv");
  file(22, 1, "/etc/service2/x/run");
  start(100, 10, "httpd", "init.d");
  start(101, 11, "ftpd", "init.d");
  start(102, 14, "ad", "systemd");
  call(103, 14, "unit", "b.service");
  start(104, 15, "td", "systemd");
  start(105, 16, "bd", "systemd");
  start(106, 17, "nod", "systemd");
  EXPECT_EQ(graph(), (Rows{"100|-|0", "102|-|0", "103|-|0", "104|-|0", "105|103|1"}));
}

TEST_F(BootGraph, BeginsWithTheKernelsFirstProgramOfEachFileSystem) {
  file(10, 1, "/sbin/init");
  file(11, 1, "/bin/sh");
  file(12, 2, "/bin/sh");
  file(13, 3, "/piggy");
  start(100, 13, "/sbin/init", "kernel", "trigger = 'default'");
  start(101, 13, "/etc/init", "kernel", "trigger = 'default'");
  start(102, 13, "/bin/sh", "kernel", "trigger = 'default'");
  EXPECT_EQ(graph(), (Rows{"100|-|0", "102|-|0"}));
}

TEST_F(BootGraph, DoesNotFollowAStopAndEndsInCircles) {
  file(10, 1, "/etc/init.d/rcS");
  file(11, 1, "/etc/init.d/web");
  start(100, 10, "/etc/init.d/web", "rc", "arguments = 'stop'");
  start(101, 10, "/etc/init.d/rcS", "rc");
  start(102, 11, "httpd", "init.d");
  EXPECT_EQ(graph(), (Rows{"100|-|0", "101|-|0"}));
}

TEST_F(BootGraph, FollowsFunctionsOfWhichAPartIsKnown) {
  file(10, 1, "/etc/rc.local");
  file(11, 1, "/lib/wifi.sh");
  sql("INSERT INTO shell_function (id, node, name) VALUES (90, 11, 'detect_a'), (91, 11, 'found')");
  start(100, 10, "detect_$x", "rc", "pattern = 'detect_*'");
  start(101, 11, "a", "script", "function = 'detect_a'");
  start(102, 11, "b", "script", "function = 'found'");
  start(103, 10, "$x", "rc", "pattern = '*'");
  EXPECT_EQ(graph(), (Rows{"100|-|0", "101|100|1", "103|-|0"}));
}

TEST_F(BootGraph, TakesTheWordOfProcdForTheScriptsOfABoot) {
  file(10, 1, "/etc/inittab");
  file(11, 1, "/etc/init.d/web");
  link(12, 1, "/etc/rc.d/S50web", "../init.d/web");
  start(100, 10, "/etc/init.d/rcS", "inittab", "arguments = 'S boot'");
  start(101, 11, "httpd", "init.d");
  // Without procd it is a script that is missing.
  file(20, 2, "/etc/inittab");
  start(102, 20, "/etc/init.d/rcS", "inittab", "arguments = 'S boot'");
  file(13, 1, "/sbin/procd");
  graph();
  EXPECT_EQ(rows("SELECT fact, node, how FROM program_file"), Rows{"100|11|pattern"});
  EXPECT_EQ(rows("SELECT id, state FROM v_boot WHERE program LIKE '%rcS'"),
            (Rows{"100|file", "102|absent"}));
}

TEST_F(BootGraph, SaysWhyAProgramIsNoFile) {
  file(10, 1, "/etc/rc.local");
  file(11, 1, "/bin/busybox");
  file(12, 1, "/sbin/there");
  link(13, 1, "/var", "/tmp");
  sql("INSERT INTO node (id, parent, kind, path) VALUES (14, 1, 'directory', '/jffs'),"
      " (15, 1, 'directory', '/opt'), (16, 1, 'file', '/opt/x'),"
      " (17, 1, 'file', '/usr/lib/opkg/info/a.list')");
  sql("INSERT INTO mount_point (id, node, folder, type, device) VALUES"
      " (80, 10, '/data', 'ubifs', 'ubi0:data'), (81, 10, '/ram', 'tmpfs', 'none')");
  sql("INSERT INTO applet (id, node, name) VALUES (70, 11, 'telnetd')");
  const std::vector<std::pair<std::string, std::string>> lines = {
      {"/sbin/swapon", "condition = '[ -x /sbin/swapon ]'"},
      {"swapon", "condition = '[ -c /dev/x ] && [ -x \"/sbin/swapon\" ]'"},
      {"probe_$x", "condition = 'type probe_$x >/dev/null', pattern = 'probe_*'"},
      {"udevadm", "condition = '[ -x /sbin/udevd ]'"},
      {"/var/made", ""},
      {"/ram/made", ""},
      {"/data/app", ""},
      {"/jffs/sub/app", ""},
      {"telnetd", ""},
      {"get_$y", "pattern = 'get_*'"},
      {"/opt/no", ""},
      // Conditions that decide nothing: negated, with an alternative, of what is there or made.
      {"one", "condition = '! [ -x /sbin/udevd ]'"},
      {"two", "condition = '[ -x /sbin/udevd ] || true'"},
      {"three", "condition = '[ -x /sbin/there ]'"},
      {"four", "condition = '[ -f /proc/net/x ]'"},
      {"five", "condition = '! ([ -x /a ] && [ -x /b ])'"}};
  for (int i = 0; const auto& [program, more] : lines) start(100 + i++, 10, program, "rc", more);
  graph();
  EXPECT_EQ(rows("SELECT state FROM program_missing ORDER BY fact"),
            (Rows{"guarded", "guarded", "guarded", "condition", "run time", "run time",
                  "other volume", "other volume", "applet", "variable", "absent", "absent",
                  "absent", "absent", "absent", "absent"}));
  EXPECT_EQ(rows("SELECT reason FROM v_boot WHERE program IN ('/var/made', '/data/app')"),
            (Rows{"it lies through links as /tmp/made below /tmp: made while the system runs",
                  "it lies below /data, where ubi0:data is mounted"}));
  EXPECT_EQ(rows("SELECT reason FROM v_boot WHERE program = '/opt/no'"),
            Rows{"the image has no file of this path, so that starting it fails; none of the 1 "
                 "packages that are installed brings it"});
}

TEST_F(BootGraph, TakesANameForAFunctionOfAFileThatIsMissing) {
  file(10, 1, "/etc/rc.local");
  file(11, 1, "/etc/rcS");
  call(90, 10, "source", "/lib/nand.sh");
  start(100, 10, "nand_find", "rc");
  start(101, 10, "/sbin/nand", "rc");
  start(102, 11, "nand_find", "rc");
  graph();
  EXPECT_EQ(rows("SELECT state FROM program_missing ORDER BY fact"),
            (Rows{"function", "absent", "absent"}));
}

TEST_F(BootGraph, IsQuickOnManyScripts) {
  for (int i = 0; i < 400; i++) {
    file(10 + i, 1, fmt::format("/s/{}.sh", i));
    start(10'000 + i, 10 + i, fmt::format("/s/*{}*.sh", i + 1), i == 0 ? "rc" : "script",
          fmt::format("pattern = '/s/*{}*.sh'", i + 1));
  }
  EXPECT_FALSE(graph().empty());
}

}  // namespace
}  // namespace assay::casefile
