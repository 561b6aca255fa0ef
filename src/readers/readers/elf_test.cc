#include "readers/reader_test.h"

namespace assay::readers {
extern const Reader elf;
namespace {

// A program that gcc makes with these options.
formats::Sample program(const std::string& options) {
  const formats::TestFolder folder;
  formats::write_file(folder / "a.c",
                      as_bytes("#include <stdio.h>\n#include <string.h>\nint main(int c, char**v) "
                               "{ char b[99]; strcpy(b, v[c - 1]); puts(b); return 0; }\n"));
  formats::output_of("cd '" + (folder / "") + "' && gcc -o a a.c " + options);
  return formats::file_bytes(folder / "a");
}

TEST(ElfReader, StatesHardeningAndImports) {
  const auto hard = program("-O2 -pie -fPIE -fstack-protector-all -Wl,-z,relro,-z,now");
  ASSERT_FALSE(hard.empty());
  auto facts = facts_of_content(elf, hard);
  ASSERT_FALSE(facts.empty());
  EXPECT_EQ(facts[0].table, "elf");
  for (const auto name : {"pie", "nx", "canary", "bind_now"})
    EXPECT_EQ(column(facts[0], name), "1");
  EXPECT_EQ(column(facts[0], "relro"), "full");
  EXPECT_EQ(column(facts[0], "linkage"), "dynamic");
  std::string imports;
  std::string needed;
  for (const Fact& fact : facts) {
    if (fact.table == "import") imports += column(fact, "name") + " ";
    if (fact.table == "elf_needed") needed += column(fact, "name") + " ";
  }
  EXPECT_NE(imports.find("strcpy "), std::string::npos) << imports;
  EXPECT_EQ(needed, "libc.so.6 ");

  facts = facts_of_content(
      elf, program("-O0 -no-pie -fno-stack-protector -z execstack -Wl,-z,norelro,-z,lazy"));
  ASSERT_FALSE(facts.empty());
  for (const auto name : {"pie", "nx", "canary", "bind_now"})
    EXPECT_EQ(column(facts[0], name), "0");
  EXPECT_EQ(column(facts[0], "relro"), "none");
}

TEST(ElfReader, EndsInAResultForDamagedFiles) {
  const auto good = program("-s");
  formats::each_prefix(Bytes(good).subspan(0, std::min<std::size_t>(good.size(), 600)),
                       [](Bytes bytes) { facts_of_content(elf, bytes); });
  formats::each_flip(good, 100, [](Bytes bytes) { facts_of_content(elf, bytes); });
  EXPECT_TRUE(facts_of_content(elf, as_bytes("#!/bin/sh\n")).empty());
}

}  // namespace
}  // namespace assay::readers
