#include "pipeline/documented.h"

#include <gtest/gtest.h>

namespace assay::pipeline {
namespace {

Declaration declaration() {
  Declaration made;
  made.things = {{3, DeclaredKind::account, "admin", "", "p"},
                 {5, DeclaredKind::service, "dropbear", "", "p"},
                 {6, DeclaredKind::service, "telnetd", "", "p"},
                 {8, DeclaredKind::port, "22", "tcp", "p"},
                 {9, DeclaredKind::port, "53", "", "p"},
                 {11, DeclaredKind::key, "SHA256:abc", "", "p"},
                 {13, DeclaredKind::endpoint, "*.example.com", "", "p"},
                 {15, DeclaredKind::command, "diag", "", "p"}};
  return made;
}

std::string state(const std::string& table, const Fields& columns) {
  Finding finding;
  finding.evidence.resize(1);
  finding.evidence[0].table = table;
  finding.evidence[0].columns = columns;
  return declaration_state(finding, declaration());
}

Value text(const char* value) { return std::string(value); }

TEST(Documented, FactsAreHeldAgainstTheDeclaration) {
  const std::string none(not_declared);
  EXPECT_EQ(state("account", {{"name", text("admin")}}), "documented (line 3)");
  EXPECT_EQ(state("account", {{"name", text("debug")}}), none);
  EXPECT_EQ(state("credential", {{"user", text("admin")}, {"name", text("http_passwd")}}),
            "documented (line 3)");
  EXPECT_EQ(state("credential", {{"user", text("debug")}, {"name", text("admin")}}), none);
  EXPECT_EQ(state("started", {{"program", text("/usr/sbin/dropbear")}}), "documented (line 5)");
  EXPECT_EQ(
      state("started", {{"program", text("/bin/busybox")}, {"arguments", text("telnetd -l x")}}),
      "documented (line 6)");
  EXPECT_EQ(state("started", {{"program", text("/tmp/dropbear2")}}), none);
  EXPECT_EQ(state("listener", {{"port", Value{std::int64_t{22}}}, {"protocol", text("tcp")}}),
            "documented (line 8)");
  EXPECT_EQ(state("listener", {{"port", Value{std::int64_t{22}}}, {"protocol", text("udp")}}),
            none);
  EXPECT_EQ(state("listener", {{"port", Value{std::int64_t{53}}}, {"protocol", text("udp")}}),
            "documented (line 9)");
  EXPECT_EQ(state("key", {{"ssh_fingerprint", text("SHA256:abc")}, {"fingerprint", text("00")}}),
            "documented (line 11)");
  EXPECT_EQ(state("endpoint", {{"host", text("ACS.example.com")}}), "documented (line 13)");
  EXPECT_EQ(state("endpoint", {{"host", text("badexample.com")}}), none);
  EXPECT_EQ(state("node", {{"mode", Value{std::int64_t{511}}}}), none);
}

TEST(Documented, AllOfTheEvidenceHasToBe) {
  Finding finding;
  finding.evidence.resize(2);
  finding.evidence[0].table = "account";
  finding.evidence[0].columns = {{"name", text("admin")}};
  finding.evidence[1].table = "started";
  finding.evidence[1].columns = {{"program", text("dropbear")}};
  EXPECT_EQ(declaration_state(finding, declaration()), "documented (line 3)");
  finding.evidence[1].columns = {{"program", text("netcat")}};
  EXPECT_EQ(declaration_state(finding, declaration()), not_declared);
  EXPECT_EQ(declaration_state(finding, std::nullopt), no_declaration);
}

}  // namespace
}  // namespace assay::pipeline
