#include "code/fingerprint.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <map>

#include "code/program_sample.h"
#include "code/survey.h"

namespace assay::code {
namespace {

// Constants of all widths, texts, tables, variables of its own and of others, a switch, floating
// point, recursion, calls of its own functions, of others and through pointers.
constexpr const char* sample = R"(
int strcmp(const char*, const char*);
int outside(const char*, int, long);
int zero(int), one(int), two(int), three(int), four(int), five(int);
extern int shared_number;
extern const char* shared_names[];
static int counter;
static int numbers[300];
static const int steps[16] = {1, 40, 3, 4, 7, 6, 7, 99, 9, 10, 11, 12, 13, 14, 15, 61};
struct Item { int a; int b; long c; struct Item* next; int (*call)(struct Item*, int); };
static struct Item first_item;
unsigned mix(unsigned a, unsigned b) {
  a ^= 0x5bd1e995u * b;
  a += 1500;
  if (a > 70000) a -= 0x12345678u;
  return a ^ (a >> 13) ^ 0x41000u;
}
long long wide(long long a) { return a * 0x1122334455667788ll + 1103515245; }
__attribute__((noinline)) int walk(struct Item* item, int n) {
  int sum = 0;
  while (item) {
    sum += item->a * n + item->b;
    if (item->call && item->c == 77) sum -= item->call(item, n + 3);
    item = item->next;
  }
  return sum;
}
int global(int n) {
  counter += n;
  numbers[counter & 127] = shared_number + steps[n & 15];
  first_item.b = counter;
  if (strcmp(shared_names[n], "letmein-please") == 0) return outside("hello %s\n", 7, 99);
  return outside("other text\n", numbers[n], (long)&numbers[20]);
}
int choose(int n, int s) {
  switch (n) {
    case 0: s += zero(10); break;
    case 1: s += one(11); break;
    case 2: s += two(12); break;
    case 3: s += three(13); break;
    case 4: s += four(14); break;
    case 5: s += five(15) + choose(n - 1, s); break;
  }
  return s + walk(&first_item, s);
}
double half(double a, float b) { return a * 0.5 + b / 3.0f; }
)";

// What is linked before and behind it, so that all is elsewhere in the other program.
constexpr const char* little = R"(
int shared_number = 4;
const char* shared_names[] = {"a", "b"};
)";
constexpr const char* much = R"(
int shared_number = 4;
const char* shared_names[] = {"a", "b", "c"};
int more_imports(int), still_more(int), others(const char*);
int table_of_numbers[70001];
int before(int a) { return more_imports(a) + still_more(a * 3) + others("some text before"); }
int before_it(int a) { for (int i = 0; i < a; i++) table_of_numbers[i] += before(i); return a; }
const char* names_before[] = {"name", "another", "third", "fourth"};
)";

constexpr std::string_view names[] = {"mix",    "wide", "walk",  "global",
                                      "choose", "half", "parse", "digest"};

using ByName = std::map<std::string, Fingerprint, std::less<>>;

ByName fingerprints(Bytes file) {
  ByName all;
  const auto program = Program::open(file);
  if (!program) return all;
  const Survey survey(*program);
  for (const SurveyedFunction& function : survey.functions())
    if (std::ranges::find(names, function.name) != std::end(names))
      all.emplace(function.name, function.fingerprint);
  return all;
}

struct Linked {
  std::string compile;  // options
  std::string first;    // of the linker, for one program
  std::string second;   // and for the other
};

const std::map<std::string, Linked>& ways() {
  static const std::map<std::string, Linked> all = {
      {"shared", {"-fPIC", "-shared", "-shared"}},
      {"executable",
       {"-fPIE", "-pie -Wl,--unresolved-symbols=ignore-all",
        "-pie -Wl,--unresolved-symbols=ignore-all"}},
      {"fixed",
       {"-fno-pic", "-static -no-pie -Wl,--unresolved-symbols=ignore-all -Wl,--image-base=0x400000",
        "-static -no-pie -Wl,--unresolved-symbols=ignore-all -Wl,--image-base=0x1650000"}},
  };
  return all;
}

std::string clang(const Target& target, const std::string& options) {
  return "clang-19 --target=" + target.triple + " " + target.options + " -ffreestanding " +
         "-fno-builtin -w " + options + " " + target.options + " ";
}

class FingerprintOf
    : public testing::TestWithParam<std::tuple<std::size_t, std::string, std::string>> {
 protected:
  const Target& target() const { return targets()[std::get<0>(GetParam())]; }
  const Linked& way() const { return ways().at(std::get<1>(GetParam())); }
  const std::string& optimization() const { return std::get<2>(GetParam()); }
};

