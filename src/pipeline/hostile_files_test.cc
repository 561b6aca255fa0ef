// Files that were made to make their readers crash, hang or pass over something: a scan ends in its
// time, and what was left out is told as a problem of the file.
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <filesystem>
#include <fstream>
#include <set>

#include "base/temporary_folder.h"
#include "casefile/database.h"
#include "pipeline/scan.h"

namespace assay::pipeline {
namespace {

std::string repeated(std::string_view text, std::size_t times) {
  std::string all;
  all.reserve(text.size() * times);
  for (std::size_t i = 0; i < times; i++) all += text;
  return all;
}

// A DER structure of one kind with this content; lengths from 128 on take four bytes.
std::string der(char tag, const std::string& content) {
  std::string all(1, tag);
  if (content.size() < 128) {
    all += static_cast<char>(content.size());
  } else {
    all += '\x84';
    for (const unsigned shift : {24U, 16U, 8U, 0U})
      all += static_cast<char>(content.size() >> shift & 0xffU);
  }
  return all + content;
}

// Of this process and its children. How long something takes depends on what else the machine does.
std::int64_t processor_s() {
  std::int64_t sum = 0;
  for (const int who : {RUSAGE_SELF, RUSAGE_CHILDREN}) {
    rusage usage{};
    getrusage(who, &usage);
    sum += usage.ru_utime.tv_sec + usage.ru_stime.tv_sec;
  }
  return sum;
}

// The most memory that a child of this process had, with what the sanitizers add.
std::int64_t peak_mib() {
  rusage usage{};
  getrusage(RUSAGE_CHILDREN, &usage);
  return usage.ru_maxrss / 1024;
}

class HostileFiles : public ::testing::Test {
 protected:
  void write(const std::string& path, std::string_view text) const {
    const std::filesystem::path file = tree_ / path;
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << text;
  }
  void run(const std::string& command) const {
    ASSERT_EQ(std::system(("cd '" + tree_.string() + "' && " + command).c_str()), 0) << command;
  }

  // Scans all, and holds it to its time and to `expected`: the files of which a part is left out.
  void scan_and_expect(const std::set<std::string>& expected) {
    ScanOptions options;
    options.case_path = temporary_.path() / "case";
    options.tool_version = "test";
    options.threads = 2;
    options.code = false;
    const auto source = unpack::Source::open(tree_, options.limits);
    ASSERT_TRUE(source) << source.error().detail;
    const std::int64_t before_s = processor_s();
    const auto done = scan(*source, options);
    ASSERT_TRUE(done) << done.error().detail;
    EXPECT_LT(processor_s() - before_s, 60);
    EXPECT_LT(peak_mib(), 1024);

    const casefile::Database database(casefile::Database::Mode::read_only, options.case_path);
    casefile::Statement rows(database,
                             "SELECT DISTINCT node.path, problem.stage FROM problem"
                             " JOIN node ON node.id = problem.node");
    std::set<std::string> told;
    while (rows.step()) {
      EXPECT_EQ(rows.text(1), "read") << rows.text(0);  // no crash of the engine, no stall
      told.insert(rows.text(0));
    }
    for (const std::string& path : expected) EXPECT_TRUE(told.contains(path)) << path;
  }

