// Properties that every codec has. A new codec is covered as soon as its test adds a sample, and
// fails here until it does.
#include "codec/codec_test.h"

#include <algorithm>
#include <random>
#include <thread>

namespace assay::codec::testing {
namespace {

Buffer random_bytes(std::size_t size) {
  std::mt19937 random(7);
  Buffer bytes(size);
  std::generate(bytes.begin(), bytes.end(), [&] { return static_cast<std::uint8_t>(random()); });
  return bytes;
}

Buffer text(std::size_t size) {
  const std::string_view words[] = {"router ", "firmware ", "telnetd ", "root:x:0:0\n",
                                    "0123456789"};
  std::mt19937 random(3);
  std::string all;
  while (all.size() < size) all += words[random() % std::size(words)];
  const Bytes bytes = as_bytes(all).first(size);
  return {bytes.begin(), bytes.end()};
}

struct Content {
  std::string_view name;
  Buffer bytes;
};

const std::vector<Content>& contents() {
  static const std::vector<Content> all = {
      {"nothing", {}},
      {"one byte", {'x'}},
      {"text", text(20'000)},
      {"random", random_bytes(100'000)},
      {"random then text", joined(random_bytes(5000), text(100'000))},
      {"zeros", Buffer(1U << 20U, std::uint8_t{0})},
      {"a program", file_bytes("/bin/cat")},
  };
  return all;
}

class EveryCodec : public ::testing::TestWithParam<const Codec*> {
 protected:
  const Codec& codec() const { return *GetParam(); }

  const Sample* sample() const {
    for (const Sample& each : samples())
      if (each.codec == codec().id) return &each;
    return nullptr;
  }
};

TEST_P(EveryCodec, HasASample) { EXPECT_NE(sample(), nullptr) << codec().id; }

TEST_P(EveryCodec, GivesBackWhatAnotherProgramStored) {
  if (sample() == nullptr) return;
  std::size_t tried = 0;
  for (const Content& content : contents()) {
    SCOPED_TRACE(content.name);
    const Bytes plain =
        Bytes(content.bytes).first(std::min(content.bytes.size(), sample()->plain_size_max));
    const Buffer stored = sample()->store(plain);
    if (stored.empty()) continue;
    tried++;
    Buffer got = {'o', 'l', 'd'};
    const auto taken = codec().decode(stored, plain.size(), got);
    ASSERT_TRUE(taken) << taken.error().detail;
    EXPECT_TRUE(std::ranges::equal(got, plain));
    EXPECT_LE(*taken, stored.size());
    if (sample()->ending != Ending::caller) {
      EXPECT_EQ(*taken, stored.size());
    }
    if (sample()->ending == Ending::said) {
      const auto again = codec().decode(joined(stored, random_bytes(100)), 1U << 30U, got);
      ASSERT_TRUE(again) << again.error().detail;
      EXPECT_EQ(*again, stored.size());
      EXPECT_TRUE(std::ranges::equal(got, plain));
    }
  }
  EXPECT_GE(tried, 3U);
}

TEST_P(EveryCodec, KeepsToItsLimit) {
  if (sample() == nullptr) return;
  const Buffer zeros(std::min<std::size_t>(sample()->plain_size_max, 4U << 20U), std::uint8_t{0});
  const Buffer stored = sample()->store(zeros);
  for (const std::uint64_t size_max :
       {std::uint64_t{0}, std::uint64_t{1}, zeros.size() / 32, std::uint64_t{zeros.size() - 1}}) {
    Buffer got;
    const auto taken = codec().decode(stored, size_max, got);
    EXPECT_EQ(got.size(), size_max);
    EXPECT_LE(got.capacity(), 2 * size_max + (1U << 16U));
    if (sample()->ending == Ending::caller) {
      EXPECT_TRUE(taken) << taken.error().detail;
    } else {
      ASSERT_FALSE(taken);
      EXPECT_EQ(taken.error().code, ErrorCode::limit) << taken.error().detail;
    }
  }
}

// Memory follows what comes out, not the limit.
TEST_P(EveryCodec, TakesLittleMemoryForLittle) {
  if (sample() == nullptr) return;
  const Buffer stored = sample()->store(text(2000));
  if (sample()->ending == Ending::caller) return;
  Buffer got;
  ASSERT_TRUE(codec().decode(stored, ~std::uint64_t{0}, got));
  EXPECT_EQ(got.size(), 2000U);
  EXPECT_LE(got.capacity(), 1U << 20U);
}

TEST_P(EveryCodec, EndsInAResultForEveryPrefix) {
  if (sample() == nullptr) return;
  const Buffer plain = text(2000);
  const Buffer stored = sample()->store(plain);
  for (std::size_t size = 0; size < stored.size(); size++) {
    // Memory of its own, so that the sanitizer sees a read past its end.
    const Buffer prefix(stored.begin(), stored.begin() + static_cast<std::ptrdiff_t>(size));
    Buffer got;
    const auto taken = codec().decode(prefix, 2 * plain.size(), got);
    ASSERT_LE(got.size(), 2 * plain.size());
    if (sample()->ending != Ending::said) continue;
    ASSERT_FALSE(taken) << size;
    EXPECT_EQ(taken.error().code, ErrorCode::truncated) << size << ": " << taken.error().detail;
    ASSERT_LE(got.size(), plain.size());
    EXPECT_TRUE(std::ranges::equal(got, Bytes(plain).first(got.size())));
  }
}

TEST_P(EveryCodec, EndsInAResultForFlippedBits) {
  if (sample() == nullptr) return;
  const Buffer plain = text(2000);
  Buffer stored = sample()->store(plain);
  const Buffer whole = stored;
  std::mt19937 random(1);
  for (int round = 0; round < 1000; round++) {
    stored = whole;
    for (auto flips = 1 + random() % 3; flips > 0; flips--)
      stored[random() % stored.size()] ^= static_cast<std::uint8_t>(1U << random() % 8);
    Buffer got;
    const auto taken = codec().decode(stored, 1U << 16U, got);
    ASSERT_LE(got.size(), 1U << 16U);
    if (taken) {
      ASSERT_GE(*taken, 1U);
      ASSERT_LE(*taken, stored.size());
      if (sample()->checked) {
        EXPECT_EQ(got, plain);
      }
    }
  }
}

// What stands before a damage is kept.
TEST_P(EveryCodec, KeepsWhatItDecodedBeforeAnError) {
  if (sample() == nullptr) return;
  const Buffer plain =
      joined(text(20'000), random_bytes(std::min<std::size_t>(sample()->plain_size_max, 300'000)));
  const Bytes first = Bytes(plain).first(std::min(plain.size(), sample()->plain_size_max));
  Buffer stored = sample()->store(first);
  if (stored.size() < 1000) return;
  stored.resize(stored.size() - 10);
  Buffer got;
  (void)codec().decode(stored, first.size(), got);
  EXPECT_GE(got.size(), 10'000U);
  EXPECT_TRUE(std::ranges::equal(Bytes(got).first(std::min<std::size_t>(got.size(), 10'000)),
                                 first.first(std::min<std::size_t>(got.size(), 10'000))));
}

// A wrong checksum does not keep anyone from the plain bytes, nor from where the stream ends.
TEST_P(EveryCodec, TellsAWrongChecksumFromDamage) {
  if (sample() == nullptr || codec().decode_unchecked == nullptr) return;
  const Buffer plain = text(3000);
  Buffer stored = sample()->store(plain);
  const std::size_t size = stored.size();
  Buffer got;
  ASSERT_TRUE(codec().decode_unchecked(joined(stored, text(9)), 1U << 20U, got));
  EXPECT_EQ(got, plain);
  int wrong_checksums = 0;
  for (std::uint8_t& byte : stored) {
    byte ^= 4U;
    const auto checked = codec().decode(stored, 1U << 20U, got);
    const auto unchecked = codec().decode_unchecked(stored, 1U << 20U, got);
    byte ^= 4U;
    if (checked || !unchecked || got != plain) continue;
    EXPECT_EQ(checked.error().code, ErrorCode::corrupt);
    EXPECT_EQ(*unchecked, size);
    wrong_checksums++;
  }
  EXPECT_GE(wrong_checksums, 4);
}

TEST_P(EveryCodec, GivesTheSameOnEveryThread) {
  if (sample() == nullptr) return;
  const Buffer plain = text(4000);
  const Buffer stored = sample()->store(plain);
  std::vector<Buffer> got(4);
  {
    std::vector<std::jthread> threads;
    threads.reserve(got.size());
    for (Buffer& each : got) {
      threads.emplace_back([&each, &stored, &plain, this] {
        for (int round = 0; round < 5; round++) (void)codec().decode(stored, plain.size(), each);
      });
    }
  }
  for (const Buffer& each : got) EXPECT_EQ(each, plain);
}

INSTANTIATE_TEST_SUITE_P(Codec, EveryCodec,
                         ::testing::ValuesIn(all_codecs().begin(), all_codecs().end()),
                         [](const auto& each) { return std::string(each.param->id); });

TEST(AllCodecs, AreSortedAndFoundById) {
  EXPECT_TRUE(std::ranges::is_sorted(all_codecs(), {}, &Codec::id));
  for (const Codec* codec : all_codecs()) EXPECT_EQ(find_codec(codec->id), codec);
  EXPECT_EQ(find_codec("no such"), nullptr);
  for (const Sample& sample : samples()) EXPECT_NE(find_codec(sample.codec), nullptr);
}

}  // namespace
}  // namespace assay::codec::testing
