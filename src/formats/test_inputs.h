// Inputs for tests: mutations of a good sample, files, and what other programs print.
#pragma once

#include <array>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/temporary_folder.h"

namespace assay::formats {

using Sample = std::vector<std::uint8_t>;

inline Sample sample(std::string_view text) { return {text.begin(), text.end()}; }

// Calls `read` with every prefix of `good`, each in a block of exactly its size, so that the
// address sanitizer sees a read past it. Samples over 4096 bytes: every prefix up to there, then
// every 97th.
template <class Read>
void each_prefix(Bytes good, const Read& read) {
  for (std::size_t size = 0; size < good.size(); size += size < 4096 ? 1 : 97) {
    const Sample prefix(good.begin(), good.begin() + static_cast<std::ptrdiff_t>(size));
    read(Bytes(prefix));
  }
}

// Calls `read` with `count` copies of `good`, each with one to four bits inverted.
template <class Read>
void each_flip(Bytes good, int count, const Read& read) {
  std::mt19937 random(20240229);
  for (int i = 0; i < count && !good.empty(); i++) {
    Sample copy(good.begin(), good.end());
    for (unsigned flips = 1 + random() % 4; flips > 0; flips--)
      copy[random() % copy.size()] ^= static_cast<std::uint8_t>(1U << random() % 8);
    read(Bytes(copy));
  }
}

inline Sample file_bytes(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

inline void write_file(const std::string& path, Bytes bytes) {
  std::ofstream(path, std::ios::binary) << as_text(bytes);
}

// What `command` prints on its standard output; empty where it fails.
inline std::string output_of(const std::string& command) {
  std::string text;
  std::FILE* pipe = ::popen((command + " 2>/dev/null").c_str(), "r");
  if (pipe == nullptr) return text;
  std::array<char, 4096> block{};
  while (const std::size_t size = std::fread(block.data(), 1, block.size(), pipe))
    text.append(block.data(), size);
  return ::pclose(pipe) == 0 ? text : std::string();
}

// A folder that is gone at the end of the test; its paths are texts, for commands.
class TestFolder {
 public:
  std::string operator/(std::string_view name) const { return folder_ / name; }

 private:
  TemporaryFolder folder_;
};

}  // namespace assay::formats
