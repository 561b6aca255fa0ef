// Starts in several stretches of code, held to a std::map of the same.
#include "code/start_map.h"

#include <gtest/gtest.h>

#include <map>
#include <random>

#include "code/arm_sets.h"
#include "code/raw_code.h"

namespace assay::code {
namespace {

// 64 KiB of Arm from 0x10000 on, of which three parts are code, the last one short.
const Program& program() {
  static const std::vector<std::uint8_t> image(0x10000);
  static const Program made = [] {
    RawCode code;
    code.processor.decoder = decoder_of(Architecture::arm);
    code.base.emplace().address = 0x10000;
    code.parts.code = {{0x100, 0x3000}, {0x3100, 0x4000}, {0xf000, 6}};
    return Program::of_raw(image, code);
  }();
  return made;
}

TEST(StartMapTest, KeepsStartsInOrder) {
  StartMap starts(program());
  std::map<std::uint64_t, bool> expected;  // whether it is a piece
  std::mt19937 random(1);
  const Decoder* thumb = decoder_of(Architecture::thumb);
  for (int i = 0; i < 3000; i++) {
    const std::uint64_t address = 0x10000 + (random() & 0xfffeU);
    const bool piece = random() % 3 == 0;
    const bool fresh = program().is_code(address) && expected.try_emplace(address, piece).second;
    EXPECT_EQ(starts.add(address, thumb, piece), fresh) << address;
  }
  ASSERT_GT(expected.size(), 1000U);
  EXPECT_EQ(starts.size(), expected.size());
  for (std::uint64_t address = 0xfff0; address < 0x20010; address++) {
    EXPECT_EQ(starts.contains(address), expected.contains(address));
    EXPECT_EQ(starts.decoder(address), expected.contains(address) ? thumb : nullptr);
    auto next = expected.lower_bound(address);
    EXPECT_EQ(starts.next(address), next == expected.end() ? StartMap::none : next->first);
    while (next != expected.end() && next->second) ++next;
    EXPECT_EQ(starts.next_whole(address), next == expected.end() ? StartMap::none : next->first);
    auto last = expected.upper_bound(address);
    while (last != expected.begin() && std::prev(last)->second) --last;
    EXPECT_EQ(starts.last_whole(address),
              last == expected.begin() ? StartMap::none : std::prev(last)->first);
  }
}

TEST(StartMapTest, KnowsHowFarFunctionsReach) {
  StartMap starts(program());
  EXPECT_EQ(starts.end(0x10100), 0U);
  EXPECT_TRUE(starts.add(0x10100, &program().decoder(), false));
  starts.set_end(0x10100, 0x10180);
  starts.set_end(0x10200, 0x10280);  // none begins there
  EXPECT_EQ(starts.end(0x10100), 0x10180U);
  EXPECT_EQ(starts.end(0x10200), 0U);
  EXPECT_EQ(starts.end(StartMap::none), 0U);
}

}  // namespace
}  // namespace assay::code
