#include "code/raw_code.h"

#include "code/decoder.h"
#include "readers/reader_test.h"

namespace assay::readers {

extern const Reader raw_code;

namespace {

code::RawCode sample() {
  code::RawCode code;
  code.processor.decoder = code::decoder_of(code::Architecture::mips);
  code.processor.sampled = 4096;
  code.processor.returns = 40;
  code.processor.returns_before_start = 30;
  code.parts.code = {{0, 3072}};
  return code;
}

TEST(RawCode, StatesTheVotes) {
  const std::vector<std::uint8_t> bytes(4096);
  code::RawCode code = sample();
  code.processor.runner_up = code::decoder_of(code::Architecture::thumb_big);
  code.processor.runner_up_votes = 2;
  code.base.emplace();
  code.base->address = 0x80001000;
  code.base->pointers = 90;
  code.base->text_votes = 50;
  code.base->runner_up = 0x80000ff0;
  code.base->runner_up_votes = 3;
  Reading reading;
  raw_code.read_raw(Bytes(bytes), code, reading);
  const auto facts = held_to_tables(reading, Bytes(bytes));
  EXPECT_EQ(columns(facts, {"processor", "byte_order", "returns_before_start", "code_bytes",
                            "next_processor", "next_processor_votes", "base", "text_votes",
                            "next_base", "next_base_votes"}),
            std::vector<std::string>{"mips|big|30|3072|thumb_big|2|2147487744|50|2147487728|3"});
}

TEST(RawCode, LeavesOutWhatIsNotTold) {
  const std::vector<std::uint8_t> bytes(4096);
  Reading reading;
  raw_code.read_raw(Bytes(bytes), sample(), reading);
  EXPECT_EQ(columns(held_to_tables(reading, Bytes(bytes)),
                    {"processor", "next_processor", "base", "pointers", "next_base"}),
            std::vector<std::string>{"mips|-|-|-|-"});
}

}  // namespace
}  // namespace assay::readers
