#include "unpack/handlers/stream_test.h"

namespace assay::unpack {
extern const Handler gzip;
namespace {

using testing::field;
using testing::number;
using testing::open;
using testing::text;

struct Packed {
  testing::TemporaryFolder folder;
  Buffer plain = testing::plain_sample(20'000);
  Buffer bytes = testing::packed_by(
      folder, "touch -d @1500000001 plain && gzip -k -N plain && mv plain.gz packed", plain);
};

TEST(Gzip, OpensWhatGzipWrites) {
  const Packed packed;
  testing::opens_to(gzip, packed.bytes, packed.plain);
  const auto opened = open(gzip, packed.bytes);
  ASSERT_TRUE(opened);
  EXPECT_EQ(opened->members[0].name, "plain");
  EXPECT_EQ(opened->probe.title, "gzip, plain");
  EXPECT_EQ(field(opened->probe, "original_name"), text("plain"));
  EXPECT_EQ(field(opened->probe, "mtime_s"), number(1500000001));
  EXPECT_EQ(field(opened->probe, "system"), text("Unix"));
  EXPECT_EQ(field(opened->probe, "plain_size"), number(20'000));
  EXPECT_EQ(opened->probe.checks[0].state, CheckState::ok);
}

TEST(Gzip, ReadsEveryFieldOfTheHeader) {
  const Packed packed;
  // Flags: header CRC, extra field, name, comment. The CRC is that of `python3 -c zlib.crc32`.
  Buffer bytes = {0x1f, 0x8b, 8,   0x1e, 0,   0,   0,   0, 0,   11,  3, 0,
                  'a',  'b',  'c', '.',  '.', '/', 'n', 0, 'c', 'o', 0};
  const std::uint32_t crc = crc32(bytes);
  bytes.push_back(static_cast<std::uint8_t>(crc));
  bytes.push_back(static_cast<std::uint8_t>(crc >> 8U));
  bytes.insert(bytes.end(), packed.bytes.begin() + 16, packed.bytes.end());
  const auto opened = open(gzip, bytes);
  ASSERT_TRUE(opened) << opened.error().detail;
  EXPECT_EQ(opened->members[0].name, "../n");
  EXPECT_EQ(field(opened->probe, "comment"), text("co"));
  EXPECT_EQ(field(opened->probe, "system"), text("NTFS"));
}

TEST(Gzip, JoinsMembersThatBearNoOtherName) {
  const Packed packed;
  packed.folder.run(
      "gzip -nc plain > a && gzip -nc9 plain > b && cat a b > packed && cat plain plain > c");
  testing::opens_to(gzip, testing::file_bytes(packed.folder / "packed"),
                    testing::file_bytes(packed.folder / "c"));
  packed.folder.run(
      "gzip -kN plain && cp plain other && gzip -N other && cat plain.gz other.gz > packed");
  const auto opened = open(gzip, testing::file_bytes(packed.folder / "packed"));
  ASSERT_TRUE(opened);
  EXPECT_EQ(opened->probe.size, packed.bytes.size());
}

TEST(Gzip, KeepsWhatIsLeft) {
  const Packed packed;
  testing::keeps_what_is_left(gzip, packed.bytes, packed.plain);
  testing::ends_at_a_defect(gzip, packed.bytes);
}

TEST(Gzip, SaysThatAChecksumDoesNotHold) {
  Packed packed;
  packed.bytes[packed.bytes.size() - 6] ^= 1U;
  const auto opened = open(gzip, packed.bytes);
  ASSERT_TRUE(opened);
  EXPECT_NE(opened->probe.confidence, Confidence::proven);
  EXPECT_EQ(opened->probe.problems[0].code, ErrorCode::corrupt);
  EXPECT_EQ(opened->probe.checks[0].state, CheckState::bad);
  EXPECT_EQ(opened->probe.size, packed.bytes.size());
}

TEST(Gzip, IsNotTakenForOneWithAReservedFlag) {
  Packed packed;
  packed.bytes[3] |= 0x20U;
  EXPECT_FALSE(open(gzip, packed.bytes));
}

TEST(Gzip, IsNotFoundInNoise) { testing::is_not_found_in_noise(gzip); }

TEST(Gzip, SurvivesDamage) {
  testing::survives_damage(gzip, testing::small_packed_by("gzip -nc plain >packed"));
}

}  // namespace
}  // namespace assay::unpack
