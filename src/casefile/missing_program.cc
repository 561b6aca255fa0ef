// A line of a boot can name a program that is no file of the image. What the image states about it
// is asked in this order, and the first answer is kept:
//
//   guarded       the line runs only if a test finds this very program
//   condition     the line runs only if another file is there, which is not
//   run time      its path lies where the system keeps what it makes while it runs: below a mount
//                 of tmpfs, proc and the like, or below /tmp, /run, /proc, /sys, /dev
//   other volume  its path lies below a folder that another volume is mounted at, or that is empty
//                 in the image, as such folders are
//   applet        a busybox of the image has it built in, but no link bears its name
//   function      it may be a function of a file that the script sources and the image has not
//   variable      parts of its name are values that are not told, and nothing fits the others
//   no system     the line stands in no file system, as in a kernel or a file of its own
//   absent        none of these: the image has no such program, and starting it fails
//
// Links are followed, so that /var/x where /var leads to /tmp lies below /tmp. A condition counts
// where it must hold as a whole: one that is negated or has alternatives says nothing.
//
// Source: hier(7); sh(1), test(1), command(1); ash of BusyBox (FEATURE_SH_STANDALONE).
#include "casefile/missing_program.h"

#include <fmt/core.h>

#include <algorithm>
#include <optional>
#include <set>

#include "base/quote.h"

namespace assay::casefile {
namespace {

constexpr std::size_t shown_max = 200;       // bytes of a name in a sentence
constexpr std::size_t condition_max = 4096;  // bytes of a condition that are read
constexpr std::size_t mounts_max = 256;      // of one file system

std::string_view base_of(std::string_view path) { return path.substr(path.rfind('/') + 1); }

bool is_below(std::string_view path, std::string_view folder) {
  return path.size() > folder.size() && path.starts_with(folder) && path[folder.size()] == '/';
}

struct Reason {
  std::string state;
  std::string sentence;
};

struct Program {
  std::int64_t fact = 0;
  std::int64_t node = 0;    // of the script
  std::int64_t system = 0;  // the file system that the script is in
  std::string name;
  std::string condition;
  std::string pattern;
};

struct Mount {
  std::string folder;
  std::string type;
  std::string device;
};

// The parts of a condition that must all hold: split at && outside of parentheses.
std::vector<std::string_view> parts_of(std::string_view condition) {
  condition = condition.substr(0, condition_max);
  std::vector<std::string_view> parts;
  std::size_t start = 0;
  int depth = 0;
  for (std::size_t i = 0; i < condition.size(); i++) {
    if (condition[i] == '(') depth++;
    if (condition[i] == ')') depth--;
    if (depth != 0 || !condition.substr(i).starts_with("&&")) continue;
    parts.push_back(condition.substr(start, i - start));
    start = i + 2;
    i++;
  }
  parts.push_back(condition.substr(start));
  return parts;
}

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  std::string word;
  for (const char c : text) {
    if (c == ' ' || c == '\t' || c == ';') {
      if (!word.empty()) words.push_back(std::move(word));
      word.clear();
    } else if (c != '"' && c != '\'') {
      word += c;
    }
  }
  if (!word.empty()) words.push_back(std::move(word));
  return words;
}

// What a part that must hold asks to be there: files by -f and its like, programs by type, which
// and command -v. None of a part with alternatives, or that is negated.
std::vector<std::string> asked_for(std::string_view part) {
  const std::vector<std::string> words = words_of(part);
  std::vector<std::string> asked;
  for (std::size_t i = 0; i < words.size(); i++) {
    const std::string& word = words[i];
    if (word.starts_with('!') || word.starts_with("||") || word == "-o" || word == "case")
      return {};
    if (i + 1 == words.size()) break;
    const bool is_test =
        word == "-x" || word == "-f" || word == "-e" || word == "-s" || word == "-r";
    const bool is_search = word == "type" || word == "which" || (word == "-v" && i > 0);
    if (is_test || is_search) asked.push_back(words[i + 1]);
  }
  return asked;
}

// "detect_$driver" as a pattern.
std::string pattern_of(std::string_view word) {
  std::string pattern;
  for (std::size_t i = 0; i < word.size(); i++) {
    if (word[i] != '$') {
      pattern += word[i];
      continue;
    }
    while (i + 1 < word.size() && (std::isalnum(static_cast<unsigned char>(word[i + 1])) != 0 ||
                                   word[i + 1] == '_' || word[i + 1] == '{' || word[i + 1] == '}'))
      i++;
    pattern += '*';
  }
  return pattern;
}

class Explanation {
 public:
  Explanation(Database& database, const std::map<std::int64_t, FileNames>& systems)
      : database_(database), systems_(systems) {}

