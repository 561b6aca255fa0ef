// Inputs are made by clang and lld, which also say what the answers are. Bytes of other kinds, for
// which nothing may be told: made here, and by gzip.
#include "code/raw_code.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "code/arm_sets.h"
#include "code/listing.h"
#include "code/program_sample.h"
#include "code/survey.h"

namespace assay::code {
namespace {

constexpr std::uint64_t base_of_samples = 0x21234560;
constexpr int functions = 96;

// A program of many functions, of texts that they print, and of tables of both; some of it is
// written to.
std::string source() {
  std::string text =
      "int counters[64] = {1, 2, 3};\n"
      "char greeting[] = \"good morning, this may change\";\n"
      "__attribute__((noinline)) int say(const char* text, int n) {\n"
      "  int sum = n; while (*text) sum += *text++ * n; counters[n & 63] += sum; return sum;\n"
      "}\n";
  for (int i = 0; i < functions; i++) {
    const std::string n = std::to_string(i);
    text += "__attribute__((noinline)) int f" + n + "(int a, int b) {\n  counters[" +
            std::to_string(i % 64) + "] = b;\n  int c = say(\"message number " + n +
            " of the sample" + std::string(static_cast<std::size_t>(i * i * 7 % 31), '.') +
            "\", a + " + n + ");\n  if (a > b) c += say(greeting, b);\n";
    for (int k = 0; k < i * i % 7; k++) text += "  c ^= c * a + " + std::to_string(k + i) + ";\n";
    if (i > 0) text += "  return f" + std::to_string(i / 2) + "(c, a) + c * " + n + ";\n}\n";
    if (i == 0) text += "  return c;\n}\n";
  }
  text += "int (*handlers[])(int, int) = {";
  for (int i = 0; i < functions; i++) text += "f" + std::to_string(i) + ", ";
  text += "};\nconst char* names[] = {";
  for (int i = 0; i < functions; i++)
    text += "\"" + std::string(static_cast<std::size_t>(i * i * 5 % 29), '-') + " command " +
            std::to_string(i) + "\", ";
  text += "};\nint _start(int n) { return handlers[n](n, say(names[n], n)); }\n";
  return text;
}

// What stands in memory from base_of_samples on; empty where the tools are not there.
std::vector<std::uint8_t> raw_image(const Target& target) {
  const formats::TestFolder folder;
  std::ofstream(folder / "a.c") << source();
  std::ofstream(folder / "a.ld")
      << "SECTIONS { . = " << base_of_samples
      << "; .text : { *(.text*) } .rodata : { *(.rodata*) } "
         ".data : { *(.data*) *(.sdata*) } .bss : { *(.bss*) } "
         "/DISCARD/ : { *(.ARM*) *(.eh_frame*) *(.MIPS*) *(.comment*) } }";
  formats::output_of("cd '" + (folder / "") + "' && clang-19 --target=" + target.triple + " " +
                     target.options +
                     " -O1 -ffreestanding -fno-builtin -fno-pic -fno-asynchronous-unwind-tables "
                     "-mno-abicalls -static -nostdlib -fuse-ld=lld-19 -Wl,-T,a.ld a.c -o a.elf "
                     "2>errors || clang-19 --target=" +
                     target.triple + " " + target.options +
                     " -O1 -ffreestanding -fno-builtin -fno-pic -fno-asynchronous-unwind-tables "
                     "-static -nostdlib -fuse-ld=lld-19 -Wl,-T,a.ld a.c -o a.elf 2>errors; "
                     "llvm-objcopy-19 -O binary a.elf a.bin");
  std::ifstream file(folder / "a.bin", std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::string raw_name(const Target& target) {
  return target.options == "-mthumb" ? "thumb" : target.decoder;
}

const Target& mips_target() {
  return *std::ranges::find(targets(), std::string("mips"), &Target::decoder);
}

TEST(RawCode, TellsProcessorAndAddress) {
  for (Target target : targets()) {
    if (target.options == "-fpic") target.options = "";
    const auto image = raw_image(target);
    if (image.empty()) GTEST_SKIP() << "no clang-19, lld-19 or llvm-objcopy-19";
    const auto found = find_raw_code(Bytes(image));
    ASSERT_TRUE(found) << target.triple << ": " << found.error().detail;
    EXPECT_EQ(found->processor.decoder->name, raw_name(target)) << target.triple;
    EXPECT_EQ(found->processor.phase, 0U);
    // Functions at multiples of 16 that few sizes have fit their table at several places.
    if (!found->base && target.decoder == "powerpc64le") continue;
    ASSERT_TRUE(found->base) << target.triple;
    EXPECT_EQ(found->base->address, base_of_samples) << target.triple;
    EXPECT_GE(found->base->votes(), raw_votes_min);
    ASSERT_FALSE(found->parts.code.empty());
    EXPECT_EQ(found->parts.code.front().offset, 0U);
  }
}

TEST(RawCode, FindsInstructionsThatStandAtOddPlaces) {
  const auto image = raw_image(mips_target());
  if (image.empty()) GTEST_SKIP() << "no clang-19, lld-19 or llvm-objcopy-19";
  std::vector<std::uint8_t> moved = {1, 2, 3};
  moved.insert(moved.end(), image.begin(), image.end());
  const auto found = find_raw_code(Bytes(moved));
  ASSERT_TRUE(found) << found.error().detail;
  EXPECT_EQ(found->processor.phase, 3U);
  ASSERT_TRUE(found->base);
  EXPECT_EQ(found->base->address, base_of_samples - 3);
}

TEST(RawCode, IsReadAsAProgram) {
  for (const Target& target : targets()) {
    const auto image = raw_image(target);
    if (image.empty()) GTEST_SKIP() << "no clang-19, lld-19 or llvm-objcopy-19";
    const auto found = find_raw_code(Bytes(image));
    if (found && !found->base && target.decoder == "powerpc64le") continue;
    ASSERT_TRUE(found && found->base) << target.triple;
    const Program program = Program::of_raw(Bytes(image), *found);
    EXPECT_TRUE(program.raw());
    EXPECT_FALSE(program.takes_nothing());
    const Survey survey(program);
    EXPECT_GE(survey.functions().size(), static_cast<std::size_t>(functions) - 8) << target.triple;
    std::size_t texts = 0;
    std::size_t changing = 0;
    for (const Call& call : survey.calls()) {
      if (!call.arguments[0].is(Value::Kind::number)) continue;
      const std::uint64_t address = call.arguments[0].number;
      const auto text = program.text(address);
      if (!text) continue;
      if (text->starts_with("message number ") && program.constant(address)) texts++;
      if (text->starts_with("good morning") && program.constant(address)) changing++;
    }
    // clang puts an address of MIPS64 together in six instructions, which are not followed.
    if (target.decoder != "mips64el") {
      EXPECT_GE(texts, static_cast<std::size_t>(functions) / 2) << target.triple;
    }
    EXPECT_EQ(changing, 0U) << target.triple;
    const std::uint64_t place = survey.calls().front().address;
    const auto lines = listing(Bytes(image), std::span(&place, 1));
    ASSERT_TRUE(lines) << target.triple << ": " << lines.error().detail;
    EXPECT_NE(lines->find(">"), std::string::npos);
  }
}

std::vector<std::uint8_t> random_bytes(std::size_t size) {
  std::mt19937 random(7);
  std::vector<std::uint8_t> bytes(size);
  for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>(random());
  return bytes;
}

TEST(RawCode, TellsNothingOfOtherBytes) {
  EXPECT_FALSE(find_raw_code(Bytes(random_bytes(300'000))));
  std::string text;
  for (int i = 0; i < 20'000; i++) text += "line " + std::to_string(i * 7919) + " of a text\n";
  EXPECT_FALSE(find_raw_code(as_bytes(text)));
  std::vector<std::uint8_t> table;  // numbers that grow, as indexes and fonts have them
  for (std::uint32_t i = 0; i < 60'000; i++)
    for (unsigned shift = 0; shift < 32; shift += 8)
      table.push_back(static_cast<std::uint8_t>(i * 24 >> shift));
  EXPECT_FALSE(find_raw_code(Bytes(table)));
  std::vector<std::uint8_t> wave;  // samples of 16 bits
  for (std::uint32_t i = 0; i < 60'000; i++) {
    const std::uint32_t level = (i % 200) * (i % 331);
    wave.push_back(static_cast<std::uint8_t>(level));
    wave.push_back(static_cast<std::uint8_t>(level >> 8U));
  }
  EXPECT_FALSE(find_raw_code(Bytes(wave)));
  EXPECT_FALSE(find_raw_code(Bytes()));
  EXPECT_FALSE(find_raw_code(Bytes(std::vector<std::uint8_t>(100'000))));
}

TEST(RawCode, TellsNoAddressWhereTwoFit) {
  const auto image = raw_image(mips_target());
  if (image.empty()) GTEST_SKIP() << "no clang-19, lld-19 or llvm-objcopy-19";
  // The same program twice: each copy's numbers fit the other one as well.
  std::vector<std::uint8_t> twice = image;
  twice.resize((twice.size() + 4095) / 4096 * 4096);
  twice.insert(twice.end(), image.begin(), image.end());
  const auto found = find_raw_code(Bytes(twice));
  ASSERT_TRUE(found) << found.error().detail;
  EXPECT_EQ(found->processor.decoder->name, "mips");
  EXPECT_FALSE(found->base);
}

TEST(RawCode, PrefixesAndFlippedBitsEndInAResult) {
  const auto image = raw_image(mips_target());
  if (image.empty()) GTEST_SKIP() << "no clang-19, lld-19 or llvm-objcopy-19";
  const auto read = [](Bytes bytes) {
    const auto found = find_raw_code(bytes);
    if (!found) return;
    for (const Range& range : found->parts.code) EXPECT_LE(range.end(), bytes.size());
    if (!found->base) return;
    EXPECT_EQ(found->base->address, base_of_samples);
    const Program program = Program::of_raw(bytes, *found);
    const Survey survey(program);
    EXPECT_LE(survey.coverage().decoded_bytes, survey.coverage().code_bytes);
  };
  for (std::size_t size = 0; size < image.size(); size += 1021) read(Bytes(image).first(size));
  formats::each_flip(Bytes(image), 20, read);
}

}  // namespace
}  // namespace assay::code
