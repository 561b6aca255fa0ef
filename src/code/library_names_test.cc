#include "code/library_names.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <random>

#include "code/program_prints.h"
#include "code/program_sample.h"
#include "code/survey.h"

namespace assay::code {
namespace {

// A library, two programs that it is linked into, and functions that are nearly its own.
constexpr const char* library = R"(
static char kept[64];
int compares(const char* a, const char* b) {
  while (*a && *a == *b) a++, b++;
  return *(const unsigned char*)a - *(const unsigned char*)b;
}
__attribute__((noinline)) long goes_over(char* to, const char* from, long size) {
  long sum = 3;
  for (long i = 0; i < size; i++) {
    to[i] = from[i] ^ 0x55;
    sum = sum * 33 + kept[to[i] & 63];
    kept[sum & 63] = from[i] + 1;
  }
  return sum;
}
__attribute__((noinline)) long goes_back(char* to, const char* from, long size) {
  long sum = 9;
  for (long i = size; i > 0; i--) {
    to[i] = from[i] + 0x21;
    sum = sum * 7 - kept[to[i] & 31];
    kept[sum & 31] = from[i] - 1;
  }
  return sum;
}
// Small, and alike but for whom they call.
long wraps(char* to, const char* from) { return goes_over(to, from, 40) + 1; }
long wraps_back(char* to, const char* from) { return goes_back(to, from, 40) + 1; }
)";
constexpr const char* first = R"(
int compares(const char*, const char*);
long wraps(char*, const char*), wraps_back(char*, const char*);
int _start(char* a, char* b) { return compares(a, b) + wraps(a, b) + wraps_back(b, a); }
)";
constexpr const char* second = R"(
int compares(const char*, const char*);
long wraps(char*, const char*), wraps_back(char*, const char*);
int table[9000] = {1, 2, 3};
__attribute__((noinline)) int compares_nearly(const char* a, const char* b) {
  while (*a && *a == *b) a++, b++;
  return *(const unsigned char*)a - *(const unsigned char*)b + 2;
}
__attribute__((noinline)) long other(char* to, const char* from, long size) {
  while (size-- > 0) table[size] += to[size] = from[size * 2];
  return size;
}
__attribute__((noinline)) long wraps_other(char* to, const char* from) {
  return other(to, from, 40) + 1;
}
__attribute__((section(".text.entry"))) int _start(char* a, char* b) {
  return compares_nearly(a, b) + compares(b, a) + wraps(a, b) + wraps_back(b, a) +
         wraps_other(a, b);
}
)";

std::string link(const Target& target, const std::string& options) {
  return "clang-19 --target=" + target.triple + " " + target.options +
         " -O2 -ffreestanding -fno-builtin -fno-pic -w -nostdlib -static -fuse-ld=lld-19 "
         "-Wl,-z,notext " +
         options + " ";
}

std::map<std::string, std::uint64_t> addresses(const Program& program) {
  std::map<std::string, std::uint64_t> all;
  for (const Symbol& symbol : program.functions())
    all.emplace(std::string(symbol.name), symbol.address);
  return all;
}

// A table with the fingerprints that `names` have in a program with symbols. Of those that wrap,
// the fingerprints of whom they call as well.
std::string table_of(const Program& program, std::span<const std::string_view> names) {
  const auto found = find_functions(program);
  ProgramPrints prints(program, found);
  const auto at = addresses(program);
  std::string table =
      "# library_prints 2026-01-01: of a test\nno row\nx86_64\tzz\t\tcompares\tnone\n";
  for (const std::string_view name : names) {
    const auto address = at.find(std::string(name));
    auto place = address == at.end() ? std::nullopt : prints.place_of(address->second);
    // PowerPC64: calls enter behind the instructions that set r2.
    if (place && prints.functions()[*place].print.operations == 0)
      place = prints.place_of(address->second + 8);
    if (!place) continue;
    const auto called = prints.callees_of(*place).prints;
    table += fmt::format("{}\t{:016x}\t{}\t{}\ttest-1\n", found.starts[*place].decoder->name,
                         prints.functions()[*place].print.exact,
                         name.starts_with("wraps") ? fmt::format("{:016x}", called) : "", name);
  }
  return table;
}

struct Programs {
  std::vector<std::uint8_t> first;     // with symbols
  std::vector<std::uint8_t> second;    // with symbols
  std::vector<std::uint8_t> stripped;  // the second
};

Programs programs(const Target& target, const std::string& a, const std::string& b,
                  const std::string& options = "") {
  const formats::TestFolder folder;
  std::ofstream(folder / "library.c") << library;
  std::ofstream(folder / "first.c") << a;
  std::ofstream(folder / "second.c") << b;
  formats::output_of(
      "cd '" + (folder / "") + "' && " + link(target, options + " library.c first.c -o first") +
      "2>errors; " +
      link(target, options + " -Wl,--image-base=0x1650000 second.c library.c -o second") +
      "2>>errors; llvm-strip-19 -o stripped second");
  return {formats::file_bytes(folder / "first"), formats::file_bytes(folder / "second"),
          formats::file_bytes(folder / "stripped")};
}

