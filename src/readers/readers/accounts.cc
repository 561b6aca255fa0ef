// Accounts: the lines of passwd(5), shadow(5) and of web servers' htpasswd, and of the copies that
// vendors leave beside them ("passwd.bak", "shadow-", "passwd_default").
//
//   passwd    name:password:uid:gid:gecos:home:shell     a line without a number as uid is none
//   shadow    name:password:changed:min:max:...          a line without a day, or a field that no
//   htpasswd  name:password                                scheme writes, is none
//   htdigest  name:realm:MD5 of "name:realm:password"
//   smbpasswd name:uid:LM hash:NT hash:[flags]:LCT-...     N of the flags: no password, D: disabled
//
// A hash is tried with the empty password, the account's name and the shipped dictionary, in this
// order, as far as the time allows that its own parameters say it takes: the number tried is in the
// row, and the same on every machine.
//
// Source: passwd(5), shadow(5), crypt(5), htpasswd(1), htdigest(1), smbpasswd(5).
#include <algorithm>

#include "formats/crypt_hash.h"
#include "formats/passwd.h"
#include "readers/left_out.h"
#include "readers/password_trial.h"
#include "readers/path.h"
#include "readers/reader.h"

namespace assay::readers {
namespace {

using formats::CryptHash;
using formats::HashScheme;

constexpr std::size_t file_size_max = 1U << 20U;  // bytes; larger ones hold no accounts
constexpr std::size_t accounts_max = 4096;        // of one file

enum class Kind : std::uint8_t { none, passwd, shadow, htpasswd, htdigest, smbpasswd };

// Whether `base` is `word`, or `word` and a copy's ending: "passwd-", "passwd.bak",
// "passwd_default".
bool is_copy(std::string_view base, std::string_view word) {
  if (!base.starts_with(word)) return false;
  base.remove_prefix(word.size());
  constexpr std::string_view code[] = {".c", ".h", ".js", ".css", ".html", ".htm", ".py", ".lua"};
  if (std::ranges::any_of(code, [&](auto ending) { return base.ends_with(ending); })) return false;
  return base.empty() || std::string_view("-._~0123456789").find(base[0]) != std::string_view::npos;
}

Kind kind_of(std::string_view path) {
  std::string_view base = base_of(path);
  if (base.starts_with('.')) base.remove_prefix(1);
  if (is_copy(base, "htpasswd")) return Kind::htpasswd;
  if (is_copy(base, "htdigest") || base.ends_with(".htdigest")) return Kind::htdigest;
  if (is_copy(base, "smbpasswd")) return Kind::smbpasswd;
  if (is_copy(base, "passwd") || base.ends_with(".passwd")) return Kind::passwd;
  if (is_copy(base, "shadow") || base.ends_with(".shadow")) return Kind::shadow;
  return Kind::none;
}

std::string_view name_of(Kind kind) {
  constexpr std::string_view names[] = {"",         "passwd",   "shadow",
                                        "htpasswd", "htdigest", "smbpasswd"};
  return names[static_cast<std::size_t>(kind)];
}

std::string_view state_of(const CryptHash& hash) {
  switch (hash.scheme) {
    case HashScheme::empty:
      return "empty";
    case HashScheme::locked:
      return "locked";
    case HashScheme::shadowed:
      return "shadowed";
    case HashScheme::unknown:
      return "unknown";
    default:
      return hash.disabled ? "locked" : "hash";
  }
}

bool is_hash(const CryptHash& hash) {
  return hash.scheme > HashScheme::shadowed && hash.scheme != HashScheme::unknown;
}

bool is_name(std::string_view text) {
  return !text.empty() && text.size() <= 64 && std::ranges::all_of(text, [](char c) {
    return c > ' ' && c != 0x7f && c != '{' && c != '}' && c != '"' && c != '<' && c != '>';
  });
}

// The rows of one file, as far as they are the same for all kinds.
class Rows {
 public:
  Rows(Kind kind, Reading& out) : kind_(kind), out_(out) {}

  // Null where there are too many, which becomes a problem.
  Fact* add(Range line, const formats::Text& name, const formats::Text& password,
            const CryptHash& hash) {
    if (count_++ >= accounts_max) {
      if (count_ == accounts_max + 1)
        out_.problems.push_back({"read", ErrorCode::limit, "more than 4096 accounts", line});
      return nullptr;
    }
    const bool manual = kind_ == Kind::passwd || kind_ == Kind::shadow;
    out_.facts.emplace_back("account", line,
                            std::string(name_of(kind_)) + (manual ? "(5) line" : " line"));
    Fact& fact = out_.facts.back();
    fact.set("name", name.value).set("password", password.value).set("file", name_of(kind_));
    if (kind_ == Kind::htdigest || kind_ == Kind::smbpasswd) return &fact;
    fact.set("state", state_of(hash));
    if (is_hash(hash)) {
      fact.set("scheme", to_string(hash.scheme));
      trial_.try_hash(hash, name.value, fact);
    }
    return &fact;
  }

  PasswordTrial& trial() { return trial_; }

