// Decodes the same bytes with our decoders and with Capstone, in turn, in one process, and prints
// the ratio of their speeds. The bytes are the executable sections of the ELF files named. Capstone
// is measured with detail, which is what an analysis needs of it: our form has operands, and
// without detail Capstone gives only their text. The ratio without is printed beside it. Exit 1
// where one of our own decoders is less than 50 times as fast; x86, which Zydis decodes, has no
// limit.
// usage: decode ARCHITECTURE FILE...
#include <capstone/capstone.h>

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <fstream>
#include <iterator>
#include <vector>

#include "code/decoder.h"

namespace {

using namespace assay;

struct Target {
  const char* name;
  cs_arch arch;
  int mode;
  double limit = 50;
};

constexpr Target targets[] = {
    {"mips", CS_ARCH_MIPS, CS_MODE_MIPS32 | static_cast<int>(CS_MODE_BIG_ENDIAN)},
    {"mipsel", CS_ARCH_MIPS, CS_MODE_MIPS32},
    {"mips64", CS_ARCH_MIPS, CS_MODE_MIPS64 | static_cast<int>(CS_MODE_BIG_ENDIAN)},
    {"mips64el", CS_ARCH_MIPS, CS_MODE_MIPS64},
    {"arm", CS_ARCH_ARM, CS_MODE_ARM},
    {"thumb", CS_ARCH_ARM, CS_MODE_THUMB},
    {"aarch64", CS_ARCH_ARM64, CS_MODE_ARM},
    {"powerpc", CS_ARCH_PPC, CS_MODE_32 | static_cast<int>(CS_MODE_BIG_ENDIAN)},
    {"powerpc64", CS_ARCH_PPC, CS_MODE_64 | static_cast<int>(CS_MODE_BIG_ENDIAN)},
    {"powerpc64le", CS_ARCH_PPC, CS_MODE_64},
    {"x86", CS_ARCH_X86, CS_MODE_32, 0},
    {"x86_64", CS_ARCH_X86, CS_MODE_64, 0},
};

// The executable sections of a 32- or 64-bit ELF file, one after another, each from a whole word
// on: segments have tables and texts beside code, and what follows an odd size would be no code at
// all.
std::vector<std::uint8_t> code_of(const char* path) {
  std::ifstream input(path, std::ios::binary);
  const std::vector<char> file((std::istreambuf_iterator<char>(input)), {});
  std::vector<std::uint8_t> code;
  if (file.size() < 64) return code;
  const bool big = file[5] == 2;
  const bool wide = file[4] == 2;
  const auto number = [&](std::size_t at, std::size_t size) {
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < size && at + i < file.size(); i++)
      value |= std::uint64_t{static_cast<std::uint8_t>(file[at + i])}
               << 8 * (big ? size - 1 - i : i);
    return value;
  };
  const std::size_t word = wide ? 8 : 4;
  const std::size_t table = number(wide ? 40 : 32, word);
  for (std::size_t i = 0; i < number(wide ? 60 : 48, 2); i++) {
    constexpr std::uint64_t program = 1, executable = 4;  // SHT_PROGBITS, SHF_EXECINSTR
    const std::size_t at = table + i * number(wide ? 58 : 46, 2);
    if (number(at + 4, 4) != program || (number(at + 8, word) & executable) == 0) continue;
    const std::size_t offset = number(at + (wide ? 24 : 16), word);
    const std::size_t size = number(at + (wide ? 32 : 20), word) & ~std::size_t{3};
    if (offset > file.size() || size > file.size() - offset) continue;
    const auto first = file.begin() + static_cast<std::ptrdiff_t>(offset);
    code.insert(code.end(), first, first + static_cast<std::ptrdiff_t>(size));
  }
  return code;
}

// Processor time of this process counts: other programs do not disturb the ratio.
double seconds(std::clock_t begin) {
  return static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
}

std::size_t ours(const code::Decoder& decoder, Bytes bytes) {
  std::vector<code::Instruction> block(256);
  std::size_t count = 0;
  for (std::uint64_t address = 0; !bytes.empty();) {
    const std::size_t got = decoder.decode_all(bytes, address, block);
    if (got == 0) break;
    std::size_t length = 0;
    for (const code::Instruction& each : std::span(block).first(got)) length += each.length;
    count += got;
    address += length;
    bytes = bytes.subspan(length);
  }
  return count;
}

std::size_t theirs(const Target& target, Bytes bytes, bool detail) {
  csh handle = 0;
  if (cs_open(target.arch, static_cast<cs_mode>(target.mode), &handle) != CS_ERR_OK) return 0;
  cs_option(handle, CS_OPT_DETAIL, detail ? CS_OPT_ON : CS_OPT_OFF);
  cs_option(handle, CS_OPT_SKIPDATA, CS_OPT_ON);
  cs_insn* instruction = cs_malloc(handle);
  const std::uint8_t* at = bytes.data();
  std::size_t left = bytes.size();
  std::uint64_t address = 0;
  std::size_t count = 0;
  while (cs_disasm_iter(handle, &at, &left, &address, instruction)) count++;
  cs_free(instruction, 1);
  cs_close(&handle);
  return count;
}

}  // namespace

int main(int argc, char** argv) {
  const Target* target = nullptr;
  const code::Decoder* decoder = nullptr;
  for (const Target& each : targets)
    if (argc > 2 && std::strcmp(each.name, argv[1]) == 0) target = &each;
  for (const code::Decoder* each : code::all_decoders())
    if (argc > 2 && each->name == argv[1]) decoder = each;
  if (target == nullptr || decoder == nullptr) {
    std::fprintf(stderr, "usage: decode ARCHITECTURE FILE...\n");
    return 2;
  }
  std::vector<std::uint8_t> bytes;
  for (int i = 2; i < argc; i++) {
    const std::vector<std::uint8_t> more = code_of(argv[i]);
    bytes.insert(bytes.end(), more.begin(), more.end());
  }
  double best_ours = 1e9;
  double best_detail = 1e9;
  double best_text = 1e9;
  std::size_t count = 0;
  for (int round = 0; round < 3; round++) {
    std::clock_t begin = std::clock();
    for (int i = 0; i < 20; i++) count = ours(*decoder, bytes);
    best_ours = std::min(best_ours, seconds(begin) / 20);
    begin = std::clock();
    theirs(*target, bytes, true);
    best_detail = std::min(best_detail, seconds(begin));
    begin = std::clock();
    theirs(*target, bytes, false);
    best_text = std::min(best_text, seconds(begin));
  }
  const double megabytes = static_cast<double>(bytes.size()) / 1e6;
  const double ratio = best_detail / best_ours;
  const bool held = ratio >= target->limit;
  std::printf(
      "decoding %-11s %6.1f MB/s (%.1f ns an instruction), Capstone %5.2f MB/s: ratio %.0f, "
      "without detail %.0f (%s)\n",
      argv[1], megabytes / best_ours, best_ours * 1e9 / static_cast<double>(count),
      megabytes / best_detail, ratio, best_text / best_ours,
      target->limit == 0 ? "no limit"
      : held             ? "at least 50"
                         : "at least 50: NOT HELD");
  return held ? 0 : 1;
}