  void run(std::span<const std::int64_t> facts) {
    if (facts.empty()) return;
    read_programs(facts);
    read_mounts();
    read_applets();
    read_sources();
    read_packages();
    Statement row(database_, "INSERT INTO program_missing VALUES (?, ?, ?)");
    for (const Program& program : programs_) {
      const Reason reason = reason_of(program);
      row.run(program.fact, reason.state, reason.sentence);
    }
  }

 private:
  void read_programs(std::span<const std::int64_t> facts) {
    Statement row(database_,
                  "SELECT started.node, coalesce(node.parent, -1), program, condition, pattern"
                  " FROM started JOIN node ON node.id = started.node WHERE started.id = ?");
    for (const std::int64_t fact : facts) {
      row.set(fact);
      if (row.step())
        programs_.push_back(
            {fact, row.number(0), row.number(1), row.text(2), row.text(3), row.text(4)});
      row.reset();
    }
  }

  void read_mounts() {
    Statement rows(database_,
                   "SELECT node.parent, folder, type, device FROM mount_point"
                   " JOIN node ON node.id = mount_point.node WHERE folder LIKE '/_%'"
                   " AND coalesce(options, '') NOT LIKE '%move%'"
                   " AND coalesce(options, '') NOT LIKE '%remount%' ORDER BY mount_point.id");
    while (rows.step()) {
      std::vector<Mount>& mounts = mounts_[rows.number(0)];
      if (mounts.size() < mounts_max) mounts.push_back({rows.text(1), rows.text(2), rows.text(3)});
    }
  }

  void read_applets() {
    Statement rows(database_,
                   "SELECT DISTINCT node.parent, applet.name FROM applet JOIN node_content ON"
                   " node_content.content = applet.node JOIN node ON node.id = node_content.node");
    while (rows.step()) applets_.insert({rows.number(0), rows.text(1)});
  }

  // The first file that each script sources by its whole name, and that is not there.
  void read_sources() {
    Statement rows(database_,
                   "SELECT node, target FROM script_call WHERE kind = 'source'"
                   " AND pattern IS NULL AND target LIKE '/%' AND NOT EXISTS"
                   " (SELECT 1 FROM program_file WHERE fact = script_call.id) ORDER BY id DESC");
    while (rows.step()) sources_[rows.number(0)] = rows.text(1);
  }

  // How many packages the databases of opkg and dpkg list the files of.
  void read_packages() {
    Statement rows(database_,
                   "SELECT parent, count(*) FROM node WHERE kind = 'file' AND"
                   " (path GLOB '/usr/lib/opkg/info/*.list' OR path GLOB"
                   " '/var/lib/dpkg/info/*.list') GROUP BY parent");
    while (rows.step()) packages_[rows.number(0)] = rows.number(1);
  }

  const FileNames* names_of(const Program& program) const {
    const auto at = systems_.find(program.system);
    return at == systems_.end() ? nullptr : &at->second;
  }

  Reason reason_of(const Program& program);
  std::optional<Reason> by_condition(const Program& program);
  std::optional<Reason> by_place(const Program& program);
  std::optional<Reason> by_name(const Program& program) const;
  std::optional<std::string> run_time_folder(std::int64_t system, std::string_view path) const;
  std::optional<std::string> empty_folder(std::int64_t system, std::string_view path);

