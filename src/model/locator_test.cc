#include "model/locator.h"

#include <gtest/gtest.h>

#include <random>

namespace assay {
namespace {

TEST(Locator, IsWrittenAsThePathDownToTheBytes) {
  const Locator shadow{{{{0x40000, 0x2a0000}, "squashfs", Member{"etc/shadow"}}}, Range{0, 0x1f}};
  EXPECT_EQ(to_string(shadow), "image[0x40000:0x2a0000]squashfs/etc/shadow[0x0:0x1f]");
  EXPECT_EQ(to_string(Locator{}), "image");
}

TEST(Locator, HostileNamesStayOneLineOfPlainCharacters) {
  const std::string name("/../a\0b\n\x1b[2J#]%", 15);
  const std::string text = to_string({{{{0, 1}, "tar", Member{name, 3}}}, std::nullopt});
  for (const char c : text) EXPECT_TRUE(c > ' ' && c < 0x7f) << text;
  EXPECT_EQ(parse_locator(text)->steps[0].member->name, name);
}

TEST(Locator, ParseIsTheInverseOfToString) {
  std::mt19937_64 random(7);
  for (int round = 0; round < 2000; round++) {
    Locator locator;
    for (std::uint64_t steps = random() % 4; steps > 0; steps--) {
      Step step{{random() >> 2U, random() >> 2U}, "h" + std::to_string(random() % 9), {}};
      if (random() % 4 != 0) {
        Member member{"", static_cast<std::uint32_t>(1 + random() % 3)};
        for (std::uint64_t n = 1 + random() % 8; n > 0; n--)
          member.name += static_cast<char>(random());
        step.member = member;
      }
      locator.steps.push_back(step);
    }
    if (random() % 2 != 0) locator.range = Range{random() >> 2U, random() >> 2U};
    const auto parsed = parse_locator(to_string(locator));
    ASSERT_TRUE(parsed) << to_string(locator) << ": " << parsed.error().detail;
    EXPECT_EQ(*parsed, locator);
  }
}

TEST(Locator, SaysWhereTheTextGoesWrong) {
  for (const char* text :
       {"", "imag", "image[", "image[0x0:0x1", "image[0:1]", "image[0x0:0x1]a/%g0",
        "image[0x0:0x1]a/b#1", "image[0xffffffffffffffff:0x2]", "image[0x0:0x1]/b"})
    EXPECT_FALSE(parse_locator(text)) << text;
}

}  // namespace
}  // namespace assay
