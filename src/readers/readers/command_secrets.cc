// Secrets in the commands and settings of shell scripts: what is handed to a program as its
// password or key, and constants that a script sets a variable of such a name to.
//
//   openssl     -K HEX, -iv HEX, -k TEXT, -hmac TEXT, -pass pass:TEXT, -pass file:FILE
//   transfer    curl -u USER:TEXT, wget --password=TEXT, ftpput and ftpget -p TEXT
//   login       sshpass -p TEXT, mysql -pTEXT, smbclient -U USER%TEXT, mount -o password=TEXT
//   service     telnetd -u USER:TEXT, also where TEXT is a variable that a file of the image fills
//   URL         scheme://USER:TEXT@host
//
// What is not literal, as "$1", is no secret of the image.
//
// Source: openssl-enc(1), openssl-passphrase-options(1), curl(1), wget(1), sshpass(1), BusyBox
// ftpput, mysql(1), smbclient(1), mount.cifs(8).
#include <algorithm>

#include "base/word_table.h"
#include "formats/shell.h"
#include "readers/host_name.h"
#include "readers/path.h"
#include "readers/reader.h"
#include "readers/script_file.h"
#include "readers/secret_names.h"
#include "readers/shell_of.h"
#include "readers/web_rows.h"

namespace assay::readers {
namespace {

using formats::ShellCommand;

struct Option {
  std::string_view program;
  std::string_view option;
  std::string_view kind;
  bool glued;          // the value stands in the same word
  char behind = '\0';  // the value begins behind this character, where it is not NUL
};

constexpr Option options[] = {{"openssl", "-K", "key", false},
                              {"openssl", "-iv", "iv", false},
                              {"openssl", "-k", "password", false},
                              {"openssl", "pass:", "password", true},
                              {"openssl", "-hmac", "key", false},
                              {"openssl", "file:", "key", true},
                              {"openssl", "-kfile", "key", false},
                              {"curl", "-u", "password", false, ':'},
                              {"curl", "--user", "password", false, ':'},
                              {"wget", "--password=", "password", true},
                              {"wget", "--http-password=", "password", true},
                              {"wget", "--ftp-password=", "password", true},
                              {"sshpass", "-p", "password", false},
                              {"sshpass", "-p", "password", true},
                              {"ftpput", "-p", "password", false},
                              {"ftpget", "-p", "password", false},
                              {"mysql", "-p", "password", true},
                              {"mysqldump", "-p", "password", true},
                              {"smbclient", "-U", "password", false, '%'},
                              {"telnetd", "-u", "password", false, ':'},
                              {"utelnetd", "-u", "password", false, ':'},
                              {"gpg", "--passphrase", "password", false},
                              {"7z", "-p", "password", true},
                              {"unzip", "-P", "password", false},
                              {"zip", "-P", "password", false},
                              {"mosquitto_pub", "-P", "password", false},
                              {"mosquitto_sub", "-P", "password", false},
                              {"mount", "password=", "password", true},
                              {"mount.cifs", "password=", "password", true}};

constexpr WordTable option_programs(options, &Option::program);

class SecretReader {
 public:
  SecretReader(const Leaf& leaf, Reading& out)
      : held_(shell_of(leaf)), script_(*held_), rows_(leaf.bytes, "shell script", out) {}

  void run() {
    for (const ShellCommand& command : script_.commands) see(command);
    for (const formats::ShellAssignment& one : script_.assignments) {
      const std::string_view kind = secret_kind(one.name);
      if (!kind.empty() && one.value.literal && is_secret_value(kind, one.value.text, false))
        rows_.secret(one.range, kind, one.name, one.value.text, "script");
    }
  }

 private:
  void see(const ShellCommand& command) {
    for (std::size_t i = 0; i < command.words.size(); i++) {
      const std::string& word = command.words[i];
      if (!command.places[i].literal || word.find("://") == word.npos) continue;
      for (const Url& url : find_urls(word, 4)) {
        const std::size_t colon = url.user.find(':');
        if (colon != url.user.npos && colon + 1 < url.user.size())
          rows_.secret(command.places[i].range, "password", url.user.substr(0, colon),
                       url.user.substr(colon + 1), "command", command.words[0]);
      }
    }
    for (std::size_t at = 0; at < std::min<std::size_t>(command.words.size(), 4); at++) {
      const std::string_view program = base_of(command.words[at]);
      for (std::size_t i = option_programs.find(program); i < std::size(options); i++)
        if (options[i].program == program) take(command, at, options[i]);
    }
  }

  void take(const ShellCommand& command, std::size_t at, const Option& option) {
    for (std::size_t i = at + 1; i < command.words.size(); i++) {
      std::size_t word = i;
      std::string_view value = command.words[i];
      if (option.glued) {
        const std::size_t start = value.find(option.option);
        if (start == value.npos || (option.option[0] == '-' && start != 0)) continue;
        value.remove_prefix(start + option.option.size());
        value = value.substr(0, value.find(','));
      } else {
        if (value != option.option || i + 1 >= command.words.size()) continue;
        value = command.words[++word];
      }
      add(command, word, option, value);
    }
  }

  // What the word at that place of the command gives to the option.
  void add(const ShellCommand& command, std::size_t at, const Option& option,
           std::string_view value) {
    const formats::ShellWordPlace& place = command.places[at];
    std::string_view name = option.option;
    if (option.behind != '\0') {
      const std::size_t sign = value.find(option.behind);
      if (sign == value.npos) return;
      name = value.substr(0, sign);
      value.remove_prefix(sign + 1);
    }
    // -passin, -passout and -pass take their texts in one form.
    if (option.option == "pass:" && at > 0 && command.words[at - 1].starts_with("-pass"))
      name = command.words[at - 1];
    const bool unknown = value.find_first_of("$`") != value.npos;
    if (!place.literal && unknown)
      return add_partly_known(command, place.range, option, name, value);
    if (value.starts_with('/') && (option.option == "file:" || option.option == "-kfile") &&
        !unknown) {
      rows_.secret(place.range, option.kind, name, value, "file", command.words[0]);
      return;
    }
    if (value.empty() || value.starts_with('-') || value.starts_with('/') || unknown) return;
    rows_.secret(place.range, option.kind, name, value, "command", command.words[0]);
  }

  // "name:$x": where x is a file of the image that the script reads, as boards keep a signature,
  // the secret is in the image as well, only elsewhere.
  void add_partly_known(const ShellCommand& command, Range range, const Option& option,
                        std::string_view name, std::string_view value) {
    if (option.behind == '\0' || name.find_first_of("$`") != name.npos) return;
    for (const formats::ShellAssignment& one : script_.assignments) {
      const bool meant = value == "$" + one.name || value == "${" + one.name + "}";
      if (!meant || one.value.text.find("cat /") == std::string::npos) continue;
      rows_.secret(range, option.kind, name, one.value.text, "file", command.words[0]);
      return;
    }
  }

  std::shared_ptr<const formats::ShellScript> held_;
  const formats::ShellScript& script_;
  WebRows rows_;
};

bool wants(std::string_view) { return true; }

void read_named(const Leaf& leaf, Reading& out) {
  if (is_shell_text(leaf) && !is_documentation(leaf.name)) SecretReader(leaf, out).run();
}

}  // namespace

extern const Reader command_secrets = {
    .id = "command_secrets",
    .title = "Passwords and keys in the commands of scripts",
    .source = "openssl-enc(1), curl(1), wget(1), sshpass(1), smbclient(1), mount.cifs(8)",
    .wants = wants,
    .read_named = read_named,
};

}  // namespace assay::readers
