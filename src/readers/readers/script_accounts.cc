// Accounts that scripts make, or whose password they set:
//
//   useradd, adduser [-p HASH] [-u UID] [-s SHELL] [-d HOME] ... NAME
//   usermod -p HASH NAME
//   echo "NAME:PASSWORD" | chpasswd [-e]
//   echo "NAME:HASH:UID:..." > or >> FILE      where FILE is called passwd or shadow
//   echo -e "PASSWORD\nPASSWORD" | passwd NAME      also | smbpasswd -a NAME
//   htpasswd -b FILE NAME PASSWORD, mosquitto_passwd -b FILE NAME PASSWORD
//
// What only running the script would tell is left out.
//
// Source: useradd(8), BusyBox adduser, usermod(8), chpasswd(8), passwd(1), htpasswd(1),
// mosquitto_passwd(1).
#include <algorithm>
#include <charconv>

#include "formats/crypt_hash.h"
#include "formats/shell.h"
#include "readers/password_trial.h"
#include "readers/path.h"
#include "readers/reader.h"
#include "readers/shell_of.h"
#include "readers/started.h"

namespace assay::readers {
namespace {

using formats::ShellCommand;

constexpr std::size_t accounts_max = 1024;  // of one script

// One of these stands in every script that this reader could read something of.
constexpr std::string_view words[] = {"useradd", "adduser", "usermod", "passwd", "shadow"};

bool is_literal(std::string_view text) {
  return text.find_first_of("$`") == text.npos || text.starts_with("$1$") ||
         text.starts_with("$5$") || text.starts_with("$6$") || text.starts_with("$2") ||
         text.starts_with("$y$");
}

// The fields of "name:password:uid:gid:gecos:home:shell".
std::vector<std::string> fields_of(std::string_view text) {
  std::vector<std::string> fields;
  while (fields.size() < 9) {
    const std::size_t colon = text.find(':');
    fields.emplace_back(text.substr(0, colon));
    if (colon == text.npos) break;
    text.remove_prefix(colon + 1);
  }
  return fields;
}

// The first line of what echo or printf writes: without options, quotes and "\n".
std::string first_line(const ShellCommand& command) {
  for (std::size_t i = 1; i < command.words.size(); i++) {
    const std::string& text = command.words[i];
    if (i == 1 && text.starts_with('-') && text.size() < 4) continue;
    const std::size_t end = std::min(text.find("\\n"), text.find('\n'));
    return text.substr(0, end);
  }
  return {};
}

bool is_name(std::string_view text) {
  return !text.empty() && text.size() <= 64 && text.find_first_of(" \t$`:/*\"'%<>") == text.npos;
}

class Script {
 public:
  explicit Script(Reading& out) : out_(out) {}

  void read(const std::vector<ShellCommand>& commands) {
    for (std::size_t i = 0; i < commands.size(); i++) {
      const ShellCommand& command = commands[i];
      const std::string_view base = base_of(command.words[0]);
      if (base == "useradd" || base == "adduser" || base == "usermod") add_user(command, base);
      if (base == "htpasswd" || base == "mosquitto_passwd") add_web_user(command);
      if (base != "echo" && base != "printf") continue;
      const std::string line = first_line(command);
      if (const std::string_view file = written_file(command); !file.empty())
        add_line(command, line, file);
      else if (command.piped && i + 1 < commands.size() && commands[i + 1].piped)
        add_piped(command, line, commands[i + 1]);
    }
  }

 private:
  static std::string_view written_file(const ShellCommand& command) {
    for (const auto& redirection : command.redirections) {
      const std::string_view base = base_of(redirection.target.text);
      const bool writes = redirection.operation == ">" || redirection.operation == ">>";
      if (writes && (base == "passwd" || base == "shadow")) return base;
    }
    return {};
  }

  Fact* add(const ShellCommand& command, std::string_view name, std::string_view method) {
    if (!is_name(name) || out_.facts.size() >= accounts_max || command.range.size == 0)
      return nullptr;
    out_.facts.emplace_back("account", command.range, method);
    Fact& fact = out_.facts.back();
    fact.set("name", name).set("file", "script");
    return &fact;
  }

  void set_password(Fact& fact, std::string_view name, std::string_view text, bool hashed) {
    fact.set("password", text);
    const auto hash = formats::identify_crypt_hash(text);
    const bool known = hash.scheme > formats::HashScheme::shadowed &&
                       hash.scheme != formats::HashScheme::unknown && !hash.disabled;
    if (text.empty()) {
      fact.set("state", "empty");
    } else if (hashed && known) {
      fact.set("state", "hash").set("scheme", to_string(hash.scheme));
      trial_.try_hash(hash, name, fact);
    } else if (hashed) {
      const bool shadowed = hash.scheme == formats::HashScheme::shadowed;
      const bool locked = hash.scheme == formats::HashScheme::locked || hash.disabled;
      fact.set("state", shadowed ? "shadowed" : locked ? "locked" : "unknown");
    } else {
      fact.set("state", "plain");
      look_up(text, name, fact);
    }
  }

