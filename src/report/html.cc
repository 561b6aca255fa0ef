#include "report/html.h"

#include <fmt/core.h>
#include <openssl/evp.h>

#include <algorithm>
#include <optional>

#include "base/digest.h"
#include "report/html_sections.h"
#include "report/html_style.h"
#include "report/html_text.h"
#include "report/limits.h"
#include "report/pictures/image_strip.h"
#include "report/secrets.h"

namespace assay::report {
namespace {

constexpr std::size_t tree_rows_max = 20'000;

std::string style_hash(std::string_view style) {
  const Digest digest = sha256(as_bytes(style));
  std::string text(4 * ((digest.size() + 2) / 3) + 1, '\0');
  const int size = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()), digest.data(),
                                   static_cast<int>(digest.size()));
  text.resize(static_cast<std::size_t>(size));
  return text;
}

std::string head(const Content& page) {
  return fmt::format(
      "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
      "style-src 'sha256-{}'; base-uri 'none'; form-action 'none'\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<meta name=\"referrer\" content=\"no-referrer\">\n"
      "<title>Assay: {}</title>\n<style>{}</style></head>\n<body>\n",
      style_hash(html_style), html(text_of(page.info, "image_name")), html_style);
}

std::string summary(const Content& page) {
  std::string text = fmt::format(
      "<header><h1>{}</h1><p>{} bytes &middot; SHA-256 <code>{}</code><br>assay {} &middot; {} "
      "nodes "
      "&middot; {} rules</p></header>\n",
      html(text_of(page.info, "image_name")), html(text_of(page.info, "image_size")),
      html(text_of(page.info, "image_sha256")), html(text_of(page.info, "tool_version")),
      page.nodes.size(), page.rules.size());
  text += "<p>" + std::string(what_a_finding_is()) + "</p>\n<table class=\"counts\"><tr>";
  for (int severity = static_cast<int>(Severity::critical); severity >= 0; severity--) {
    const auto count = std::count_if(
        page.findings.begin(), page.findings.end(),
        [&](const Finding& finding) { return static_cast<int>(finding.severity) == severity; });
    text += fmt::format("<td class=\"{0}\"><b>{1}</b> {0}</td>", severity_names[severity], count);
  }
  return text + "</tr></table>\n";
}

std::string navigation(const Content& page) {
  std::string text = "<nav><a href=\"#image\">image</a> ";
  if (!page.clause_lists.empty()) text += "<a href=\"#standards\">standards</a> ";
  text +=
      "<a href=\"#findings\">findings</a> <a href=\"#exposure\">exposure</a> "
      "<a href=\"#accounts\">accounts and keys</a> ";
  if (!page.metrics.empty()) text += "<a href=\"#metrics\">metrics</a> ";
  return text +
         "<a href=\"#limits\">limits</a> <a href=\"#unread\">not understood</a> "
         "<a href=\"#tree\">tree</a></nav>\n";
}

std::string map(const Content& page) {
  if (page.nodes.empty() || page.nodes[0].size == 0) return {};
  const auto offsets = image_offsets(page.nodes);
  std::vector<Pin> pins;
  for (const Finding& finding : page.findings) {
    if (finding.evidence.empty()) continue;
    const Evidence& evidence = finding.evidence[0];
    if (evidence.node >= offsets.size()) continue;
    pins.push_back({offsets[evidence.node], finding.severity, finding.id, finding.message});
  }
  std::reverse(pins.begin(), pins.end());  // the severest is drawn last, on top
  return "<h2 id=\"image\">The image</h2>\n<p class=\"legend\"><span class=\"known\">format</span> "
         "<span class=\"data\">stored members</span> <span class=\"padding\">padding</span> "
         "<span class=\"encrypted\">encrypted</span> <span class=\"unknown\">unknown</span> "
         "the line is entropy, 0 to 8 bits a byte; pins are findings</p>\n" +
         image_strip(page.nodes[0].size, image_map(page.nodes), page.chunks, pins);
}

std::string hex_lines(Bytes bytes) {
  std::string text;
  for (std::size_t at = 0; at < bytes.size(); at += 16) {
    std::string hex;
    std::string letters;
    for (std::size_t i = at; i < std::min(bytes.size(), at + 16); i++) {
      hex += fmt::format("{:02x} ", bytes[i]);
      letters += bytes[i] >= 0x20 && bytes[i] < 0x7f ? static_cast<char>(bytes[i]) : '.';
    }
    text += fmt::format("{:04x}  {:<48} {}\n", at, hex, html(letters));
  }
  return text;
}

std::string evidence_of(Evidence evidence, const Secrets& secrets, const ByteSource& bytes) {
  bool secret = hide_secret(evidence);
  std::optional<Result<Buffer>> shown;
  if (!secret && evidence.fact) shown = bytes(evidence.locator);
  secret = secret || (shown && *shown && secrets.stand_in(**shown));
  std::string text =
      fmt::format("<li><code>{}</code> {}", html(evidence.locator), html(evidence.table));
  if (!evidence.method.empty()) text += fmt::format(", read by {}", html(evidence.method));
  text += "<table class=\"columns\">";
  for (const Field& field : evidence.columns) {
    text += fmt::format("<tr><th>{}</th><td>{}</td></tr>", html(field.name),
                        html(text_of(field.value)));
  }
  text += "</table>";
  if (secret) {
    text += "<p class=\"dim\">bytes not shown: they state a secret; see assay explain</p>";
  } else if (shown) {
    const Result<Buffer>& read = *shown;
    if (read)
      text += "<pre>" + hex_lines(Bytes(*read).first(std::min<std::size_t>(64, read->size()))) +
              "</pre>";
    else
      text += fmt::format("<p class=\"dim\">bytes not shown: {}</p>", html(read.error().detail));
  }
  return text + "</li>";
}

