#include "readers/reader_test.h"

namespace assay::readers {
extern const Reader certificates;
extern const Reader keys;
namespace {

using Rows = std::vector<std::string>;

// Runs shell commands in a folder of its own.
class Maker {
 public:
  std::string run(const std::string& command) {
    return formats::output_of("cd '" + (folder_ / "") + "' && " + command);
  }
  std::string file(const std::string& name) {
    const auto bytes = formats::file_bytes(folder_ / name);
    return {bytes.begin(), bytes.end()};
  }

 private:
  formats::TestFolder folder_;
};

std::vector<Fact> keys_of(std::string_view text) { return facts_of_content(keys, as_bytes(text)); }

TEST(Keys, AreFoundInAnyEncodingAmidOtherBytes) {
  Maker make;
  make.run(
      "openssl genrsa -traditional -out 1.pem 1024; openssl rsa -in 1.pem -outform DER "
      "-traditional -out 1.der; openssl pkcs8 -topk8 -nocrypt -in 1.pem -outform DER -out 8.der; "
      "openssl pkcs8 -topk8 -passout pass:x -in 1.pem -out e.pem; openssl ecparam -name "
      "prime256v1 -genkey -noout -outform DER -out ec.der; ssh-keygen -q -t ed25519 -N '' -C me "
      "-f ssh; openssl pkey -in 1.pem -pubout -out p.pem");
  const std::string junk = "\x30\x82 \x02\x01\x00\x02\x82 -----BEGIN RSA PRIVATE KEY-----";
  const std::string print = make.run("openssl pkey -in 1.pem -pubout -outform DER | sha256sum");
  for (const auto name : {"1.pem", "1.der", "8.der"}) {
    const auto facts = keys_of(junk + make.file(name) + junk);
    ASSERT_EQ(facts.size(), 1U) << name;
    EXPECT_EQ(columns(facts, {"kind", "algorithm", "bits", "encrypted"}),
              Rows{"private|rsa|1024|0"});
    EXPECT_EQ(column(facts[0], "fingerprint"), print.substr(0, 64)) << name;
    EXPECT_EQ(facts[0].range.offset, junk.size()) << name;
  }
  EXPECT_EQ(columns(keys_of(make.file("e.pem")), {"kind", "encoding", "encrypted"}),
            Rows{"private|pem|1"});
  EXPECT_EQ(columns(keys_of(make.file("ec.der")), {"kind", "encoding", "algorithm", "curve"}),
            Rows{"private|der|ec|prime256v1"});
  EXPECT_EQ(columns(keys_of(make.file("ssh")), {"encoding", "algorithm", "comment"}),
            Rows{"openssh|ed25519|me"});
  EXPECT_EQ(columns(keys_of(make.file("p.pem")), {"kind", "algorithm"}), Rows{"public|rsa"});
  EXPECT_TRUE(keys_of(junk + junk).empty());
}

TEST(Keys, AreNotInProgramsThatOnlyReadThem) {
  EXPECT_TRUE(keys_of("x-----BEGIN RSA PRIVATE KEY-----\1\1-----END RSA PRIVATE KEY-----").empty());
  EXPECT_TRUE(keys_of(std::string("\0\0\0\7ssh-rsa\0\0\0\3\1\0\1", 18)).empty());
}

// A key that is not read since it is larger than what is computed with is no key that is not there.
TEST(Keys, BeyondTheLimitsAreTold) {
  Maker make;
  make.run(
      "printf 'asn1=SEQUENCE:k\n[k]\nv=INTEGER:0\np=INTEGER:0x1' > k.cnf;"
      " head -c 4000 /dev/zero | tr '\\0' f >> k.cnf; printf '\ng=INTEGER:2\n' >> k.cnf;"
      " openssl asn1parse -genconf k.cnf -noout -out large.der");
  const std::string large = make.file("large.der");
  ASSERT_GT(large.size(), 2000U);
  const auto problems = problems_of_content(keys, as_bytes("some bytes before " + large));
  ASSERT_EQ(problems.size(), 1U);
  EXPECT_EQ(problems[0].code, ErrorCode::limit);
  EXPECT_EQ(problems[0].range.offset, 18U);
  EXPECT_TRUE(problems_of_content(keys, as_bytes(large.substr(0, 900))).empty());
}

TEST(Keys, ThatMayLogInHaveTheirOptions) {
  Maker make;
  make.run("ssh-keygen -q -t ed25519 -N '' -C dev@build -f k");
  const std::string text = "# none\nfrom=\"10.0.0.1\",no-pty " + make.file("k.pub");
  const auto facts = facts_of_file(keys, "root/.ssh/authorized_keys", text);
  EXPECT_EQ(columns(facts, {"kind", "algorithm", "comment", "options"}),
            (Rows{"public|ed25519|dev@build|from=\"10.0.0.1\",no-pty",
                  "-|-|-|from=\"10.0.0.1\",no-pty"}));
  ASSERT_EQ(facts.size(), 2U);
  EXPECT_EQ(columns({facts[1]}, {"by", "user", "who"}), Rows{"ssh key|root|dev@build"});
  EXPECT_EQ(facts[0].method, "authorized_keys line");
  EXPECT_EQ(facts_of_file(keys, "etc/k.pub", text)[0].method, ".pub line");
  torture_file(keys, "authorized_keys", text);
}

TEST(Keys, AreFoundInDerAtAnyLength) {
  Maker make;
  for (const std::string bits : {"1024", "2048"}) {
    make.run("openssl genrsa -traditional " + bits +
             " | openssl rsa -outform DER -traditional -out " + bits);
    EXPECT_EQ(columns(keys_of("xx" + make.file(bits)), {"kind", "encoding", "bits"}),
              Rows{"private|der|" + bits});
  }
}

TEST(Keys, ThatArePublishedSayWhere) {
  const std::string vagrant =
      "ssh-rsa AAAAB3NzaC1yc2EAAAABIwAAAQEA6NF8iallvQVp22WDkTkyrtvp9eWW6A8YVr+kz4TjGYe7gHzIw+niNlt"
      "GEFHzD8+v1I2YJ6oXevct1YeS0o9HZyN1Q9qgCgzUFtdOKLv6IedplqoPkcmF0aYet2PkEDo3MlTBckFXPITAMzF8dJS"
      "IFo9D8HfdOV0IAdx4O7PtixWKn5y2hMNG0zQPyUecp4pzC6kivAIhyfHilFR61RGL+GPXQ2MWZWFYbAGjyiYJnAmCP3N"
      "OTd0jMZEnDkbUvxhMmBYSdETk1rRgm+R4LOzFUGaHqHDLKLX+FIPKcF96hrucXzcWyLbIbEgE98OHlnVYCzRdK8jlqm8"
      "tehUc9c9WhQ==\n";
  EXPECT_EQ(columns(facts_of_file(keys, "root/.ssh/authorized_keys", vagrant),
                    {"known_kind", "known_source"}),
            (Rows{"login|rapid7/ssh-badkeys authorized", "-|-"}));
  // Every openssl program has the keys of "openssl speed" in itself.
  Maker make;
  const auto program = formats::file_bytes(make.run("printf %s \"$(command -v openssl)\""));
  ASSERT_FALSE(program.empty());
  const std::string_view text = as_text(program);
  std::vector<Hit> hits;
  constexpr std::uint32_t der = 8;  // the first of its kind among the reader's words
  for (std::size_t at = text.find(keys.words[der]); at != text.npos;
       at = text.find(keys.words[der], at + 1))
    hits.push_back({at, der});
  Reading reading;
  keys.read_content({program, {}, Attributes{}, {}, hits}, reading);
  std::size_t known = 0;
  for (const std::string& row : columns(reading.facts, {"kind", "known_kind", "known_source"}))
    if (row == "private|test|OpenSSL apps/testrsa.h") known++;
  EXPECT_EQ(known, reading.facts.size());
  EXPECT_GE(known, 2U);
}

TEST(Keys, EndInAResultForDamagedFiles) {
  Maker make;
  make.run(
      "openssl ecparam -name prime256v1 -genkey -noout -out k.pem; openssl ec -in k.pem "
      "-outform DER -out k.der");
  for (const auto name : {"k.pem", "k.der"}) {
    const std::string good = make.file(name);
    ASSERT_FALSE(good.empty());
    formats::each_prefix(as_bytes(good), [](Bytes bytes) { facts_of_content(keys, bytes); });
    formats::each_flip(as_bytes(good), 200, [](Bytes bytes) { facts_of_content(keys, bytes); });
  }
}

TEST(Certificates, StateNamesTimesAndWhoseKey) {
  Maker make;
  make.run(
      "openssl req -x509 -newkey rsa:1024 -nodes -keyout k.pem -out c.pem -days 10 -sha1 -subj "
      "/C=DE/CN=router; openssl x509 -in c.pem -outform DER -out c.der");
  const auto key = keys_of(make.file("k.pem"));
  ASSERT_EQ(key.size(), 1U);
  for (const auto name : {"c.pem", "c.der"}) {
    const std::string text = "xx" + make.file(name) + "yy";
    const auto facts = facts_of_content(certificates, as_bytes(text));
    EXPECT_EQ(columns(facts, {"subject", "signature_algorithm", "key_algorithm", "key_bits",
                              "self_signed", "is_ca"}),
              Rows{"C=DE, CN=router|RSA-SHA1|rsa|1024|1|1"});
    ASSERT_EQ(facts.size(), 1U) << name;
    EXPECT_EQ(column(facts[0], "key_fingerprint"), column(key[0], "fingerprint"));
    EXPECT_EQ(facts[0].range.offset, 2U);
    formats::each_flip(as_bytes(text), 200, [](Bytes b) { facts_of_content(certificates, b); });
  }
  EXPECT_TRUE(facts_of_content(certificates, as_bytes("-----BEGIN CERTIFICATE-----")).empty());
}

}  // namespace
}  // namespace assay::readers
