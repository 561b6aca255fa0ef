#include <gtest/gtest.h>

#include "formats/der.h"
#include "formats/der_object.h"
#include "formats/ssh_key.h"
#include "formats/test_inputs.h"

namespace assay::formats {
namespace {

// Runs shell commands in a folder that lives as long as the object, and reads what they made.
class Maker {
 public:
  std::string run(const std::string& command) {
    return output_of("cd '" + (folder_ / "") + "' && " + command);
  }
  Sample file(const std::string& name) { return file_bytes(folder_ / name); }
  void put(const std::string& name, Bytes bytes) { write_file(folder_ / name, bytes); }
  PemBlock block(const std::string& name) {
    const PemBlocks found = find_pem_blocks(file(name));
    EXPECT_FALSE(found.blocks.empty()) << name;
    return found.blocks.empty() ? PemBlock() : found.blocks.back();
  }

 private:
  TestFolder folder_;
};

std::string error_of(const Result<Key>& key) { return key ? "" : key.error().detail; }

// The fingerprint that openssl and sha256sum give of the public half of `name`.
std::string openssl_fingerprint(Maker& make, const std::string& name) {
  return make.run("openssl pkey -in " + name + " -passin pass:x -pubout -outform DER | sha256sum")
      .substr(0, 64);
}

struct Made {
  const char* command;
  const char* algorithm;
  unsigned bits;
  const char* container;
};

TEST(Key, ReadsWhatOpensslWrites) {
  const Made made[] = {
      {"openssl genrsa -traditional -out k.pem 1024", "rsa", 1024, "pkcs1"},
      {"openssl genrsa -out k.pem 2048", "rsa", 2048, "pkcs8"},
      {"openssl ecparam -name prime256v1 -genkey -noout -out k.pem", "ec", 256, "sec1"},
      {"openssl ecparam -name secp384r1 -genkey -out k.pem", "ec", 384, "sec1"},
      {"openssl ecparam -name prime256v1 -conv_form compressed -genkey -noout -out k.pem", "ec",
       256, "sec1"},
      {"openssl genpkey -algorithm ed25519 -out k.pem", "ed25519", 253, "pkcs8"},
      {"openssl genpkey -algorithm ec -pkeyopt ec_paramgen_curve:secp521r1 -out k.pem", "ec", 521,
       "pkcs8"},
      {"openssl dsaparam -out p.pem 1024 && openssl gendsa -out k8.pem p.pem && openssl dsa -in "
       "k8.pem -out k.pem",
       "dsa", 1024, "dsa"},
  };
  Maker make;
  for (const Made& one : made) {
    SCOPED_TRACE(one.command);
    make.run(one.command);
    const auto key = read_pem_key(make.block("k.pem"));
    ASSERT_TRUE(key) << error_of(key);
    EXPECT_EQ(key->kind, KeyKind::private_key);
    EXPECT_EQ(key->algorithm, one.algorithm);
    EXPECT_TRUE(key->bits == one.bits || one.bits == 253) << key->bits;
    EXPECT_EQ(key->container, one.container);
    EXPECT_FALSE(key->encrypted);
    make.run(
        "openssl pkey -in k.pem -pubout -out p.pem -ec_conv_form uncompressed || "
        "openssl pkey -in k.pem -pubout -out p.pem");
    const std::string expected =
        make.run("openssl pkey -pubin -in p.pem -pubout -outform DER | sha256sum").substr(0, 64);
    EXPECT_EQ(key->spki_sha256, expected);
    const auto public_key = read_pem_key(make.block("p.pem"));
    ASSERT_TRUE(public_key) << error_of(public_key);
    EXPECT_EQ(public_key->kind, KeyKind::public_key);
    EXPECT_EQ(public_key->spki_sha256, expected);
    if (key->algorithm == "rsa") {
      EXPECT_EQ(key->exponent, "65537");
      EXPECT_EQ(key->consistent, Presence::present);
    }
    // ssh-keygen agrees on the other fingerprint, where it takes the key.
    make.run("chmod 600 k.pem");
    const std::string listed = make.run("ssh-keygen -l -f k.pem");
    if (listed.empty()) continue;
    EXPECT_NE(listed.find(key->ssh_sha256), std::string::npos) << listed << key->ssh_sha256;
  }
}

TEST(Key, SaysWhatAnEncryptedKeyShows) {
  Maker make;
  make.run(
      "openssl genrsa -traditional -aes128 -passout pass:x -out a.pem 1024 && "
      "openssl genrsa -aes256 -passout pass:x -out b.pem 1024 && "
      "ssh-keygen -q -t ed25519 -N secret -C fab@line -f c");
  const auto a = read_pem_key(make.block("a.pem"));
  ASSERT_TRUE(a) << error_of(a);
  EXPECT_TRUE(a->encrypted);
  EXPECT_EQ(a->cipher, "AES-128-CBC");
  EXPECT_EQ(a->algorithm, "rsa");
  EXPECT_EQ(a->spki_sha256, "");
  const auto b = read_pem_key(make.block("b.pem"));
  ASSERT_TRUE(b) << error_of(b);
  EXPECT_TRUE(b->encrypted);
  EXPECT_EQ(b->cipher, "PBES2");
  const auto c = read_pem_key(make.block("c"));
  ASSERT_TRUE(c) << error_of(c);
  EXPECT_TRUE(c->encrypted);
  EXPECT_EQ(c->cipher, "aes256-ctr");
  EXPECT_NE(make.run("ssh-keygen -l -f c.pub").find(c->ssh_sha256), std::string::npos);
}

TEST(Key, ReadsWhatOpensshWrites) {
  for (const std::string type : {"rsa -b 1024", "ecdsa -b 256", "ecdsa -b 521", "ed25519"}) {
    SCOPED_TRACE(type);
    Maker make;
    make.run("ssh-keygen -q -t " + type + " -N '' -C 'fab line 7' -f k");
    const auto key = read_pem_key(make.block("k"));
    ASSERT_TRUE(key) << error_of(key);
    EXPECT_EQ(key->consistent, Presence::present);
    EXPECT_EQ(key->comment, "fab line 7");
    EXPECT_FALSE(key->encrypted);
    const std::string listed = make.run("ssh-keygen -l -f k.pub");
    EXPECT_NE(listed.find(key->ssh_sha256 + " "), std::string::npos) << listed;
    const SshPublicLines lines = read_ssh_public_lines(make.file("k.pub"));
    ASSERT_EQ(lines.keys.size(), 1U);
    EXPECT_EQ(lines.keys[0].key.spki_sha256, key->spki_sha256);
    EXPECT_EQ(lines.keys[0].key.comment, "fab line 7");
    EXPECT_EQ(lines.keys[0].key.kind, KeyKind::public_key);
  }
}

TEST(Key, ReadsWhatDropbearWrites) {
  for (const std::string type : {"rsa -s 1024", "ecdsa -s 256", "ecdsa -s 384", "ed25519"}) {
    SCOPED_TRACE(type);
    Maker make;
    const std::string listed = make.run("dropbearkey -t " + type + " -f k");
    const Sample bytes = make.file("k");
    const auto key = read_dropbear_key(bytes);
    ASSERT_TRUE(key) << error_of(key);
    EXPECT_EQ(key->kind, KeyKind::private_key);
    EXPECT_EQ(key->range, (Range{0, bytes.size()}));
    EXPECT_NE(listed.find(key->ssh_sha256), std::string::npos) << listed << key->ssh_sha256;
    Sample longer = bytes;
    longer.resize(bytes.size() + 100, 0xff);
    EXPECT_EQ(read_dropbear_key(longer).value().range.size, bytes.size());
  }
}

TEST(Key, ReadsAuthorizedKeys) {
  Maker make;
  make.run("ssh-keygen -q -t ed25519 -N '' -C '' -f k");
  const std::string line = make.run("cat k.pub");
  const std::string text = "# support\ncommand=\"/bin/sh -c \\\"x y\\\"\",no-pty " + line + line +
                           "ssh-rsa AAAA\nnothing here\n";
  const SshPublicLines lines = read_ssh_public_lines(as_bytes(text));
  ASSERT_EQ(lines.keys.size(), 2U);
  EXPECT_EQ(lines.keys[0].options.value, "command=\"/bin/sh -c \\\"x y\\\"\",no-pty");
  EXPECT_EQ(lines.keys[0].options.range.offset, 10U);
  EXPECT_EQ(lines.keys[1].options.value, "");
  EXPECT_EQ(lines.keys[0].key.spki_sha256, lines.keys[1].key.spki_sha256);
  EXPECT_EQ(lines.problems.size(), 2U);
}

TEST(Key, ReadsPuttyKeys) {
  Maker make;
  make.run("ssh-keygen -q -t ed25519 -N '' -f k");
  const std::string line = make.run("cat k.pub");
  const std::string blob = line.substr(12, line.find(' ', 12) - 12);
  const std::string text =
      "PuTTY-User-Key-File-3: ssh-ed25519\r\nEncryption: aes256-cbc\r\n"
      "Comment: lab\r\nPublic-Lines: 2\r\n" +
      blob.substr(0, 64) + "\r\n" + blob.substr(64) +
      "\r\nKey-Derivation: Argon2id\r\nPrivate-Lines: 1\r\nAAAA\r\n";
  const auto key = read_putty_key(as_bytes(text));
  ASSERT_TRUE(key) << error_of(key);
  EXPECT_TRUE(key->encrypted);
  EXPECT_EQ(key->cipher, "aes256-cbc");
  EXPECT_EQ(key->comment, "lab");
  EXPECT_EQ(key->spki_sha256, read_pem_key(make.block("k")).value().spki_sha256);
}

TEST(Key, MatchesItsCertificate) {
  Maker make;
  for (const std::string algorithm :
       {"rsa:2048", "ed25519", "ec -pkeyopt ec_paramgen_curve:P-256"}) {
    make.run("openssl req -x509 -newkey " + algorithm +
             " -nodes -keyout k.pem -out c.pem -days 10 -subj /CN=x");
    const auto key = read_pem_key(make.block("k.pem"));
    const auto certificate = read_certificate(make.block("c.pem").der);
    ASSERT_TRUE(key && certificate);
    EXPECT_EQ(key->spki_sha256, certificate->key.spki_sha256);
    EXPECT_EQ(key->spki_sha256, openssl_fingerprint(make, "k.pem"));
  }
}

TEST(Key, IsFoundAmidOtherBytes) {
  Maker make;
  make.run(
      "openssl genrsa -traditional -out r.pem 1024 && openssl rsa -in r.pem -traditional "
      "-outform DER -out r.der && openssl req -x509 -key r.pem -subj /CN=x -days 3650 -outform "
      "DER -out c.der && openssl ecparam -name prime256v1 -genkey -noout -outform DER -out e.der");
  Sample bytes(1000, 0x41);
  for (const char* name : {"r.der", "c.der", "e.der"}) {
    const Sample object = make.file(name);
    ASSERT_FALSE(object.empty());
    const std::uint64_t at = bytes.size();
    bytes.insert(bytes.end(), object.begin(), object.end());
    bytes.insert(bytes.end(), 100, 0x30);
    const auto found = probe_der(bytes, at);
    ASSERT_TRUE(found) << name << found.error().detail;
    const Range range = std::visit([](const auto& value) { return value.range; }, *found);
    EXPECT_EQ(range, (Range{at, object.size()})) << name;
  }
  EXPECT_FALSE(probe_der(bytes, 3));
  EXPECT_FALSE(probe_der(bytes, bytes.size() - 50));
  EXPECT_FALSE(probe_der(bytes, bytes.size() + 1));
  bytes[1000 + 60] ^= 1U;  // the modulus: no longer p times q
  EXPECT_FALSE(probe_der(bytes, 1000));
}

TEST(Key, RefusesNumbersThatTakeTooLong) {
  Sample number(9000, 0x41);
  const auto integer = write_der_integer(number);
  const auto zero = write_der_integer(Sample{0});
  const auto der =
      write_der(der_tag::sequence, {zero, integer, integer, integer, integer, integer});
  EXPECT_EQ(read_private_key(der).error().code, ErrorCode::limit);
}

TEST(Key, EndsOnEveryMutation) {
  Maker make;
  make.run(
      "openssl genrsa -traditional -out r.pem 512 && openssl rsa -in r.pem -traditional -outform "
      "DER -out r.der; openssl ecparam -name prime256v1 -genkey -noout -outform DER -out e.der;"
      "openssl genpkey -algorithm ed25519 -outform DER -out p.der; openssl pkey -in r.pem "
      "-pubout -outform DER -out s.der; dropbearkey -t ecdsa -f d; ssh-keygen -q -t ed25519 -N "
      "'' -f k");
  const auto read = [](Bytes bytes) {
    (void)read_private_key(bytes);
    (void)read_public_key(bytes);
    (void)read_openssh_private_key(bytes);
    (void)read_dropbear_key(bytes);
    (void)read_putty_key(bytes);
    (void)read_ssh_public_lines(bytes);
  };
  for (const char* name : {"r.der", "e.der", "p.der", "s.der", "d"}) {
    const Sample good = make.file(name);
    ASSERT_FALSE(good.empty()) << name;
    each_prefix(good, read);
    each_flip(good, 100, read);
  }
  const PemBlock openssh = make.block("k");
  each_prefix(openssh.der, read);
  each_flip(openssh.der, 100, read);
}

}  // namespace
}  // namespace assay::formats
