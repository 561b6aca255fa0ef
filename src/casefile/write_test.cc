#include "casefile/write.h"

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <random>
#include <system_error>

#include "casefile/fact_tables.h"
#include "casefile/read.h"
#include "casefile/sample_nodes.h"

namespace assay::casefile {
namespace {

TEST(Writer, TheSameInputGivesTheSameBytes) {
  const TemporaryFolder folder;
  write_sample(folder / "a.assay");
  write_sample(folder / "b.assay");
  EXPECT_EQ(contents(folder / "a.assay"), contents(folder / "b.assay"));
}

TEST(Writer, TheOrderInWhichReadersFoundFactsDoesNotShow) {
  const TemporaryFolder folder;
  write_sample(folder / "a.assay");
  std::vector<Node> nodes = sample_nodes();
  std::ranges::reverse(nodes[3].facts);
  std::ranges::reverse(nodes[3].facts[2].columns);
  nodes[3].facts.push_back(nodes[3].facts[0]);
  Writer writer(folder / "b.assay");
  fill(writer, nodes);
  writer.finish();
  EXPECT_EQ(contents(folder / "a.assay"), contents(folder / "b.assay"));
}

// The answer of another program.
std::string sqlite3_says(const std::filesystem::path& path, const std::string& sql) {
  const std::string command = "sqlite3 -batch '" + path.native() + "' \"" + sql + "\" 2>&1";
  FILE* pipe = popen(command.c_str(), "r");
  std::string text;
  for (int c = fgetc(pipe); c != EOF; c = fgetc(pipe)) text += static_cast<char>(c);
  EXPECT_EQ(pclose(pipe), 0) << text;
  return text;
}

TEST(Writer, AnySqliteOpensTheSealedFile) {
  const TemporaryFolder folder;
  const auto path = folder / "a.assay";
  write_sample(path);
  const std::string before = contents(path);
  EXPECT_EQ(sqlite3_says(path, "PRAGMA integrity_check"), "ok\n");
  EXPECT_EQ(sqlite3_says(path, "SELECT id, locator FROM node WHERE id > 2"),
            "3|image[0x0:0xfa0]squashfs/etc/passwd\n"
            "4|image[0x0:0xfa0]squashfs/dev/console\n"
            "5|image[0x0:0xfa0]squashfs/a%00%0a%ff<b>\n"
            "6|image[0x1324:0x64]\n");
  EXPECT_EQ(sqlite3_says(path, "SELECT id, tbl, node, offset FROM fact"),
            "1|account|3|0\n2|account|3|10\n3|banner|3|0\n4|banner|6|3\n");
  EXPECT_EQ(sqlite3_says(path, "SELECT id, name, typeof(name), uid FROM account WHERE id = 1"),
            "1|root|text|0\n");
  EXPECT_EQ(sqlite3_says(path, "SELECT hex(name), typeof(name) FROM account WHERE id = 2"),
            "FFFE|blob\n");
  EXPECT_EQ(sqlite3_says(path, "SELECT count(*) FROM v_tree JOIN v_finding JOIN v_problem"),
            "28\n");
  EXPECT_EQ(sqlite3_says(path, "SELECT value FROM provenance WHERE key = 'obtained_on'"),
            "not stated\n");
  EXPECT_EQ(contents(path), before);
}

TEST(Writer, AFactThatTheSchemaCannotHoldBecomesAProblem) {
  const TemporaryFolder folder;
  std::vector<Node> nodes = sample_nodes();
  nodes[3].facts.push_back(Fact("sqlite_schema", {0, 1}, "").set("name", "x"));
  nodes[3].facts.push_back(Fact("fact", {0, 1}, "").set("tbl", "x"));
  nodes[3].facts.push_back(Fact("account", {0, 1}, "").set("nome", "x"));
  nodes[3].facts.push_back(Fact("account", {0, 1}, "").set("uid", "zero"));
  nodes[3].facts.push_back(Fact("account", {0, 1}, "").set("uid", 1).set("uid", 2));
  Writer writer(folder / "a.assay");
  fill(writer, nodes);
  writer.finish();
  const auto problems = Case::open(folder / "a.assay")->problems();
  ASSERT_TRUE(problems);
  EXPECT_EQ(problems->size(), 7U);
  EXPECT_EQ((*problems)[3].problem.sentence,
            "fact of table account: the schema has no column nome");
}

// Many rows of a table are added by several at a time; each has its own columns all the same.
TEST(Writer, ManyFactsOfATableKeepTheirColumns) {
  const TemporaryFolder folder;
  std::vector<Node> nodes = sample_nodes();
  nodes[3].facts.clear();
  for (std::uint64_t i = 0; i < 331; i++) {
    const std::uint64_t offset = i * 100 % 331;
    Fact fact("account", {offset, 1}, offset % 7 == 0 ? "seventh" : "line");
    if (offset % 2 == 0) fact.set("uid", offset);
    fact.set("name", "user" + std::to_string(offset));
    if (offset % 3 == 0) fact.set("shell", "/bin/sh");
    nodes[3].facts.push_back(fact);
    if (offset % 5 == 0) nodes[3].facts.push_back(fact);
  }
  Writer writer(folder / "a.assay");
  fill(writer, nodes);
  writer.finish();
  EXPECT_EQ(sqlite3_says(folder / "a.assay",
                         "SELECT count(*), sum(id = offset + 1), sum(name = 'user' || offset),"
                         " sum(uid IS CASE offset % 2 WHEN 0 THEN offset END),"
                         " sum(shell IS CASE offset % 3 WHEN 0 THEN '/bin/sh' END),"
                         " sum((method = 'seventh') = (offset % 7 = 0)) FROM account"),
            "331|331|331|331|331|331\n");
}

TEST(Writer, RefusesNodesThatAreNoTree) {
  const TemporaryFolder folder;
  Writer writer(folder / "a.assay");
  const std::vector<Node> nodes = sample_nodes();
  EXPECT_FALSE(writer.add(nodes[1]));
  EXPECT_TRUE(writer.add(nodes[0]));
  EXPECT_FALSE(writer.add(nodes[0]));
  EXPECT_TRUE(writer.add(nodes[1]));
  Node stray = nodes[2];
  stray.parent = 2;
  EXPECT_FALSE(writer.add(stray));
  stray.parent = no_node;
  EXPECT_FALSE(writer.add(stray));
}

TEST(Writer, ATreeThatWentBackUpCannotBeWrittenInto) {
  const TemporaryFolder folder;
  Writer writer(folder / "a.assay");
  for (const Node& node : sample_nodes()) ASSERT_TRUE(writer.add(node));
  EXPECT_FALSE(writer.add(sample_node(7, 1, NodeKind::file, "late")));
}

TEST(Writer, UnfinishedLeavesTheOldFileAndNoOther) {
  const TemporaryFolder folder;
  overwrite(folder / "a.assay", "old");
  {
    Writer writer(folder / "a.assay");
  }
  EXPECT_EQ(contents(folder / "a.assay"), "old");
  EXPECT_FALSE(exists(folder / "a.assay.part"));
}

TEST(Writer, OnlyOneProcessWritesACase) {
  const TemporaryFolder folder;
  const Writer writer(folder / "a.assay");
  EXPECT_THROW(Writer(folder / "a.assay"), std::system_error);
}

TEST(Writer, RefusesATargetThatIsNoRegularFile) {
  const TemporaryFolder folder;
  EXPECT_THROW(Writer("/dev/null"), std::system_error);
  EXPECT_THROW(Writer(folder.path()), std::system_error);
  EXPECT_THROW(Writer(folder / "none" / "a.assay"), std::system_error);
  std::filesystem::create_symlink("/etc/passwd", folder / "b.assay.part");
  EXPECT_THROW(Writer(folder / "b.assay"), std::system_error);
}

// Every size of disk, from none to almost enough: the old file stays, the part goes.
TEST(Writer, ADiskThatRunsFullLeavesTheOldFile) {
  const TemporaryFolder folder;
  write_sample(folder / "whole.assay");
  const std::uint64_t size = file_size(folder / "whole.assay");
  signal(SIGXFSZ, SIG_IGN);
  rlimit before{};
  getrlimit(RLIMIT_FSIZE, &before);
  overwrite(folder / "a.assay", "old");
  for (std::uint64_t most = 0; most < size; most += 1 + size / 40) {
    const rlimit full{most, before.rlim_max};
    setrlimit(RLIMIT_FSIZE, &full);
    EXPECT_ANY_THROW(write_sample(folder / "a.assay")) << most;
    setrlimit(RLIMIT_FSIZE, &before);
    EXPECT_EQ(contents(folder / "a.assay"), "old");
    EXPECT_FALSE(exists(folder / "a.assay.part"));
  }
  write_sample(folder / "a.assay");
  EXPECT_EQ(contents(folder / "a.assay"), contents(folder / "whole.assay"));
}

// Killed at some moment: the old file or the new one, whole; the next run is not in its way.
TEST(Writer, AKilledWriterLeavesTheOldFileOrTheNew) {
  const TemporaryFolder folder;
  write_sample(folder / "whole.assay");
  const std::string whole = contents(folder / "whole.assay");
  std::mt19937 random(5);
  for (int round = 0; round < 20; round++) {
    overwrite(folder / "a.assay", "old");
    const pid_t child = fork();
    if (child == 0) {
      for (;;) write_sample(folder / "b.assay");
    }
    usleep(static_cast<useconds_t>(random() % 20000));
    kill(child, SIGKILL);
    waitpid(child, nullptr, 0);
    if (exists(folder / "b.assay")) {
      EXPECT_EQ(contents(folder / "b.assay"), whole);
    }
    std::filesystem::remove(folder / "b.assay");
  }
  write_sample(folder / "b.assay");
  EXPECT_EQ(contents(folder / "b.assay"), whole);
  EXPECT_FALSE(exists(folder / "b.assay.part"));
}

TEST(FactTables, AreThoseOfTheSchema) {
  ASSERT_NE(find_fact_table("account"), nullptr);
  EXPECT_EQ(find_fact_table("account")->columns[0].name, "name");
  EXPECT_TRUE(find_fact_table("account")->columns[1].is_integer);
  EXPECT_EQ(find_fact_table("fact"), nullptr);
  EXPECT_EQ(find_fact_table("node"), nullptr);
  EXPECT_GE(fact_tables().size(), 10U);
  // All that have the columns of a fact are, and the view has them all.
  Database database(Database::Mode::memory, "");
  Statement like(database,
                 "SELECT count(*) FROM sqlite_schema AS t WHERE t.type = 'table' AND 5 ="
                 " (SELECT count(*) FROM pragma_table_info(t.name) WHERE name IN"
                 " ('id', 'node', 'offset', 'size', 'method'))");
  ASSERT_TRUE(like.step());
  EXPECT_EQ(like.number(0), static_cast<std::int64_t>(fact_tables().size()));
  for (const FactTable& table : fact_tables())
    database.run("INSERT INTO \"" + table.name + "\" (id) VALUES (7)");
  Statement all(database, "SELECT count(DISTINCT tbl) FROM fact WHERE id = 7");
  ASSERT_TRUE(all.step());
  EXPECT_EQ(all.number(0), like.number(0));
}

TEST(ImageChunk, AnImageHasAtMost4096) {
  EXPECT_EQ(image_chunk_size(0), 4096U);
  EXPECT_EQ(image_chunk_size(4096 * 4096), 4096U);
  EXPECT_EQ(image_chunk_size(4096 * 4096 + 1), 8192U);
  EXPECT_EQ(image_chunk_size(64ULL << 30U), 16ULL << 20U);
}

}  // namespace
}  // namespace assay::casefile
