// Keys: in PEM (also OpenSSH's and what stands in a program's data), in DER, in dropbear's form,
// and the lines of authorized_keys and of .pub files.
//
// DER is looked for by what every private key has behind its first header, and how long that is:
//   02 01 00 02 81/82     version 0, then a long modulus            PKCS#1, 4
//   02 01 00 30           version 0, then the algorithm's number    PKCS#8, 2 to 4
//   02 01 01 04 20/30/42  version 1, then 32, 48 or 66 bytes        SEC1, 2 or 3
// A key within one that was read is part of it. dropbear's form begins with the key type as SSH
// writes it: four bytes of length, then its name.
//
// Source: as formats/private_key.h and formats/ssh_key.h; sshd(8), AUTHORIZED_KEYS FILE FORMAT.
#include <algorithm>
#include <iterator>

#include "formats/der.h"
#include "formats/der_object.h"
#include "formats/pem.h"
#include "formats/private_key.h"
#include "formats/ssh_key.h"
#include "readers/known_keys.h"
#include "readers/left_out.h"
#include "readers/path.h"
#include "readers/reader.h"

namespace assay::readers {
namespace {

using formats::Key;
using formats::KeyKind;
using namespace std::string_view_literals;

constexpr std::size_t keys_max = 4096;             // of one content
constexpr std::size_t probes_max = 1U << 16U;      // places of one content that are looked at
constexpr std::size_t lines_size_max = 1U << 20U;  // bytes of a file of public keys

constexpr std::uint32_t word_pem = 0;
constexpr std::uint32_t word_putty = 1;
constexpr std::uint32_t word_dropbear = 2;  // and the ones behind it
constexpr std::uint32_t word_der = 8;       // and the ones behind it

constexpr std::string_view words[] = {
    "-----BEGIN "sv,
    "PuTTY-User-Key-File-"sv,
    "\0\0\0\7ssh-rsa\0\0\0"sv,
    "\0\0\0\7ssh-dss\0\0\0"sv,
    "\0\0\0\x13"
    "ecdsa-sha2-nistp256\0\0\0"sv,
    "\0\0\0\x13"
    "ecdsa-sha2-nistp384\0\0\0"sv,
    "\0\0\0\x13"
    "ecdsa-sha2-nistp521\0\0\0"sv,
    "\0\0\0\x0bssh-ed25519\0\0\0"sv,
    "\x02\x01\x00\x02\x82"sv,
    "\x02\x01\x00\x02\x81"sv,
    "\x02\x01\x00\x30\x0d\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01"sv,
    "\x02\x01\x00\x30\x13\x06\x07\x2a\x86\x48\xce\x3d\x02\x01"sv,
    "\x02\x01\x00\x30\x10\x06\x07\x2a\x86\x48\xce\x3d\x02\x01"sv,
    "\x02\x01\x00\x30\x05\x06\x03\x2b\x65"sv,
    "\x02\x01\x01\x04\x20"sv,
    "\x02\x01\x01\x04\x30"sv,
    "\x02\x01\x01\x04\x42"sv,
};

Fact fact_of(const Key& key, std::string_view encoding, std::string_view method) {
  Fact fact("key", key.range, method);
  fact.set("kind", key.kind == KeyKind::private_key ? "private" : "public");
  fact.set("encoding", encoding).set("encrypted", key.encrypted ? 1 : 0);
  if (!key.algorithm.empty()) fact.set("algorithm", key.algorithm);
  if (key.bits != 0) fact.set("bits", key.bits);
  if (!key.curve.empty()) fact.set("curve", key.curve);
  if (!key.spki_sha256.empty()) fact.set("fingerprint", key.spki_sha256);
  if (!key.ssh_sha256.empty()) fact.set("ssh_fingerprint", key.ssh_sha256);
  if (!key.comment.empty()) fact.set("comment", key.comment);
  if (!key.exponent.empty()) fact.set("exponent", key.exponent);
  if (!key.modulus.empty()) fact.set("modulus", key.modulus);
  if (!key.weak.empty()) fact.set("weak", key.weak);
  set_known(fact, find_known_key(key.spki_sha256, key.ssh_sha256));
  return fact;
}

// The rows of one content. Binary keys come by offset; one within another is part of it.
class Found {
 public:
  explicit Found(Reading& out) : out_(out) {}

  void add(const Key& key, std::string_view encoding, std::string_view method) {
    if (key.range.size == 0) return;
    if (count_ == keys_max) return tell_limit("more than 4096 keys", key.range);
    count_++;
    out_.facts.push_back(fact_of(key, encoding, method));
  }
  void add_binary(const Key& key, std::string_view encoding, std::string_view method) {
    if (inside(key.range.offset)) return;
    add(key, encoding, method);
    end_ = key.range.end();
  }

  // Whether a binary key that was added covers `offset`.
  bool inside(std::uint64_t offset) const { return offset < end_; }

  void tell_limit(std::string_view sentence, Range range) {
    if (!told_) out_.problems.push_back({"read", ErrorCode::limit, std::string(sentence), range});
    told_ = true;
  }

