// Source: the manual pages of the programs named: wget(1), curl(1), tftp(1), scp(1), rsync(1),
// ssh(1), nc(1), socat(1), mount(8), nfs(5), mount.cifs(8), ntpdate(8), ntpd(8), syslogd(8),
// snmptrap(1), mosquitto_pub(1), iptables(8); for ftpget, ftpput and the short forms of tftp, wget
// and ntpd those of BusyBox.
#include "readers/contact.h"

#include <algorithm>

#include "base/word_table.h"
#include "readers/host_name.h"
#include "readers/path.h"

namespace assay::readers {
namespace {

struct Program {
  std::string_view name;
  std::string_view action;
};

constexpr Program programs[] = {
    {"wget", "fetches"},        {"curl", "fetches"},      {"uclient-fetch", "fetches"},
    {"ftpget", "fetches"},      {"tftp", "fetches"},      {"lftp", "fetches"},
    {"aria2c", "fetches"},      {"axel", "fetches"},      {"ftpput", "sends"},
    {"scp", "sends"},           {"rsync", "sends"},       {"sendmail", "sends"},
    {"mosquitto_pub", "sends"}, {"snmptrap", "sends"},    {"telnet", "connects"},
    {"nc", "connects"},         {"ncat", "connects"},     {"netcat", "connects"},
    {"ssh", "connects"},        {"dbclient", "connects"}, {"autossh", "connects"},
    {"socat", "connects"},      {"openssl", "connects"},  {"mosquitto_sub", "connects"},
    {"openvpn", "connects"},    {"ftp", "connects"},      {"sshpass", "connects"},
    {"mount", "mounts"},        {"mount.nfs", "mounts"},  {"mount.cifs", "mounts"},
    {"syslogd", "logs"},        {"logger", "logs"},       {"rsyslogd", "logs"},
    {"ntpdate", "asks-time"},   {"ntpd", "asks-time"},    {"ntpclient", "asks-time"},
    {"sntp", "asks-time"},      {"rdate", "asks-time"},   {"htpdate", "asks-time"},
    {"ping", "tests"},          {"ping6", "tests"},       {"nslookup", "tests"},
    {"traceroute", "tests"},    {"dig", "tests"},         {"iptables", "filters"},
    {"ip6tables", "filters"},   {"nft", "filters"}};

using Words = std::span<const std::string>;

constexpr WordTable program_names(programs, &Program::name);

const Program* program_of(std::string_view word) {
  const std::size_t found = program_names.find(base_of(word));
  return found == std::size(programs) ? nullptr : &programs[found];
}

constexpr std::string_view speakers[] = {"echo", "printf", "grep",   "which", "killall", "pidof",
                                         "kill", "type",   "ln",     "cp",    "rm",      "chmod",
                                         "uci",  "test",   "[",      "ls",    "cat",     "local",
                                         "sed",  "pkill",  "export", "mv",    "opkg",    "apt-get"};
constexpr WordTable speaker_names(speakers);

// The place of the program among the first words; the number of words where there is none. What
// only speaks of a program does not call it.
std::size_t program_at(Words words) {
  if (words.empty() || speaker_names.contains(base_of(words[0]))) return words.size();
  for (std::size_t i = 0; i < std::min<std::size_t>(words.size(), 8); i++)
    if (program_of(words[i]) != nullptr) return i;
  return words.size();
}

bool has_option(Words words, std::size_t from, std::initializer_list<std::string_view> options) {
  return std::any_of(
      words.begin() + static_cast<std::ptrdiff_t>(from), words.end(), [&](const std::string& word) {
        return std::ranges::any_of(options, [&](std::string_view option) {
          return word == option ||
                 (option.starts_with("--") && word.starts_with(std::string(option) + "="));
        });
      });
}

std::string_view behind_option(Words words, std::size_t from,
                               std::initializer_list<std::string_view> options) {
  for (std::size_t i = from; i < words.size(); i++)
    for (const std::string_view option : options) {
      if (words[i] == option && i + 1 < words.size()) return words[i + 1];
      const bool glued = words[i].starts_with(option) && words[i].size() > option.size();
      if (glued && !option.starts_with("--"))
        return std::string_view(words[i]).substr(option.size());
    }
  return {};
}

std::string_view action_of(const Program& program, Words words, std::size_t at) {
  const std::string_view name = program.name;
  if (name == "tftp" && has_option(words, at, {"-p"})) return "sends";
  if (name == "curl" && has_option(words, at,
                                   {"-T", "-F", "-d", "--data", "--data-binary", "--form",
                                    "--upload-file", "--data-urlencode"}))
    return "sends";
  if (name == "wget" && has_option(words, at, {"--post-data", "--post-file", "--body-file"}))
    return "sends";
  return program.action;
}

std::string saved_as(const Program& program, Words words, std::size_t at, std::string_view target) {
  if (program.name == "wget" || program.name == "uclient-fetch") {
    const auto file = behind_option(words, at + 1, {"-O"});
    return std::string(file.empty() ? base_of(target) : file);
  }
  if (program.name == "curl") {
    const auto file = behind_option(words, at + 1, {"-o", "--output"});
    if (!file.empty()) return std::string(file);
    return std::string(has_option(words, at, {"-O", "--remote-name"}) ? base_of(target) : "");
  }
  if (program.name == "tftp") {
    const auto local = behind_option(words, at + 1, {"-l"});
    return std::string(local.empty() ? base_of(behind_option(words, at + 1, {"-r"})) : local);
  }
  // ftpget [options] HOST LOCAL [REMOTE]
  if (program.name != "ftpget") return {};
  std::vector<std::string> plain;
  for (std::size_t i = at + 1; i < words.size(); i++) {
    if (!words[i].starts_with('-'))
      plain.push_back(words[i]);
    else if (words[i] == "-u" || words[i] == "-p" || words[i] == "-P")
      i++;
  }
  return plain.size() < 2 ? std::string() : plain[1];
}

// Whether a rule of a packet filter accepts what comes from the address in `word`.
bool lets_in(Words words, std::size_t word) {
  constexpr std::string_view sources[] = {"-s", "--source", "--src", "saddr"};
  return std::ranges::find(sources, words[word - 1]) != std::end(sources) &&
         has_option(words, 0, {"ACCEPT", "accept"});
}

// The host of a word that is no URL: "user@host:path", "//host/share", "host/path", "host".
std::string_view host_in(std::string_view word) {
  if (word.starts_with("//")) word.remove_prefix(2);
  if (word.starts_with('-') || word.starts_with('/') || word.starts_with('.')) return {};
  for (const std::string_view before : {"TCP:", "TCP4:", "OPENSSL:", "UDP:", "tcp:", "udp:"})
    if (word.starts_with(before)) word.remove_prefix(before.size());
  if (const std::size_t at = word.rfind('@'); at != word.npos) word.remove_prefix(at + 1);
  return word.substr(0, word.find_first_of("/,"));
}

}  // namespace

std::vector<Contact> contacts_of(Words words) {
  std::vector<Contact> contacts;
  const std::size_t at = program_at(words);
  if (at == words.size()) return contacts;
  const Program& program = *program_of(words[at]);
  const std::string_view action = action_of(program, words, at);
  const bool mounts = program.name == "mount";
  const auto add = [&](std::size_t word, std::string_view target) {
    const bool allows = action == "filters" && lets_in(words, word);
    contacts.push_back({std::string(program.name), allows ? "allows" : action, word,
                        std::string(target),
                        action == "fetches" ? saved_as(program, words, at, target) : ""});
  };
  for (std::size_t i = at + 1; i < words.size() && contacts.size() < 16; i++) {
    const auto urls = find_urls(words[i], 4);
    for (const Url& url : urls) add(i, url.whole);
    if (!urls.empty()) continue;
    const std::string_view host = host_in(words[i]);
    const auto known = read_host(host);
    if (!known || (known->kind == "name" && !has_common_domain(known->name))) continue;
    if (mounts && words[i].find(":/") == std::string::npos && !words[i].starts_with("//")) continue;
    add(i, host);
  }
  if (contacts.empty() && action == "fetches")
    for (std::size_t i = at + 1; i < words.size() && contacts.empty(); i++)
      if (words[i].find('$') != std::string::npos) add(i, words[i]);
  return contacts;
}

}  // namespace assay::readers
