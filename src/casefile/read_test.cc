#include "casefile/read.h"

#include <fcntl.h>
#include <gtest/gtest.h>

#include <random>

#include "casefile/sample_nodes.h"

namespace assay::casefile {
namespace {

std::filesystem::path sample(const TemporaryFolder& folder) {
  write_sample(folder / "a.assay");
  return folder / "a.assay";
}

TEST(Case, GivesBackWhatWasWritten) {
  const TemporaryFolder folder;
  const auto c = Case::open(sample(folder));
  ASSERT_TRUE(c) << c.error().detail;
  const auto nodes = c->nodes();
  ASSERT_TRUE(nodes) << nodes.error().detail;
  const std::vector<Node> wanted = sample_nodes();
  ASSERT_EQ(nodes->size(), wanted.size());
  for (std::size_t i = 0; i < wanted.size(); i++) {
    Node node = (*nodes)[i].node;
    node.header = *c->header(node.id);
    node.checks = *c->checks(node.id);
    node.regions = *c->regions(node.id);
    node.problems = wanted[i].problems;
    node.attributes.xattrs = wanted[i].attributes.xattrs;
    node.facts = wanted[i].facts;
    EXPECT_EQ(node, wanted[i]);
  }
  EXPECT_EQ(c->problems()->at(0).locator, "image[0x0:0xfa0]squashfs");
  EXPECT_EQ(c->problems()->at(0).problem, wanted[1].problems[0]);
  EXPECT_EQ(c->problems()->at(1).node, no_node);
  EXPECT_EQ(c->coverage()->at(0).value, 4000);
  EXPECT_EQ(c->image_chunks()->at(0), (ImageChunk{{0, 4096}, sha256({}), 7123}));
  EXPECT_EQ(c->provenance()->size(), 4U);
  EXPECT_EQ(c->rules()->at(0).title, sample_rule().title);
  EXPECT_EQ(c->rule_problems()->at(0).line, 3U);
}

TEST(Case, GivesFindingsWithTheirEvidence) {
  const TemporaryFolder folder;
  const auto c = Case::open(sample(folder));
  const auto findings = c->findings();
  ASSERT_TRUE(findings) << findings.error().detail;
  ASSERT_EQ(findings->size(), 1U);
  Finding wanted = sample_finding();
  wanted.evidence[0].table = "account";
  wanted.evidence[0].locator = "image[0x0:0xfa0]squashfs/etc/passwd[0x0:0xa]";
  wanted.evidence[0].range = {0, 10};
  wanted.evidence[0].method = "passwd(5) line";
  wanted.evidence[0].columns = {
      {"name", std::string("root")}, {"uid", std::int64_t{0}}, {"state", std::string("empty")}};
  wanted.evidence[1].table = "node";
  wanted.evidence[1].locator = "image[0x0:0xfa0]squashfs/etc/passwd";
  wanted.evidence[1].columns = {{"mode", std::int64_t{0644}}, {"size", std::int64_t{100}}};
  EXPECT_EQ(findings->at(0), wanted);
}

TEST(Case, AnswersQuestions) {
  const TemporaryFolder folder;
  const auto c = Case::open(sample(folder));
  const auto rows = c->query("SELECT id, name, 1.5 AS half FROM account ORDER BY id; ");
  ASSERT_TRUE(rows) << rows.error().detail;
  EXPECT_EQ(rows->columns, (std::vector<std::string>{"id", "name", "half"}));
  ASSERT_EQ(rows->rows.size(), 2U);
  EXPECT_EQ(rows->rows[1][1], Value{"\xff\xfe"});
  EXPECT_EQ(rows->rows[1][2], Value{"1.5"});
  EXPECT_TRUE(c->query("PRAGMA table_info(node)"));
  EXPECT_EQ(c->query("SELECT quote_text(name), basename('/a/b'), starts_with('ab', 'a'),"
                     " ends_with(name, x'fe'), ends_with('ab', 'a'), basename(NULL),"
                     " bits_apart('0f', 'F0'), bits_apart('0', '00')"
                     " FROM account WHERE id = 2 -- the end")
                ->rows[0],
            (std::vector<Value>{"\\xff\\xfe",
                                "b",
                                std::int64_t{1},
                                std::int64_t{1},
                                std::int64_t{0},
                                {},
                                std::int64_t{8},
                                {}}));
  EXPECT_FALSE(c->query("SELECT id FROM node", {std::chrono::seconds(9), 2, 1U << 20U}));
}

TEST(Case, AQuestionCanOnlyRead) {
  const TemporaryFolder folder;
  const auto path = sample(folder);
  const std::string before = contents(path);
  const auto c = Case::open(path);
  for (const char* sql :
       {"", "  -- nothing", "SELEKT", "DELETE FROM node",
        "INSERT INTO coverage VALUES ('a',1,'','')", "ATTACH '/tmp/x.db' AS x",
        "PRAGMA user_version = 7", "PRAGMA journal_mode = WAL", "CREATE TEMP TABLE t(a)",
        "SELECT load_extension('x')", "VACUUM INTO '/tmp/x.db'", "SELECT writefile('/tmp/x', 'y')",
        "SELECT 1; SELECT 2", "BEGIN", "DROP VIEW v_tree", "SELECT * FROM none",
        "REPLACE INTO case_info VALUES ('a', 'b')"})
    EXPECT_FALSE(c->query(sql)) << sql;
  EXPECT_EQ(contents(path), before);
}

TEST(Case, AQuestionWithoutEndIsEnded) {
  const TemporaryFolder folder;
  const auto c = Case::open(sample(folder));
  const auto rows = c->query(
      "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT max(x) FROM n",
      {std::chrono::milliseconds(50), 10, 1000});
  ASSERT_FALSE(rows);
  EXPECT_NE(rows.error().detail.find("did not end"), std::string::npos) << rows.error().detail;
  EXPECT_TRUE(c->query("SELECT 1"));
}

// Alters the database in the file by SQL, and seals it again.
void forge(const std::filesystem::path& path, const std::string& sql) {
  std::string bytes = contents(path);
  bytes.resize((bytes.size() - 55) / 4128 * 4096);
  overwrite(path, bytes);
  const std::string command = "sqlite3 -batch '" + path.native() + "' \"" + sql + "\"";
  ASSERT_EQ(std::system(command.c_str()), 0) << sql;
  const int fd = open(path.c_str(), O_RDWR | O_CLOEXEC);
  seal(fd);
  close(fd);
}

TEST(Case, RefusesOtherTables) {
  for (const char* sql : {"CREATE TABLE x(a)", "DROP VIEW v_tree", "PRAGMA user_version = 99",
                          "PRAGMA application_id = 1", "ALTER TABLE node ADD COLUMN x",
                          "DROP VIEW v_tree; CREATE VIEW v_tree AS SELECT load_extension('x')",
                          "CREATE TRIGGER t AFTER INSERT ON node BEGIN DELETE FROM node; END"}) {
    const TemporaryFolder folder;
    const auto path = sample(folder);
    forge(path, sql);
    EXPECT_FALSE(Case::open(path)) << sql;
  }
}

// Sealed anew and of the right tables, but with rows that no scan writes: an error, no crash.
TEST(Case, RowsThatMakeNoSenseAreAnError) {
  for (const char* sql :
       {"UPDATE node SET kind = 'planet' WHERE id = 2", "UPDATE node SET id = 77 WHERE id = 6",
        "UPDATE node SET parent = 6 WHERE id = 2", "UPDATE node SET parent = NULL WHERE id = 2",
        "UPDATE node SET size = -1 WHERE id = 2", "UPDATE node SET size = 'x' WHERE id = 2",
        "UPDATE node SET range_offset = 9223372036854775807, range_size = 1 WHERE id = 2",
        "UPDATE node SET sha256 = 'abc' WHERE id = 2", "UPDATE node SET mode = -4 WHERE id = 3",
        "UPDATE node SET same_as = 3 WHERE id = 3", "UPDATE node SET nth = 0 WHERE id = 3"}) {
    const TemporaryFolder folder;
    const auto path = sample(folder);
    forge(path, sql);
    const auto c = Case::open(path);
    ASSERT_TRUE(c) << c.error().detail;
    EXPECT_FALSE(c->nodes()) << sql;
  }
  for (const char* sql : {"UPDATE finding SET severity = 'huge'", "DELETE FROM finding_evidence",
                          "DELETE FROM fact_run", "UPDATE fact_run SET tbl = 'node'",
                          "UPDATE account SET size = -7; UPDATE banner SET size = -7",
                          "UPDATE fact_run SET tbl = zeroblob(100)", "DELETE FROM account",
                          "UPDATE finding_evidence SET node = -1, fact = NULL"}) {
    const TemporaryFolder folder;
    const auto path = sample(folder);
    forge(path, sql);
    const auto c = Case::open(path);
    ASSERT_TRUE(c) << c.error().detail;
    EXPECT_FALSE(c->findings()) << sql;
  }
}

// A database damaged in its trees and sealed anew: whatever SQLite makes of it, nothing crashes.
TEST(Case, DamagedTreesEndInAResult) {
  const TemporaryFolder folder;
  const auto path = sample(folder);
  const std::string whole = contents(path);
  std::mt19937 random(11);
  for (int round = 0; round < 300; round++) {
    std::string bytes = whole.substr(0, (whole.size() - 55) / 4128 * 4096);
    for (int flips = 0; flips < 8; flips++)
      bytes[random() % bytes.size()] = static_cast<char>(random());
    overwrite(path, bytes);
    const int fd = open(path.c_str(), O_RDWR | O_CLOEXEC);
    seal(fd);
    close(fd);
    const auto c = Case::open(path);
    if (!c) continue;
    (void)c->info();
    (void)c->nodes();
    (void)c->problems();
    (void)c->findings();
    (void)c->rules();
    (void)c->regions(0);
    (void)c->header(1);
    (void)c->query("SELECT * FROM v_finding");
  }
}

}  // namespace
}  // namespace assay::casefile