 private:
  Reading& out_;
  std::size_t count_ = 0;
  std::uint64_t end_ = 0;
  bool told_ = false;
};

void add_pem(Bytes bytes, Found& found, Reading& out) {
  const formats::PemBlocks all = formats::find_pem_blocks(bytes);
  tell_limits(all.problems, out);
  for (const formats::PemBlock& block : all.blocks) {
    const auto key = formats::read_pem_key(block);
    if (!key) {  // a certificate, as a rule
      if (block.label.ends_with("KEY"))
        out.problems.push_back(
            {"read", key.error().code, "key: " + key.error().detail, block.range});
      continue;
    }
    const bool openssh = block.label == "OPENSSH PRIVATE KEY";
    found.add(*key, openssh ? "openssh" : "pem", "PEM block");
  }
}

// Whether a whole DER sequence stands there, whatever is in it.
bool is_sequence(Bytes bytes, std::uint64_t offset) {
  const auto value = formats::read_der(bytes.subspan(offset), 0);
  return value && value->tag == formats::der_tag::sequence;
}

void add_der(Bytes bytes, std::uint64_t hit, Found& found) {
  for (const std::uint64_t back : {4U, 3U, 2U}) {
    if (hit < back || bytes[hit - back] != 0x30 || found.inside(hit - back)) continue;
    const auto object = formats::probe_der(bytes, hit - back);
    if (!object && object.error().code == ErrorCode::limit && is_sequence(bytes, hit - back))
      found.tell_limit("key: " + object.error().detail, {hit - back, back});
    if (!object) continue;
    const Key* key = std::get_if<Key>(&*object);
    if (key == nullptr) continue;
    found.add_binary(*key, "der", "DER structure");
    return;
  }
}

void add_dropbear(Bytes bytes, std::uint64_t at, Found& found) {
  const auto rest = slice_from(bytes, at);
  if (!rest) return;
  auto key = formats::read_dropbear_key(*rest);
  if (!key || key->kind != KeyKind::private_key) return;
  key->range.offset += at;
  found.add_binary(*key, "dropbear", "dropbear host key");
}

void read_content(const Leaf& leaf, Reading& out) {
  Found found(out);
  bool pem = false;
  std::size_t probes = 0;
  for (const Hit& hit : leaf.hits) {
    if (hit.offset >= leaf.bytes.size()) continue;
    if (hit.pattern != word_pem && probes++ == probes_max)
      return found.tell_limit("more than 65536 places that look like a key", {hit.offset, 1});
    if (hit.pattern == word_pem) {
      if (!pem) add_pem(leaf.bytes, found, out);
      pem = true;
    } else if (hit.pattern == word_putty) {
      const auto key = formats::read_putty_key(leaf.bytes);
      if (hit.offset == 0 && key) found.add(*key, "putty", "PuTTY key file");
    } else if (hit.pattern < word_der) {
      add_dropbear(leaf.bytes, hit.offset, found);
    } else {
      add_der(leaf.bytes, hit.offset, found);
    }
  }
}
static_assert(words[word_der - 1].ends_with("ed25519\0\0\0"sv) &&
              words[word_der].starts_with('\2'));

bool is_authorized(std::string_view name) { return base_of(name).starts_with("authorized_keys"); }

// Whom the keys of a file let in: the folder in which .ssh stands; dropbear's own folder is root's.
std::string_view user_of(std::string_view path) {
  const std::string_view folder = folder_of(path);
  if (base_of(folder) == "dropbear") return "root";
  return base_of(folder) == ".ssh" ? base_of(folder_of(folder)) : std::string_view();
}

void add_trust(const Leaf& leaf, const formats::SshPublicLine& line, Reading& out) {
  Fact fact("trust", line.line, "authorized_keys line");
  fact.set("by", "ssh key");
  if (const auto user = user_of(leaf.name); !user.empty()) fact.set("user", user);
  if (!line.key.comment.empty()) fact.set("who", line.key.comment);
  if (!line.key.ssh_sha256.empty()) fact.set("fingerprint", line.key.ssh_sha256);
  if (!line.options.value.empty()) fact.set("options", line.options.value);
  out.facts.push_back(std::move(fact));
}

// Files of one user's keys each, as AuthorizedKeysFile of sshd can have it: etc/ssh/keys/NAME.
bool is_user_file(std::string_view name) {
  const std::string_view folder = base_of(folder_of(name));
  return name.find("ssh/") != name.npos && folder.find("keys") != folder.npos;
}

bool wants(std::string_view name) {
  return is_authorized(name) || name.ends_with(".pub") || is_user_file(name);
}

void read_named(const Leaf& leaf, Reading& out) {
  if (is_too_large(leaf, lines_size_max, "public keys", out)) return;
  const auto lines = formats::read_ssh_public_lines(leaf.bytes);
  tell_limits(lines.problems, out);
  for (const formats::SshPublicLine& line : lines.keys) {
    if (out.facts.size() >= keys_max || line.line.size == 0) break;
    Key key = line.key;
    key.range = line.line;
    Fact fact = fact_of(key, "openssh",
                        is_authorized(leaf.name)      ? "authorized_keys line"
                        : leaf.name.ends_with(".pub") ? ".pub line"
                                                      : "public key line");
    if (!line.options.value.empty()) fact.set("options", line.options.value);
    out.facts.push_back(std::move(fact));
    if (is_authorized(leaf.name)) add_trust(leaf, line, out);
  }
}

}  // namespace

extern const Reader keys = {
    .id = "keys",
    .title = "Private and public keys",
    .source = "RFC 7468, 8017, 5958, 5915, 4253; OpenSSH PROTOCOL.key; dropbear; sshd(8)",
    .words = words,
    .read_content = read_content,
    .wants = wants,
    .read_named = read_named,
};

}  // namespace assay::readers
