// Analyses programs of 32-bit Arm whole, one by one, and decodes the same code with Capstone and
// does nothing else, in one process. Prints the ratio of the two sums, what it is for finding the
// functions alone, and how the time of an analysis grows with the code: the exponent of a power
// that is fitted to all programs by least squares of logarithms, which is 1 where it is linear.
// Exit 1 where the analyses take more than a fifth of Capstone's time, or the exponent is above
// 1.2.
// usage: bench_analysis FILE...
#include <capstone/capstone.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <iterator>
#include <vector>

#include "code/survey.h"
#include "readers/asked_again.h"
#include "readers/command_sites.h"
#include "readers/reader.h"

namespace {

using namespace assay;

// Processor time of this process counts: other programs do not disturb the ratio.
double seconds(std::clock_t begin) {
  return static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
}

// As a scan has it done. Gives the bytes of code, 0 where the file is no such program.
std::uint64_t analyse(const std::vector<std::uint8_t>& file) {
  const auto program = code::Program::open(file);
  if (!program || program->decoder().architecture != code::Architecture::arm) return 0;
  const code::Survey survey(*program, std::nullopt, readers::asked_again);
  const readers::CommandSitesMemo memo;
  Reading out;
  for (const readers::Reader* reader : readers::all_readers())
    if (reader->read_code != nullptr) reader->read_code(survey, out);
  return survey.coverage().code_bytes;
}

// Follows the code from each start of a function; values only where a jump through a register asks
// for them.
void find(const std::vector<std::uint8_t>& file) {
  const auto program = code::Program::open(file);
  (void)code::find_functions(*program);
}

// Debian's programs for armhf are of Thumb; the few stubs of Arm in them count as what they look
// like.
void decode(const std::vector<std::uint8_t>& file) {
  const auto program = code::Program::open(file);
  csh handle = 0;
  if (cs_open(CS_ARCH_ARM, CS_MODE_THUMB, &handle) != CS_ERR_OK) return;
  cs_option(handle, CS_OPT_DETAIL, CS_OPT_ON);
  cs_option(handle, CS_OPT_SKIPDATA, CS_OPT_ON);
  cs_insn* instruction = cs_malloc(handle);
  for (const code::CodeRange& range : program->code()) {
    const std::uint8_t* at = range.bytes.data();
    std::size_t left = range.bytes.size();
    std::uint64_t address = range.address;
    while (cs_disasm_iter(handle, &at, &left, &address, instruction)) {
    }
  }
  cs_free(instruction, 1);
  cs_close(&handle);
}

// Of y over x.
double slope(const std::vector<std::pair<double, double>>& points) {
  double x = 0;
  double y = 0;
  for (const auto& [a, b] : points) {
    x += a / static_cast<double>(points.size());
    y += b / static_cast<double>(points.size());
  }
  double above = 0;
  double below = 0;
  for (const auto& [a, b] : points) {
    above += (a - x) * (b - y);
    below += (a - x) * (a - x);
  }
  return above / below;
}

}  // namespace

int main(int argc, char** argv) {
  constexpr double ratio_max = 0.2;
  constexpr double exponent_max = 1.2;
  double ours = 0;
  double theirs = 0;
  double finding = 0;
  double megabytes = 0;
  std::vector<std::pair<double, double>> points;
  for (int i = 1; i < argc; i++) {
    std::ifstream in(argv[i], std::ios::binary);
    const std::vector<std::uint8_t> file(std::istreambuf_iterator<char>(in), {});
    double best = 1e9;
    double best_find = 1e9;
    std::uint64_t bytes = 0;
    for (int round = 0; round < 2; round++) {
      std::clock_t begin = std::clock();
      bytes = analyse(file);
      best = std::min(best, seconds(begin));
      if (bytes == 0) break;
      begin = std::clock();
      find(file);
      best_find = std::min(best_find, seconds(begin));
    }
    if (bytes == 0 || best <= 0) continue;
    const std::clock_t begin = std::clock();
    decode(file);
    theirs += seconds(begin);
    finding += best_find;
    ours += best;
    megabytes += static_cast<double>(bytes) / 1e6;
    points.emplace_back(std::log(static_cast<double>(bytes)), std::log(best));
  }
  if (points.size() < 3) {
    std::fprintf(stderr, "usage: bench_analysis FILE..., three programs of Arm or more\n");
    return 2;
  }
  const double ratio = ours / theirs;
  const double exponent = slope(points);
  std::printf("%-58s %8.2f s %8.2f s  ratio %5.2f (at most %.1f%s)\n",
              "whole analysis of ARM programs; decoding by Capstone alone", ours, theirs, ratio,
              ratio_max, ratio <= ratio_max ? "" : ": NOT HELD");
  std::printf("%-58s %8.2f s %8.2f s  ratio %5.2f\n",
              "finding their functions alone; decoding by Capstone alone", finding, theirs,
              finding / theirs);
  std::printf(
      "time of an analysis by the size of its code, %3zu programs: exponent %.2f (at most "
      "%.1f%s), %.2f s a MB\n",
      points.size(), exponent, exponent_max, exponent <= exponent_max ? "" : ": NOT HELD",
      ours / megabytes);
  return ratio <= ratio_max && exponent <= exponent_max ? 0 : 1;
}