  TemporaryFolder temporary_;
  std::filesystem::path tree_ = temporary_.path() / "tree";
};

TEST_F(HostileFiles, LinesOf100Megabytes) {
  write("line", repeated("x1:y=z,\"q\";a/b<i ", 100'000'000 / 17));
  std::set<std::string> expected;
  for (const std::string path : {"etc/passwd",
                                 "etc/shadow",
                                 "etc/group",
                                 "etc/init.d/rcS",
                                 "etc/app.ini",
                                 "etc/app.json",
                                 "etc/app.xml",
                                 "www/index.html",
                                 "www/app.js",
                                 "etc/inittab",
                                 "etc/crontab",
                                 "etc/ssh/sshd_config",
                                 "etc/inetd.conf",
                                 "etc/lighttpd.conf",
                                 "etc/config/firewall",
                                 "db.sql",
                                 "etc/snmp/snmpd.conf",
                                 "etc/sudoers",
                                 "lib/systemd/system/x.service",
                                 "etc/hosts.equiv",
                                 "root/.ssh/authorized_keys",
                                 "etc/udev/rules.d/x.rules",
                                 "etc/sysctl.conf",
                                 "etc/fstab",
                                 "etc/ppp/chap-secrets"}) {
    std::filesystem::create_directories((tree_ / path).parent_path());
    std::filesystem::create_hard_link(tree_ / "line", tree_ / path);
    expected.insert("/" + path);
  }
  scan_and_expect(expected);
}

TEST_F(HostileFiles, ScriptsThatCallThemselves) {
  write("etc/init.d/rcS", "#!/bin/sh\n. /etc/a.sh\n");
  write("etc/a.sh", "#!/bin/sh\n. /etc/b.sh\n");
  write("etc/b.sh", "#!/bin/sh\n. /etc/a.sh\nf() { f; }\nf\n");
  write("etc/self.sh", "#!/bin/sh\n" + repeated(". /etc/self.sh\n", 10'000));
  write("etc/nested.sh", "#!/bin/sh\n" + repeated("if true; then\n", 10'000) + "telnetd\n" +
                             repeated("fi\n", 10'000));
  write("etc/within.sh", "#!/bin/sh\nx=" + repeated("$(", 200'000) + repeated(")", 200'000));
  write("etc/eval.sh", "#!/bin/sh\neval " + repeated("eval \"", 50'000));
  std::string doubled = "#!/bin/sh\na0=xx\n";
  for (int i = 0; i < 10'000; i++) {
    const std::string last = "$a" + std::to_string(i);
    doubled += "a" + std::to_string(i + 1) + "=\"" + last + last + "\"\n";
  }
  write("etc/doubled.sh", doubled);
  scan_and_expect({"/etc/self.sh", "/etc/nested.sh", "/etc/within.sh"});
}

TEST_F(HostileFiles, StructuresWithoutEnd) {
  std::string laughs = "<?xml version=\"1.0\"?><!DOCTYPE l [<!ENTITY a0 \"ha\">";
  for (int i = 0; i < 30; i++)
    laughs += "<!ENTITY a" + std::to_string(i + 1) + " \"" +
              repeated("&a" + std::to_string(i) + ";", 10) + "\">";
  write("etc/laughs.xml", laughs + "]><password>&a30;</password>");
  write("etc/deep.xml",
        repeated("<a>", 1'000'000) + "<password>hidden1</password>" + repeated("</a>", 1'000'000));
  write("etc/deep.json",
        repeated("[", 1'000'000) + "{\"password\":\"hidden1\"}" + repeated("]", 1'000'000));
  write("www/deep.html", repeated("<div>", 1'000'000) + "<form action=x><input name=p></form>");
  write("www/deep.js", repeated("(", 1'000'000) + "\"x\"" + repeated(")", 1'000'000));
  write("etc/deep.conf", repeated("x {\n", 200'000));
  scan_and_expect({"/etc/deep.xml"});
}

TEST_F(HostileFiles, DatabasesWhosePagesLie) {
  std::filesystem::create_directories(tree_);
  run("python3 -c \"\n"
      "import sqlite3, struct\n"
      "c = sqlite3.connect('good.db'); c.execute('PRAGMA page_size=1024')\n"
      "c.execute('CREATE TABLE users(name TEXT, password TEXT)')\n"
      "c.executemany('INSERT INTO users VALUES (?, ?)',\n"
      "              [('admin%d' % i, 'secret%d' % i * 20) for i in range(1000)])\n"
      "c.execute('CREATE TABLE big(password TEXT)')\n"
      "c.execute('INSERT INTO big VALUES (?)', ('p' * 100000,)); c.commit(); c.close()\n"
      "good = open('good.db', 'rb').read(); pages = len(good) // 1024\n"
      "def write(name, change):\n"
      "    b = bytearray(good); change(b); open(name, 'wb').write(b)\n"
      "def loop(b):\n"
      "    for i in range(1, pages):\n"
      "        if b[i * 1024] == 5: b[i * 1024 + 8:i * 1024 + 12] = struct.pack('>I', i + 1)\n"
      "def chain(b):\n"
      "    for i in range(1, pages):\n"
      "        if b[i * 1024 + 4:i * 1024 + 8] == b'pppp':\n"
      "            b[i * 1024:i * 1024 + 4] = struct.pack('>I', i + 1)\n"
      "def flip(b):\n"
      "    for i in range(1024, len(b), 97): b[i] ^= 1 << i % 8\n"
      "write('loop.db', loop); write('chain.db', chain); write('flip.db', flip)\n"
      "write('cut.db', lambda b: b.__delitem__(slice(len(b) // 4, None)))\n"
      "write('schema.db', lambda b: b.__setitem__(slice(100, 1024), bytes([65] * 924)))\n\"");
  scan_and_expect({"/good.db", "/loop.db", "/chain.db", "/flip.db", "/cut.db", "/schema.db"});
}

TEST_F(HostileFiles, KeysAndCertificatesOfAbsurdSizes) {
  using namespace std::string_literals;
  const std::string number = der('\x02', '\0' + std::string(1U << 20U, '\xff'));
  const std::string key = der('\x30', der('\x02', "\0"s) + number + der('\x02', "\1\0\1"s) +
                                          number + number + number + number + number + number);
  std::string nested;
  for (std::uint32_t size = 1'000'000; size > 6; size -= 6) {
    nested += "\x30\x84"s;
    for (const unsigned shift : {24U, 16U, 8U, 0U})
      nested += static_cast<char>((size - 6) >> shift & 0xffU);
  }
  const std::string huge = "\x30\x88\x7f\xff\xff\xff\xff\xff\xff\xff\x02\x01\x00"s;
  const std::string odd =
      der('\x30', der('\x02', "\1") + der('\x04', std::string(33, '\x11')) +
                      der('\xa0', der('\x06', "\x2a\x86\x48\xce\x3d\x03\x01\x07")) +
                      der('\xa1', der('\x03', "\0\4"s + std::string(63, '\x22'))));
  write("key.der", key);
  write("nested.der", nested);
  write("huge.der", huge);
  write("endless.der", repeated("\x30\x80", 500'000));
  write("mark.pem", repeated("-----BEGIN CERTIFICATE-----\n", 40'000));
  const auto pem = [&](const std::string& name, const std::string& label, const std::string& body) {
    write("body", body);
    run("(echo '-----BEGIN " + label + "-----'; base64 body; echo '-----END " + label +
        "-----') > " + name + " && rm body");
  };
  pem("key.pem", "RSA PRIVATE KEY", key);
  pem("nested.pem", "CERTIFICATE", nested);
  pem("huge.pem", "RSA PRIVATE KEY", huge);
  pem("huge_certificate.pem", "CERTIFICATE", huge);
  pem("odd.pem", "EC PRIVATE KEY", odd);
  scan_and_expect({"/key.pem", "/nested.pem", "/huge.pem", "/huge_certificate.pem", "/odd.pem"});
}

}  // namespace
}  // namespace assay::pipeline
