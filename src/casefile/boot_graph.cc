// A unit is a script, or a function of one. A line (a row of `started` or `script_call`) stands in
// a unit, and may lead to others: the script that it starts or sources, the function that it calls,
// the systemd unit that it wants. The graph begins with
//
//   what the kernel starts: init= of a command line, else the first that exists of its list
//   inittab, but for the lines that a shutdown runs; inetd; cron; hotplug and udev
//   scripts that a boot runs by their place: rcS, rc.local, preinit, S10name of init.d and rc?.d,
//   /init units of systemd that a link in *.wants or *.requires names; services of runit
//
// and is followed breadth first, so that each line is reached in the fewest steps. A script that is
// called with "stop" is not followed.
//
// Source: init/main.c of Linux (kernel_init); inittab(5); systemd.unit(5); runsvdir(8); Debian
// Policy 9.3; OpenWrt, procd/inittab.c and procd/rcS.c.
#include "casefile/boot_graph.h"

#include <algorithm>
#include <deque>
#include <map>
#include <set>
#include <unordered_map>

#include "casefile/file_names.h"
#include "casefile/insertions.h"
#include "casefile/missing_program.h"

namespace assay::casefile {
namespace {

constexpr std::uint64_t pattern_steps_max = 50'000'000;
constexpr std::size_t systems_max = 64;  // file systems in which a kernel's program is looked for
constexpr std::size_t folders_max = 32;  // in PATH

std::string_view base_of(std::string_view path) { return path.substr(path.rfind('/') + 1); }

std::string_view folder_of(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? std::string_view() : path.substr(0, slash);
}

bool among(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::ranges::find(words, word) != words.end();
}

bool is_numbered(std::string_view base) {
  return base.size() > 3 && base[0] == 'S' && base[1] >= '0' && base[1] <= '9' && base[2] >= '0' &&
         base[2] <= '9';
}

// Whether a boot runs what lies at this path, whatever else names it.
bool begins_boot(std::string_view path) {
  const std::string_view base = base_of(path);
  const std::string_view folder = base_of(folder_of(path));
  if (among(base, {"rcS", "rc.local", "rc.sysinit", "rc.boot", "preinit"})) return true;
  if (among(path, {"/init", "/linuxrc", "/sbin/init", "/etc/init", "/bin/init"})) return true;
  if (folder == "uci-defaults" || path.find("/hotplug.d/") != path.npos) return true;
  if (folder.ends_with(".wants") || folder.ends_with(".requires")) return true;
  const bool is_rc_folder = folder == "init.d" || folder == "init0.d" ||
                            (folder.starts_with("rc") && folder.ends_with(".d"));
  if (is_rc_folder && is_numbered(base)) return true;
  const std::string_view above = folder_of(folder_of(path));
  if (base == "run" && among(above, {"/etc/service", "/service", "/var/service"})) return true;
  return folder == "runit" && among(base, {"1", "2", "3"});
}

// Whether a script with these arguments only stops something.
bool is_stop(std::string_view arguments) {
  const std::string_view first = arguments.substr(0, arguments.find(' '));
  return among(first, {"stop", "disable", "enable", "enabled", "status", "K"});
}

struct Line {
  std::int64_t id = 0;
  std::int64_t node = 0;
  std::string target;  // the program, the file, the function
  std::string arguments;
  std::string mechanism;  // of started
  std::string trigger;
  std::string kind;  // of script_call; "start" of started
  std::string function;
  std::string pattern;
  std::vector<std::pair<std::int64_t, std::string>> leads_to;  // file, its function or empty
};

using Unit = std::pair<std::int64_t, std::string>;  // node, function or empty

class Graph {
 public:
  explicit Graph(Database& database) : database_(database) {}

  void run() {
    read_lines();
    if (lines_.empty()) return;
    read_names();
    for (Line& line : lines_)
      if (line.kind == "path") add_search_folder(line);
    for (Line& line : lines_) resolve(line);
    begin();
    follow();
    write();
    explain_missing(database_, systems_, without_file());
  }

