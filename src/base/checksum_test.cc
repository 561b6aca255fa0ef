#include "base/checksum.h"

#include <gtest/gtest.h>

namespace assay {
namespace {

// The check values of the catalogue of parametrised CRC algorithms (reveng).
TEST(Checksum, GivesTheCatalogueSCheckValues) {
  EXPECT_EQ(crc32(as_bytes("123456789")), 0xcbf43926U);
  EXPECT_EQ(crc32c(as_bytes("123456789")), 0xe3069283U);
  EXPECT_EQ(crc32(as_bytes("6789"), crc32(as_bytes("12345"))), 0xcbf43926U);
}

}  // namespace
}  // namespace assay
