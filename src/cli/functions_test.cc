// Functions that programs share, by the program itself over two folders of libraries that clang
// made.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "cli/program_test.h"

namespace assay::cli {
namespace {

constexpr const char* shared = R"(
int digest(const char* a, int n) { int s = 7; while (n--) s = s * 33 ^ a[n] + (s >> 5); return s; }
int copy(char* to, const char* from, int n) {
  for (int i = 0; i < n; i++) { if (from[i] == '%') to[i] = '_'; else to[i] = from[i] ^ n; }
  return digest(to, n) + 12345;
}
)";
constexpr const char* own = R"(
int table[900];
int before(int a) { for (int i = 1; i < a; i++) table[i] += table[i - 1] * a; return table[a]; }
)";

TEST(Functions, AreFoundInOtherPrograms) {
  const TestFolder folder;
  folder.write("shared.c", shared);
  folder.write("own.c", own);
  const auto run = [&](const std::string& line) {
    return shell("cd '" + folder.path() + "'\n" + line);
  };
  const Ran made = run(R"(mkdir one other
    cc() { clang-19 -w --target=aarch64-linux-gnu -O2 -fPIC -fno-builtin -nostdlib -shared \
             -fuse-ld=lld-19 "$@"; }
    cc -o one/a.so shared.c && cc -o other/b.so own.c shared.c && cc -o one/c.so own.c
    $ASSAY scan -q --fail-on never one && $ASSAY scan -q --fail-on never other)");
  ASSERT_EQ(made.code, 0) << made.err;
  EXPECT_EQ(run("$ASSAY functions one.assay").out, "");
  EXPECT_EQ(run("$ASSAY functions one.assay --in other.assay --size-min 16").out,
            "2\t2\t/a.so\t/b.so\n1\t1\t/c.so\t/b.so\n");
  const Ran named = run("$ASSAY functions one.assay /a.so --in other.assay --size-min 16 --json");
  ASSERT_EQ(named.code, 0) << named.err;
  const auto json = nlohmann::json::parse(named.out);
  ASSERT_EQ(json.size(), 2U);
  for (const auto& one : json) {
    EXPECT_EQ(one["how"], "same");
    EXPECT_EQ(one["name"], one["other"]["name"]);
    EXPECT_NE(one["address"], one["other"]["address"]);
  }
  EXPECT_EQ(run("$ASSAY functions one.assay /none").code, 2);
  EXPECT_EQ(run("$ASSAY sql one.assay \"SELECT bits_apart(similar, similar), length(exact) "
                "FROM function_print WHERE name = 'copy'\"")
                .out,
            "0\t16\n");
}

}  // namespace
}  // namespace assay::cli
