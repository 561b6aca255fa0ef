#include "code/listing.h"

#include <fmt/core.h>
#include <gtest/gtest.h>

#include "code/notation.h"
#include "code/program_sample.h"
#include "code/survey.h"

namespace assay::code {
namespace {

constexpr const char* sample =
    "int strcmp(const char*, const char*);\n"
    "int check(const char* given) { return strcmp(given, \"superuser\") == 0; }\n";

class ListingOf : public testing::TestWithParam<std::size_t> {};

TEST_P(ListingOf, MarksACallWithWhatItPasses) {
  const auto bytes = shared_object(targets()[GetParam()], sample, "-O1");
  const auto program = Program::open(bytes);
  ASSERT_TRUE(program);
  const Survey survey(*program);
  std::vector<std::uint64_t> places;
  for (const Call& call : survey.calls())
    if (call.callee.name == "strcmp" && !call.tail) places.push_back(call.address);
  ASSERT_EQ(places.size(), 1U);
  const auto text = listing(bytes, places);
  ASSERT_TRUE(text);
  EXPECT_NE(text->find("check"), std::string::npos) << *text;
  EXPECT_NE(text->find(fmt::format("> {:#010x}  ", places[0])), std::string::npos) << *text;
  EXPECT_NE(text->find("  ; strcmp("), std::string::npos) << *text;
}

INSTANTIATE_TEST_SUITE_P(Targets, ListingOf, testing::Range<std::size_t>(0, targets().size()));

TEST(Listing, SaysWhereThereIsNoFunction) {
  const auto bytes = shared_object(targets()[0], sample, "-O1");
  const std::uint64_t nowhere[] = {0x7fff0000};
  const auto text = listing(bytes, nowhere);
  ASSERT_FALSE(text);
  EXPECT_EQ(text.error().code, ErrorCode::unsupported);
  EXPECT_FALSE(listing({}, nowhere));
}

TEST(Notation, ReadsAsPeopleWrite) {
  const Decoder& decoder = *decoder_of(Architecture::aarch64);
  const auto shown = [&](std::uint32_t word) {
    const std::array<std::uint8_t, 4> bytes = {
        static_cast<std::uint8_t>(word), static_cast<std::uint8_t>(word >> 8U),
        static_cast<std::uint8_t>(word >> 16U), static_cast<std::uint8_t>(word >> 24U)};
    Instruction in;
    decoder.decode(bytes, 0x1000, in);
    return notation(decoder, in);
  };
  EXPECT_EQ(shown(0x91004083), "r3 = r4 + 16");             // add x3, x4, #16
  EXPECT_EQ(shown(0xb9000be0), "[sp + 8] = r0 (4 bytes)");  // str w0, [sp, #8]
  EXPECT_EQ(shown(0x71000c1f), "compare r0, 3");            // cmp w0, #3
  EXPECT_EQ(shown(0x54000040), "if eq, to 0x1008");         // b.eq 0x1008
  EXPECT_EQ(shown(0x34000040), "if eq r0, 0, to 0x1008");   // cbz w0, 0x1008
  EXPECT_EQ(shown(0x94000002), "call 0x1008");              // bl 0x1008
  EXPECT_EQ(shown(0xd65f03c0), "return");                   // ret
  EXPECT_EQ(shown(0xd503201f), "nothing");                  // nop
}

}  // namespace
}  // namespace assay::code
