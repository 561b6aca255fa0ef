#include "formats/declaration.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>

namespace assay::formats {
namespace {

constexpr std::string_view good =
    "declaration: 1\n"
    "product: \"CPE 1\"\n"
    "accounts:\n"
    "  - name: admin\n"
    "    purpose: local administration\n"
    "ports:\n"
    "  - {port: 22, protocol: tcp, purpose: SSH}\n"
    "commands: []\n";

std::string read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

TEST(Declaration, IsRead) {
  const auto declaration = parse_declaration(good);
  ASSERT_TRUE(declaration) << declaration.error().detail;
  EXPECT_EQ(declaration->product, "CPE 1");
  EXPECT_EQ(
      declaration->things,
      (std::vector<DeclaredThing>{{4, DeclaredKind::account, "admin", "", "local administration"},
                                  {7, DeclaredKind::port, "22", "tcp", "SSH"}}));
}

TEST(Declaration, WhatIsWrongIsToldWithItsLine) {
  const auto error_with = [](std::string_view from, std::string_view to) {
    std::string text(good);
    text.replace(text.find(from), from.size(), to);
    const auto declaration = parse_declaration(text);
    EXPECT_FALSE(declaration) << from << " -> " << to;
    return declaration ? "" : declaration.error().detail;
  };
  EXPECT_EQ(error_with("name: admin", "user: admin"), "line 4: 'user' is no key of accounts");
  EXPECT_EQ(error_with("port: 22", "port: 99999"), "line 7: '99999' is no port");
  EXPECT_EQ(error_with("tcp", "icmp"), "line 7: 'protocol' is tcp or udp");
  EXPECT_EQ(error_with("product:", "accounts: []\nproduct:"), "line 4: 'accounts' stands twice");
  EXPECT_EQ(error_with("declaration: 1", "declaration: 2"),
            "line 1: only 'declaration: 1' is known");
  EXPECT_EQ(error_with("declaration: 1\n", ""), "'declaration: 1' is missing");
  EXPECT_EQ(error_with("    purpose: local administration\n", ""), "line 4: 'purpose' is missing");
  EXPECT_EQ(error_with("admin", "[a, b]"), "line 4: a text is wanted here");
  EXPECT_EQ(error_with("commands: []", "commands: &a []"),
            "line 8: anchors and aliases are not taken");
  EXPECT_EQ(error_with("commands: []", "vendor: *a"), "line 8: anchors and aliases are not taken");
  EXPECT_NE(error_with("commands: []", "commands: ["), "");
  EXPECT_NE(error_with("CPE", "\xff"), "");
  EXPECT_NE(error_with("CPE", std::string(2000, 'x')), "");
  EXPECT_NE(error_with("commands: []\n", "...\n---\na: b\n"), "");
}

TEST(Declaration, HostileTextEnds) {
  EXPECT_FALSE(parse_declaration(""));
  EXPECT_FALSE(parse_declaration(std::string(2U << 20U, 'a')));
  EXPECT_FALSE(parse_declaration("declaration: 1\naccounts: " + std::string(100'000, '[')));
  EXPECT_FALSE(parse_declaration(std::string(100'000, '{')));
  for (std::size_t size = 0; size < good.size(); size++)
    (void)parse_declaration(good.substr(0, size));
  for (std::size_t i = 0; i < good.size(); i++) {
    std::string text(good);
    text[i] = static_cast<char>(text[i] ^ (1 << (i % 7)));
    (void)parse_declaration(text);
  }
}

TEST(Declaration, TheExampleIsReadAndHoldsToTheSchema) {
  const std::string folder = std::string(ASSAY_SOURCE_DIR) + "/docs/";
  const auto declaration = parse_declaration(read_file(folder + "declaration.example.yaml"));
  ASSERT_TRUE(declaration) << declaration.error().detail;
  for (const std::string_view name : declared_kind_names)
    EXPECT_TRUE(std::ranges::any_of(declaration->things, [&](const DeclaredThing& thing) {
      return declared_kind_names[static_cast<std::size_t>(thing.kind)] == name;
    })) << name;
  if (std::system("python3 -c 'import jsonschema, yaml' 2>/dev/null") != 0)
    GTEST_SKIP() << "python3-jsonschema and python3-yaml are not installed";
  EXPECT_EQ(std::system("python3 -c 'import json, jsonschema, yaml; jsonschema.validate("
                        "yaml.safe_load(open(\"docs/declaration.example.yaml\")), "
                        "json.load(open(\"docs/declaration.schema.json\")))'"),
            0);
}

}  // namespace
}  // namespace assay::formats
