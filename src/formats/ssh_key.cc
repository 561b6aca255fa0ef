// SSH's own formats. A string is a length (big-endian u32) and that many bytes; an mpint is a
// string of a number, highest byte first.
//
//   public    as in key_facts.cc
//   OpenSSH   "openssh-key-v1\0" | string cipher | string kdf | string kdf options | u32 keys
//             | string public | string { u32 check, u32 check, type, private fields, comment }
//   dropbear  string type, then  ssh-rsa: e n d [p q]   ssh-dss: p q g y x
//                                ecdsa-*: curve point d  ssh-ed25519: string of private and public
//   PuTTY     lines "Name: value"; "Public-Lines: N" is followed by N lines of base 64
//
// Source: RFC 4251 5; OpenSSH, PROTOCOL.key; dropbear, src/*.c, buf_put_*_priv_key; PuTTY manual,
// appendix C.
#include "formats/ssh_key.h"

#include <fmt/core.h>

#include <algorithm>

#include "formats/base64.h"
#include "formats/der.h"
#include "formats/key_facts.h"

namespace assay::formats {
namespace {

constexpr std::uint64_t ssh_number_size_max = der_integer_size_max;

class WireCursor {
 public:
  explicit WireCursor(Bytes bytes) : bytes_(bytes) {}
  std::uint64_t offset() const { return at_; }
  bool at_end() const { return at_ == bytes_.size(); }

  Result<std::uint32_t> u32() {
    std::uint32_t value = 0;
    for (const std::uint8_t byte : TRY(slice(bytes_, {at_, 4}))) value = value << 8U | byte;
    at_ += 4;
    return value;
  }

  Result<Bytes> bytes() {
    const std::uint64_t start = at_;
    const std::uint32_t size = TRY(u32());
    const auto found = slice(bytes_, {at_, size});
    if (!found) {
      at_ = start;
      return found;
    }
    at_ += size;
    return found;
  }

  Result<std::string_view> text() { return as_text(TRY(bytes())); }

  Result<Bytes> number() {
    const Bytes found = TRY(bytes());
    if (found.size() > ssh_number_size_max)
      return fail(ErrorCode::limit, fmt::format("an SSH number of {} bytes", found.size()));
    return found;
  }