class LibraryNamesIn : public testing::TestWithParam<std::size_t> {};

TEST_P(LibraryNamesIn, AreThoseOfTheLibraryAndNoOthers) {
  const Target& target = targets()[GetParam()];
  const Programs made = programs(target, first, second);
  auto one = Program::open(made.first);
  const auto named = Program::open(made.second);
  auto bare = Program::open(made.stripped);
  ASSERT_TRUE(one && named && bare) << target.triple;
  constexpr std::string_view names[] = {"compares", "wraps", "wraps_back"};
  const std::string text = table_of(*one, names);
  const LibraryPrints table(text);
  EXPECT_FALSE(name_library_functions(*one, table)) << target.triple;
  ASSERT_TRUE(name_library_functions(*bare, table)) << target.triple;
  const auto at = addresses(*named);
  std::map<std::uint64_t, std::string_view> told;
  for (const ToldName& name : bare->told_names()) {
    told.emplace(name.address, name.name);
    EXPECT_EQ(name.library, "test-1");
  }
  ASSERT_EQ(told.size(), 3U) << target.triple;
  for (const std::string_view name : names) {
    // PowerPC64: behind the instructions that set r2.
    const std::uint64_t address = at.at(std::string(name));
    const auto known = told.lower_bound(address);
    ASSERT_NE(known, told.end()) << target.triple << name;
    EXPECT_LE(known->first - address, 8U) << target.triple << name;
    EXPECT_EQ(known->second, name) << target.triple;
  }
  EXPECT_EQ(bare->function_at(at.at("compares_nearly")), nullptr);
}

INSTANTIATE_TEST_SUITE_P(Targets, LibraryNamesIn, testing::Range(std::size_t{0}, targets().size()));

// What is chosen when the program starts has a name where all that may be chosen have it.
constexpr const char* chooses = R"(
int compares(const char*, const char*);
volatile int features;
__attribute__((noinline)) int compares_2(const char* a, const char* b) {
  unsigned long i = 0;
  while (a[i] && a[i] == b[i]) i++;
  return (unsigned char)a[i] - (unsigned char)b[i];
}
__attribute__((noinline)) int unlike(const char* a, const char* b) {
  return a[3] - b[5] * 7 + features;
}
static void* choose(void) { return features ? (void*)compares : (void*)compares_2; }
static void* choose_any(void) { return features & 2 ? (void*)compares : (void*)unlike; }
int chosen(const char*, const char*) __attribute__((ifunc("choose")));
int any(const char*, const char*) __attribute__((ifunc("choose_any")));
int _start(char* a, char* b) { return chosen(a, b) * 2 + any(b, a); }
)";

TEST(LibraryNames, OfWhatIsChosenAtStart) {
  for (const Target& target : targets()) {
    // lld makes no such programs for MIPS; for PowerPC of 32 bits only position-independent ones.
    if (target.triple.starts_with("mips") || target.triple.starts_with("powerpc-")) continue;
    // Only numbers in instructions lead to what is chosen; unwinding tables say where that begins.
    const Programs made = programs(target, chooses, chooses, "-fasynchronous-unwind-tables");
    const auto one = Program::open(made.first);
    auto bare = Program::open(made.stripped);
    ASSERT_TRUE(one && bare) << target.triple;
    ASSERT_EQ(bare->chosen_slots().size(), 2U) << target.triple;
    constexpr std::string_view names[] = {"compares", "compares_2"};
    std::string text = table_of(*one, names);
    for (std::size_t at; (at = text.find("compares_2")) != std::string::npos;)
      text.erase(at + 8, 2);
    const LibraryPrints table(text);
    auto found = name_library_functions(*bare, table);
    ASSERT_TRUE(found) << target.triple;
    const auto chosen = std::ranges::count_if(
        bare->told_names(), [](const ToldName& told) { return told.choices != 0; });
    EXPECT_EQ(chosen, 1) << target.triple;
    const Survey survey(*bare, std::move(found));
    const auto calls = std::ranges::count_if(survey.calls(), [](const Call& call) {
      return call.callee.imported && call.callee.name == "compares";
    });
    EXPECT_EQ(calls, 1) << target.triple;
  }
}

