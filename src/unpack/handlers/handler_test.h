// What every handler's test does: probe bytes, expand them, and read members back, without the
// engine.
#pragma once

#include <gtest/gtest.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <map>
#include <random>
#include <string>

#include "base/temporary_folder.h"
#include "unpack/handler.h"

namespace assay::unpack::testing {

inline Buffer file_bytes(const std::filesystem::path& path) {
  Buffer bytes(std::filesystem::file_size(path));
  std::ifstream in(path, std::ios::binary);
  in.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
  return bytes;
}

inline void append(Buffer& bytes, std::string_view text) {
  const Bytes more = as_bytes(text);
  bytes.insert(bytes.end(), more.begin(), more.end());
}

// A folder of its own for one test, in which commands run.
class TemporaryFolder : public assay::TemporaryFolder {
 public:
  // Runs a shell command in the folder; the test fails where the command does.
  void run(const std::string& command) const {
    const std::string line = "cd '" + path().string() + "' && { " + command + "; } >log 2>&1";
    ASSERT_EQ(std::system(line.c_str()), 0) << command << "\n"
                                            << as_text(file_bytes(*this / "log"));
  }
};

// The folder of real samples beside the repository; empty where it is not there.
inline std::filesystem::path samples() {
  const std::filesystem::path folder =
      std::filesystem::absolute(std::filesystem::path(ASSAY_SOURCE_DIR) / "../shared/samples");
  return std::filesystem::exists(folder) ? folder : std::filesystem::path();
}

// A file of ../shared/samples; of a .zip, its largest file.
inline Buffer sample_bytes(const std::string& name) {
  const std::filesystem::path path = samples() / name;
  if (path.extension() != ".zip") return file_bytes(path);
  const TemporaryFolder folder;
  folder.run("unzip -q -j '" + path.string() +
             "' -d files && cp \"files/$(ls -S files | head -1)\" image");
  return file_bytes(folder / "image");
}

// The value of a header field; nothing where there is no such field.
inline Value field_of(const Fields& fields, std::string_view name) {
  for (const Field& field : fields)
    if (field.name == name) return field.value;
  return {};
}

inline Result<Probe> probe_at(const Handler& handler, Bytes node, std::uint64_t offset = 0,
                              const Limits& limits = Limits{}) {
  std::uint64_t budget = limits.trial_factor * node.size() + (16U << 20U);
  return handler.probe(Candidate(node, offset, limits, budget));
}

// The bytes of a member, decoded piece by piece. Errors: the codec's.
inline Result<Buffer> member_bytes(Bytes chunk, const Member& member,
                                   std::uint64_t size_max = 256U << 20U) {
  Buffer bytes;
  for (const Extent& extent : member.content.extents) {
    Buffer plain;
    if (extent.codec != nullptr) {
      const Bytes stored = TRY(slice(chunk, extent.stored));
      const std::uint64_t most = extent.plain_size_max == 0 ? size_max : extent.plain_size_max;
      TRY(extent.codec->decode(stored, most, plain));
      const std::uint64_t size = extent.size == 0 ? plain.size() - extent.skip : extent.size;
      const Bytes part = TRY(slice(plain, {extent.skip, size}));
      bytes.insert(bytes.end(), part.begin(), part.end());
    } else if (extent.stored.size > 0) {
      const Bytes part = TRY(slice(chunk, extent.stored));
      bytes.insert(bytes.end(), part.begin(), part.end());
    } else {
      bytes.resize(bytes.size() + extent.size);
      std::fill(bytes.end() - static_cast<std::ptrdiff_t>(extent.size), bytes.end(),
                std::uint8_t{0});
    }
  }
  return bytes;
}

struct Opened {
  Probe probe;
  std::vector<Member> members;
  std::vector<Problem> problems;
  std::vector<Claim> claims;
  std::optional<Error> error;  // expand()'s

  const Member* find(std::string_view name) const {
    for (const Member& member : members)
      if (member.name == name) return &member;
    return nullptr;
  }
};

// Probes and expands; the error is probe()'s.
inline Result<Opened> open(const Handler& handler, Bytes node, std::uint64_t offset = 0) {
  static const Limits limits;
  Opened opened;
  opened.probe = TRY(probe_at(handler, node, offset, limits));
  EXPECT_GE(opened.probe.size, 1U);
  EXPECT_LE(opened.probe.size, node.size() - offset);
  const Bytes chunk = node.subspan(offset, opened.probe.size);
  Sink sink(chunk.size(), limits);
  if (const auto done = handler.expand(chunk, opened.probe, sink); !done)
    opened.error = done.error();
  opened.members = std::move(sink.members());
  opened.problems = std::move(sink.problems());
  opened.claims = sink.claims();
  return opened;
}

// Every prefix of a sample, and a thousand seeded bit flips of it, end in a result: no crash, and
// no member that reaches outside the container (Sink::add asserts on that). Of a sample that cannot
// be made small, the prefixes behind its first 4 KiB are taken in a thousand steps.
inline void survives_damage(const Handler& handler, Bytes sample) {
  constexpr std::size_t rounds = 1000;
  constexpr std::size_t small = 4096;
  const std::size_t step = std::max<std::size_t>(1, sample.size() / rounds);
  for (std::size_t size = 0; size < sample.size(); size += size < small ? 1 : step) {
    const Buffer prefix(sample.begin(), sample.begin() + static_cast<std::ptrdiff_t>(size));
    (void)open(handler, prefix);
  }
  std::mt19937_64 random(1);
  Buffer flipped(sample.begin(), sample.end());
  for (std::size_t round = 0; round < rounds; round++) {
    // Every other flip goes into the first 512 bytes, where headers are.
    const std::size_t reach =
        round % 2 == 0 ? sample.size() : std::min<std::size_t>(512, sample.size());
    const std::size_t at = random() % reach;
    const auto bit = static_cast<std::uint8_t>(1U << random() % 8);
    flipped[at] ^= bit;
    if (const auto opened = open(handler, flipped)) {
      std::uint64_t decoded = 0;
      for (const Member& member : opened->members) {
        if (decoded > (1U << 20U)) break;
        if (const auto bytes =
                member_bytes(Bytes(flipped).first(opened->probe.size), member, 1U << 20U))
          decoded += bytes->size();
      }
    }
    flipped[at] ^= bit;
  }
}

}  // namespace assay::unpack::testing
