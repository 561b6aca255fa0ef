#include "base/digest.h"

#include <gtest/gtest.h>

namespace assay {
namespace {

// Expected values are those of `printf abc | md5sum` and so on.
TEST(DigestBy, AgreesWithCoreutils) {
  const auto of = [](std::string_view name) {
    const auto digest = digest_by(name, {as_bytes("a"), as_bytes("bc")});
    return digest ? to_hex(Bytes(*digest)) : digest.error().detail;
  };
  EXPECT_EQ(of("md5"), "900150983cd24fb0d6963f7d28e17f72");
  EXPECT_EQ(of("sha1"), "a9993e364706816aba3e25717850c26c9cd0d89d");
  EXPECT_EQ(of("sha256"), to_hex(sha256(as_bytes("abc"))));
  EXPECT_EQ(of("sha512").substr(0, 16), "ddaf35a193617aba");
}

TEST(DigestBy, NamesAnAlgorithmThatItDoesNotKnow) {
  const auto digest = digest_by("crc\n", {});
  ASSERT_FALSE(digest);
  EXPECT_EQ(digest.error().code, ErrorCode::unsupported);
  EXPECT_EQ(digest.error().detail, "digest algorithm crc\\n");
}

}  // namespace
}  // namespace assay
