// What tests of the whole engine do: scan a file, and look at the nodes.
#pragma once

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "unpack/handlers/handler_test.h"
#include "unpack/unpack.h"

namespace assay::unpack::testing {

// Reads nothing but what a test asks for.
class Quiet : public Visitor {
 public:
  std::vector<std::string_view> words() const override { return {"needle"}; }
  std::string file_type(Bytes bytes) const override {
    if (as_text(bytes).starts_with("HDR0")) return "firmware image";
    return as_text(bytes).starts_with("text") ? "text" : "";
  }
  void read_content(const Leaf& leaf, Reading& out) const override {
    for (const Hit& hit : leaf.hits) out.facts.emplace_back("word", Range{hit.offset, 6}, "found");
  }
  void read_named(const Leaf& leaf, Reading& out) const override {
    if (leaf.name == "part1" && !leaf.bytes.empty())
      out.facts.emplace_back("named", Range{0, 1}, "by name");
  }
};

inline Tree scan_file(const std::filesystem::path& path, unsigned threads = 1,
                      Options options = {}) {
  const auto source = Source::open(path, options.limits);
  EXPECT_TRUE(source) << source.error().detail;
  options.threads = threads;
  Progress progress;
  return unpack(*source, options, Quiet(), progress);
}

inline Tree scan(const std::string& image, unsigned threads = 1, const Options& options = {}) {
  const TemporaryFolder folder;
  std::ofstream(folder / "image", std::ios::binary) << image;
  return scan_file(folder / "image", threads, options);
}

inline const Node* find(const Tree& tree, std::string_view name) {
  for (const Node& node : tree.nodes)
    if (node.name == name) return &node;
  return nullptr;
}

inline void expect_partitions(const Tree& tree) {
  for (const Node& node : tree.nodes) {
    if (node.regions.empty()) continue;
    std::uint64_t at = 0;
    for (const Region& region : node.regions) {
      EXPECT_EQ(region.range.offset, at);
      at = region.range.end();
    }
    EXPECT_EQ(at, node.size) << node.name;
  }
}

inline bool has_problem(const Node& node, ErrorCode code) {
  return std::ranges::any_of(node.problems, [code](const Problem& p) { return p.code == code; });
}

// "crc32 ok, size bad": the node's checks in a line.
inline std::string checks_of(const Node& node) {
  std::string text;
  for (const Check& check : node.checks) {
    text += (text.empty() ? "" : ", ") + check.name + " ";
    text += check_state_names[static_cast<std::size_t>(check.state)];
  }
  return text;
}

}  // namespace assay::unpack::testing
