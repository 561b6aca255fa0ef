// What a codec's test says and needs: the sample that codec_test.cc runs every property over, made
// by another program.
#pragma once

#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/temporary_folder.h"
#include "codec/codec.h"

namespace assay::codec::testing {

inline Buffer file_bytes(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  const std::string text((std::istreambuf_iterator<char>(in)), {});
  const Bytes bytes = as_bytes(text);
  return {bytes.begin(), bytes.end()};
}

// What a shell command writes when it reads `input`. The test fails where the command does.
inline Buffer made_by(const std::string& command, Bytes input) {
  const TemporaryFolder folder;
  std::ofstream(folder / "in", std::ios::binary) << as_text(input);
  const std::string line = "cd " + folder.path().string() + " && { " + command + "; } <in >out";
  EXPECT_EQ(std::system(line.c_str()), 0) << command;  // NOLINT(concurrency-mt-unsafe)
  return file_bytes(folder / "out");
}

// All of `bytes` but the first `front` and the last `back`.
inline Buffer without(Bytes bytes, std::size_t front, std::size_t back = 0) {
  EXPECT_GE(bytes.size(), front + back);
  if (bytes.size() < front + back) return {};
  const Bytes rest = bytes.subspan(front, bytes.size() - front - back);
  return {rest.begin(), rest.end()};
}

inline Buffer joined(Bytes a, Bytes b) {
  Buffer both(a.begin(), a.end());
  both.insert(both.end(), b.begin(), b.end());
  return both;
}

// A real sample beside the repository; empty where it is not there.
inline Buffer real_sample(const std::string& name) {
  return file_bytes(std::filesystem::path(ASSAY_SOURCE_DIR) / "../shared/samples" / name);
}

// How the end of the plain bytes is known.
enum class Ending : std::uint8_t {
  said,    // the stream says it
  stored,  // it is where the stored bytes end
  caller,  // the caller knows how many there are
};

struct Sample {
  std::string_view codec;
  Ending ending;
  std::function<Buffer(Bytes plain)> store;  // empty, where the program does not store these so
  bool checked = false;                      // a checksum vouches for all plain bytes
  std::size_t plain_size_max = std::size_t{64} << 20U;
};

inline std::vector<Sample>& samples() {
  static std::vector<Sample> all;
  return all;
}

// For a variable at namespace scope: const bool known = add_sample({...});
inline bool add_sample(Sample sample) {
  samples().push_back(std::move(sample));
  return true;
}

}  // namespace assay::codec::testing
