// mount [-t TYPE] [-o OPTIONS] [DEVICE] FOLDER     sysctl -w NAME=VALUE
// echo VALUE > /proc/sys/NAME
//
// Source: mount(8), sysctl(8), proc(5).
#include <algorithm>

#include "readers/script_facts.h"

namespace assay::readers {

void add_mount(const ScriptLine& line, Reading& out) {
  if (line.program != "mount" || line.command.range.size == 0) return;
  std::string type;
  std::string options;
  std::vector<std::string> names;
  for (std::size_t i = 1; i < line.words.size(); i++) {
    const std::string& word = line.words[i];
    const bool more = i + 1 < line.words.size();
    if (word == "-t" && more) {
      type = line.words[++i];
    } else if (word == "-o" && more) {
      options += (options.empty() ? "" : ",") + line.words[++i];
    } else if (word == "-r" || word == "--bind") {
      options += (options.empty() ? "" : ",") + std::string(word == "-r" ? "ro" : "bind");
    } else if (!word.starts_with('-')) {
      names.push_back(word);
    }
  }
  if (names.empty() || !names.back().starts_with('/')) return;
  Fact fact("mount_point", line.command.range, "command of a shell script");
  fact.set("folder", names.back()).set("line", line.line);
  if (names.size() > 1) fact.set("device", names[0]);
  if (!type.empty()) fact.set("type", type);
  if (!options.empty()) fact.set("options", options);
  if (!line.command.condition.empty()) fact.set("condition", line.command.condition);
  out.facts.push_back(std::move(fact));
}

void add_sysctl(const ScriptLine& line, Reading& out) {
  std::string name;
  std::string value;
  if (line.program == "sysctl") {
    const auto pair = std::ranges::find_if(
        line.words, [](const std::string& word) { return word.find('=') != std::string::npos; });
    if (pair == line.words.end()) return;
    name = pair->substr(0, pair->find('='));
    value = pair->substr(pair->find('=') + 1);
  } else if (line.program == "echo" && line.words.size() > 1) {
    constexpr std::string_view folder = "/proc/sys/";
    for (const formats::ShellRedirection& to : line.command.redirections)
      if (to.operation.find('>') != std::string::npos && to.target.text.starts_with(folder))
        name = to.target.text.substr(folder.size());
    if (name.empty()) return;
    std::ranges::replace(name, '/', '.');
    value = line.words.back();
  }
  if (name.empty() || line.command.range.size == 0) return;
  Fact fact("sysctl_setting", line.command.range, "command of a shell script");
  fact.set("name", name).set("value", value).set("line", line.line);
  out.facts.push_back(std::move(fact));
}

}  // namespace assay::readers
