#include "readers/reader_test.h"

namespace assay::readers {

extern const Reader leftover_files;
extern const Reader leftover_names;
extern const Reader mail_addresses;

namespace {

using Rows = std::vector<std::string>;

TEST(LeftoverFiles, KnowsThemByName) {
  const auto kind = [](std::string_view name) {
    const Rows rows = columns(facts_of_file(leftover_files, name, "x"), {"kind"});
    return rows.empty() ? std::string() : rows[0];
  };
  EXPECT_EQ(kind("www/.git/HEAD"), "version control");
  EXPECT_EQ(kind("usr/CVS/Entries"), "version control");
  EXPECT_EQ(kind("www/.svn/entries"), "version control");
  EXPECT_EQ(kind("etc/rc~"), "editor backup");
  EXPECT_EQ(kind("etc/.rc.swp"), "editor backup");
  EXPECT_EQ(kind("root/.ash_history"), "history");
  EXPECT_EQ(kind("www/x.js.orig"), "merge leftover");
  for (const auto* name : {"etc/config", "usr/bin/git", "lib/core", "etc/core.d/x", "git/HEAD"})
    EXPECT_EQ(kind(name), "") << name;
}

TEST(LeftoverFiles, TakesACoreDumpByItsHeader) {
  std::string core(
      "\x7f"
      "ELF\1\1\1\0\0\0\0\0\0\0\0\0\4\0",
      18);
  EXPECT_EQ(columns(facts_of_file(leftover_files, "var/core.812", core), {"kind", "text"}),
            (Rows{"core dump|core.812"}));
  core[16] = 2;  // a program
  EXPECT_TRUE(facts_of_file(leftover_files, "var/core.812", core).empty());
}

Rows names_of(const Reader& reader, std::string_view text) {
  return columns(facts_of_content(reader, as_bytes(text)), {"kind", "text", "person"});
}

TEST(LeftoverNames, FindsBuildPaths) {
  EXPECT_EQ(names_of(leftover_names,
                     "../home/no/x \1/home/zhang.wei/proj/httpd.c\1 C:\\Users\\Ann\\x.c /home/x"),
            (Rows{"build path|/home/zhang.wei/proj/httpd.c|zhang.wei",
                  "build path|\\Users\\Ann\\x.c|Ann"}));
}

TEST(MailAddresses, FindsPeople) {
  EXPECT_EQ(names_of(mail_addresses,
                     "mail ann.b@vendor.com, getty@tty1.service @x.com a@b x@y.example.com"),
            (Rows{"e-mail address|ann.b@vendor.com|ann.b"}));
  EXPECT_EQ(names_of(mail_addresses, "Linux version 3.10.14 (zhang@build-7) (gcc 4.8)"),
            (Rows{"build host|zhang@build-7|zhang"}));
  EXPECT_EQ(names_of(mail_addresses, "http://user@vendor.com/"), Rows{});
}

TEST(LeftoverNames, FindsInternalHosts) {
  EXPECT_EQ(names_of(leftover_names,
                     "http://jenkins.rnd.corp/job git.maker.local this.local x.internal()"),
            (Rows{"internal host|jenkins.rnd.corp|-", "internal host|git.maker.local|-"}));
}

TEST(LeftoverNames, GetsThroughAnything) {
  const std::string_view good = "/home/ab/c de@fg.com hi.jk.local Linux version 4 (lm@no)";
  const auto read = [](Bytes bytes) {
    names_of(leftover_names, as_text(bytes));
    names_of(mail_addresses, as_text(bytes));
  };
  formats::each_prefix(as_bytes(good), read);
  formats::each_flip(as_bytes(good), 300, read);
  std::string many;
  while (many.size() < 30'000) many += "/home/@.local";
  read(as_bytes(many));
}

}  // namespace
}  // namespace assay::readers
