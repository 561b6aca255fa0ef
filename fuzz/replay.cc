// Runs a fuzz target without a fuzzer: on the files of the folders named, on prefixes and bit
// flips of them, and on noise. The same inputs each time. In the dev preset, as a test.
// usage: NAME_replay ROUNDS [FOLDER...]
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <set>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

using Input = std::vector<std::uint8_t>;

constexpr std::size_t input_size_max = 1U << 16U;  // as a fuzzer would, small inputs only

std::uint64_t runs = 0;

void run(const Input& input) {
  ++runs;
  LLVMFuzzerTestOneInput(input.data(), input.size());
}

// One change: cut short, a few bits flipped, or a run of bytes made equal.
Input changed(Input input, std::mt19937_64& random) {
  if (input.empty()) return input;
  switch (random() % 3) {
    case 0:
      input.resize(random() % input.size());
      break;
    case 1:
      for (std::uint64_t left = 1 + random() % 8; left > 0; --left)
        input[random() % input.size()] ^= static_cast<std::uint8_t>(1U << (random() % 8));
      break;
    default:
      const std::size_t first = random() % input.size();
      const std::size_t last = std::min<std::size_t>(input.size(), first + 1 + random() % 8);
      const std::uint8_t value = random() % 2 == 0 ? 0xff : 0x00;
      for (std::size_t at = first; at < last; ++at) input[at] = value;
  }
  return input;
}

Input noise(std::mt19937_64& random) {
  Input input(random() % 512);
  for (std::uint8_t& byte : input) byte = static_cast<std::uint8_t>(random());
  return input;
}

Input read(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

int main(int count, char** arguments) {
  if (count < 2) return 2;
  const std::uint64_t rounds = std::strtoull(arguments[1], nullptr, 10);
  std::set<std::filesystem::path> files;  // sorted
  for (int i = 2; i < count; ++i)
    for (const auto& entry : std::filesystem::directory_iterator(arguments[i]))
      if (entry.is_regular_file() && entry.file_size() <= input_size_max)
        files.insert(entry.path());

  std::mt19937_64 random(1);
  run({});
  for (std::uint64_t i = 0; i < rounds; ++i) run(noise(random));
  for (const auto& file : files) {
    const Input seed = read(file);
    run(seed);
    for (std::uint64_t i = 0; i < rounds / 10; ++i) run(changed(seed, random));
  }
  std::printf("%zu files, %llu inputs\n", files.size(), static_cast<unsigned long long>(runs));
  return 0;
}
