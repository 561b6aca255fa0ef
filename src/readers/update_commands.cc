#include "readers/update_commands.h"

#include <algorithm>

#include "formats/shell.h"
#include "readers/call_site.h"
#include "readers/path.h"
#include "readers/started.h"

namespace assay::readers {
namespace {

using Part = TextPart::Kind;

// Words of which every command that writes has one.
constexpr std::string_view writing_words[] = {"mtd",          "flash",      "nandwrite",
                                              "ubiupdatevol", "sysupgrade", "fwupgrade",
                                              "fwupdate",     "of=/dev/",   "fw_setenv"};

// The text, '%s' for what is not constant. Of a program's own words those that are constant.
std::string text_of(const code::Survey& survey, const CommandSite& site) {
  std::string text;
  for (const TextPart& part : site.text.parts)
    text += part.kind == Part::constant ? part.text : "%s";
  if (site.shell || site.runs->words < 0 || !site.through.empty()) return text;
  for (auto i = static_cast<std::size_t>(site.runs->words) + 1; i < site.call->arguments.size();
       i++) {
    const code::Value& value = site.call->arguments[i];
    if (value.is(code::Value::Kind::number) && value.number == 0) break;
    text += " " + std::string(constant_text(survey.program(), value).value_or("%s"));
  }
  return text;
}

bool may_write(const std::string& text) {
  return std::ranges::any_of(
      writing_words, [&](std::string_view word) { return text.find(word) != std::string::npos; });
}

UpdateStep step_of(const formats::ShellCommand& command, std::span<const std::string> words) {
  // What it sets is no step of a script's update, but it stands in flash.
  UpdateStep step = update_step(command, words);
  if (base_of(words[0]) == "fw_setenv" && words.size() > 1) return {"environment", words[1], {}};
  return step;
}

}  // namespace

std::vector<UpdateCommand> update_commands(const code::Survey& survey, const CommandSites& sites,
                                           bool all) {
  std::vector<UpdateCommand> found;
  std::vector<std::string> texts;
  for (const CommandSite& site : sites.sites) {
    const bool constant = std::ranges::any_of(
        site.text.parts, [](const TextPart& part) { return part.kind == Part::constant; });
    texts.push_back(constant ? text_of(survey, site) : std::string());
  }
  if (!all && std::ranges::none_of(texts, may_write)) return found;
  for (std::size_t i = 0; i < texts.size(); i++) {
    if (texts[i].empty()) continue;
    const formats::ShellScript script = formats::read_shell(as_bytes(texts[i]));
    for (const formats::ShellCommand& command : script.commands) {
      const std::span<const std::string> words = command.words;
      if (words.empty()) continue;
      UpdateStep step = step_of(command, words);
      if (!step.action.empty())
        found.push_back({&sites.sites[i], std::string(base_of(words[0])), std::move(step)});
    }
  }
  return found;
}

}  // namespace assay::readers
