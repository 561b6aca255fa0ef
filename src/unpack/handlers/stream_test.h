// What the tests of handlers of compressed streams do alike.
#pragma once

#include <fmt/core.h>

#include "unpack/handlers/tree_test.h"

namespace assay::unpack::testing {

// Text that packs well, and bytes that do not.
inline Buffer plain_sample(std::size_t size) {
  Buffer bytes;
  std::mt19937 random(7);
  while (bytes.size() < size) {
    const auto chance = random();
    if (chance % 8 == 0) {
      bytes.push_back(static_cast<std::uint8_t>(chance >> 8U));
      continue;
    }
    const std::string text = fmt::format("word{} ", chance % 1000);
    const Bytes word = as_bytes(text);
    bytes.insert(bytes.end(), word.begin(), word.end());
  }
  bytes.resize(size);
  return bytes;
}

inline void write_file(const std::filesystem::path& path, Bytes bytes) {
  std::ofstream(path, std::ios::binary)
      .write(reinterpret_cast<const char*>(bytes.data()),
             static_cast<std::streamsize>(bytes.size()));
}

// Packs the sample with `command`, which reads the file `plain` and writes `packed`.
inline Buffer packed_by(const TemporaryFolder& folder, const std::string& command, Bytes plain) {
  write_file(folder / "plain", plain);
  folder.run(command);
  return file_bytes(folder / "packed");
}

// A small sample, packed with `command`, for survives_damage().
inline Buffer small_packed_by(const std::string& command) {
  return packed_by(TemporaryFolder(), command, plain_sample(400));
}

// The archive is opened whole with bytes before and behind it, and gives `plain` back.
inline void opens_to(const Handler& handler, const Buffer& packed, const Buffer& plain) {
  Buffer node = {'b', 'e', 'f', 'o', 'r', 'e', '!'};
  const std::uint64_t offset = node.size();
  node.insert(node.end(), packed.begin(), packed.end());
  node = with_garbage(std::move(node));
  const auto opened = open(handler, node, offset);
  ASSERT_TRUE(opened) << opened.error().detail;
  EXPECT_EQ(opened->probe.size, packed.size());
  EXPECT_EQ(opened->probe.confidence, Confidence::proven);
  EXPECT_TRUE(opened->probe.problems.empty());
  ASSERT_EQ(opened->members.size(), 1U);
  const auto bytes = member_bytes(packed, opened->members[0]);
  ASSERT_TRUE(bytes) << bytes.error().detail;
  EXPECT_EQ(*bytes, plain);
}

inline std::optional<Value> field(const Probe& probe, std::string_view name) {
  for (const Field& field : probe.header)
    if (field.name == name) return field.value;
  return {};
}

inline Value number(std::int64_t value) { return value; }
inline Value text(std::string value) { return value; }

// The first half of a stream is still one, and gives what it decodes to.
inline void keeps_what_is_left(const Handler& handler, const Buffer& packed, const Buffer& plain) {
  const Buffer half(packed.begin(),
                    packed.begin() + static_cast<std::ptrdiff_t>(packed.size() / 2));
  const auto opened = open(handler, half);
  ASSERT_TRUE(opened) << opened.error().detail;
  EXPECT_EQ(opened->probe.size, half.size());
  EXPECT_EQ(opened->probe.confidence, Confidence::plausible);
  ASSERT_EQ(opened->probe.problems.size(), 1U);
  EXPECT_EQ(opened->probe.problems[0].code, ErrorCode::truncated);
  ASSERT_EQ(opened->members.size(), 1U);
  const auto& part = *opened->members[0].content.extents[0].plain;
  EXPECT_GT(part.size(), plain.size() / 8);
  ASSERT_LT(part.size(), plain.size());
  EXPECT_TRUE(std::ranges::equal(part, Bytes(plain).first(part.size())));
}

// A stream with a defect in its middle goes as far as it decodes, and not over what stands behind.
inline void ends_at_a_defect(const Handler& handler, Buffer packed) {
  const std::size_t middle = packed.size() / 2;
  for (std::size_t i = 0; i < 64; i++) packed[middle + i] ^= static_cast<std::uint8_t>(37 * i + 85);
  const std::uint64_t size = packed.size();
  packed.resize(size + 100'000, 0);
  const auto opened = open(handler, packed);
  ASSERT_TRUE(opened) << opened.error().detail;
  EXPECT_NE(opened->probe.confidence, Confidence::proven);
  ASSERT_EQ(opened->probe.problems.size(), 1U);
  EXPECT_LT(opened->probe.size, size + 1000);
}

// Tries the handler wherever one of its magics stands in 2 MiB of random bytes, and at starts that
// are its magic followed by random bytes.
inline void is_not_found_in_noise(const Handler& handler) {
  std::mt19937_64 random(11);
  Buffer noise(2U << 20U);
  for (auto& byte : noise) byte = static_cast<std::uint8_t>(random());
  const auto known = [](std::string_view hex) {
    std::vector<int> bytes;
    for (std::size_t i = 0; i + 1 < hex.size(); i += 2) {
      while (hex[i] == ' ') i++;
      bytes.push_back(hex[i] == '?' ? -1 : std::stoi(std::string(hex.substr(i, 2)), nullptr, 16));
    }
    return bytes;
  };
  for (const Magic& magic : handler.magics) {
    const std::vector<int> bytes = known(magic.hex);
    for (std::size_t i = 0; i < 2000; i++) {
      const std::size_t at = i * 509 % (noise.size() - 4096);
      const Buffer before(noise.begin() + static_cast<std::ptrdiff_t>(at),
                          noise.begin() + static_cast<std::ptrdiff_t>(at + 512));
      for (std::size_t k = 0; k < bytes.size(); k++)
        if (bytes[k] >= 0) noise[at + magic.offset + k] = static_cast<std::uint8_t>(bytes[k]);
      EXPECT_FALSE(open(handler, noise, at)) << magic.hex << " at " << at;
      std::ranges::copy(before, noise.begin() + static_cast<std::ptrdiff_t>(at));
      if (handler.magics.size() > 8 && i == 50) break;
    }
  }
}

}  // namespace assay::unpack::testing