  Database& database_;
  // By their paths, of which few are alike: the members of a file system are many.
  Statement folder_{database_,
                    "SELECT 1 FROM node WHERE path = ? AND +parent = ? AND kind = 'directory'"};
  Statement member_{database_, "SELECT 1 FROM node WHERE path > ? AND path < ? AND +parent = ?"};
  const std::map<std::int64_t, FileNames>& systems_;
  std::vector<Program> programs_;
  std::map<std::int64_t, std::vector<Mount>> mounts_;  // by system
  std::set<std::pair<std::int64_t, std::string>> applets_;
  std::map<std::int64_t, std::string> sources_;    // by script
  std::map<std::int64_t, std::int64_t> packages_;  // by system
};

// What lies at the folder of the path while the system runs; nothing where the image has it.
std::optional<std::string> Explanation::run_time_folder(std::int64_t system,
                                                        std::string_view path) const {
  if (const auto mounts = mounts_.find(system); mounts != mounts_.end()) {
    for (const Mount& mount : mounts->second)
      for (const char* type : {"tmpfs", "ramfs", "proc", "sysfs", "devtmpfs", "devfs", "devpts",
                               "debugfs", "usbfs", "configfs"})
        if (mount.type == type && is_below(path, mount.folder))
          return fmt::format("{}, where {} is mounted", quote(mount.folder, shown_max), type);
  }
  for (const char* folder : {"/tmp", "/run", "/var/run", "/var/tmp", "/proc", "/sys", "/dev"})
    if (is_below(path, folder)) return folder;
  return std::nullopt;
}

// The lowest folder above the path that the image has, if nothing lies in it.
std::optional<std::string> Explanation::empty_folder(std::int64_t system, std::string_view path) {
  for (int steps = 0; steps < 32; steps++) {
    path = path.substr(0, std::min(path.rfind('/'), path.size()));
    if (path.empty()) return std::nullopt;
    const std::string folder(path);
    folder_.reset();
    folder_.set(folder, system);
    if (!folder_.step()) continue;
    member_.reset();
    member_.set(folder + "/", folder + "0", system);  // '0' is the character behind '/'
    return member_.step() ? std::nullopt : std::optional(folder);
  }
  return std::nullopt;
}

std::optional<Reason> Explanation::by_condition(const Program& program) {
  const FileNames* names = names_of(program);
  if (names == nullptr) return std::nullopt;
  const std::string own = program.pattern.empty() ? program.name : program.pattern;
  for (const std::string_view part : parts_of(program.condition)) {
    for (const std::string& word : asked_for(part)) {
      const std::string asked = pattern_of(word);
      const bool same = base_of(asked) == base_of(own);
      if (same && (asked.find('/') == asked.npos || names->find(asked) < 0))
        return Reason{"guarded", fmt::format("the line runs only if {} is there, and it is not",
                                             quote(word, shown_max))};
      if (!asked.starts_with('/') || asked.find_first_of("*?[`(") != asked.npos) continue;
      const std::string path = names->follow(asked);
      if (path.empty() || names->find(asked) >= 0 || run_time_folder(program.system, path) ||
          empty_folder(program.system, path))
        continue;
      return Reason{"condition",
                    fmt::format("the line runs only if {} is there, which is not in the image",
                                quote(asked, shown_max))};
    }
  }
  return std::nullopt;
}

std::optional<Reason> Explanation::by_place(const Program& program) {
  const FileNames* names = names_of(program);
  const std::string named = program.pattern.empty() ? program.name : program.pattern;
  if (names == nullptr || !named.starts_with('/')) return std::nullopt;
  const std::string path = names->follow(named);
  if (path.empty()) return Reason{"absent", "its path leads through links in circles"};
  const std::string through =
      path == named ? "" : fmt::format(" through links as {}", quote(path, shown_max));
  if (const auto folder = run_time_folder(program.system, path))
    return Reason{"run time",
                  fmt::format("it lies{} below {}: made while the system runs", through, *folder)};
  if (const auto mounts = mounts_.find(program.system); mounts != mounts_.end())
    for (const Mount& mount : mounts->second)
      if (is_below(path, mount.folder))
        return Reason{
            "other volume",
            fmt::format("it lies{} below {}, where {} is mounted", through,
                        quote(mount.folder, shown_max),
                        mount.device.empty() ? "another volume" : quote(mount.device, shown_max))};
  if (const auto folder = empty_folder(program.system, path))
    return Reason{"other volume",
                  fmt::format("it lies{} below {}, a folder that is empty in the image", through,
                              quote(*folder, shown_max))};
  return std::nullopt;
}

std::optional<Reason> Explanation::by_name(const Program& program) const {
  const std::string base(base_of(program.name));
  if (applets_.contains({program.system, base}))
    return Reason{"applet", fmt::format("busybox has {} built in, but no link has this name",
                                        quote(base, shown_max))};
  const auto source = sources_.find(program.node);
  if (source != sources_.end() && program.name.find('/') == program.name.npos)
    return Reason{"function", fmt::format("it may be a function of {}, which the script sources "
                                          "and the image has not",
                                          quote(source->second, shown_max))};
  if (!program.pattern.empty())
    return Reason{"variable",
                  fmt::format("parts of its name are not told, and no file or function fits {}",
                              quote(program.pattern, shown_max))};
  return std::nullopt;
}

Reason Explanation::reason_of(const Program& program) {
  if (program.name.empty()) return {"variable", "its name is not told"};
  if (auto reason = by_condition(program)) return *reason;
  if (auto reason = by_place(program)) return *reason;
  if (auto reason = by_name(program)) return *reason;
  if (names_of(program) == nullptr)
    return {"no system", "the line that names it stands in no file system of the image"};
  const bool is_path = program.name.find('/') != program.name.npos;
  std::string sentence =
      fmt::format("the image has no {} of this {}, so that starting it fails",
                  is_path ? "file" : "program and no function", is_path ? "path" : "name");
  const auto packages = packages_.find(program.system);
  if (packages != packages_.end())
    sentence +=
        fmt::format("; none of the {} packages that are installed brings it", packages->second);
  if (!program.condition.empty()) sentence += "; the line stands under a condition";
  return {"absent", sentence};
}

}  // namespace

void explain_missing(Database& database, const std::map<std::int64_t, FileNames>& systems,
                     std::span<const std::int64_t> facts) {
  Explanation(database, systems).run(facts);
}

}  // namespace assay::casefile
