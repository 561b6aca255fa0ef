// For tests: a small image as nodes and a case written from them.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "base/temporary_folder.h"
#include "casefile/write.h"

namespace assay::casefile {

inline std::string contents(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

// As a new file: some file systems write a truncated one out at once.
inline void overwrite(const std::filesystem::path& path, std::string_view bytes) {
  std::filesystem::remove(path);
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

inline Node sample_node(NodeId id, NodeId parent, NodeKind kind, std::string name) {
  Node node;
  node.id = id;
  node.parent = parent;
  node.kind = kind;
  node.name = std::move(name);
  node.size = 100;
  node.sha256 = sha256(as_bytes(node.name));
  return node;
}

// image / squashfs chunk / etc, etc/passwd, a device, a hostile name / gap
inline std::vector<Node> sample_nodes() {
  std::vector<Node> nodes;
  nodes.push_back(sample_node(0, no_node, NodeKind::image, "fw.bin"));
  nodes[0].size = 5000;
  nodes[0].regions = {{{0, 4000}, RegionKind::known, "squashfs", 0, 7000},
                      {{4000, 900}, RegionKind::padding, "", 0xff, 0},
                      {{4900, 100}, RegionKind::unknown, "", 0, 7990}};
  nodes.push_back(sample_node(1, 0, NodeKind::chunk, "squashfs"));
  nodes[1].range = {0, 4000};
  nodes[1].title = "SquashFS 4.0";
  nodes[1].header = {{"version", std::string("4.0")}, {"inodes", std::int64_t{4}}, {"id", {}}};
  nodes[1].checks = {{"super block", CheckState::ok, ""}};
  nodes[1].problems = {{"expand", ErrorCode::corrupt, "inode 7 points behind the end", {7, 0}}};
  nodes.push_back(sample_node(2, 1, NodeKind::directory, "etc"));
  nodes.push_back(sample_node(3, 1, NodeKind::file, "etc/passwd"));
  nodes[3].attributes.mode = 0644;
  nodes[3].attributes.inode = 0xffffffffffffffff;
  nodes[3].attributes.xattrs = {{"security.capability", std::string("\1\0\2", 3)}};
  nodes[3].facts = {
      Fact("account", {0, 10}, "passwd(5) line")
          .set("name", "root")
          .set("uid", 0)
          .set("state", "empty"),
      Fact("account", {10, 20}, "passwd(5) line").set("name", "\xff\xfe").set("state", "locked"),
      Fact("banner", {0, 5}, "text").set("text", "BusyBox v1.2")};
  nodes.push_back(sample_node(4, 1, NodeKind::char_device, "dev/console"));
  nodes[4].attributes.device_major = 5;
  nodes.push_back(sample_node(5, 1, NodeKind::symlink, std::string("a\0\n\xff<b>", 7)));
  nodes[5].attributes.link_target = "../../etc/shadow";
  nodes.push_back(sample_node(6, 0, NodeKind::gap, ""));
  nodes[6].range = {4900, 100};
  nodes[6].facts = {Fact("banner", {3, 5}, "text").set("text", "gap")};
  return nodes;
}

inline Rule sample_rule() {
  Rule rule;
  rule.id = "no_password";
  rule.standard = "no-backdoor";
  rule.title = "An account that anyone can log in to";
  rule.severity = Severity::critical;
  rule.confidence = Confidence::proven;
  rule.version = "0123456789abcdef";
  rule.text = "SELECT 1";
  return rule;
}

inline Finding sample_finding() {
  Finding finding;
  finding.id = "no_password-0011223344556677";
  finding.rule = "no_password";
  finding.rule_version = "0123456789abcdef";
  finding.severity = Severity::critical;
  finding.confidence = Confidence::proven;
  finding.activation = Activation::present;
  finding.message = "account root needs no password";
  finding.columns = {{"shell", std::string("/bin/sh")}};
  finding.evidence.resize(2);
  finding.evidence[0].fact = 1;
  finding.evidence[0].node = 3;
  finding.evidence[1].node = 3;
  return finding;
}

inline void fill(Writer& writer, const std::vector<Node>& nodes) {
  writer.info("image_name", Value{std::string("fw.bin")});
  writer.provenance("obtained_by", "a tester");
  writer.add(ImageChunk{{0, 4096}, sha256({}), 7123});
  for (const Node& node : nodes) {
    const auto added = writer.add(node);
    EXPECT_TRUE(added) << added.error().detail;
  }
  writer.add_problem(no_node, {"sandbox", ErrorCode::limit, "the engine ended early", {}});
  writer.add(Coverage{"bytes_known", 4000, "bytes", "claimed by a format"});
  writer.add(sample_rule());
  writer.add(sample_finding());
  writer.add(RuleProblem{"", "x/broken.sql", 3, "no SELECT"});
}

inline Seal write_sample(const std::filesystem::path& path) {
  Writer writer(path);
  fill(writer, sample_nodes());
  return writer.finish();
}

}  // namespace assay::casefile