// The upper part of an address may be one of code, and is none of what is chosen. One of those that
// are is entered before the instructions that set r2.
TEST(LibraryNames, OfWhatIsChosenByAddressesInTwoParts) {
  const auto target = std::ranges::find(targets(), "powerpc64le", &Target::decoder);
  ASSERT_NE(target, targets().end());
  const std::string far =
      std::string("__asm__(\".text\\n.space 0x20000\\n\");\n") +
      replaced(replaced(chooses, "long i = 0;", "long i = features & 1;"), "return chosen",
               "return compares_2(b, a) + chosen") +
      "__attribute__((used, section(\".text.zz\"))) static void behind(void) {\n"
      "__asm__ volatile(\".space 0x20000\"); }\n";
  const Programs made = programs(*target, far, far, "-fasynchronous-unwind-tables");
  const auto one = Program::open(made.first);
  auto bare = Program::open(made.stripped);
  ASSERT_TRUE(one && bare);
  constexpr std::string_view names[] = {"compares", "compares_2"};
  const std::string text = replaced(table_of(*one, names), "compares_2", "compares");
  const LibraryPrints table(text);
  ASSERT_TRUE(name_library_functions(*bare, table));
  EXPECT_EQ(std::ranges::count_if(bare->told_names(),
                                  [](const ToldName& told) { return told.choices != 0; }),
            1);
}

// What enters a function behind the instruction that keeps its argument gives back the end.
constexpr const char* enters = R"(
asm(".syntax unified\n.thumb\n.globl ends, copies, enters_late, turns\n"
    ".type ends, %function\n.type copies, %function\n.type enters_late, %function\n"
    ".type turns, %function\n"
    "ends: mov.w ip, #0\nb 1f\n.p2align 4\n"
    "copies: mov ip, r0\n1: mov r2, #3\n2: ldrb r3, [r1], #1\nadd r2, r2, r3\n"
    "strb r3, [r0], #1\ncmp r3, #0\nbne 2b\ncmp ip, #0\nit ne\nmovne r0, ip\nbx lr\n"
    "enters_late: mov.w ip, #0\nb 2b\n"
    "turns: mov.w ip, #0\nstr r1, [r1]\nb 1b\n");
int copies(char*, char*), ends(char*, char*), enters_late(char*, char*), turns(char*, char*);
int _start(char* a, char* b) {
  return copies(a, b) + ends(b, a) + enters_late(b, b) + turns(a, a);
}
)";

TEST(LibraryNames, OfASecondEntry) {
  const auto thumb = std::ranges::find(targets(), "-mthumb", &Target::options);
  ASSERT_NE(thumb, targets().end());
  const Programs made = programs(*thumb, enters, enters);
  const auto one = Program::open(made.first);
  const auto named = Program::open(made.second);
  auto bare = Program::open(made.stripped);
  ASSERT_TRUE(one && named && bare);
  constexpr std::string_view names[] = {"copies"};
  const std::string text = replaced(table_of(*one, names), "\tcopies\t", "\tstrcpy\t");
  const LibraryPrints table(text);
  ASSERT_TRUE(name_library_functions(*bare, table));
  const auto at = addresses(*named);
  ASSERT_EQ(bare->told_names().size(), 2U);
  EXPECT_EQ(bare->function_at(at.at("copies"))->name, "strcpy");
  EXPECT_EQ(bare->function_at(at.at("ends"))->name, "stpcpy");
}

TEST(LibraryNames, OfAProgramWithSymbolsAreNotAsked) {
  const Programs made = programs(targets()[0], first, second);
  auto named = Program::open(made.second);
  ASSERT_TRUE(named);
  EXPECT_FALSE(name_library_functions(*named));
  const auto shared =
      shared_object(targets()[0], "int puts(char*); int f() { return puts(0); }", "-s");
  auto other = Program::open(shared);
  ASSERT_TRUE(other);
  EXPECT_FALSE(name_library_functions(*other));
}

TEST(LibraryNames, DamagedProgramsEndInAResult) {
  const Programs made = programs(targets()[0], chooses, chooses);
  const auto one = Program::open(made.first);
  ASSERT_TRUE(one);
  constexpr std::string_view names[] = {"compares", "compares_2"};
  const std::string text = table_of(*one, names);
  const LibraryPrints table(text);
  std::mt19937 random(7);
  for (int i = 0; i < 400; i++) {
    auto damaged = made.stripped;
    for (int flips = 0; flips < 3; flips++)
      damaged[random() % damaged.size()] ^= static_cast<std::uint8_t>(1U << random() % 8);
    if (i % 4 == 0) damaged.resize(random() % damaged.size());
    auto program = Program::open(damaged);
    if (program) name_library_functions(*program, table);
  }
}

// Nothing that stands in the table that is shipped names two functions.
TEST(LibraryPrintTable, TellsOneNameForEachFingerprint) {
  std::size_t rows = 0;
  for (const Decoder* decoder : all_decoders())
    for (const LibraryPrint& print : library_prints().of(decoder->name)) {
      rows++;
      EXPECT_FALSE(print.library.empty());
      for (const LibraryPrint& other : library_prints().find(decoder->name, print.exact)) {
        if (&other == &print) continue;
        EXPECT_TRUE(print.callees != 0 && other.callees != 0 && print.callees != other.callees)
            << decoder->name << " " << print.name << " " << other.name;
      }
    }
  EXPECT_GT(rows, 3000U);
}

}  // namespace
}  // namespace assay::code