TEST_P(FingerprintOf, IsTheSameWhereverTheFunctionIsLinked) {
  const formats::TestFolder folder;
  std::ofstream(folder / "sample.c") << sample;
  std::ofstream(folder / "little.c") << little;
  std::ofstream(folder / "much.c") << much;
  const std::string link = clang(target(), "-nostdlib -fuse-ld=lld-19 -Wl,-z,notext -Wl,-e,0 ");
  formats::output_of("cd '" + (folder / "") + "' && for i in sample little much; do " +
                     clang(target(), way().compile + " " + optimization()) + " -c $i.c; done; " +
                     link + way().first + " sample.o little.o -o first 2>errors; " + link +
                     way().second + " much.o sample.o -o second 2>>errors");
  const auto one = fingerprints(formats::file_bytes(folder / "first"));
  const auto other = fingerprints(formats::file_bytes(folder / "second"));
  const auto errors = formats::file_bytes(folder / "errors");
  ASSERT_FALSE(one.empty() || other.empty()) << std::string(errors.begin(), errors.end());
  for (const std::string_view name : std::span(names).first(6)) {
    ASSERT_TRUE(one.contains(name)) << name;
    ASSERT_TRUE(other.contains(name)) << name;
    EXPECT_EQ(one.find(name)->second.exact, other.find(name)->second.exact) << name;
    EXPECT_EQ(one.find(name)->second.similar, other.find(name)->second.similar) << name;
    EXPECT_EQ(one.find(name)->second.operations, other.find(name)->second.operations) << name;
  }
}

std::string name_of(const testing::TestParamInfo<FingerprintOf::ParamType>& info) {
  std::string name = targets()[std::get<0>(info.param)].triple + "_" + std::get<1>(info.param) +
                     std::get<2>(info.param);
  std::erase_if(
      name, [](char c) { return c != '_' && std::isalnum(static_cast<unsigned char>(c)) == 0; });
  return name;
}

INSTANTIATE_TEST_SUITE_P(Targets, FingerprintOf,
                         testing::Combine(testing::Range(std::size_t{0}, targets().size()),
                                          testing::Values("shared", "executable", "fixed"),
                                          testing::Values("-O0", "-O2")),
                         name_of);

class FingerprintFor : public testing::TestWithParam<std::size_t> {
 protected:
  const Target& target() const { return targets()[GetParam()]; }
  ByName of(const std::string& source) const {
    const auto bytes = shared_object(target(), source, "-O2 -w");
    return fingerprints(bytes);
  }
};

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return at == std::string::npos ? text : text.replace(at, from.size(), to);
}

unsigned distance(const Fingerprint& a, const Fingerprint& b) {
  return static_cast<unsigned>(std::popcount(a.similar ^ b.similar));
}

// Each time one thing of each function that is named.
TEST_P(FingerprintFor, TellsChangesFromEachOther) {
  struct Change {
    std::string_view function;
    std::string_view from;
    std::string_view to;
  };
  const std::vector<Change> changes[] = {
      {{"mix", "a += 1500", "a += 1501"},
       {"walk", "item->c == 77", "item->c == 78"},
       {"global", "7, 99)", "7, 98)"},
       {"choose", "three(13)", "three(23)"},
       {"half", "a * 0.5 +", "a * a +"}},
      {{"mix", "a > 70000", "a < 70000"},
       {"walk", "item->c == 77", "item->c != 77"},
       {"wide", "1103515245", "1103515244"},
       {"global", "n & 15", "n & 7"}},
      {{"mix", "a >> 13", "a >> 14"}, {"walk", "item->b;", "item->a;"}},
      {{"mix", "0x12345678u", "0x12345679u"}},
      {{"mix", "0x41000u", "0x42000u"}},
  };
  const ByName before = of(sample);
  for (const auto& set : changes) {
    std::string source = sample;
    for (const Change& change : set) source = replaced(source, change.from, change.to);
    const ByName after = of(source);
    ASSERT_EQ(before.size(), after.size());
    for (const auto& [name, fingerprint] : before) {
      const auto change = std::ranges::find(set, name, &Change::function);
      EXPECT_EQ(after.at(name).exact == fingerprint.exact, change == set.end())
          << name << ": " << (change == set.end() ? "" : change->to);
    }
  }
}

