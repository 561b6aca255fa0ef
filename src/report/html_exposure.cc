#include <fmt/core.h>

#include <algorithm>
#include <map>

#include "base/quote.h"
#include "report/binaries.h"
#include "report/html_sections.h"
#include "report/html_text.h"

namespace assay::report {
namespace {

constexpr std::size_t rows_max = 400;

struct Started {
  NodeId node = 0;
  std::string script;
  std::string by;
  std::string program;
  std::string arguments;
  std::string user;
  std::string condition;
  std::string files;  // which the line means, or why there is none
  std::vector<std::string> ports;
};

std::string or_empty(const Value& value) {
  return std::holds_alternative<std::monostate>(value) ? "" : text_of(value);
}

std::string name_of(const std::string& program) { return program.substr(program.rfind('/') + 1); }

// "tcp 0.0.0.0:80", by the name of the program that listens.
Result<std::map<std::string, std::vector<std::string>>> load_ports(const casefile::Case& file) {
  const casefile::Rows rows = TRY(file.query(
      "SELECT DISTINCT program, protocol, address, port FROM listener WHERE program IS NOT NULL "
      "ORDER BY program, port, protocol, address LIMIT 5000"));
  std::map<std::string, std::vector<std::string>> ports;
  for (const auto& row : rows.rows) {
    const std::string address = or_empty(row[2]);
    ports[name_of(text_of(row[0]))].push_back(
        fmt::format("{} {}:{}", or_empty(row[1]), address.empty() ? "?" : address,
                    row[3].index() == 0 ? "?" : text_of(row[3])));
  }
  return ports;
}

Result<std::vector<Started>> load_started(const casefile::Case& file) {
  const auto ports = TRY(load_ports(file));
  const casefile::Rows rows = TRY(file.query(
      "SELECT booted.node, coalesce(node.path, node.locator), booted.mechanism, "
      "booted.\"trigger\", "
      "booted.program, booted.arguments, booted.user, booted.condition, booted.line, "
      "coalesce('not in the image, ' || program_missing.state || ': ' || program_missing.reason, "
      "(SELECT min(path) || CASE count(*) WHEN 1 THEN '' ELSE ' and ' || (count(*) - 1) || ' more' "
      "END FROM program_file JOIN node AS file ON file.id = program_file.node WHERE "
      "program_file.fact = booted.id)) FROM booted JOIN node ON node.id = "
      "booted.node LEFT JOIN program_missing ON program_missing.fact = booted.id ORDER BY "
      "booted.id LIMIT 5000"));
  std::vector<Started> all;
  for (const auto& row : rows.rows) {
    const auto* node = std::get_if<std::int64_t>(&row[0]);
    if (node == nullptr || *node < 0 || *node >= no_node) continue;
    Started started;
    started.node = static_cast<NodeId>(*node);
    started.script = text_of(row[1]) + (row[8].index() == 0 ? "" : ":" + text_of(row[8]));
    started.by = or_empty(row[2]) + (row[3].index() == 0 ? "" : ", " + text_of(row[3]));
    started.program = or_empty(row[4]);
    started.arguments = or_empty(row[5]);
    started.user = or_empty(row[6]);
    started.condition = or_empty(row[7]);
    started.files = or_empty(row[9]);
    std::string name = name_of(started.program);
    if (name == "busybox") name = started.arguments.substr(0, started.arguments.find(' '));
    if (const auto found = ports.find(name); found != ports.end()) started.ports = found->second;
    if (or_empty(row[2]) == "inetd") started.ports.push_back(or_empty(row[3]));
    all.push_back(std::move(started));
  }
  // What can be reached first; else in the order of the case.
  std::ranges::stable_partition(all, [](const Started& one) { return !one.ports.empty(); });
  return all;
}

std::string chip(std::string_view name, std::optional<bool> is_so) {
  if (!is_so) return {};
  return fmt::format("<span class=\"{}\">{}{}</span> ", *is_so ? "pass" : "fail",
                     *is_so ? "" : "no ", name);
}

std::string hardening(const std::optional<Binary>& binary, const std::string& files) {
  if (!binary) return "<td><span class=\"dim\">" + html(files) + "</span></td>";
  std::string text = "<td><code>" + html(binary->path) + "</code><br>";
  if (binary->architecture.empty()) return text + "<span class=\"dim\">no ELF file</span></td>";
  text += fmt::format("<span class=\"dim\">{}</span> ", html(binary->architecture));
  text += chip("PIE", binary->pie) + chip("NX", binary->nx) + chip("canary", binary->canary);
  if (!binary->relro.empty()) text += chip("full relro", binary->relro == "full");
  return text + "</td>";
}

}  // namespace

Result<std::string> html_exposure(const casefile::Case& file, const Content& content) {
  const std::vector<Started> all = TRY(load_started(file));
  const Binaries binaries = TRY(Binaries::load(file, content));
  std::string text =
      "<h2 id=\"exposure\">What is started, and what can be reached</h2>\n<p>From the line that "
      "starts a program to the port it listens on, the user it runs as, the file that it is, and "
      "how that was hardened; of one that is no file of the image, why. A port stands here where a "
      "configuration or an inetd line names "
      "it; a program may open others.</p>\n";
  if (all.empty()) return text + "<p>Nothing was found that a boot starts.</p>\n";
  HtmlTable table({"started by", "program", "port", "user", "binary and its hardening"}, "flow");
  for (std::size_t i = 0; i < all.size() && i < rows_max; i++) {
    const Started& one = all[i];
    std::string ports;
    for (const std::string& port : one.ports) ports += html(port) + "<br>";
    table.row()
        .markup(fmt::format(
            "<td><code>{}</code><br><span class=\"dim\">{}{}</span></td>", html(one.script),
            html(one.by),
            one.condition.empty() ? "" : "; if " + html(content.secrets.masked(one.condition))))
        .markup(fmt::format("<td><code>{}</code><br><span class=\"dim\">{}</span></td>",
                            html(one.program),
                            html(content.secrets.masked(one.arguments).substr(0, 200))))
        .markup("<td>" + (ports.empty() ? "<span class=\"dim\">none known</span>" : ports) +
                "</td>")
        .cell(one.user.empty() ? "root, as none is named" : one.user)
        .markup(hardening(binaries.find(one.program, one.node), one.files));
  }
  text += table.finish();
  if (all.size() > rows_max)
    text += fmt::format("<p>{} more are in the case file (table started).</p>\n",
                        all.size() - rows_max);
  return text;
}

}  // namespace assay::report
