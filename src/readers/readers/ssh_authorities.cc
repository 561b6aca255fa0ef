// Who may log in over SSH beside those whose keys stand in authorized_keys:
//
//   sshd_config       TrustedUserCAKeys FILE: holders of certificates that its keys signed
//                     AuthorizedKeysCommand PROGRAM: holders of the keys that it prints
//   auth_principals/USER, authorized_principals    [OPTIONS] NAME: certificates with this name
//
// Source: sshd_config(5); sshd(8); ssh-keygen(1), CERTIFICATES.
#include "formats/lines.h"
#include "readers/path.h"
#include "readers/reader.h"

namespace assay::readers {
namespace {

using formats::next_word;
using formats::trim;

constexpr std::size_t rows_max = 4096;  // of one file

bool is_settings(std::string_view name) {
  return base_of(name) == "sshd_config" ||
         (name.ends_with(".conf") && base_of(folder_of(name)) == "sshd_config.d");
}

bool is_principals(std::string_view name) {
  const std::string_view folder = base_of(folder_of(name));
  return base_of(name) == "authorized_principals" || folder == "auth_principals" ||
         folder == "authorized_principals";
}

bool wants(std::string_view name) { return is_settings(name) || is_principals(name); }

bool is_same(std::string_view a, std::string_view lower) {
  if (a.size() != lower.size()) return false;
  for (std::size_t i = 0; i < a.size(); i++)
    if ((a[i] >= 'A' && a[i] <= 'Z' ? a[i] + 32 : a[i]) != lower[i]) return false;
  return true;
}

void read_setting(const formats::Line& line, Reading& out) {
  std::string_view rest = line.text;
  const std::string_view name = next_word(rest);
  const bool authority = is_same(name, "trustedusercakeys");
  const bool command = is_same(name, "authorizedkeyscommand");
  std::string_view value = trim(rest);
  if (value.size() > 1 && value[0] == '"' && value.back() == '"')
    value = value.substr(1, value.size() - 2);
  if ((!authority && !command) || value.empty() || value == "none") return;
  Fact fact("trust", line.range, "line of sshd_config(5)");
  fact.set("by", authority ? "ssh authority" : "ssh command").set("who", value.substr(0, 512));
  out.facts.push_back(std::move(fact));
}

// Options, if any, stand before the name, which is the last word.
void read_principal(const formats::Line& line, std::string_view file, Reading& out) {
  std::string_view rest = line.text;
  std::string_view last;
  std::string_view options;
  for (auto word = next_word(rest); !word.empty(); word = next_word(rest)) {
    if (!last.empty() && options.empty()) options = last;
    last = word;
  }
  if (last.empty() || line.text[0] == '#' || trim(line.text)[0] == '#') return;
  Fact fact("trust", line.range, "line of a file of principals");
  fact.set("by", "ssh principal").set("who", last);
  const std::string_view folder = folder_of(file);
  if (base_of(file) != "authorized_principals")
    fact.set("user", base_of(file));
  else if (base_of(folder) == ".ssh")
    fact.set("user", base_of(folder_of(folder)));
  if (!options.empty()) fact.set("options", options);
  out.facts.push_back(std::move(fact));
}

void read_named(const Leaf& leaf, Reading& out) {
  std::vector<formats::FormatProblem> problems;
  if (as_text(leaf.bytes).find('\0') != std::string_view::npos) return;
  for (const formats::Line& line : formats::split_lines(leaf.bytes, problems)) {
    if (line.range.size == 0 || trim(line.text).empty() || out.facts.size() >= rows_max) continue;
    if (is_settings(leaf.name))
      read_setting(line, out);
    else
      read_principal(line, leaf.name, out);
  }
}

}  // namespace

extern const Reader ssh_authorities = {
    .id = "ssh_authorities",
    .title = "Authorities, principals and commands that let in over SSH",
    .source = "sshd_config(5), sshd(8), ssh-keygen(1)",
    .wants = wants,
    .read_named = read_named,
};

}  // namespace assay::readers
