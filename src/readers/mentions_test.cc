#include "readers/mentions.h"

#include <gtest/gtest.h>

#include <random>

namespace assay::readers {
namespace {

constexpr std::uint64_t large_image = 64U << 20U;

TEST(Mentions, KnowsTheNamesOfAText) {
  Mentions mentions(large_image);
  mentions.note(as_bytes("run=/usr/sbin/telnetd -l \"./login.sh\", see lib-x.so.1.\n"), "");
  for (const auto name : {"telnetd", "login.sh", "lib-x.so.1", "usr", "sbin", "run"})
    EXPECT_TRUE(mentions.has(name)) << name;
  for (const auto name : {"telnet", "login", "elnetd", "so.1", "telnetd -l"})
    EXPECT_FALSE(mentions.has(name)) << name;
  EXPECT_TRUE(mentions.has("sh"));  // too short to tell
}

TEST(Mentions, PassesOverNoise) {
  std::mt19937_64 random(1);
  Buffer bytes(1U << 20U);
  for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>(random());
  const Bytes text = as_bytes("needle.sh ");
  std::ranges::copy(as_bytes("stray1"), bytes.begin() + 100);
  for (std::size_t at = 700'000; at < 702'000; at += text.size())
    std::ranges::copy(text, bytes.begin() + static_cast<std::ptrdiff_t>(at));
  Mentions mentions(large_image);
  mentions.note_unknown(bytes);
  EXPECT_TRUE(mentions.has("needle.sh"));
  EXPECT_FALSE(mentions.has("stray1"));
  Mentions whole(large_image);
  whole.note(bytes, {});
  EXPECT_TRUE(whole.has("stray1"));
}

TEST(Mentions, KeepsNamesApart) {
  Mentions mentions(large_image);
  for (int i = 0; i < 200'000; i++) mentions.note(as_bytes("name" + std::to_string(i)), {});
  int wrong = 0;
  for (int i = 0; i < 100'000; i++) wrong += mentions.has("other" + std::to_string(i)) ? 1 : 0;
  EXPECT_LT(wrong, 100);
}

TEST(Mentions, LeavesOutAFilesOwnName) {
  Mentions mentions(large_image);
  mentions.note(as_bytes("usage: debug.cgi [debug]"), "debug.cgi");
  EXPECT_FALSE(mentions.has("debug.cgi"));
  EXPECT_FALSE(mentions.has("debug"));
  EXPECT_TRUE(mentions.has("usage"));
}

Node file(std::string_view path) {
  Node node;
  node.kind = NodeKind::file;
  node.name = path;
  node.size = 5;
  return node;
}

Node link(std::string_view path, std::string_view target) {
  Node node;
  node.kind = NodeKind::symlink;
  node.name = path;
  node.attributes.link_target = std::string(target);
  return node;
}

// Whether each node came out as one that nothing refers to.
std::string told(const Mentions& mentions, std::vector<Node> nodes) {
  add_unreferred(mentions, nodes);
  std::string out;
  for (const Node& node : nodes) out += node.facts.empty() ? '.' : 'u';
  return out;
}

TEST(Mentions, TellsFilesThatNothingRefersTo) {
  Mentions mentions(large_image);
  mentions.note(as_bytes("/sbin/known modprobe nf_nat; for i in /etc/x.d/*; require('menu')"), "");
  EXPECT_EQ(told(mentions, {file("sbin/known"), file("sbin/hidden")}), ".u");
  EXPECT_EQ(told(mentions, {file("lib/nf-nat.ko"), file("lib/ipt_x.ko")}), ".u");
  EXPECT_EQ(told(mentions, {file("etc/x.d/10-foo"), file("etc/y.d/10-foo")}), ".u");
  EXPECT_EQ(told(mentions, {file("lua/menu.lua"), file("lua/debug.lua")}), ".u");
}

TEST(Mentions, LetsDocumentationOff) {
  const Mentions mentions(large_image);
  EXPECT_EQ(told(mentions, {file("usr/share/doc/manual"), file("usr/share/data/manual")}), ".u");
}

TEST(Mentions, FollowsLinks) {
  Mentions mentions(large_image);
  mentions.note(as_bytes("/bin/applet"), "");
  EXPECT_EQ(
      told(mentions, {file("bin/multi"), link("bin/other", "multi"), link("bin/applet", "other"),
                      file("bin/lonely"), link("bin/solitary", "lonely")}),
      "...u.");
  EXPECT_EQ(told(mentions, {file("units/debug.unit"),
                            link("multi-user.target.wants/debug.unit", "../debug.unit")}),
            "..");
}

TEST(Mentions, EndsWithLinksInACircle) {
  const Mentions mentions(large_image);
  EXPECT_EQ(told(mentions, {file("x/first"), link("x/second", "first"), link("x/first", "second")}),
            "u..");
}

}  // namespace
}  // namespace assay::readers
