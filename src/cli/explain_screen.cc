#include "cli/explain_screen.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/quote.h"
#include "cli/amounts.h"
#include "cli/code_places.h"
#include "cli/columns.h"
#include "cli/hexdump.h"
#include "cli/recheck.h"
#include "cli/tree_screen.h"
#include "cli/words.h"
#include "model/locator.h"

namespace assay::cli {
namespace {

constexpr std::size_t bytes_shown_max = 256;
constexpr std::size_t evidence_shown_max = 20;

void heading(std::string_view text, Output& out) {
  out.print("\n{}\n", out.paint(Tone::heading, text));
}

void paragraph(std::string_view name, std::string_view text, Output& out) {
  if (text.empty()) return;
  heading(name, out);
  out.print("  {}", wrap_behind(quote(text), 2, out.width));
}

std::string shown(const Value& value) {
  if (const auto* number = std::get_if<std::int64_t>(&value)) return std::to_string(*number);
  if (const auto* text = std::get_if<std::string>(&value)) return "'" + quote(*text, 300) + "'";
  return "not known";
}

void print_path(const CaseView& view, const Evidence& evidence, Output& out) {
  std::size_t level = 0;
  for (const NodeId id : path_to(view, evidence.node)) {
    const Node& node = view.nodes[id].node;
    const std::string indent(4 + 2 * std::min<std::size_t>(level++, 20), ' ');
    std::string name = quote(node.name);
    if (node.kind == NodeKind::image) name = quote(view.image_name);
    if (node.kind == NodeKind::gap) name = "gap";
    if (node.kind == NodeKind::chunk || node.kind == NodeKind::gap)
      name += " " + range_text(node.range);
    out.print("{}{}", indent, name);
    if (!node.title.empty()) out.print("  {}", out.paint(Tone::dim, quote(node.title, 200)));
    if (node.attributes.mode)
      out.print("  {}", out.paint(Tone::dim, mode_text(node.kind, node.attributes.mode)));
    out.write("\n");
  }
}

void print_bytes(const Evidence& evidence, const ExplainSource& source, Output& out) {
  if (evidence.range.size == 0) return;
  if (!source.read) {
    out.write("    the image is not at hand; name it to see the bytes: --image FILE\n");
    return;
  }
  const auto bytes = source.read(evidence.locator);
  if (!bytes) {
    out.print("    {}\n", out.paint(Tone::medium, "not readable: " + quote(bytes.error().detail)));
    return;
  }
  const Bytes all(*bytes);
  const Bytes part = all.first(std::min(all.size(), bytes_shown_max));
  out.write(hexdump(part, evidence.range.offset, 4));
  if (part.size() < all.size())
    out.print("    and {} more\n", things(all.size() - part.size(), "byte"));
}

// Untrusted texts in a listing are escaped where it is made, in the confined process; what crosses
// from there is escaped once more, line by line.
void print_code(const CaseView& view, const Evidence& evidence, const ExplainSource& source,
                Output& out) {
  const auto places = code_places(evidence);
  if (places.empty() || !source.listing) return;
  const auto text = source.listing(evidence.locator, view.nodes[evidence.node].locator, places);
  if (!text) {
    out.print("    {}\n", out.paint(Tone::medium, "no listing: " + quote(text.error().detail)));
    return;
  }
  for (std::size_t at = 0; at < text->size();) {
    const std::size_t end = std::min(text->find('\n', at), text->size());
    out.print("    {}\n", escaped_once(text->substr(at, end - at)));
    at = end + 1;
  }
}

void print_evidence(const CaseView& view, const Evidence& evidence, const ExplainSource& source,
                    Output& out) {
  out.print("  {}\n", out.paint(Tone::info, quote(evidence.locator)));
  print_path(view, evidence, out);
  print_bytes(evidence, source, out);
  print_code(view, evidence, source, out);
  out.print("    {}", evidence.table);
  if (!evidence.method.empty()) out.print(", read as {}", quote(evidence.method));
  out.write("\n");
  for (const Field& field : evidence.columns)
    out.print("      {} {}\n", pad_right(quote(field.name), 18), shown(field.value));
}

void print_rule(const Finding& finding, const Rule& rule, Output& out) {
  heading("Rule", out);
  const auto row = [&](std::string_view name, std::string_view text) {
    if (!text.empty())
      out.print("  {} {}", pad_right(name, 10), wrap_behind(quote(text), 13, out.width));
  };
  row("id", fmt::format("{}, version {}", rule.id, finding.rule_version));
  row("title", rule.title);
  row("standard", rule.standard);
  row("clauses", rule.clauses);
  row("weakness", rule.weakness);
  paragraph("Why it matters", rule.why, out);
}

}  // namespace

void print_explanation(const CaseView& view, const Finding& finding, const ExplainSource& source,
                       Output& out) {
  const auto severity = severity_names[static_cast<std::size_t>(finding.severity)];
  out.print("{} {}", out.paint(tone_of(finding.severity), fmt::format("{}:", severity)),
            wrap_behind(escaped_once(finding.message), severity.size() + 2, out.width));
  out.print("{}; {}\n", words_of(finding.confidence), words_of(finding.activation));
  out.print("{}\n", out.paint(Tone::dim, quote(finding.id)));

  heading("What shows it", out);
  for (std::size_t i = 0; i < finding.evidence.size() && i < evidence_shown_max; i++)
    print_evidence(view, finding.evidence[i], source, out);
  if (finding.evidence.size() > evidence_shown_max)
    out.print("  and {} more; --json has them all\n",
              things(finding.evidence.size() - evidence_shown_max, "place"));
  if (!finding.columns.empty()) {
    heading("The rule adds", out);
    for (const Field& field : finding.columns)
      out.print("  {} {}\n", pad_right(quote(field.name), 18), shown(field.value));
  }

  if (const auto rule = view.rules.find(finding.rule); rule != view.rules.end()) {
    print_rule(finding, rule->second, out);
    paragraph("What would refute it", rule->second.refuted_by, out);
  }
  paragraph("What the vendor declared", finding.declaration, out);
  paragraph("Other readings", finding.alternatives, out);
  paragraph("What is not claimed", finding.not_claimed, out);

  heading("To see the same with other programs", out);
  const std::string image = source.image.empty() ? view.image_name : source.image;
  for (const std::string& line : recheck_commands(view, finding.evidence.at(0), image))
    out.print("  {}\n", line);
}

Json json_of_finding(const CaseView& view, const Finding& finding) {
  Json object = {{"id", finding.id},
                 {"rule", finding.rule},
                 {"rule_version", finding.rule_version},
                 {"severity", severity_names[static_cast<std::size_t>(finding.severity)]},
                 {"confidence", confidence_names[static_cast<std::size_t>(finding.confidence)]}};
  object["activation"] = finding.activation
                             ? Json(activation_names[static_cast<std::size_t>(*finding.activation)])
                             : Json();
  set_text(object, "message", finding.message);
  set_text(object, "alternatives", finding.alternatives);
  set_text(object, "not_claimed", finding.not_claimed);
  set_text(object, "declaration", finding.declaration);
  if (const auto rule = view.rules.find(finding.rule); rule != view.rules.end()) {
    set_text(object, "title", rule->second.title);
    set_text(object, "standard", rule->second.standard);
    set_text(object, "clauses", rule->second.clauses);
    set_text(object, "weakness", rule->second.weakness);
  }
  if (!finding.columns.empty()) object["columns"] = json_of(finding.columns);
  object["evidence"] = Json::array();
  for (const Evidence& evidence : finding.evidence) {
    Json item = {{"table", evidence.table}, {"node", evidence.node}};
    set_text(item, "locator", evidence.locator);
    item["offset"] = evidence.range.offset;
    item["size"] = evidence.range.size;
    set_text(item, "method", evidence.method);
    item["columns"] = json_of(evidence.columns);
    object["evidence"].push_back(std::move(item));
  }
  return object;
}

Json json_of_explanation(const CaseView& view, const Finding& finding,
                         const ExplainSource& source) {
  Json object = json_of_finding(view, finding);
  for (std::size_t i = 0; i < finding.evidence.size(); i++) {
    const Evidence& evidence = finding.evidence[i];
    if (evidence.range.size == 0 || !source.read) continue;
    const auto bytes = source.read(evidence.locator);
    if (bytes)
      object["evidence"][i]["bytes_hex"] = to_hex(Bytes(*bytes));
    else
      set_text(object["evidence"][i], "unreadable", bytes.error().detail);
    const auto places = code_places(evidence);
    if (places.empty() || !source.listing) continue;
    const auto code = source.listing(evidence.locator, view.nodes[evidence.node].locator, places);
    if (code)
      set_text(object["evidence"][i], "code", *code);
    else
      set_text(object["evidence"][i], "code_unreadable", code.error().detail);
  }
  if (const auto rule = view.rules.find(finding.rule); rule != view.rules.end()) {
    set_text(object, "why", rule->second.why);
    set_text(object, "refuted_by", rule->second.refuted_by);
    set_text(object, "rule_text", rule->second.text);
  }
  const std::string image = source.image.empty() ? view.image_name : source.image;
  object["recheck"] = recheck_commands(view, finding.evidence.at(0), image);
  return object;
}

}  // namespace assay::cli
