#include "cli/scan_screen.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/quote.h"
#include "cli/amounts.h"
#include "cli/columns.h"
#include "cli/command.h"
#include "cli/findings_screen.h"
#include "cli/outline.h"
#include "cli/recheck.h"
#include "cli/short_locator.h"
#include "cli/standards_screen.h"
#include "cli/words.h"

namespace assay::cli {
namespace {

constexpr std::size_t outline_lines_max = 24;
constexpr std::size_t samples_max = 3;  // places told of each kind of problem

void heading(std::string_view text, Output& out) {
  out.print("\n{}\n", out.paint(Tone::heading, text));
}

// "SquashFS 4.0, xz, 552 inodes  in part1" in at most `room` columns, the title first.
std::string outline_text(const OutlineLine& line, const Node& node, std::size_t room) {
  if (line.like_it > 1)
    return shorten(fmt::format("{} x {}", count_text(line.like_it), quote(node.name)), room);
  const std::string title = quote(node.title.empty() ? node.name : node.title, 200);
  if (line.member.empty()) return shorten(title, room);
  // Of a long path the end tells most.
  std::string member = quote(line.member, line.member.size());
  const std::size_t member_room = std::max<std::size_t>(room / 3, 12);
  if (display_width(member) > member_room)
    member = ".../" + quote(line.member.substr(line.member.rfind('/') + 1));
  member = "  in " + shorten(member, member_room);
  return shorten(title, room - display_width(member)) + member;
}

void print_outline(const CaseView& view, Output& out) {
  heading("What it is", out);
  std::uint64_t left_out = 0;
  const auto lines = outline(view, outline_lines_max, left_out);
  if (lines.empty()) out.write("  no format was recognised anywhere in it\n");
  std::size_t id_width = 0;
  for (const OutlineLine& line : lines)
    id_width = std::max(id_width, std::to_string(line.node).size() + 1);
  for (const OutlineLine& line : lines) {
    const Node& node = view.nodes[line.node].node;
    const std::string id = line.like_it > 1 ? "" : fmt::format("@{}", line.node);
    const std::string indent(2 * std::size_t{std::min(line.depth, 12U)}, ' ');
    const std::size_t room = out.width - 2 - id_width - 2 - indent.size() - 24;
    const std::string size = line.like_it > 1 || node.size == 0 ? "" : size_text(node.size);
    std::string text =
        fmt::format("  {}  {}{}  {}", out.paint(Tone::dim, pad_right(id, id_width)), indent,
                    pad_right(outline_text(line, node, room), room), pad_left(size, 8));
    if (line.files > 1) text += "  " + things(line.files, "file");
    out.print("{}\n", text.substr(0, text.find_last_not_of(' ') + 1));
    for (const std::string& check : line.bad)
      out.print("  {}  {}  {}\n", std::string(id_width, ' '), indent,
                out.paint(Tone::medium, quote(check) + " does not match"));
  }
  if (left_out > 0) out.print("  and {} more: assay ls -c CASE\n", things(left_out, "container"));
}

// A bar that shows even the smallest share as one character.
std::string bar(const BytesByKind& bytes, std::uint64_t total, std::size_t width,
                const Paint& paint) {
  constexpr std::string_view marks = "#-x?";
  constexpr Tone tones[] = {Tone::good, Tone::dim, Tone::medium, Tone::medium};
  std::array<std::size_t, 4> parts{};
  std::size_t taken = 0;
  for (std::size_t kind = 1; kind < 4; kind++) {
    if (bytes[kind] == 0) continue;
    const double share = static_cast<double>(bytes[kind]) / static_cast<double>(total);
    parts[kind] =
        std::max<std::size_t>(static_cast<std::size_t>(share * static_cast<double>(width)), 1);
    taken += parts[kind];
  }
  parts[0] = width > taken ? width - taken : 0;
  std::string text;
  for (std::size_t kind = 0; kind < 4; kind++)
    text += paint(tones[kind], std::string(parts[kind], marks[kind]));
  return "[" + text + "]";
}

void print_understood(const CaseView& view, Output& out) {
  heading("How much of it was understood", out);
  const BytesByKind bytes = view.image_bytes();
  const std::uint64_t total = bytes[0] + bytes[1] + bytes[2] + bytes[3];
  if (total > 0)
    out.print("  {}\n", bar(bytes, total, std::min<std::size_t>(out.width - 4, 76), out.paint));
  constexpr std::string_view meanings[] = {"# read as a part of a format", "- one value, repeated",
                                           "x a format says that it is encrypted",
                                           "? no format claims it"};
  for (std::size_t kind = 0; kind < 4; kind++)
    out.print("  {:<10}{:>8}  {:>18}   {}\n", region_kind_names[kind],
              percent_text(bytes[kind], total), count_text(bytes[kind]) + " bytes",
              out.paint(Tone::dim, meanings[kind]));
  std::uint64_t files = 0;
  std::uint64_t unread = 0;
  std::uint64_t containers = 0;
  for (const casefile::CaseNode& row : view.nodes) {
    containers += row.node.kind == NodeKind::chunk ? 1U : 0U;
    if (row.node.kind != NodeKind::file) continue;
    files++;
    unread += row.node.sha256 ? 0U : 1U;
  }
  out.print("  {} opened, {} read", things(containers, "container"),
            things(files - unread, "file"));
  if (unread > 0)
    out.print(", {}", out.paint(Tone::medium, things(unread, "file") + " not readable"));
  out.write("\n");
}

void print_place(const CaseView& view, std::string_view sentence, NodeId node,
                 std::string_view locator, Output& out) {
  if (!sentence.empty()) out.print("    {}", wrap_behind(quote(sentence, 300), 4, out.width));
  out.print("    {}\n", out.paint(Tone::dim, locator.empty() ? "the scan as a whole"
                                                             : fitting_locator(view, node, locator,
                                                                               out.width - 4)));
}

void print_problems_of(const CaseView& view, ErrorCode code, Output& out) {
  std::vector<const casefile::CaseProblem*> list;
  for (const casefile::CaseProblem& problem : view.problems)
    if (problem.problem.code == code) list.push_back(&problem);
  if (list.empty()) return;
  const std::string what = fmt::format("{}, {}", words_of(code), things(list.size(), "place"));
  out.print("  {}\n", out.paint(Tone::medium, what));
  for (std::size_t i = 0; i < list.size() && i < samples_max; i++)
    print_place(view, list[i]->problem.sentence, list[i]->node, list[i]->locator, out);
  if (list.size() > samples_max)
    out.print("    and {} more\n", count_text(list.size() - samples_max));
}

// Bytes that no format claims: the largest runs.
void print_gaps(const CaseView& view, const std::vector<const casefile::CaseNode*>& gaps,
                Output& out) {
  if (gaps.empty()) return;
  std::uint64_t size = 0;
  for (const casefile::CaseNode* gap : gaps) size += gap->node.size;
  const std::string what =
      fmt::format("no known format, {}, {}", things(gaps.size(), "place"), size_text(size));
  out.print("  {}\n", out.paint(Tone::medium, what));
  for (std::size_t i = 0; i < gaps.size() && i < samples_max; i++)
    print_place(view, "", gaps[i]->node.id, gaps[i]->locator, out);
  if (gaps.size() > samples_max)
    out.print("    and {} more\n", count_text(gaps.size() - samples_max));
}

void print_problems(const CaseView& view, Output& out) {
  std::vector<const casefile::CaseNode*> gaps;
  for (const casefile::CaseNode& row : view.nodes)
    if (row.node.kind == NodeKind::gap) gaps.push_back(&row);
  std::ranges::stable_sort(gaps, std::greater{},
                           [](const casefile::CaseNode* row) { return row->node.size; });
  if (view.problems.empty() && view.rule_problems.empty() && gaps.empty()) return;
  heading("What could not be looked at", out);
  for (std::size_t code = 0; code < std::size(error_code_names); code++)
    print_problems_of(view, static_cast<ErrorCode>(code), out);
  print_gaps(view, gaps, out);
  for (const RuleProblem& problem : view.rule_problems) {
    const std::string what = problem.rule.empty() ? problem.file : problem.rule;
    out.print("  {} {}", out.paint(Tone::medium, "rule not run:"),
              wrap_behind(quote(what) + ": " + quote(problem.sentence, 300), 4, out.width));
  }
}

void print_next(const CaseView& view, const ScreenNames& names, Output& out) {
  const std::string file = shell_word(names.case_file);
  const std::string image = names.image.empty() ? "IMAGE" : shell_word(names.image);
  struct Line {
    std::string command;
    std::string_view text;
  };
  std::vector<Line> lines;
  if (!view.findings.empty())
    lines.push_back(
        {fmt::format("assay explain {} {}", file, short_ids(view.findings).at(view.findings[0].id)),
         "the bytes behind a finding"});
  if (find_command("report") != nullptr)
    lines.push_back({fmt::format("assay report {}", file), "one page for a browser"});
  if (!view.clause_lists.empty())
    lines.push_back({fmt::format("assay clauses {}", file), "the standard, clause by clause"});
  if (!view.metrics.empty())
    lines.push_back({fmt::format("assay metrics {}", file), "copies, versions, hardening"});
  lines.push_back({fmt::format("assay ls {}", file), "all that is inside"});
  if (find_command("verify") != nullptr)
    lines.push_back(
        {fmt::format("assay verify {} {}", file, image), "check every statement again"});
  std::size_t column = 0;
  for (const Line& line : lines) column = std::max(column, display_width(line.command));
  heading("What next", out);
  for (const Line& line : lines) {
    if (2 + column + 2 + line.text.size() <= out.width)
      out.print("  {}  {}\n", pad_right(line.command, column), out.paint(Tone::dim, line.text));
    else
      out.print("  {}\n      {}\n", line.command, out.paint(Tone::dim, line.text));
  }
}

}  // namespace

void print_image_name(const std::string& name, std::uint64_t size, Output& out) {
  out.print("{}", out.paint(Tone::heading, quote(name, 300)));
  if (size > 0) out.print("  {}", size_text(size));
  if (size >= 1024) out.print(" ({} bytes)", count_text(size));
  out.write("\n");
}

void print_screen(const CaseView& view, const ScreenNames& names, Output& out) {
  if (!view.image_sha256.empty()) out.print("sha256 {}\n", quote(view.image_sha256));
  print_outline(view, out);
  print_understood(view, out);
  print_findings(view, out);
  print_standards(view, out);
  print_problems(view, out);
  out.print("\n{} {}\n", out.paint(Tone::heading, "Case file"), quote(names.case_file, 500));
  print_next(view, names, out);
}

}  // namespace assay::cli
