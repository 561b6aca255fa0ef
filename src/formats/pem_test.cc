#include "formats/pem.h"

#include <gtest/gtest.h>

#include "formats/base64.h"
#include "formats/test_inputs.h"

namespace assay::formats {
namespace {

TEST(Base64, DecodesWhatTheStandardLists) {
  const std::pair<std::string_view, std::string_view> vectors[] = {
      {"", ""},           {"Zg==", "f"},           {"Zm8=", "fo"},        {"Zm9v", "foo"},
      {"Zm9vYg", "foob"}, {"Zm9v\nYmE=", "fooba"}, {"Zm9vYmFy", "foobar"}};
  for (const auto& [text, plain] : vectors) {
    EXPECT_EQ(as_text(decode_base64(text).value()), plain);
    std::string unpadded = encode_base64_unpadded(as_bytes(plain));
    EXPECT_EQ(as_text(decode_base64(unpadded).value()), plain);
  }
  for (const char* text : {"Z", "Zg=x", "Zm9*", "Zm9vY"}) EXPECT_FALSE(decode_base64(text)) << text;
}

const std::string certificate =
    "-----BEGIN CERTIFICATE-----\nMAUCAwEAAQ==\n-----END CERTIFICATE-----";

TEST(Pem, FindsABlockWithinAProgram) {
  const std::string text = std::string(
                               "\x7f"
                               "ELF -----BEGIN \0 -----BEGIN CERTIFICATE-----\0",
                               45) +
                           certificate + "\n-----END";
  const PemBlocks found = find_pem_blocks(as_bytes(text));
  ASSERT_EQ(found.blocks.size(), 1U);
  EXPECT_TRUE(found.problems.empty());
  EXPECT_EQ(found.blocks[0].label, "CERTIFICATE");
  EXPECT_EQ(text.substr(found.blocks[0].range.offset, found.blocks[0].range.size), certificate);
  EXPECT_EQ(found.blocks[0].der, (Sample{0x30, 5, 2, 3, 1, 0, 1}));
}

TEST(Pem, ReadsEscapedLineEnds) {
  for (const char* text :
       {R"("-----BEGIN X-----\nMAUC\nAwEAAQ==\n-----END X-----\n")",
        R"(-----BEGIN X-----\r\nMAUCAwEAAQ==\r\n-----END X-----)",
        "\"-----BEGIN X-----\\n\"\n \"MAUCAwEA\\n\"\n  \"AQ==\\n\" \"-----END X-----\\n\"",
        "-----BEGIN X-----MAUCAwEAAQ==-----END X-----"}) {
    const PemBlocks found = find_pem_blocks(as_bytes(text));
    ASSERT_EQ(found.blocks.size(), 1U) << text;
    EXPECT_EQ(found.blocks[0].der.size(), 7U) << text;
  }
}

TEST(Pem, SaysWhatIsEncrypted) {
  const PemBlocks found = find_pem_blocks(
      as_bytes("-----BEGIN RSA PRIVATE KEY-----\r\nProc-Type: 4,ENCRYPTED\r\nDEK-Info: AES-128-CBC,"
               "00\r\n\r\nMAUC\r\n-----END RSA PRIVATE KEY-----\r\n"
               "-----BEGIN ENCRYPTED PRIVATE KEY-----\nMAUC\n-----END ENCRYPTED PRIVATE KEY-----"));
  ASSERT_EQ(found.blocks.size(), 2U);
  EXPECT_TRUE(found.blocks[0].encrypted);
  EXPECT_EQ(found.blocks[0].cipher, "AES-128-CBC");
  EXPECT_EQ(found.blocks[0].der.size(), 3U);
  EXPECT_TRUE(found.blocks[1].encrypted);
}

TEST(Pem, TakesNoLabelWithoutABody) {
  for (const char* text : {"-----BEGIN X-----", "-----BEGIN X-----\nMAUC\n-----END Y-----",
                           "-----BEGIN X-----\nMAUC\n", "-----BEGIN -----MAUC-----END -----",
                           "-----BEGIN X-----\n-----BEGIN X-----"}) {
    EXPECT_TRUE(find_pem_blocks(as_bytes(text)).blocks.empty()) << text;
  }
  EXPECT_EQ(find_pem_blocks(as_bytes("-----BEGIN X-----\nM*\n-----END X-----")).problems.size(),
            1U);
}

// What was cut off is told; lines that programs look for, or print by a format, are not.
TEST(Pem, TellsABlockWithoutAnEnd) {
  const std::string body(64, 'M');
  const PemBlocks cut =
      find_pem_blocks(as_bytes("-----BEGIN RSA PRIVATE KEY-----\n" + body + "\n"));
  ASSERT_EQ(cut.problems.size(), 1U);
  EXPECT_EQ(cut.problems[0].error.code, ErrorCode::truncated);
  EXPECT_EQ(cut.problems[0].error.detail, "a PEM block of RSA PRIVATE KEY has no end");
  EXPECT_EQ(cut.problems[0].range.offset, 0U);
  for (const char* text : {"-----BEGIN X-----", "-----BEGIN X-----\n%s\n-----END X-----\n",
                           "-----BEGIN X-----\nand so on, for as many lines as the key is long"})
    for (const auto& problem : find_pem_blocks(as_bytes(text)).problems)
      EXPECT_NE(problem.error.code, ErrorCode::truncated) << text;
}

// A megabyte of BEGIN lines costs no more than a megabyte of anything else.
TEST(Pem, PassesOverBytesOnce) {
  std::string text;
  for (int i = 0; i < 60'000; i++) text += "-----BEGIN X-----";
  EXPECT_TRUE(find_pem_blocks(as_bytes(text)).blocks.empty());
  text += "MAUC-----END X-----";
  EXPECT_EQ(find_pem_blocks(as_bytes(text)).blocks.size(), 1U);
}

TEST(Pem, ReadsTheSystemsCertificates) {
  const Sample bytes = file_bytes("/etc/ssl/certs/ca-certificates.crt");
  const PemBlocks found = find_pem_blocks(bytes);
  EXPECT_GT(found.blocks.size(), 100U);
  EXPECT_TRUE(found.problems.empty());
}

TEST(Pem, EndsOnEveryMutation) {
  const auto read = [](Bytes bytes) {
    for (const PemBlock& block : find_pem_blocks(bytes).blocks)
      EXPECT_LE(block.range.end(), bytes.size());
  };
  const std::string good = certificate + "\\n" + certificate;
  each_prefix(as_bytes(good), read);
  each_flip(as_bytes(good), 1000, read);
}

}  // namespace
}  // namespace assay::formats
