// Accounts: the lines of passwd(5), shadow(5) and of web servers' htpasswd, and of the copies that
// vendors leave beside them ("passwd.bak", "shadow-", "passwd_default").
//
//   passwd    name:password:uid:gid:gecos:home:shell     a line without a number as uid is none
//   shadow    name:password:changed:min:max:...          a line without a day, or a field that no
//   htpasswd  name:password                                scheme writes, is none
//
// A hash is tried with the empty password, the account's name and the shipped dictionary, in this
// order, as far as the time allows that its own parameters say it takes: the number tried is in the
// row, and the same on every machine.
//
// Source: passwd(5), shadow(5), crypt(5), htpasswd(1).
#include <algorithm>
#include <optional>

#include "formats/crypt_hash.h"
#include "formats/passwd.h"
#include "readers/dictionary.h"
#include "readers/path.h"
#include "readers/reader.h"

namespace assay::readers {
namespace {

using formats::CryptHash;
using formats::HashScheme;

constexpr std::size_t file_size_max = 1U << 20U;            // bytes; larger ones hold no accounts
constexpr std::size_t accounts_max = 4096;                  // of one file
constexpr std::uint64_t hash_microseconds_max = 500'000;    // of trying, one hash
constexpr std::uint64_t file_microseconds_max = 4'000'000;  // of trying, all hashes of a file

enum class Kind : std::uint8_t { none, passwd, shadow, htpasswd };

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
  if (is_copy(base, "passwd") || base.ends_with(".passwd")) return Kind::passwd;
  if (is_copy(base, "shadow") || base.ends_with(".shadow")) return Kind::shadow;
  return Kind::none;
}

std::string_view name_of(Kind kind) {
  return kind == Kind::passwd ? "passwd" : kind == Kind::shadow ? "shadow" : "htpasswd";
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

// Tries passwords on one hash after the other, until the time of the file is used up.
class Trial {
 public:
  void run(const CryptHash& hash, std::string_view name, Fact& fact) {
    const Dictionary& dictionary = default_passwords();
    std::vector<std::string_view> candidates = {"", name};
    candidates.insert(candidates.end(), dictionary.passwords.begin(), dictionary.passwords.end());
    const auto trial =
        formats::try_passwords(hash, candidates, std::min(hash_microseconds_max, left_));
    if (!trial) {
      fact.set("tried_count", 0);
      return;
    }
    left_ -= std::min<std::uint64_t>(left_, trial->tried * (hash.microseconds + 1));
    fact.set("tried_count", trial->tried);
    if (!trial->match) return;
    fact.set("known_plaintext", candidates[*trial->match]);
    if (*trial->match < 2) {
      fact.set("dictionary_source",
               *trial->match == 0 ? "the empty password" : "the account's name");
      return;
    }
    const std::size_t index = *trial->match - 2;
    fact.set("dictionary_line", dictionary.lines[index]);
    fact.set("dictionary_source",
             std::string(dictionary.name) + ": " + std::string(dictionary.sources[index]));
  }

 private:
  std::uint64_t left_ = file_microseconds_max;
};

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
    constexpr std::string_view methods[] = {"", "passwd(5) line", "shadow(5) line",
                                            "htpasswd line"};
    out_.facts.emplace_back("account", line, methods[static_cast<std::size_t>(kind_)]);
    Fact& fact = out_.facts.back();
    fact.set("name", name.value).set("password", password.value);
    fact.set("state", state_of(hash)).set("file", name_of(kind_));
    if (is_hash(hash)) {
      fact.set("scheme", to_string(hash.scheme));
      trial_.run(hash, name.value, fact);
    }
    return &fact;
  }

 private:
  Kind kind_;
  Reading& out_;
  std::size_t count_ = 0;
  Trial trial_;
};

void read_passwd(Bytes bytes, Reading& out) {
  Rows rows(Kind::passwd, out);
  for (const formats::PasswdEntry& entry : formats::read_passwd(bytes).entries) {
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
  for (const formats::ShadowEntry& entry : formats::read_shadow(bytes).entries) {
    const CryptHash hash = formats::identify_crypt_hash(entry.password.value);
    if (!is_name(entry.name.value) || (!entry.changed && !is_hash(hash))) continue;
    if (rows.add(entry.line, entry.name, entry.password, hash) == nullptr) return;
  }
}

bool wants(std::string_view name) { return kind_of(name) != Kind::none; }

void read_named(const Leaf& leaf, Reading& out) {
  if (leaf.bytes.empty() || leaf.bytes.size() > file_size_max || leaf.bytes[0] == 0x7f) return;
  const Kind kind = kind_of(leaf.name);
  if (kind == Kind::passwd)
    read_passwd(leaf.bytes, out);
  else
    read_shadow(leaf.bytes, kind, out);
}

}  // namespace

extern const Reader accounts = {
    .id = "accounts",
    .title = "Accounts and their password hashes",
    .source = "passwd(5), shadow(5), crypt(5), htpasswd(1)",
    .wants = wants,
    .read_named = read_named,
};

}  // namespace assay::readers
