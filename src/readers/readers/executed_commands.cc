// What is carried out as a command, and what it is made of: one row for each call that has a shell
// read a text, or a program run, and for each way in which that text is made. Followed are texts of
// the file, what formats print, copies and what is put behind them, in buffers of the function or
// of the program, and what functions of the program hand on of what they are given. So a row says
// of a command that all of it stands in the file, that only numbers are put into it, or which part
// of it comes from where.
//
// Source: POSIX.1-2017 system(), popen(), exec; its Shell Command Language 2.2 for quotes; the
// functions of readers/command_call.cc, text_writer.cc and input_source.cc.
#include <algorithm>
#include <array>

#include "readers/call_site.h"
#include "readers/command_sites.h"
#include "readers/reader.h"

namespace assay::readers {
namespace {

using Part = TextPart::Kind;

// The kinds of input, those first that come from farther away.
constexpr std::string_view kinds[] = {"network",    "request", "environment", "nvram",
                                      "argument",   "file",    "program",     "stream",
                                      "descriptor", "terminal"};

std::string_view word_of(const TextPart& part) {
  switch (part.kind) {
    case Part::constant:
      return {};
    case Part::chosen:
      return "constant";
    case Part::number:
      return "number";
    case Part::input:
      return part.source.kind;
    case Part::parameter:
    case Part::format:
    case Part::format_list:
      return "given";
    case Part::unknown:
      return "?";
  }
  return {};
}

// What is the input of a command: the part that comes from farthest.
const TextPart* input_of(const MadeText& text) {
  const TextPart* found = nullptr;
  const auto rank = [](const TextPart& part) {
    return std::ranges::find(kinds, part.source.kind) - std::begin(kinds);
  };
  for (const TextPart& part : text.parts)
    if (part.kind == Part::input && (found == nullptr || rank(part) < rank(*found))) found = &part;
  return found;
}

std::string_view content_of(const MadeText& text) {
  const auto any = [&](auto... wanted) {
    return std::ranges::any_of(
        text.parts, [&](const TextPart& part) { return ((part.kind == wanted) || ...); });
  };
  if (any(Part::input)) return "input";
  if (any(Part::parameter, Part::format, Part::format_list)) return "given";
  if (text.parts.empty() || any(Part::unknown) || !text.exact) return "unknown";
  return any(Part::number) ? "numbers" : "constant";
}

// In which quotes of the shell `wanted` stands.
std::string_view quotes_around(const MadeText& text, const TextPart* wanted) {
  char open = 0;
  for (const TextPart& part : text.parts) {
    if (&part == wanted) break;
    for (std::size_t i = 0; i < part.text.size(); i++) {
      const char c = part.text[i];
      if (c == '\\' && open != '\'')
        i++;
      else if (open == 0 && (c == '\'' || c == '"'))
        open = c;
      else if (c == open)
        open = 0;
    }
  }
  return open == 0 ? "none" : open == '"' ? "double" : "single";
}

std::string shown(const MadeText& text) {
  std::string all;
  for (const TextPart& part : text.parts) {
    if (part.kind != Part::constant) {
      all += part.kind == Part::number ? "%d" : "%s";
      continue;
    }
    for (const char c : part.text) all += c == '%' ? std::string("%%") : std::string(1, c);
  }
  return all;
}

Fact row(const code::Survey& survey, const CommandSite& site) {
  const code::Call& call = *site.call;
  Fact fact(
      "executed_command", place_of(survey.program(), call.address),
      method_with("values followed through machine code", survey.program(), call.callee.name));
  fact.set("address", call.address);
  set_function(fact, *site.function);
  fact.set("how", site.shell ? "shell" : "program").set("runs", site.runs->name);
  fact.set("runs_address", site.runs_address);
  std::string through;
  for (const std::string& name : site.through) through += (through.empty() ? "" : " ") + name;
  if (!through.empty()) fact.set("through", through);
  const std::string_view content = content_of(site.text);
  fact.set("content", content);
  if (std::ranges::any_of(site.text.parts,
                          [](const TextPart& part) { return part.kind == Part::constant; }))
    fact.set("template", shown(site.text));
  std::string parts;
  for (const TextPart& part : site.text.parts)
    if (const auto word = word_of(part); !word.empty())
      parts += (parts.empty() ? "" : " ") + std::string(word);
  if (!parts.empty()) fact.set("parts", parts);
  if (!site.text.writer.empty()) fact.set("written_by", site.text.writer);
  if (site.text.writer_address != 0) fact.set("written_address", site.text.writer_address);
  fact.set("exact", site.text.exact ? 1 : 0);
  const TextPart* input = input_of(site.text);
  if (input == nullptr) return fact;
  fact.set("input", input->source.kind);
  if (!input->source.call.empty()) fact.set("input_call", input->source.call);
  if (input->source_address != 0) fact.set("input_address", input->source_address);
  if (!input->source_name.empty()) fact.set("input_name", input->source_name);
  if (site.shell) fact.set("quotes", quotes_around(site.text, input));
  if (!input->also_given.empty()) fact.set("also_given", input->also_given);
  return fact;
}

void read_code(const code::Survey& survey, Reading& out) {
  const CommandSites& found = command_sites(survey);
  std::size_t first = out.facts.size();  // of the site
  std::uint64_t address = 0;
  for (const CommandSite& site : found.sites) {
    if (site.call->address != address) first = out.facts.size();
    address = site.call->address;
    Fact fact = row(survey, site);
    // Ways that nothing of the row tells apart are one.
    const auto told = std::ranges::subrange(out.facts.begin() + static_cast<std::ptrdiff_t>(first),
                                            out.facts.end());
    if (std::ranges::find(told, fact) == told.end()) out.facts.push_back(std::move(fact));
  }
  if (!found.all)
    out.problems.push_back({"read", ErrorCode::limit,
                            "code: more calls that carry out commands than are told",
                            survey.program().elf().header});
}

}  // namespace

extern const Reader executed_commands = {
    .id = "executed_commands",
    .title = "Commands that machine code has carried out, and what they are made of",
    .source = "POSIX.1-2017; Linux manual pages system(3), popen(3), exec(3)",
    .read_code = read_code,
};

}  // namespace assay::readers
