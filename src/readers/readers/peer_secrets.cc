// Secrets that two ends of a link share, in files that are all secrets:
//
//   chap-secrets, pap-secrets   CLIENT SERVER SECRET [ADDRESS...]
//   ipsec.secrets               [ID...] : PSK "SECRET"      also XAUTH, EAP
//   raddb/users, authorize      USER Cleartext-Password := "SECRET"   also NT-, MD5-,
//   Crypt-Password radius/server, servers      HOST[:PORT] SECRET
//   *.radius_clients            ADDRESS[/LENGTH] SECRET
//   .netrc                      machine HOST login USER password SECRET
//
// Source: pppd(8), AUTHENTICATION; ipsec.secrets(5); users(5) of FreeRADIUS;
// pam_radius_auth.conf(5); hostapd.conf, radius_server_clients; ftp(1), THE .netrc FILE.
#include <algorithm>

#include "formats/lines.h"
#include "readers/credential_rows.h"
#include "readers/left_out.h"
#include "readers/path.h"
#include "readers/reader.h"

namespace assay::readers {
namespace {

using formats::Line;

constexpr std::size_t file_size_max = 1U << 20U;  // bytes

enum class Form : std::uint8_t { none, ppp, ipsec, radius_users, radius_peers, netrc };

Form form_of(std::string_view path) {
  const std::string_view base = base_of(path);
  const std::string_view folder = base_of(folder_of(path));
  const bool radius = folder.find("rad") != std::string_view::npos;
  if (base.starts_with("chap-secrets") || base.starts_with("pap-secrets") ||
      base.starts_with("srp-secrets"))
    return Form::ppp;
  if (base.starts_with("ipsec.secrets")) return Form::ipsec;
  if (base == ".netrc") return Form::netrc;
  if (radius && (base == "users" || base == "authorize")) return Form::radius_users;
  if (base.ends_with(".radius_clients") || (radius && (base == "server" || base == "servers")) ||
      base == "pam_radius_auth.conf")
    return Form::radius_peers;
  return Form::none;
}

bool wants(std::string_view name) { return form_of(name) != Form::none; }

// The next word, which may stand in quotes; those are taken off.
std::string_view next_quoted(std::string_view& rest) {
  rest.remove_prefix(std::min(rest.find_first_not_of(" \t\r,"), rest.size()));
  if (rest.empty() || (rest[0] != '"' && rest[0] != '\'')) {
    const std::string_view word = rest.substr(0, rest.find_first_of(" \t\r,"));
    rest.remove_prefix(word.size());
    return word;
  }
  const std::size_t end = std::min(rest.find(rest[0], 1), rest.size());
  const std::string_view word = rest.substr(1, end - 1);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return word;
}

class Secrets {
 public:
  explicit Secrets(Reading& out) : rows_("secrets file line", out) {}

  void ppp(const Line& line) {
    std::string_view rest = line.text;
    const std::string_view client = next_quoted(rest);
    const std::string_view server = next_quoted(rest);
    const std::string_view secret = next_quoted(rest);
    if (server.empty() || secret == "*" || secret.starts_with('@')) return;
    add(line, {.kind = "password",
               .name = "secret",
               .value = secret,
               .service = "ppp",
               .user = client,
               .section = server,
               .source = next_quoted(rest)});
  }

  void ipsec(const Line& line) {
    const std::size_t colon = line.text.find(':');
    if (colon == std::string_view::npos) return;
    std::string_view rest = line.text.substr(colon + 1);
    const std::string_view type = formats::next_word(rest);
    if (type != "PSK" && type != "XAUTH" && type != "EAP") return;
    add(line, {.kind = type == "PSK" ? "psk" : "password",
               .name = type,
               .value = next_quoted(rest),
               .service = "vpn",
               .user = formats::trim(line.text.substr(0, colon))});
  }

  void radius_user(const Line& line) {
    const std::size_t at = line.text.find("-Password");
    if (at == std::string_view::npos) return;
    std::string_view before = line.text.substr(0, at);
    std::string_view rest = line.text.substr(at + 9);
    const std::size_t value = rest.find_first_not_of(" \t:=+");
    const std::string_view user = next_quoted(before);
    if (value == std::string_view::npos || user.starts_with('#')) return;
    rest.remove_prefix(value);
    add(line, {.kind = "password",
               .name = "Password",
               .value = next_quoted(rest),
               .service = "radius",
               .user = user});
  }

  void radius_peer(const Line& line) {
    std::string_view rest = line.text;
    const std::string_view host = formats::next_word(rest);
    add(line, {.kind = "secret",
               .name = "secret",
               .value = next_quoted(rest),
               .service = "radius",
               .section = host});
  }

  void netrc(const Line& line) {
    std::string_view rest = line.text;
    for (std::string_view word = formats::next_word(rest); !word.empty();
         word = formats::next_word(rest)) {
      if (word == "machine") machine_ = formats::next_word(rest);
      if (word == "login") user_ = formats::next_word(rest);
      if (word != "password") continue;
      add(line, {.kind = "password",
                 .name = "password",
                 .value = formats::next_word(rest),
                 .service = "ftp",
                 .user = user_,
                 .section = machine_});
    }
  }

 private:
  void add(const Line& line, const Credential& credential) {
    if (credential.value.empty()) return;
    rows_.add(credential, formats::range_in(line.text, credential.value, line.range.offset));
  }

  CredentialRows rows_;
  std::string_view machine_;
  std::string_view user_;
};

void read_named(const Leaf& leaf, Reading& out) {
  if (is_too_large(leaf, file_size_max, "a file of secrets", out)) return;
  const Form form = form_of(leaf.name);
  std::vector<formats::FormatProblem> problems;
  Secrets secrets(out);
  for (const Line& line : formats::split_lines(leaf.bytes, problems)) {
    const std::string_view text = formats::trim(line.text);
    if (text.empty() || text[0] == '#') continue;
    if (form == Form::ppp) secrets.ppp(line);
    if (form == Form::ipsec) secrets.ipsec(line);
    if (form == Form::radius_users) secrets.radius_user(line);
    if (form == Form::radius_peers) secrets.radius_peer(line);
    if (form == Form::netrc) secrets.netrc(line);
  }
  tell_limits(problems, out);
}

}  // namespace

extern const Reader peer_secrets = {
    .id = "peer_secrets",
    .title = "Secrets of PPP, IPsec and RADIUS",
    .source = "pppd(8); ipsec.secrets(5); users(5) of FreeRADIUS; ftp(1)",
    .wants = wants,
    .read_named = read_named,
};

}  // namespace assay::readers
