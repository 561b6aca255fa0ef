#include <gtest/gtest.h>

#include "readers/reader.h"

namespace assay::readers {
extern const Reader banner;
namespace {

std::vector<Fact> read(std::string_view text) {
  std::vector<Hit> hits;
  for (std::size_t at = 0; at < text.size(); at++)
    for (std::uint32_t i = 0; i < banner.words.size(); i++)
      if (text.substr(at).starts_with(banner.words[i])) hits.push_back({at, i});
  Reading reading;
  banner.read_content({as_bytes(text), {}, Attributes{}, {}, hits}, reading);
  return reading.facts;
}

TEST(Banner, StatesProductAndVersionAndWhereTheyStand) {
  const std::string text = std::string(2, '\1') + "BusyBox v1.19.4 (2018-03-19 10:11:12 CST)\n";
  const auto facts = read(text);
  ASSERT_EQ(facts.size(), 1U);
  EXPECT_EQ(facts[0].range, (Range{2, 41}));
  EXPECT_EQ(facts[0].columns[0], (Field{"product", std::string("busybox")}));
  EXPECT_EQ(facts[0].columns[1], (Field{"version", std::string("1.19.4")}));
}

TEST(Banner, IsNotProseNorAFormatString) {
  EXPECT_TRUE(read("the OpenSSL toolkit; Linux version %s; dnsmasq-%s").empty());
}

TEST(Banner, MayStandAtTheEnd) {
  EXPECT_EQ(read("U-Boot 1.1.4").size(), 1U);
  EXPECT_TRUE(read("U-Boot ").empty());
}

}  // namespace
}  // namespace assay::readers
