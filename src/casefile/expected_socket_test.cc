#include <fmt/core.h>
#include <gtest/gtest.h>

#include "casefile/sample_nodes.h"

namespace assay::casefile {
namespace {

// What the view says of programs of these names, with these rows of listener: each as
// "protocol port origin by_default".
std::vector<std::string> expected(std::initializer_list<const char*> programs,
                                  const std::string& listeners) {
  const TemporaryFolder folder;
  Writer writer(folder / "a.assay");
  Database& database = writer.database();
  database.run("INSERT INTO node (id, kind) VALUES (0, 'image')");
  int id = 1;
  for (const char* program : programs) {
    database.run(
        fmt::format("INSERT INTO node (id, parent, kind, path) VALUES ({0}, 0, 'file', "
                    "'/usr/sbin/{1}'); INSERT INTO elf (id, node) VALUES ({0}, {0})",
                    id++, program));
  }
  if (!listeners.empty()) database.run(listeners);
  Statement rows(database,
                 "SELECT protocol, port, origin, by_default FROM expected_socket ORDER BY 1, 2, 3");
  std::vector<std::string> lines;
  while (rows.step())
    lines.push_back(
        fmt::format("{} {} {} {}", rows.text(0), rows.number(1), rows.text(2), rows.number(3)));
  return lines;
}

using Lines = std::vector<std::string>;

TEST(ExpectedSocket, TakesWhatIsDocumentedWhereNothingElseIsTold) {
  EXPECT_EQ(expected({"dnsmasq"}, ""), (Lines{"tcp 53 documentation 1", "udp 53 documentation 1"}));
  EXPECT_EQ(expected({"cat"}, ""), Lines{});
}

TEST(ExpectedSocket, ASettingTakesThePlaceOfWhatIsDocumented) {
  EXPECT_EQ(expected({"redis-server"},
                     "INSERT INTO listener (id, protocol, port, program) VALUES "
                     "(9, 'tcp', 7000, 'redis')"),
            Lines{"tcp 7000 setting 1"});
  EXPECT_EQ(expected({"memcached"},
                     "INSERT INTO listener (id, node, protocol, port, port_from, call) VALUES "
                     "(9, 1, 'tcp', 12000, 'initial', 4096)"),
            Lines{"tcp 12000 initial 1"});
}

TEST(ExpectedSocket, APortOfTheCodeThatIsNotDocumentedIsNotThereByDefault) {
  constexpr const char* listens =
      "INSERT INTO listener (id, node, protocol, port, port_from, call) VALUES "
      "(9, 1, 'udp', 547, 'constant', 4096)";
  EXPECT_EQ(expected({"dnsmasq"}, listens),
            (Lines{"tcp 53 documentation 1", "udp 53 documentation 1", "udp 547 code 0"}));
  EXPECT_EQ(expected({"vendord"}, listens), Lines{"udp 547 code 1"});
  EXPECT_EQ(expected({"distccd"},
                     "INSERT INTO listener (id, node, protocol, port, port_from, call) VALUES "
                     "(9, 1, 'tcp', 3632, 'initial', 4096), (10, 1, 'tcp', 3633, 'initial', 4112)"),
            (Lines{"tcp 3632 initial 1", "tcp 3633 initial 0"}));
}

}  // namespace
}  // namespace assay::casefile