 private:
  void read_lines();
  void read_names();
  void add_search_folder(const Line& line);
  void resolve(Line& line);
  void resolve_function(std::int64_t system, Line& line);
  std::string resolve_in(const FileNames& names, std::int64_t system, Line& line,
                         std::vector<std::int64_t>& found);
  void begin();
  void follow();
  void write();
  std::vector<std::int64_t> without_file() const;

  // The file system that a node is a member of; -1 where it is none.
  std::int64_t system_of(std::int64_t node) const {
    const auto at = system_of_.find(node);
    return at == system_of_.end() ? -1 : at->second;
  }
  void enter(std::int64_t node, const std::string& function, std::int64_t caller,
             std::int64_t depth);
  void reach(const Line& line, std::int64_t caller, std::int64_t depth);

  struct Entry {
    Unit unit;
    std::int64_t caller;
    std::int64_t depth;
  };
  struct Reached {
    const Line* line;
    std::int64_t caller;  // -1: a beginning
    std::int64_t depth;
  };

  Database& database_;
  std::vector<Line> lines_;
  std::map<Unit, std::vector<std::size_t>> units_;
  std::map<std::int64_t, std::string> path_of_;  // of nodes with lines
  std::map<std::int64_t, FileNames> systems_;
  std::map<std::int64_t, std::int64_t> system_of_;
  std::map<std::int64_t, std::vector<std::string>> search_;                         // by system
  std::map<std::int64_t, std::unordered_map<std::string, std::int64_t>> searched_;  // found, or -1
  std::map<std::pair<std::int64_t, std::string>, std::vector<std::int64_t>>
      functions_;                                                       // by system
  std::map<std::pair<std::int64_t, std::int64_t>, std::string> files_;  // line, node -> how
  std::set<Unit> entered_;
  std::deque<Entry> entries_;
  std::map<std::int64_t, Reached> reached_;
  std::uint64_t pattern_steps_ = pattern_steps_max;
};

// The rows of both tables in the order of their ids.
void Graph::read_lines() {
  Statement starts(database_,
                   "SELECT id, node, program, arguments, mechanism, trigger, function, pattern"
                   " FROM started ORDER BY id");
  Statement calls(database_,
                  "SELECT id, node, target, kind, function, pattern FROM script_call ORDER BY id");
  const auto add = [&](Line line) {
    path_of_[line.node] = "";
    units_[{line.node, line.function}].push_back(lines_.size());
    lines_.push_back(std::move(line));
  };
  bool has_start = starts.step();
  bool has_call = calls.step();
  while (has_start || has_call) {
    if (has_start && (!has_call || starts.number(0) < calls.number(0))) {
      add({starts.number(0),
           starts.number(1),
           starts.text(2),
           starts.text(3),
           starts.text(4),
           starts.text(5),
           "start",
           starts.text(6),
           starts.text(7),
           {}});
      has_start = starts.step();
    } else {
      add({calls.number(0),
           calls.number(1),
           calls.text(2),
           "",
           "",
           "",
           calls.text(3),
           calls.text(4),
           calls.text(5),
           {}});
      has_call = calls.step();
    }
  }
}

void Graph::read_names() {
  Statement rows(database_,
                 "SELECT id, parent, kind, path, link_target FROM node"
                 " WHERE path IS NOT NULL AND kind IN ('file', 'symlink') ORDER BY id");
  while (rows.step()) {
    const bool is_file = rows.text(2) == "file";
    system_of_[rows.number(0)] = rows.number(1);
    const auto script = path_of_.find(rows.number(0));
    if (script != path_of_.end()) script->second = rows.text(3);
    systems_[rows.number(1)].add({rows.number(0), rows.text(3), rows.text(4), is_file});
  }
  for (auto& [id, names] : systems_) {
    names.settle();
    search_[id] = {"/sbin", "/usr/sbin", "/bin", "/usr/bin", "/usr/local/sbin", "/usr/local/bin"};
  }
  Statement functions(database_, "SELECT node, name FROM shell_function ORDER BY id");
  while (functions.step())
    functions_[{system_of(functions.number(0)), functions.text(1)}].push_back(functions.number(0));
}

void Graph::add_search_folder(const Line& line) {
  const auto at = search_.find(system_of(line.node));
  if (at == search_.end() || at->second.size() >= folders_max) return;
  if (std::ranges::find(at->second, line.target) == at->second.end())
    at->second.push_back(line.target);
}

// The files in one file system that the line names; how they were found is given back.
std::string Graph::resolve_in(const FileNames& names, std::int64_t system, Line& line,
                              std::vector<std::int64_t>& found) {
  const std::string_view target = line.target;
  if (line.kind == "unit") {
    found = names.named(target);
    if (const auto at = target.find('@'); found.empty() && at != target.npos)
      found = names.named(std::string(target.substr(0, at + 1)) +
                          std::string(target.substr(std::min(target.rfind('.'), target.size()))));
    return "name";
  }
  if (!line.pattern.empty()) {
    found = names.match(line.pattern, pattern_steps_);
    return "pattern";
  }
  const bool has_folder = target.find('/') != target.npos;
  if (line.mechanism == "inittab" && base_of(target) == "rcS" && names.find(target) < 0 &&
      names.find("/sbin/procd") >= 0) {
    // procd has no such script: it takes the line as the word to run those of /etc/rc.d.
    const std::string letter = line.arguments.substr(0, line.arguments.find(' '));
    found = names.match("/etc/rc.d/" + letter + "*", pattern_steps_);
    return "pattern";
  }
  std::int64_t node = -1;
  if (target.starts_with('/')) {
    node = names.find(target);
  } else if (line.kind == "source" || has_folder) {
    const auto script = path_of_.find(line.node);
    if (script != path_of_.end())
      node = names.find(std::string(folder_of(script->second)) + "/" + std::string(target));
    if (node < 0) node = names.find(target);
  }
  if (node < 0 && !has_folder) {
    const bool service = target == "service" && !is_stop(line.arguments);
    const std::string name = line.arguments.substr(0, line.arguments.find(' '));
    const std::int64_t script = service && !name.empty() ? names.find("/etc/init.d/" + name) : -1;
    if (script >= 0) found.push_back(script);
    // Scripts run the same few programs over and over.
    const auto [known, is_new] = searched_[system].try_emplace(line.target, -1);
    if (is_new) known->second = names.search(target, search_[system]);
    if (known->second >= 0) found.push_back(known->second);
    return "search";
  }
  if (node >= 0) found.push_back(node);
  return "path";
}

void Graph::resolve(Line& line) {
  if (line.kind == "path" || line.target.empty()) return;
  if (line.kind == "function") {
    line.leads_to.emplace_back(line.node, line.target);
    return;
  }
  // A kernel is no member of the file system that it mounts.
  const std::int64_t own = line.mechanism == "kernel" ? -1 : system_of(line.node);
  std::vector<std::int64_t> where;
  if (own >= 0) {
    where.push_back(own);
  } else {
    for (const auto& [id, names] : systems_)
      if (where.size() < systems_max) where.push_back(id);
  }
  for (const std::int64_t system : where) {
    std::vector<std::int64_t> found;
    const std::string how = resolve_in(systems_[system], system, line, found);
    for (const std::int64_t node : found) {
      line.leads_to.emplace_back(node, "");
      files_.try_emplace({line.id, node}, how);
    }
  }
  if (!line.leads_to.empty() || line.kind != "start") return;
  resolve_function(own, line);
}

// The functions that the line calls by their name, or, where a part of it is not known, that fit.
void Graph::resolve_function(std::int64_t system, Line& line) {
  const std::string_view pattern = line.pattern;
  const std::string start(pattern.empty() ? std::string_view(line.target)
                                          : pattern.substr(0, pattern.find_first_of("*?[")));
  if (start.empty() || pattern.find('/') != pattern.npos) return;
  for (auto at = functions_.lower_bound({system, start});
       at != functions_.end() && at->first.first == system && at->first.second.starts_with(start);
       ++at) {
    const std::string& name = at->first.second;
    const std::uint64_t cost = (pattern.size() + 1) * (name.size() + 1);
    if (pattern_steps_ < cost || (pattern.empty() && name != line.target)) return;
    pattern_steps_ -= cost;
    if (!pattern.empty() && !fits_pattern(pattern, name)) continue;
    for (const std::int64_t node : at->second) {
      line.leads_to.emplace_back(node, name);
      files_.try_emplace({line.id, node}, "function");
    }
  }
}

void Graph::enter(std::int64_t node, const std::string& function, std::int64_t caller,
                  std::int64_t depth) {
  if (entered_.insert({node, function}).second)
    entries_.push_back({{node, function}, caller, depth});
}

void Graph::reach(const Line& line, std::int64_t caller, std::int64_t depth) {
  if (!reached_.try_emplace(line.id, Reached{&line, caller, depth}).second) return;
  if (line.kind == "start" && is_stop(line.arguments)) return;
  for (const auto& [node, function] : line.leads_to) enter(node, function, line.id, depth + 1);
}

void Graph::begin() {
  std::set<std::int64_t> started_by_default;  // file systems whose first program was found
  for (const Line& line : lines_) {
    const std::string& how = line.mechanism;
    if (line.kind != "start" || among(how, {"init.d", "script", "systemd", "runit"})) continue;
    if (among(how, {"rc", "hotplug"}) && !line.function.empty()) continue;
    if (among(line.trigger, {"shutdown", "ctrlaltdel", "restart", "powerfail"})) continue;
    if (how == "kernel" && line.trigger == "default") {
      bool first = false;
      for (const auto& [node, function] : line.leads_to)
        first = started_by_default.insert(system_of(node)).second || first;
      if (!first) continue;
    }
    reach(line, -1, 0);
  }
  for (const auto& [id, names] : systems_) {
    for (const FileNames::Member& member : names.members()) {
      if (!begins_boot(member.path)) continue;
      std::int64_t node = names.find(member.path);
      const std::string_view base = base_of(member.path);
      if (node < 0 && base.find('@') != base.npos) {  // an instance of a template
        const std::string name = std::string(base.substr(0, base.find('@') + 1)) +
                                 std::string(base.substr(std::min(base.rfind('.'), base.size())));
        const std::vector<std::int64_t> templates = names.named(name);
        if (!templates.empty()) node = templates[0];
      } else if (node < 0 && !member.link_target.empty()) {  // as of a root elsewhere
        const std::vector<std::int64_t> named = names.named(base_of(member.link_target));
        if (named.size() == 1) node = named[0];
      }
      if (node >= 0) enter(node, "", -1, 0);
    }
  }
}

void Graph::follow() {
  while (!entries_.empty()) {
    const Entry entry = std::move(entries_.front());
    entries_.pop_front();
    const auto unit = units_.find(entry.unit);
    if (unit == units_.end()) continue;
    for (const std::size_t i : unit->second) reach(lines_[i], entry.caller, entry.depth);
  }
}

void Graph::write() {
  auto file = files_.begin();
  Insertions(database_, "program_file", 3)
      .add(files_.size(), [&](Statement& statement, int at, std::size_t) {
        statement.bind(at, file->first.first);
        statement.bind(at + 1, file->first.second);
        statement.bind_in_place(at + 2, file->second);
        ++file;
      });
  auto reached = reached_.begin();
  Insertions(database_, "boot_reach", 4)
      .add(reached_.size(), [&](Statement& statement, int at, std::size_t) {
        const auto& [id, how] = *reached++;
        statement.bind(at, id);
        statement.bind(at + 1, how.caller < 0 ? std::nullopt : std::optional(how.caller));
        statement.bind(at + 2, how.depth);
        if (how.line->kind == "start" && !how.line->target.empty())
          statement.bind_in_place(at + 3, base_of(how.line->target));
        else
          statement.bind(at + 3, nullptr);
      });
}

// The rows of `started` that are reached and name no file.
std::vector<std::int64_t> Graph::without_file() const {
  std::vector<std::int64_t> facts;
  for (const auto& [id, how] : reached_) {
    const auto file = files_.lower_bound({id, 0});
    if (how.line->kind == "start" && (file == files_.end() || file->first.first != id))
      facts.push_back(id);
  }
  return facts;
}

}  // namespace

void make_boot_graph(Database& database) { Graph(database).run(); }

}  // namespace assay::casefile
