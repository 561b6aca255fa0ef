// For tests: the case file of an invented router, written without its image.
#pragma once

#include <gtest/gtest.h>

#include <string>

#include "casefile/write.h"
#include "model/locator.h"

namespace assay::cli {

class SampleCase {
 public:
  // With `clean`, nothing was found and nothing is unknown.
  static void write(const std::string& path, bool clean = false) {
    SampleCase sample;
    sample.add_nodes(clean);
    casefile::Writer writer(path);
    writer.info("image_name", Value{std::string("router.bin")});
    writer.info("image_size", Value{std::int64_t{1'000'000}});
    writer.info("image_sha256", Value{to_hex(sha256(as_bytes("router.bin")))});
    writer.info("tool_version", Value{std::string("0.1.0")});
    for (const Node& node : sample.nodes_) EXPECT_TRUE(writer.add(node));
    writer.add_problem(no_node, {"sandbox", ErrorCode::limit, "the engine ended early", {}});
    for (const Rule& rule : rules()) writer.add(rule);
    if (!clean)
      for (const Finding& finding : findings()) writer.add(finding);
    if (!clean) writer.add(RuleProblem{"", "extra/broken.sql", 3, "there is no SELECT"});
    writer.finish();
  }

  static std::vector<Rule> rules() {
    Rule empty;
    empty.id = "account_without_password";
    empty.standard = "no-backdoor";
    empty.title = "An account that anyone can log in to";
    empty.severity = Severity::critical;
    empty.confidence = Confidence::proven;
    empty.weakness = "CWE-258";
    empty.clauses = "3GPP TS 33.117 4.2.3.4.2.1; ETSI EN 303 645 5.1-1";
    empty.why = "passwd(5) says that an empty field means that no password is needed.";
    empty.refuted_by = "a login program in the image that refuses empty passwords";
    empty.version = "0123456789abcdef";
    empty.text = "SELECT 1";
    Rule executable_stack = empty;
    executable_stack.id = "executable_stack";
    executable_stack.standard = "engineering";
    executable_stack.title = "A program whose stack can be executed";
    executable_stack.severity = Severity::low;
    executable_stack.confidence = Confidence::strong;
    return {empty, executable_stack};
  }

  static std::vector<Finding> findings() {
    std::vector<Finding> all;
    all.push_back(finding("account_without_password-3f2a000000000001", Severity::critical,
                          "account 'debug' needs no password", 1, passwd));
    all[0].activation = Activation::present;
    all[0].columns = {{"shell", std::string("/bin/sh")}};
    all[0].alternatives = "The account may be removed when the device first starts.";
    all[0].not_claimed = "That anyone ever logged in.";
    for (int i = 0; i < 5; i++) {
      const std::string name = "executable_stack-abcd00000000000" + std::to_string(i);
      all.push_back(
          finding(name, Severity::low, "program " + std::to_string(i) + " has one", 2, passwd));
      all.back().confidence = Confidence::strong;
    }
    return all;
  }

  static constexpr NodeId passwd = 6;

 private:
  Node& add(NodeId parent, NodeKind kind, std::string name, std::uint64_t size, Range range = {}) {
    Node node;
    node.id = static_cast<NodeId>(nodes_.size());
    node.parent = parent;
    node.kind = kind;
    node.name = std::move(name);
    node.size = size;
    node.range = range;
    const bool bytes = kind != NodeKind::directory && kind != NodeKind::symlink;
    if (bytes) node.sha256 = sha256(as_bytes(node.name));
    nodes_.push_back(std::move(node));
    return nodes_.back();
  }

  void add_nodes(bool clean) {
    const RegionKind doubtful = clean ? RegionKind::known : RegionKind::unknown;
    add(no_node, NodeKind::image, "router.bin", 1'000'000).regions = {
        {{0, 900'000}, RegionKind::known, "trx", 0, 7000},
        {{900'000, 99'500}, RegionKind::padding, "", 0xff, 0},
        {{999'500, 500}, doubtful, clean ? "signature" : "", 0, 7990}};
    Node& trx = add(0, NodeKind::chunk, "trx", 900'000, {0, 900'000});
    trx.title = "TRX version 1";
    trx.regions = {{{0, 900'000}, RegionKind::known, "member data", 0, 7000}};
    trx.checks = {{"crc32", clean ? CheckState::ok : CheckState::bad, "stated 1, computed 2"}};
    add(1, NodeKind::file, "part0", 300'000, {28, 300'000}).file_type = "data";
    add(1, NodeKind::file, "part1", 500'000, {300'028, 500'000});
    Node& squashfs = add(3, NodeKind::chunk, "squashfs", 500'000, {0, 500'000});
    squashfs.title = "SquashFS 4.0, xz, 6 inodes";
    squashfs.problems = {{"expand", ErrorCode::corrupt, "inode 7 points behind the end", {7, 1}}};
    if (clean) squashfs.problems.clear();
    Node& etc = add(4, NodeKind::directory, "etc", 0);
    etc.attributes.mode = 0755;
    etc.attributes.uid = 0;
    etc.attributes.gid = 0;
    etc.attributes.mtime_s = 1'690'891'800;
    Node& passwd_file = add(4, NodeKind::file, "etc/passwd", 60);
    passwd_file.attributes = etc.attributes;
    passwd_file.attributes.mode = 0644;
    passwd_file.facts = {Fact("account", {0, 20}, "passwd(5) line")
                             .set("name", "debug")
                             .set("uid", 0)
                             .set("state", "empty"),
                         Fact("account", {20, 20}, "passwd(5) line").set("name", "\xff\x1b[31m")};
    Node& hostile = add(4, NodeKind::file, "tmp/\x1b[31mred\n\xff", 9);
    if (!clean) hostile.sha256.reset();
    Node& link = add(4, NodeKind::symlink, "etc/mtab", 0);
    link.attributes.link_target = "/proc/mounts";
    Node& device = add(4, NodeKind::char_device, "dev/console", 0);
    device.attributes.mode = 0600;
    device.attributes.device_major = 5;
    device.attributes.device_minor = 1;
    device.sha256.reset();
    Node& copy = add(4, NodeKind::file, "etc/passwd-", 60);
    copy.sha256 = nodes_[passwd].sha256;
    copy.same_as = passwd;
    if (!clean) add(0, NodeKind::gap, "", 500, {999'500, 500});
  }

  static Finding finding(std::string id, Severity severity, std::string message, FactId fact,
                         NodeId node) {
    Finding found;
    found.rule = id.substr(0, id.rfind('-'));
    found.id = std::move(id);
    found.rule_version = "0123456789abcdef";
    found.severity = severity;
    found.confidence = Confidence::proven;
    found.message = std::move(message);
    found.evidence.resize(1);
    found.evidence[0].fact = fact;
    found.evidence[0].node = node;
    return found;
  }

  std::vector<Node> nodes_;
};

}  // namespace assay::cli