// Two of one source at two versions, and two that have nothing to do with each other.
constexpr const char* version = R"(
int log_line(const char*, int), put(int, int), send_all(const char*, int);
struct Line { const char* text; int length; int flags; struct Line* next; };
int parse(struct Line* line, char* out, int size) {
  int used = 0, quoted = 0, errors = 0;
  for (; line; line = line->next) {
    for (int i = 0; i < line->length; i++) {
      char c = line->text[i];
      if (c == '"') { quoted = !quoted; continue; }
      if (c == 92 && i + 1 < line->length) c = line->text[++i];
      if (!quoted && (c == ' ' || c == 9)) c = '_';
      if (c >= 'A' && c <= 'Z' && (line->flags & 0x40)) c += 32;
      if (used < size) out[used++] = c; else errors++;
    }
    if (quoted) { log_line("quote is not closed", i_of(line->text)); errors += 16; }
    if (line->flags & 0x1000) { put(used, 512); send_all(out, used); used = 0; }
  }
  return errors ? -errors : used;
}
unsigned digest(const unsigned char* data, int size, unsigned seed) {
  unsigned a = seed ^ 0x67452301u, b = 0xefcdab89u, table[16];
  for (int i = 0; i < 16; i++) table[i] = a * (i + 0x9908u);
  while (size >= 4) {
    unsigned w = data[0] | data[1] << 8 | data[2] << 16 | (unsigned)data[3] << 24;
    a = (a << 5 | a >> 27) + (w ^ table[w & 15]);
    b ^= a * 0x5bd1e995u;
    data += 4;
    size -= 4;
  }
  while (size--) b = (b << 7 | b >> 25) ^ *data++;
  return a ^ b;
}
)";

TEST_P(FingerprintFor, IsSimilarWhereMostIsTheSame) {
  const std::string old = replaced(version, "i_of(line->text)", "line->length");
  const ByName before = of(old);
  const ByName after =
      of(replaced(replaced(old, "if (quoted) {", "if (errors > 1000) return -5;\n if (quoted) {"),
                  "while (size--)", "if (size > 2) a += table[3];\n while (size--)"));
  ASSERT_EQ(before.size(), 2U);
  ASSERT_EQ(after.size(), 2U);
  const unsigned unlike = distance(before.at("parse"), before.at("digest"));
  EXPECT_GT(unlike, 24U);
  for (const auto& [name, fingerprint] : before) {
    EXPECT_NE(after.at(name).exact, fingerprint.exact) << name;
    EXPECT_LT(distance(after.at(name), fingerprint), unlike) << name;
  }
}

std::string target_of(const testing::TestParamInfo<std::size_t>& param) {
  std::string name = targets()[param.param].triple;
  std::erase_if(name, [](char c) { return std::isalnum(static_cast<unsigned char>(c)) == 0; });
  return name;
}

INSTANTIATE_TEST_SUITE_P(Targets, FingerprintFor, testing::Range(std::size_t{0}, targets().size()),
                         target_of);

// Where a variable of the thread's own data stands depends on how many there are.
TEST(Fingerprint, DoesNotDependOnDistancesThatTheLinkerPutInThePlaceOfLoads) {
  const auto exact = [](const char* target, const std::string& code) {
    const auto bytes = shared_object(
        target,
        "__asm__(\".text\\n.globl f\\n.type f, %function\\nf:\\n" + code + "ret\\n.size f, .-f\");",
        "-O1");
    const auto program = Program::open(bytes);
    EXPECT_TRUE(program) << "not compiled";
    const Survey survey(program.value());
    for (const SurveyedFunction& function : survey.functions())
      if (function.name == "f") return function.fingerprint.exact;
    return std::uint64_t{0};
  };
  const auto wide = [](const std::string& number) {
    return "movq $" + number + ", %r9\\nmov %r9, %r10\\nmovl $5, %fs:(%r10)\\n";
  };
  const auto parts = [](const std::string& number) {
    return "mrs x1, tpidr_el0\\nmovz x0, #0, lsl #16\\nmovk x0, #" + number +
           "\\nmov x2, x0\\nstr w3, [x1, x2]\\n";
  };
  EXPECT_NE(exact("x86_64-linux-gnu", wide("-56")), 0);
  EXPECT_EQ(exact("x86_64-linux-gnu", wide("-56")), exact("x86_64-linux-gnu", wide("-32")));
  EXPECT_NE(exact("x86_64-linux-gnu", wide("-56")), exact("x86_64-linux-gnu", wide("-57")));
  EXPECT_EQ(exact("aarch64-linux-gnu", parts("76")), exact("aarch64-linux-gnu", parts("108")));
  const auto narrow = [](const std::string& byte) {
    return ".byte 0xc7, 0xc1, " + byte +
           ", 0xff, 0xff, 0xff\\nmovl %ecx, %edx\\nmovl $5, %gs:(%edx)\\n";
  };
  EXPECT_EQ(exact("i686-linux-gnu", narrow("0xe4")), exact("i686-linux-gnu", narrow("0xf0")));
}

}  // namespace
}  // namespace assay::code