 private:
  Kind kind_;
  Reading& out_;
  std::size_t count_ = 0;
  PasswordTrial trial_;
};

void read_passwd(Bytes bytes, Reading& out) {
  Rows rows(Kind::passwd, out);
  const auto file = formats::read_passwd(bytes);
  tell_limits(file.problems, out);
  for (const formats::PasswdEntry& entry : file.entries) {
    if (!entry.uid || !is_name(entry.name.value)) continue;
    Fact* fact = rows.add(entry.line, entry.name, entry.password,
                          formats::identify_crypt_hash(entry.password.value));
    if (fact == nullptr) return;
    fact->set("uid", *entry.uid);
    if (entry.gid) fact->set("gid", *entry.gid);
    if (entry.home) fact->set("home", entry.home->value);
    if (entry.shell) fact->set("shell", entry.shell->value);
  }
}

void read_shadow(Bytes bytes, Kind kind, Reading& out) {
  Rows rows(kind, out);
  const auto file = formats::read_shadow(bytes);
  tell_limits(file.problems, out);
  for (const formats::ShadowEntry& entry : file.entries) {
    const CryptHash hash = formats::identify_crypt_hash(entry.password.value);
    if (!is_name(entry.name.value) || (!entry.changed && !is_hash(hash))) continue;
    if (rows.add(entry.line, entry.name, entry.password, hash) == nullptr) return;
  }
}

bool is_hex(std::string_view text) {
  return text.find_first_not_of("0123456789abcdefABCDEF") == std::string_view::npos;
}

void read_htdigest(Bytes bytes, Reading& out) {
  Rows rows(Kind::htdigest, out);
  std::vector<formats::FormatProblem> problems;
  const auto lines = formats::split_lines(bytes, problems);
  tell_limits(problems, out);
  for (const formats::Line& line : lines) {
    const std::string_view text = formats::trim(line.text);
    const std::size_t realm = text.find(':');
    const std::size_t digest = text.rfind(':');
    if (realm == text.npos || realm == digest || text.size() - digest != 33) continue;
    const std::string_view hex = text.substr(digest + 1);
    const formats::Text name = formats::located(line, text.substr(0, realm));
    if (!is_hex(hex) || !is_name(name.value)) continue;
    Fact* fact = rows.add(line.range, name, formats::located(line, hex), {});
    if (fact == nullptr) return;
    fact->set("state", "hash").set("scheme", "htdigest");
    rows.trial().try_realm(text.substr(realm + 1, digest - realm - 1), hex, name.value, *fact);
  }
}

// The hash of LAN Manager is not tried: where there is one, the hash of NT stands beside it.
void read_smbpasswd(Bytes bytes, Reading& out) {
  Rows rows(Kind::smbpasswd, out);
  std::vector<formats::FormatProblem> problems;
  const auto lines = formats::split_lines(bytes, problems);
  tell_limits(problems, out);
  for (const formats::Line& line : lines) {
    std::string_view fields[5];
    std::string_view rest = line.text;
    for (std::string_view& field : fields) {
      field = rest.substr(0, rest.find(':'));
      rest.remove_prefix(std::min(field.size() + 1, rest.size()));
    }
    const std::string_view nt = fields[3];
    const formats::Text name = formats::located(line, fields[0]);
    if (nt.size() != 32 || !is_name(name.value) || fields[4].empty() || fields[4][0] != '[')
      continue;
    Fact* fact = rows.add(line.range, name, formats::located(line, nt), {});
    if (fact == nullptr) return;
    const bool off = fields[4].find('D') != std::string_view::npos || nt.starts_with('X');
    if (nt.starts_with("NO PASSWORD") || fields[4].find('N') != std::string_view::npos) {
      fact->set("state", "empty");
    } else if (!is_hex(nt)) {
      fact->set("state", "locked");
    } else {
      fact->set("state", off ? "locked" : "hash").set("scheme", "nt");
      std::string setting = "$3$$" + std::string(nt);
      for (char& c : setting)
        if (c >= 'A' && c <= 'F') c = static_cast<char>(c - 'A' + 'a');
      rows.trial().try_hash(formats::identify_crypt_hash(setting), name.value, *fact);
    }
  }
}

bool wants(std::string_view name) { return kind_of(name) != Kind::none; }

void read_named(const Leaf& leaf, Reading& out) {
  if (leaf.bytes.empty() || leaf.bytes[0] == 0x7f) return;
  if (is_too_large(leaf, file_size_max, "an account file", out)) return;
  const Kind kind = kind_of(leaf.name);
  if (kind == Kind::passwd) return read_passwd(leaf.bytes, out);
  if (kind == Kind::htdigest) return read_htdigest(leaf.bytes, out);
  if (kind == Kind::smbpasswd) return read_smbpasswd(leaf.bytes, out);
  read_shadow(leaf.bytes, kind, out);
}

}  // namespace

extern const Reader accounts = {
    .id = "accounts",
    .title = "Accounts and their password hashes",
    .source = "passwd(5), shadow(5), crypt(5), htpasswd(1), htdigest(1), smbpasswd(5)",
    .wants = wants,
    .read_named = read_named,
};

}  // namespace assay::readers
