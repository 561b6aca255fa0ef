#include "formats/certificate.h"

#include <gtest/gtest.h>

#include "formats/pem.h"
#include "formats/test_inputs.h"

namespace assay::formats {
namespace {

Sample made(const std::string& options) {
  const std::string pem = output_of(
      "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 "
      "-nodes -keyout /dev/null " +
      options);
  const PemBlocks found = find_pem_blocks(as_bytes(pem));
  return found.blocks.empty() ? Sample() : found.blocks.back().der;
}

TEST(Certificate, ReadsWhatOpensslWrites) {
  const Sample der = made(
      "-subj '/C=DE/O=A <b>, Inc/CN=router' -set_serial 0x1a2b -days 10 -sha384 "
      "-addext subjectAltName=DNS:router.lan,IP:192.168.1.1,URI:https://x/ "
      "-addext basicConstraints=critical,CA:TRUE,pathlen:2");
  ASSERT_FALSE(der.empty());
  const auto certificate = read_certificate(der);
  ASSERT_TRUE(certificate) << certificate.error().detail;
  EXPECT_EQ(certificate->subject, "C=DE, O=A <b>, Inc, CN=router");
  EXPECT_EQ(certificate->issuer, certificate->subject);
  EXPECT_EQ(certificate->subject_common_name, "router");
  EXPECT_EQ(certificate->serial, "1A2B");
  EXPECT_EQ(certificate->version, 3);
  EXPECT_EQ(certificate->signature_algorithm, "ecdsa-with-SHA384");
  EXPECT_EQ(certificate->key.algorithm, "ec");
  EXPECT_EQ(certificate->key.curve, "prime256v1");
  EXPECT_EQ(*certificate->not_after - *certificate->not_before, 864000);
  EXPECT_TRUE(certificate->self_issued);
  EXPECT_EQ(certificate->self_signed, Presence::present);
  EXPECT_EQ(certificate->authority, Presence::present);
  EXPECT_EQ(certificate->path_length, std::optional<std::int64_t>(2));
  ASSERT_EQ(certificate->alternative_names.size(), 3U);
  EXPECT_EQ(certificate->alternative_names[0].value, "router.lan");
  EXPECT_EQ(certificate->alternative_names[1].kind, "ip");
  EXPECT_EQ(certificate->alternative_names[1].value, "\xc0\xa8\x01\x01");
  EXPECT_EQ(certificate->range, (Range{0, der.size()}));
}

// Every certificate of the system's store, held against what openssl says of it.
TEST(Certificate, SaysWhatOpensslSaysOfRealOnes) {
  const Sample store = file_bytes("/etc/ssl/certs/ca-certificates.crt");
  const PemBlocks found = find_pem_blocks(store);
  ASSERT_GT(found.blocks.size(), 20U);
  const TestFolder folder;
  for (std::size_t i = 0; i < found.blocks.size(); i++) {
    const auto certificate = read_certificate(found.blocks[i].der);
    ASSERT_TRUE(certificate) << certificate.error().detail;
    EXPECT_EQ(certificate->authority == Presence::present, certificate->version == 3);
    EXPECT_EQ(certificate->self_signed, Presence::present);
    if (i % 25 != 0) continue;
    write_file(folder / "c", found.blocks[i].der);
    const std::string theirs =
        output_of("openssl x509 -inform DER -in '" + (folder / "c") +
                  "' -noout -serial -fingerprint -sha256 -startdate -enddate");
    EXPECT_NE(theirs.find("serial=" + certificate->serial + "\n"), std::string::npos) << theirs;
    std::string hex;
    for (const char c : theirs.substr(theirs.find("Fingerprint=") + 12, 95))
      if (c != ':') hex += static_cast<char>(std::tolower(c));
    EXPECT_EQ(certificate->sha256, hex);
    const std::size_t date = theirs.find("notAfter=") + 9;
    const std::string seconds =
        output_of("date -u +%s -d '" + theirs.substr(date, theirs.find('\n', date) - date) + "'");
    EXPECT_EQ(std::to_string(*certificate->not_after) + "\n", seconds);
  }
}

TEST(Certificate, TellsAForgedSelfSignature) {
  Sample der = made("-subj /CN=x -days 1");
  ASSERT_FALSE(der.empty());
  der[der.size() - 3] ^= 1U;
  const auto certificate = read_certificate(der);
  ASSERT_TRUE(certificate);
  EXPECT_TRUE(certificate->self_issued);
  EXPECT_EQ(certificate->self_signed, Presence::absent);
}

TEST(Certificate, EndsOnEveryMutation) {
  const auto read = [](Bytes bytes) { (void)read_certificate(bytes); };
  const Sample good = made("-subj /CN=x -days 1 -addext subjectAltName=DNS:a");
  ASSERT_FALSE(good.empty());
  each_prefix(good, read);
  each_flip(good, 400, read);
}

}  // namespace
}  // namespace assay::formats