 private:
  Bytes bytes_;
  std::uint64_t at_ = 0;
};

struct SshAlgorithm {
  std::string_view type;
  std::string_view curve;
  std::initializer_list<std::uint8_t> oid;
  std::initializer_list<std::uint8_t> curve_oid;
  unsigned public_fields;
  unsigned dropbear_fields;  // behind the type
  unsigned openssh_fields;   // of the private section, between type and comment
};

constexpr std::uint8_t ec_oid[] = {0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01};

constexpr std::initializer_list<std::uint8_t> oid_of_rsa = {0x2a, 0x86, 0x48, 0x86, 0xf7,
                                                            0x0d, 0x01, 0x01, 0x01};
constexpr std::initializer_list<std::uint8_t> oid_of_dsa = {0x2a, 0x86, 0x48, 0xce,
                                                            0x38, 0x04, 0x01};
constexpr std::initializer_list<std::uint8_t> oid_of_ed25519 = {0x2b, 0x65, 0x70};
constexpr std::initializer_list<std::uint8_t> oid_of_ed448 = {0x2b, 0x65, 0x71};
constexpr std::initializer_list<std::uint8_t> oid_of_p256 = {0x2a, 0x86, 0x48, 0xce,
                                                             0x3d, 0x03, 0x01, 0x07};
constexpr std::initializer_list<std::uint8_t> oid_of_p384 = {0x2b, 0x81, 0x04, 0x00, 0x22};
constexpr std::initializer_list<std::uint8_t> oid_of_p521 = {0x2b, 0x81, 0x04, 0x00, 0x23};
constexpr std::initializer_list<std::uint8_t> no_oid = {};

constexpr SshAlgorithm algorithms[] = {
    {"ssh-rsa", "", oid_of_rsa, no_oid, 2, 5, 6},
    {"ssh-dss", "", oid_of_dsa, no_oid, 4, 5, 5},
    {"ecdsa-sha2-nistp256", "nistp256", no_oid, oid_of_p256, 2, 3, 3},
    {"ecdsa-sha2-nistp384", "nistp384", no_oid, oid_of_p384, 2, 3, 3},
    {"ecdsa-sha2-nistp521", "nistp521", no_oid, oid_of_p521, 2, 3, 3},
    {"ssh-ed25519", "", oid_of_ed25519, no_oid, 1, 1, 2},
    {"ssh-ed448", "", oid_of_ed448, no_oid, 1, 1, 2},
};

Result<const SshAlgorithm*> find_algorithm(std::string_view type) {
  const auto* found = std::ranges::find(algorithms, type, &SshAlgorithm::type);
  if (found != std::end(algorithms)) return found;
  return fail(ErrorCode::unsupported, "an SSH key type that we do not know");
}

std::vector<std::uint8_t> oid_der(Bytes oid) { return write_der(der_tag::object_id, {oid}); }

Bytes oid_bytes(std::initializer_list<std::uint8_t> oid) { return {oid.begin(), oid.size()}; }

// The SubjectPublicKeyInfo of a key of `algorithm` with these public fields.
std::vector<std::uint8_t> write_spki(const SshAlgorithm& algorithm,
                                     const std::vector<Bytes>& fields) {
  const auto info = [](Bytes oid, Bytes parameters, Bytes key) {
    const auto identifier = write_der(der_tag::sequence, {oid_der(oid), parameters});
    return write_der(der_tag::sequence, {identifier, write_der_bits(key)});
  };
  if (algorithm.type == "ssh-rsa") {
    const auto key =
        write_der(der_tag::sequence, {write_der_integer(fields[1]), write_der_integer(fields[0])});
    return info(oid_bytes(algorithm.oid), write_der(der_tag::null, {}), key);
  }
  if (algorithm.type == "ssh-dss") {
    const auto parameters = write_der(
        der_tag::sequence,
        {write_der_integer(fields[0]), write_der_integer(fields[1]), write_der_integer(fields[2])});
    return info(oid_bytes(algorithm.oid), parameters, write_der_integer(fields[3]));
  }
  if (!algorithm.curve.empty())
    return info(ec_oid, oid_der(oid_bytes(algorithm.curve_oid)), fields[1]);
  return info(oid_bytes(algorithm.oid), {}, fields[0]);
}

// Fills `facts` for a key of `algorithm` with these public fields.
Result<void> fill_public(const SshAlgorithm& algorithm, const std::vector<Bytes>& fields,
                         Key& facts) {
  if (!algorithm.curve.empty() && as_text(fields[0]) != algorithm.curve)
    return fail(ErrorCode::corrupt, "the curve is not the one that the key type names");
  const EvpKey key = TRY(parse_public_key(write_spki(algorithm, fields)));
  return fill_key(key.get(), facts);
}

Result<std::vector<Bytes>> take_fields(WireCursor& cursor, unsigned count) {
  std::vector<Bytes> fields;
  for (unsigned i = 0; i < count; i++) fields.push_back(TRY(cursor.number()));
  return fields;
}

// Reads what an unencrypted OpenSSH private section shows beside the key itself.
Result<void> read_private_section(Bytes section, const SshAlgorithm& algorithm, Key& facts) {
  WireCursor cursor(section);
  const std::uint32_t check = TRY(cursor.u32());
  facts.consistent = check == TRY(cursor.u32()) ? Presence::present : Presence::absent;
  if (TRY(cursor.text()) != algorithm.type)
    return fail(ErrorCode::corrupt, "the private half is of another type than the public one");
  TRY(take_fields(cursor, algorithm.openssh_fields));
  facts.comment = TRY(cursor.text());
  return {};
}

// The value of the line "NAME: value" of a PuTTY file; empty where there is none.
std::string_view putty_value(const std::vector<Line>& lines, std::string_view name) {
  for (const Line& line : lines) {
    if (line.text.starts_with(name) && line.text.substr(name.size()).starts_with(": "))
      return line.text.substr(name.size() + 2);
  }
  return {};
}

// The first word of `rest`, where blanks within double quotes do not end it.
std::string_view take_options(std::string_view& rest) {
  bool quoted = false;
  std::size_t end = 0;
  for (; end < rest.size(); end++) {
    if (rest[end] == '\\' && end + 1 < rest.size() && rest[end + 1] == '"') {
      end++;
      continue;
    }
    if (rest[end] == '"') quoted = !quoted;
    if (!quoted && (rest[end] == ' ' || rest[end] == '\t')) break;
  }
  const std::string_view options = rest.substr(0, end);
  rest.remove_prefix(end);
  return options;
}

Result<SshPublicLine> read_public_line(const Line& line) {
  SshPublicLine found;
  found.line = line.range;
  std::string_view rest = trim(line.text);
  std::string_view before = rest;
  std::string_view type = next_word(rest);
  if (!find_algorithm(type)) {
    found.options = located(line, take_options(before));
    rest = before;
    type = next_word(rest);
  }
  const std::string_view text = next_word(rest);
  if (text.empty()) return fail(ErrorCode::corrupt, "no SSH public key on this line");
  const auto blob = TRY(decode_base64(text));
  found.key = TRY(read_ssh_blob(blob));
  if (found.key.range.size != blob.size())
    return fail(ErrorCode::corrupt, "bytes behind the end of an SSH public key");
  found.key.range = located(line, text).range;
  found.key.comment = trim(rest);
  return found;
}

}  // namespace

Result<Key> read_ssh_blob(Bytes blob) {
  blob = blob.first(std::min<std::uint64_t>(blob.size(), ssh_key_size_max));
  WireCursor cursor(blob);
  const std::string_view type = TRY(cursor.text());
  const SshAlgorithm* algorithm = TRY(find_algorithm(type));
  Key facts;
  facts.container = "openssh";
  const std::vector<Bytes> fields = TRY(take_fields(cursor, algorithm->public_fields));
  TRY(fill_public(*algorithm, fields, facts));
  facts.range = {0, cursor.offset()};
  return facts;
}

Result<Key> read_openssh_private_key(Bytes bytes) {
  using namespace std::string_view_literals;
  constexpr auto magic = "openssh-key-v1\0"sv;
  if (!as_text(bytes).starts_with(magic)) return fail(ErrorCode::corrupt, "no OpenSSH private key");
  if (bytes.size() > ssh_key_size_max)
    return fail(ErrorCode::limit, fmt::format("an OpenSSH private key of {} bytes", bytes.size()));
  WireCursor cursor(bytes.subspan(magic.size()));
  const std::string cipher(TRY(cursor.text()));
  TRY(cursor.bytes());
  TRY(cursor.bytes());
  const std::uint32_t count = TRY(cursor.u32());
  if (count != 1) return fail(ErrorCode::unsupported, fmt::format("{} keys in one file", count));
  const Bytes blob = TRY(cursor.bytes());
  const Bytes section = TRY(cursor.bytes());

  Key facts = TRY(read_ssh_blob(blob));
  facts.kind = KeyKind::private_key;
  facts.container = "openssh";
  facts.range = {0, magic.size() + cursor.offset()};
  facts.encrypted = cipher != "none";
  if (facts.encrypted) {
    facts.cipher = cipher.substr(0, 64);
  } else {
    const std::string_view type = TRY(WireCursor(blob).text());
    const SshAlgorithm* algorithm = TRY(find_algorithm(type));
    TRY(read_private_section(section, *algorithm, facts));
  }
  return facts;
}

Result<Key> read_dropbear_key(Bytes bytes) {
  bytes = bytes.first(std::min<std::uint64_t>(bytes.size(), ssh_key_size_max));
  WireCursor cursor(bytes);
  const std::string_view type = TRY(cursor.text());
  const SshAlgorithm* algorithm = TRY(find_algorithm(type));
  std::vector<Bytes> fields;
  // Early versions left the primes of RSA away.
  const bool is_rsa = algorithm->type == "ssh-rsa";
  fields = TRY(take_fields(cursor, is_rsa ? 3 : algorithm->dropbear_fields));
  if (is_rsa && !cursor.at_end()) {
    WireCursor ahead = cursor;
    if (take_fields(ahead, 2)) cursor = ahead;
  }
  if (algorithm->dropbear_fields == 1) {
    if (fields[0].size() != 64) return fail(ErrorCode::corrupt, "no dropbear Ed25519 key");
    fields[0] = fields[0].subspan(32);
  }
  Key facts;
  facts.kind = KeyKind::private_key;
  facts.container = "dropbear";
  TRY(fill_public(*algorithm, fields, facts));
  facts.range = {0, cursor.offset()};
  return facts;
}

Result<Key> read_putty_key(Bytes text) {
  if (!as_text(text).starts_with("PuTTY-User-Key-File-"))
    return fail(ErrorCode::corrupt, "no PuTTY key");
  std::vector<FormatProblem> problems;
  const Bytes window = text.first(std::min<std::uint64_t>(text.size(), ssh_key_size_max));
  const std::vector<Line> lines = split_lines(window, problems);
  const auto start = std::ranges::find_if(
      lines, [](const Line& line) { return line.text.starts_with("Public-Lines: "); });
  std::string body;
  for (auto line = start; line != lines.end(); ++line) {
    if (line == start) continue;
    if (line->text.find(':') != std::string_view::npos) break;
    body += line->text;
  }
  const std::vector<std::uint8_t> blob = TRY(decode_base64(body));
  Key facts = TRY(read_ssh_blob(blob));
  facts.kind = KeyKind::private_key;
  facts.container = "putty";
  facts.range = {0, window.size()};
  const std::string_view cipher = putty_value(lines, "Encryption");
  facts.encrypted = cipher != "none";
  if (facts.encrypted) facts.cipher = cipher.substr(0, 64);
  facts.comment = putty_value(lines, "Comment");
  return facts;
}

SshPublicLines read_ssh_public_lines(Bytes text) {
  SshPublicLines found;
  for (const Line& line : split_lines(text, found.problems)) {
    const std::string_view trimmed = trim(line.text);
    if (trimmed.empty() || trimmed[0] == '#') continue;
    if (auto key = read_public_line(line)) {
      found.keys.push_back(*std::move(key));
    } else {
      found.problems.push_back({key.error(), line.range});
    }
  }
  return found;
}

}  // namespace assay::formats