std::string line(std::string_view name, std::string_view text) {
  if (text.empty()) return {};
  return fmt::format("<dt>{}</dt><dd>{}</dd>", name, html(text));
}

std::string findings(const Content& page, const ByteSource& bytes) {
  std::string text = "<h2 id=\"findings\">Findings</h2>\n";
  if (page.findings.empty())
    text += "<p>No rule found anything; see below what was not looked at.</p>";
  for (const Finding& finding : page.findings) {
    text += fmt::format(
        "<article id=\"{}\"><h3><span class=\"{}\">{}</span> {}</h3><p class=\"dim\">{} &middot; "
        "{} "
        "&middot; {}</p><dl>",
        html(finding.id), severity_names[static_cast<int>(finding.severity)],
        severity_names[static_cast<int>(finding.severity)],
        html_printable(message_text(finding.message)), html(finding.id),
        confidence_names[static_cast<int>(finding.confidence)],
        finding.activation ? activation_names[static_cast<int>(*finding.activation)]
                           : "activation not shown");
    if (const auto rule = page.rules.find(finding.rule); rule != page.rules.end()) {
      text += line("Rule", rule->second.title) + line("Why", rule->second.why) +
              line("Refuted by", rule->second.refuted_by) +
              line("Weakness", rule->second.weakness) + line("Clauses", rule->second.clauses);
    }
    text += line("Declaration", finding.declaration);
    text += line("Other readings", finding.alternatives) + line("Not claimed", finding.not_claimed);
    text += "<dt>Evidence</dt><dd><ul>";
    for (const Evidence& evidence : finding.evidence)
      text += evidence_of(evidence, page.secrets, bytes);
    text += "</ul></dd></dl></article>\n";
  }
  return text;
}

std::string tree(const Content& page) {
  std::string text =
      "<h2 id=\"tree\">The tree</h2>\n<table class=\"tree\"><tr><th>size</th><th>mode</th>"
      "<th>kind</th><th>locator</th><th>what it is</th></tr>\n";
  const std::size_t rows = std::min(page.nodes.size(), tree_rows_max);
  for (std::size_t i = 0; i < rows; i++) {
    const Node& node = page.nodes[i];
    const auto mode = node.attributes.mode;
    text += fmt::format(
        "<tr><td>{}</td><td>{}</td><td>{}</td><td><code>{}</code>{}</td><td>{}{}</td></tr>\n",
        node.size, mode ? fmt::format("{:04o}", *mode) : "",
        node_kind_names[static_cast<int>(node.kind)], html(page.locators[i]),
        node.attributes.link_target ? " &rarr; " + html(*node.attributes.link_target) : "",
        html(node.title.empty() ? node.file_type : node.title),
        node.same_as ? " (same bytes as an earlier node)" : "");
  }
  text += "</table>\n";
  if (rows < page.nodes.size())
    text +=
        fmt::format("<p>{} further nodes are in the case file.</p>\n", page.nodes.size() - rows);
  return text;
}

std::string not_understood(const Content& page) {
  std::string text =
      "<h2 id=\"unread\">What was not "
      "understood</h2>\n<table><tr><th>measure</th><th></th><th></th>"
      "</tr>\n";
  for (const casefile::Coverage& row : page.coverage) {
    text += fmt::format("<tr><td>{}</td><td class=\"number\">{} {}</td><td>{}</td></tr>\n",
                        html(row.name), row.value, html(row.unit), html(row.meaning));
  }
  text += "</table>\n<table><tr><th>why</th><th>where</th><th>what</th></tr>\n";
  for (const casefile::CaseProblem& problem : page.problems) {
    text += fmt::format("<tr><td>{}</td><td><code>{}</code></td><td>{}: {}</td></tr>\n",
                        to_string(problem.problem.code), html(problem.locator),
                        html(problem.problem.stage), html(problem.problem.sentence));
  }
  for (const RuleProblem& problem : page.rule_problems) {
    text += fmt::format("<tr><td>rule</td><td><code>{}:{}</code></td><td>{}</td></tr>\n",
                        html(problem.file), problem.line, html(problem.sentence));
  }
  return text + "</table>\n";
}

std::string provenance(const Content& page) {
  std::string text = "<h2>Case and provenance</h2>\n<table>\n";
  for (const Fields* fields : {&page.info, &page.provenance}) {
    for (const Field& field : *fields) {
      text += fmt::format("<tr><td>{}</td><td>{}</td></tr>\n", html(field.name),
                          html(text_of(field.value)));
    }
  }
  return text + "</table>\n";
}

}  // namespace

Result<std::string> html_report(const casefile::Case& file, const Content& content,
                                const ByteSource& bytes) {
  const std::string exposure = TRY(html_exposure(file, content));
  const std::string accounts = TRY(html_accounts(file));
  return head(content) + summary(content) + navigation(content) + map(content) +
         html_standards(content) + findings(content, bytes) + exposure + accounts +
         html_metrics(content) + html_limits(content) + not_understood(content) + tree(content) +
         provenance(content) + "</body></html>\n";
}

}  // namespace assay::report
