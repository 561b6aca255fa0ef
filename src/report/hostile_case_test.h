// For tests: a case file of an image whose every text wants to be markup.
#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>

#include "base/temporary_folder.h"
#include "casefile/write.h"
#include "report/content.h"

namespace assay::report {

// Would run in HTML, break a table of Markdown, be a link in SARIF, and colour a terminal.
constexpr std::string_view hostile =
    "</code><script>alert(1)</script><img src=x onerror=alert(2)>|`x`|[a](http://b.example){0}"
    "\"'&amp;\n# head\x1b[31m\xe2\x80\xae\xff";

class HostileCase {
 public:
  HostileCase() {
    write();
    auto opened = casefile::Case::open(folder_ / "case");
    EXPECT_TRUE(opened) << opened.error().detail;
    file_ = std::make_unique<casefile::Case>(*std::move(opened));
  }
  HostileCase(const HostileCase&) = delete;
  HostileCase& operator=(const HostileCase&) = delete;

  const casefile::Case& file() const { return *file_; }
  const std::filesystem::path& folder() const { return folder_.path(); }
  Content content() const {
    auto loaded = load_content(*file_);
    EXPECT_TRUE(loaded) << loaded.error().detail;
    return *std::move(loaded);
  }

  // Writes `text` beside the case, and gives back its path.
  std::string put(const std::string& name, const std::string& text) const {
    std::ofstream(folder_ / name, std::ios::binary) << text;
    return folder_ / name;
  }

  // What a shell line prints; the line runs in the case's folder.
  std::string output_of(const std::string& line) const {
    const std::string command =
        "cd '" + folder_.path().native() + "' && (" + line + ") >output.txt 2>&1 </dev/null";
    code_ = std::system(command.c_str());
    std::ifstream file(folder_ / "output.txt", std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  int code() const { return code_; }  // of the last line

 private:
  static Node node(NodeId id, NodeId parent, NodeKind kind, std::string name) {
    Node made;
    made.id = id;
    made.parent = parent;
    made.kind = kind;
    made.name = std::move(name);
    made.size = 100;
    made.title = hostile;
    made.file_type = hostile;
    return made;
  }

  static Rule rule() {
    Rule made;
    made.id = "a_rule";
    made.standard = "s";
    made.title = hostile;
    made.severity = Severity::high;
    made.confidence = Confidence::strong;
    made.weakness = "CWE-79";
    made.clauses = hostile;
    made.why = hostile;
    made.refuted_by = hostile;
    made.version = "0123456789abcdef";
    made.text = "SELECT 1";
    return made;
  }

  void write() const {
    casefile::Writer writer(folder_ / "case");
    writer.info("image_name", Value{std::string(hostile)});
    writer.info("image_size", Value{std::int64_t{1000}});
    writer.info("image_sha256", Value{std::string(64, 'a')});
    writer.info("tool_version", Value{std::string("0.1.0")});
    writer.info("rules_version", Value{std::string("fedcba9876543210")});
    writer.info("data_end_of_support", Value{std::string("end_of_support 2026-11-21")});
    writer.info("sandbox", Value{std::string("full")});
    writer.provenance("obtained_by", hostile);
    for (const Node& made : nodes()) EXPECT_TRUE(writer.add(made));
    writer.add_problem(2, {"read", ErrorCode::corrupt, std::string(hostile), {0, 4}});
    writer.add(casefile::Coverage{"bytes_known", 900, "bytes", "m"});
    writer.add(rule());
    Finding finding;
    finding.id = "a_rule-0123456789abcdef";
    finding.rule = "a_rule";
    finding.rule_version = "0123456789abcdef";
    finding.severity = Severity::high;
    finding.message = hostile;
    finding.alternatives = hostile;
    finding.not_claimed = hostile;
    finding.evidence.resize(1);
    finding.evidence[0].fact = 1;
    finding.evidence[0].node = 2;
    writer.add(finding);
    writer.add(RuleProblem{"", std::string(hostile), 3, std::string(hostile)});
    write_standard(writer);
    writer.finish();
  }

  static std::vector<Node> nodes() {
    std::vector<Node> all = {node(0, no_node, NodeKind::image, std::string(hostile)),
                             node(1, 0, NodeKind::chunk, "squashfs"),
                             node(2, 1, NodeKind::file, "etc/" + std::string(hostile)),
                             node(3, 1, NodeKind::symlink, "../../up")};
    all[1].range = {0, 100};
    all[2].sha256 = sha256({});
    all[3].attributes.link_target = hostile;
    all[2].facts = {
        Fact("account", {0, 9}, "passwd(5) line")
            .set("name", hostile)
            .set("password", hostile)
            .set("known_plaintext", "TheSecretWord")
            .set("shell", hostile),
        Fact("key", {0, 10}, "pem").set("kind", "private").set("comment", hostile),
        Fact("certificate", {0, 11}, "pem").set("subject", hostile),
        Fact("banner", {0, 12}, "banner").set("text", hostile),
        Fact("started", {0, 13}, "rc")
            .set("program", hostile)
            .set("arguments", hostile)
            .set("mechanism", "rc")
            .set("user", hostile)
            .set("condition", hostile),
        Fact("listener", {0, 14}, "x")
            .set("program", hostile)
            .set("address", hostile)
            .set("port", 1),
    };
    return all;
  }

  static void write_standard(casefile::Writer& writer) {
    ClauseList list;
    list.standard = "s";
    list.name = hostile;
    list.title = hostile;
    writer.add(list);
    ClauseResult result;
    result.standard = "s";
    result.nth = 1;
    result.clause = hostile;
    result.title = hostile;
    result.result = ClauseOutcome::fail;
    result.reason = hostile;
    result.live_test = hostile;
    result.rules = {{"a_rule", RuleWeight::counts}};
    result.findings = {{"a_rule-0123456789abcdef", true}};
    writer.add(result);
    Metric metric;
    metric.id = "a_metric";
    metric.title = hostile;
    metric.counting = hostile;
    writer.add(metric);
    writer.add(MetricValue{"a_metric", std::string(hostile), 3, 4, std::string(hostile)});
  }

  TemporaryFolder folder_;
  std::unique_ptr<casefile::Case> file_;
  mutable int code_ = 0;
};

}  // namespace assay::report
