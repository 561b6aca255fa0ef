// Contacts: what the commands of scripts, crontabs and the like reach over a network (contact.h),
// one row of `endpoint` for each host, also for those of the device's own network; and whether a
// later command of the same script runs what was fetched.
//
// Source: as readers/contact.cc.
#include <algorithm>

#include "formats/shell.h"
#include "readers/contact.h"
#include "readers/host_name.h"
#include "readers/path.h"
#include "readers/reader.h"
#include "readers/script_file.h"
#include "readers/shell_of.h"
#include "readers/started.h"

namespace assay::readers {
namespace {

using formats::ShellCommand;

constexpr std::size_t contacts_max = 1024;  // rows of one file

// "./x", "/tmp/x" and "x" are taken for one file: a script goes to the folder that it saves in.
bool same_file(std::string_view a, std::string_view b) {
  return !a.empty() && a.find('$') == a.npos && base_of(a) == base_of(b);
}

// Whether a command runs the file: as its program, or handed to a shell or a loader of modules.
bool runs(const ShellCommand& command, std::string_view file) {
  constexpr std::string_view runners[] = {
      "sh",     "ash", "bash", ".",        "source",  "insmod",           "nohup", "exec", "setsid",
      "python", "lua", "perl", "modprobe", "busybox", "start-stop-daemon"};
  if (same_file(command.words[0], file)) return true;
  const std::string_view program = base_of(command.words[0]);
  return std::ranges::find(runners, program) != std::end(runners) &&
         std::any_of(command.words.begin() + 1, command.words.end(),
                     [&](const std::string& word) { return same_file(word, file); });
}

// Whether the output goes to a shell: wget -O - URL | sh
bool is_piped_to_shell(const std::vector<ShellCommand>& commands, std::size_t at) {
  // Behind it stand those of its own $(...).
  std::size_t behind = at + 1;
  while (behind < commands.size() && commands[behind].range.offset < commands[at].range.end())
    behind++;
  if (!commands[at].piped || behind >= commands.size() || !commands[behind].piped) return false;
  const std::string_view next = base_of(commands[behind].words[0]);
  return next == "sh" || next == "ash" || next == "bash";
}

// Whether a shell runs what the command within $(...) prints: eval $(wget -O - URL)
bool is_printed_to_shell(const std::vector<ShellCommand>& commands, std::size_t at) {
  if (!commands[at].substituted) return false;
  for (std::size_t i = at; i-- > 0 && at - i < 64;) {
    if (commands[i].range.end() < commands[at].range.end()) continue;
    const std::string_view outer = base_of(commands[i].words[0]);
    return outer == "eval" || outer == "sh" || outer == "ash" || outer == "bash";
  }
  return false;
}

class ContactReader {
 public:
  ContactReader(const Leaf& leaf, Reading& out)
      : lines_(leaf.bytes), held_(shell_of(leaf)), script_(*held_), out_(out) {}

  void run() {
    const auto& commands = script_.commands;
    for (std::size_t i = 0; i < commands.size(); i++)
      for (const Contact& contact : contacts_of(commands[i].words))
        if (!add(i, contact)) return;
  }

 private:
  bool is_run_later(std::size_t at, const std::string& file) const {
    const auto& commands = script_.commands;
    if (is_piped_to_shell(commands, at) || is_printed_to_shell(commands, at)) return true;
    // A file of a few commands is looked through whole; a long one behind the fetch only so far.
    const std::size_t end = std::min(commands.size(), at + 65);
    return !file.empty() &&
           std::any_of(commands.begin() + static_cast<std::ptrdiff_t>(at + 1),
                       commands.begin() + static_cast<std::ptrdiff_t>(end),
                       [&](const ShellCommand& command) { return runs(command, file); });
  }

  bool add(std::size_t at, const Contact& contact) {
    const ShellCommand& command = script_.commands[at];
    if (command.range.size == 0) return true;
    if (count_++ == contacts_max) {
      out_.problems.push_back(
          {"read", ErrorCode::limit, "contacts more than 1024 hosts", command.range});
      return false;
    }
    const auto urls = find_urls(contact.target, 1);
    const auto host = read_host(urls.empty() ? std::string_view(contact.target) : urls[0].host);
    Fact fact("endpoint", command.range, "command of a script");
    fact.set("used", "contacted").set("program", contact.program).set("action", contact.action);
    fact.set("target", contact.target).set("line", lines_.at(command.range.offset));
    if (!urls.empty()) fact.set("scheme", urls[0].scheme);
    if (host) {
      fact.set("host", host->name)
          .set("kind", host->kind)
          .set("outside", is_outside(*host) ? 1 : 0);
      if (host->port) fact.set("port", *host->port);
    }
    if (!contact.saved_as.empty()) fact.set("saved_as", contact.saved_as);
    fact.set("then_run", is_run_later(at, contact.saved_as) ? 1 : 0);
    out_.facts.push_back(std::move(fact));
    return true;
  }

  LineCounter lines_;
  std::shared_ptr<const formats::ShellScript> held_;
  const formats::ShellScript& script_;
  Reading& out_;
  std::size_t count_ = 0;
};

bool wants(std::string_view) { return true; }

void read_named(const Leaf& leaf, Reading& out) {
  if (is_shell_text(leaf) && !is_documentation(leaf.name)) ContactReader(leaf, out).run();
}

}  // namespace

extern const Reader contacts = {
    .id = "contacts",
    .title = "Hosts that commands of scripts contact",
    .source = "wget(1), curl(1), tftp(1), scp(1), mount(8), ntpd(8), syslogd(8), BusyBox",
    .wants = wants,
    .read_named = read_named,
};

}  // namespace assay::readers