  static void set_number(Fact& fact, std::string_view column, std::string_view text) {
    std::uint32_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error == std::errc{} && end == text.data() + text.size() && !text.empty())
      fact.set(column, number);
  }

  void add_user(const ShellCommand& command, std::string_view base) {
    const std::span<const std::string> given = command.words;
    if (given.size() < 2 || !is_literal(given.back()) || given.back().starts_with('-')) return;
    const auto behind = [&](std::string_view a, std::string_view b) -> const std::string* {
      for (std::size_t i = 1; i + 1 < given.size(); i++)
        if (given[i] == a || given[i] == b) return &given[i + 1];
      return nullptr;
    };
    const std::string* password = behind("-p", "--password");
    if (base == "usermod" && password == nullptr) return;
    // BusyBox: adduser USER GROUP makes no user.
    if (base == "adduser" && given.size() == 3 && !given[1].starts_with('-')) return;
    Fact* fact =
        add(command, given.back(), base == "usermod" ? "usermod command" : "useradd command");
    if (fact == nullptr) return;
    if (const auto* uid = behind("-u", "--uid")) set_number(*fact, "uid", *uid);
    const auto* shell = behind("-s", "--shell");
    if (shell != nullptr && is_literal(*shell)) fact->set("shell", *shell);
    const auto* home = behind(base == "useradd" ? "-d" : "-h", "--home");
    if (home != nullptr && is_literal(*home)) fact->set("home", *home);
    if (password != nullptr && is_literal(*password)) {
      set_password(*fact, given.back(), *password, true);
    } else {
      fact->set("state", password == nullptr ? "locked" : "unknown");
    }
  }

  void add_web_user(const ShellCommand& command) {
    const std::span<const std::string> given = command.words;
    const bool inline_password = std::ranges::any_of(given, [](const std::string& word) {
      return word.size() > 1 && word[0] == '-' && word[1] != '-' && word.find('b') != word.npos;
    });
    if (!inline_password || given.size() < 5) return;
    const std::string& password = given.back();
    if (!is_literal(password)) return;
    const std::string& name = given[given.size() - 2];
    Fact* fact = add(command, name, "htpasswd command");
    if (fact != nullptr) set_password(*fact, name, password, false);
  }

  void add_line(const ShellCommand& command, std::string_view line, std::string_view file) {
    const std::vector<std::string> fields = fields_of(line);
    if (fields.size() < 3 || !is_literal(fields[1]) || (file == "passwd" && fields.size() < 4))
      return;
    Fact* fact = add(command, fields[0], "line written by a script");
    if (fact == nullptr) return;
    set_password(*fact, fields[0], fields[1], true);
    if (file != "passwd") return;
    set_number(*fact, "uid", fields[2]);
    set_number(*fact, "gid", fields[3]);
    if (fields.size() > 5) fact->set("home", fields[5]);
    if (fields.size() > 6) fact->set("shell", fields[6]);
  }

  void add_piped(const ShellCommand& command, std::string_view line, const ShellCommand& taker) {
    const std::string_view base = base_of(taker.words[0]);
    if (base == "chpasswd") {
      const std::vector<std::string> fields = fields_of(line);
      if (fields.size() != 2 || !is_literal(fields[1])) return;
      const bool hashed = std::ranges::any_of(
          taker.words, [](const std::string& w) { return w == "-e" || w == "--encrypted"; });
      Fact* fact = add(command, fields[0], "chpasswd command");
      if (fact != nullptr) set_password(*fact, fields[0], fields[1], hashed);
    } else if (base == "passwd" || base == "smbpasswd") {
      const std::string& name = taker.words.back();
      const bool named = taker.words.size() > 1 && !name.starts_with('-');
      if (line.empty() || !is_literal(line) || (!named && base != "passwd")) return;
      Fact* fact = add(command, named ? std::string_view(name) : "root", "passwd command");
      if (fact != nullptr) set_password(*fact, name, line, false);
    }
  }

  Reading& out_;
  PasswordTrial trial_;
};

void read_content(const Leaf& leaf, Reading& out) {
  if (leaf.bytes.size() > formats::shell_script_size_max) return;
  const std::string_view text = as_text(leaf.bytes);
  const bool shell =
      leaf.file_type == "script" && text.substr(0, text.find('\n')).find("sh") != text.npos;
  if (!shell) return;
  const auto script = shell_of(leaf);
  Script(out).read(script->commands);
}

}  // namespace

extern const Reader script_accounts = {
    .id = "script_accounts",
    .title = "Accounts that scripts make",
    .source = "useradd(8), chpasswd(8), passwd(1), htpasswd(1), BusyBox adduser",
    .words = words,
    .read_content = read_content,
};

}  // namespace assay::readers
