// cp [-OPTIONS] SOURCE DESTINATION     mv likewise     ln [-OPTIONS] SOURCE DESTINATION
// cat SOURCE > DESTINATION
//
// where DESTINATION is a file called passwd or shadow, or the folder /etc and SOURCE one of that
// name.
//
// Source: cp(1), mv(1), ln(1), cat(1).
#include <algorithm>

#include "readers/path.h"
#include "readers/script_facts.h"

namespace assay::readers {

void add_account_copy(const ScriptLine& line, Reading& out) {
  const std::string_view command = line.program;
  const bool is_copy = command == "cp" || command == "mv" || command == "ln";
  if ((!is_copy && command != "cat") || line.command.range.size == 0) return;
  std::vector<std::string> names;
  for (std::size_t i = 1; i < line.words.size(); i++)
    if (!line.words[i].starts_with('-')) names.push_back(line.words[i]);
  if (command == "cat")
    for (const formats::ShellRedirection& to : line.command.redirections)
      if (to.operation == ">") names.push_back(to.target.text);
  if (names.size() != 2 || !names[0].starts_with('/') || !names[1].starts_with('/')) return;
  std::string& destination = names[1];
  if (destination.ends_with('/') || destination == "/etc")
    destination += (destination.ends_with('/') ? "" : "/") + std::string(base_of(names[0]));
  const std::string_view base = base_of(destination);
  if (base != "passwd" && base != "shadow") return;
  Fact fact("account_copy", line.command.range, "command of a shell script");
  fact.set("source", names[0]).set("destination", destination).set("command", command);
  if (!line.command.condition.empty()) fact.set("condition", line.command.condition);
  out.facts.push_back(std::move(fact.set("line", line.line)));
}

}  // namespace assay::readers
