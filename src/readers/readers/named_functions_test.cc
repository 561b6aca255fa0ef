#include <fmt/format.h>

#include "code/library_names.h"
#include "readers/reader_test.h"

namespace assay::readers {
extern const Reader named_functions;
namespace {

// A static program that asks the kernel itself, as C libraries do.
std::vector<std::uint8_t> program_without_symbols() {
  const formats::TestFolder folder;
  formats::write_file(folder / "a.c", as_bytes(std::string_view(R"(
__attribute__((noinline)) long listens(long socket, long count) {
  long result;
  asm volatile("syscall" : "=a"(result) : "a"(50), "D"(socket), "S"(count)
               : "rcx", "r11", "memory");
  return result;
}
__attribute__((noinline)) int compares(const char* a, const char* b) {
  while (*a && *a == *b) a++, b++;
  return *(const unsigned char*)a - *(const unsigned char*)b;
}
int _start(char* a, char* b) { return listens(compares(a, b), 5) + compares(b, a); }
)")));
  formats::output_of(
      "cd '" + (folder / "") +
      "' && clang-19 -w --target=x86_64-linux-gnu -O2 -fno-pic -fno-builtin -nostdlib "
      "-static -s -fuse-ld=lld-19 -o a a.c 2>&1");
  return formats::file_bytes(folder / "a");
}

TEST(NamedFunctions, SayWhatEachNameRestsOn) {
  const formats::Sample bytes = program_without_symbols();
  auto program = code::Program::open(bytes);
  ASSERT_TRUE(program);
  // The second function of the program, as if a library had it.
  const code::Survey before(*program);
  ASSERT_EQ(before.functions().size(), 3U);
  const auto exact = before.functions()[1].fingerprint.exact;
  const std::string text = fmt::format(
      "# library_prints 2026-01-01: of a test\nx86_64\t{:016x}\t\tstrcmp\ttest-1\n", exact);
  const code::LibraryPrints table(text);
  auto found = code::name_library_functions(*program, table);
  ASSERT_TRUE(found);
  Reading reading;
  named_functions.read_code(code::Survey(*program, std::move(found)), reading);
  const auto facts = held_to_tables(reading, bytes);
  EXPECT_EQ(columns(facts, {"name", "basis", "library", "calls"}),
            (std::vector<std::string>{"strcmp|fingerprint|test-1|2", "listen|deed|-|1"}));
  EXPECT_EQ(column(facts[0], "exact"), fmt::format("{:016X}", exact));
}

TEST(NamedFunctions, OfAProgramWithSymbolsThereAreNone) {
  const formats::TestFolder folder;
  formats::write_file(folder / "a.c",
                      as_bytes(std::string_view("int _start(int a) { return a; }")));
  formats::output_of("cd '" + (folder / "") +
                     "' && clang-19 -w -O2 -nostdlib -static -fuse-ld=lld-19 -o a a.c 2>&1");
  const formats::Sample bytes = formats::file_bytes(folder / "a");
  const auto program = code::Program::open(bytes);
  ASSERT_TRUE(program);
  Reading reading;
  named_functions.read_code(code::Survey(*program), reading);
  EXPECT_TRUE(reading.facts.empty());
}

}  // namespace
}  // namespace assay::readers
