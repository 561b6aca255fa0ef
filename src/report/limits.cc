#include "report/limits.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>

#include "base/quote.h"

namespace assay::report {
namespace {

std::int64_t measured(const Content& content, std::string_view name) {
  for (const casefile::Coverage& row : content.coverage)
    if (row.name == name) return row.value;
  return 0;
}

std::string share(std::int64_t part, std::int64_t whole) {
  if (whole <= 0) return "no bytes";
  // In thousandths, rounded down, so that a share below the whole never reads as 100 %.
  const auto mille =
      static_cast<std::int64_t>(static_cast<double>(part) / static_cast<double>(whole) * 1000.0);
  return fmt::format("{}.{} %", mille / 10, mille % 10);
}

LimitLine understood(const Content& content) {
  const std::int64_t known = measured(content, "bytes_known");
  const std::int64_t padding = measured(content, "bytes_padding");
  const std::int64_t encrypted = measured(content, "bytes_encrypted");
  const std::int64_t unknown = measured(content, "bytes_unknown");
  const std::int64_t all = known + padding + encrypted + unknown;
  return {"understood",
          fmt::format("{} of {} bytes are read as parts of formats, {} are padding; {} bytes are "
                      "encrypted, and {} bytes are explained by nothing",
                      share(known, all), all, share(padding, all), encrypted, unknown)};
}

LimitLine not_read(const Content& content) {
  const std::int64_t unread = measured(content, "files_unread");
  const std::int64_t untyped = measured(content, "leaf_bytes_untyped");
  return {"not read",
          fmt::format("{} of {} files could not be read; {} bytes in files are of no known type",
                      unread, measured(content, "files"), untyped)};
}

LimitLine machine_code(const Content& content) {
  const std::string asked = text_of(content.info, "machine_code");
  if (asked.starts_with("not read")) return {"machine code", quote(asked, 64)};
  const std::int64_t programs = measured(content, "programs");
  if (programs == 0) return {"machine code", "no program of a processor that is decoded here"};
  return {
      "machine code",
      fmt::format(
          "{} programs: {} of their code is followed from functions, and {} of the "
          "calls through registers or memory lead where is known",
          programs,
          share(measured(content, "code_bytes_followed"), measured(content, "code_bytes")),
          share(measured(content, "indirect_calls_known"), measured(content, "indirect_calls")))};
}

LimitLine problems_of(const Content& content) {
  if (content.problems.empty()) return {"problems", "none"};
  std::array<std::size_t, std::size(error_code_names)> counts{};
  for (const casefile::CaseProblem& problem : content.problems)
    counts[static_cast<std::size_t>(problem.problem.code)]++;
  std::string text;
  for (std::size_t code = 0; code < counts.size(); code++)
    if (counts[code] > 0)
      text +=
          fmt::format("{}{} {}", text.empty() ? "" : ", ", counts[code], error_code_names[code]);
  return {"problems",
          fmt::format("{} places could not be read: {}", content.problems.size(), text)};
}

LimitLine rules_of(const Content& content) {
  std::string text =
      fmt::format("{} rules and {} metrics were run", content.rules.size(), content.metrics.size());
  if (!content.rule_problems.empty())
    text += fmt::format("; {} went wrong, wholly or for some rows", content.rule_problems.size());
  return {"rules", text + ", version " + quote(text_of(content.info, "rules_version"), 64)};
}

LimitLine data_of(const Content& content) {
  std::string text;
  for (const Field& field : content.info)
    if (field.name.starts_with("data_"))
      text += (text.empty() ? "" : "; ") + quote(text_of(field.value), 100);
  return {"data", text.empty() ? "not stated" : text};
}

}  // namespace

std::vector<LimitLine> limits_statement(const Content& content) {
  return {
      {"scope",
       "Only the bytes of the image were looked at. Nothing of it was run, and no device and no "
       "network was asked."},
      understood(content),
      not_read(content),
      machine_code(content),
      problems_of(content),
      rules_of(content),
      {"program", "assay " + quote(text_of(content.info, "tool_version"), 64)},
      data_of(content),
      {"sandbox", fmt::format("the image was read by a process confined at level {}",
                              quote(text_of(content.info, "sandbox"), 16))},
      {"case", "root " + to_hex(content.root)},
  };
}

std::string_view what_a_finding_is() {
  return "A finding is what the bytes show, the rule that joined it, and what was not shown. It "
         "says "
         "nothing about why the bytes are as they are, and no finding is no proof that there is "
         "nothing to find.";
}

}  // namespace assay::report
