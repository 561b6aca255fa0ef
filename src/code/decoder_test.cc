#include "code/decoder.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <fstream>
#include <random>
#include <sstream>

#include "code/arm_sets.h"
#include "code/thumb.h"

namespace assay::code {
namespace {

std::vector<std::uint8_t> from_hex(std::string_view text) {
  std::vector<std::uint8_t> bytes;
  for (std::size_t i = 0; i + 1 < text.size(); i += 2)
    bytes.push_back(
        static_cast<std::uint8_t>(std::stoul(std::string(text.substr(i, 2)), nullptr, 16)));
  return bytes;
}

const Decoder& named(std::string_view name) {
  for (const Decoder* decoder : all_decoders())
    if (decoder->name == name) return *decoder;
  ADD_FAILURE() << "no decoder " << name;
  return *all_decoders().front();
}

std::string decoded(std::string_view name, std::string_view hex, std::uint64_t address = 0x1000) {
  Instruction out;
  named(name).decode(from_hex(hex), address, out);
  return to_text(out);
}

// Each row of the table is an instruction of a Debian package whose text by llvm-objdump agrees
// with ours: tests/decoders/compare.py --samples.
TEST(Decoder, AgreesWithTheTableOfSamples) {
  std::ifstream table("tests/decoders/samples.tsv");
  std::string line;
  unsigned rows = 0;
  while (std::getline(table, line)) {
    std::istringstream fields(line);
    std::string name, address, hex, theirs, ours;
    std::getline(fields, name, '\t');
    std::getline(fields, address, '\t');
    std::getline(fields, hex, '\t');
    std::getline(fields, theirs, '\t');
    std::getline(fields, ours, '\t');
    const std::vector<std::uint8_t> bytes = from_hex(hex);
    Instruction out;
    named(name).decode(bytes, std::stoull(address, nullptr, 16), out);
    EXPECT_EQ(out.length, bytes.size()) << line;
    EXPECT_EQ(to_text(out), ours) << line;
    rows++;
  }
  EXPECT_GT(rows, 800U);
}

TEST(Decoder, SaysWhereBytesAreTooFew) {
  for (const Decoder* decoder : all_decoders()) {
    const std::vector<std::uint8_t> bytes(8, 0xff);
    Instruction out;
    decoder->decode(Bytes(bytes).first(decoder->alignment - 1U), 0, out);
    EXPECT_EQ(out.length, 0) << decoder->name;
    decoder->decode(bytes, 0, out);
    EXPECT_NE(out.length, 0) << decoder->name;
  }
}

TEST(Decoder, TakesAnyBytes) {
  std::mt19937 random(1);
  std::vector<std::uint8_t> noise(1U << 16U);
  for (std::uint8_t& byte : noise) byte = static_cast<std::uint8_t>(random());
  std::vector<Instruction> out(noise.size());
  for (const Decoder* decoder : all_decoders()) {
    const std::size_t count = decoder->decode_all(noise, 0xfffffffffffff000, out);
    std::size_t covered = 0;
    for (const Instruction& each : std::span(out).first(count)) {
      covered += each.length;
      EXPECT_EQ(each.length % decoder->alignment, 0) << decoder->name;
      EXPECT_FALSE(to_text(each).empty());
      // What is known of a register is not at once unknown.
      if (each.dest != no_register && each.op != Op::store && each.op != Op::compare) {
        EXPECT_EQ(each.kills & register_bit(each.dest), 0U) << decoder->name << to_text(each);
      }
    }
    EXPECT_GE(covered + 15, noise.size()) << decoder->name;
  }
}

// All that is told of an instruction. (What lies behind its last member is not.)
std::string all_of(const Instruction& in) {
  return fmt::format("{} target {:x} kills {:x} length {} size {} flags {:x} inner {} shift {} {}",
                     to_text(in), in.target, in.kills, in.length, in.size, in.flags,
                     to_string(in.inner), static_cast<int>(in.shift), in.shift_amount);
}

// Also what few bytes and few places for instructions end in.
TEST(Decoder, DecodesManyAsOneByOne) {
  std::mt19937 random(2);
  std::vector<std::uint8_t> noise(1U << 16U);
  for (std::uint8_t& byte : noise) byte = static_cast<std::uint8_t>(random());
  for (const Decoder* decoder : all_decoders()) {
    for (const auto& [bytes, places] : {std::pair(Bytes(noise), std::size_t{20000}),
                                        std::pair(Bytes(noise).subspan(1024, 301), noise.size()),
                                        std::pair(Bytes(noise).subspan(2048), std::size_t{77})}) {
      std::vector<Instruction> out(places);
      const std::uint64_t address = 0x7ffff000;
      const std::size_t count = decoder->decode_all(bytes, address, out);
      ThumbConditions conditions_of;
      std::size_t at = 0;
      for (const Instruction& each : std::span(out).first(count)) {
        Instruction single;
        decoder->decode(bytes.subspan(at), address + at, single);
        if (is_t32(*decoder)) conditions_of.apply(single);
        ASSERT_EQ(all_of(each), all_of(single)) << decoder->name;
        at += each.length;
      }
      if (count == places) continue;
      Instruction more;
      decoder->decode(bytes.subspan(at), address + at, more);
      EXPECT_EQ(more.length, 0) << decoder->name;
    }
  }
}

TEST(Decoder, EachArchitectureHasOneName) {
  for (const Decoder* decoder : all_decoders())
    EXPECT_EQ(decoder_of(decoder->architecture), decoder);
}

TEST(Decoder, KnowsTheReturnOfEachArchitecture) {
  EXPECT_EQ(decoded("mipsel", "0800e003"), "nop a31 return delay");
  EXPECT_EQ(decoded("arm", "1eff2fe1"), "nop a14 return");
  EXPECT_EQ(decoded("thumb", "7047"), "nop a14 return");
  EXPECT_EQ(decoded("aarch64", "c0035fd6"), "nop a30 return");
  EXPECT_EQ(decoded("powerpc", "4e800020"), "nop a32 return");
  EXPECT_EQ(decoded("riscv64", "8280"), "nop a1 return");
  EXPECT_EQ(decoded("x86", "c3"), "nop return");
  EXPECT_EQ(decoded("x86_64", "c3"), "nop return");
}

// The call of what follows, by which PowerPC learns its own address, calls nothing.
TEST(Decoder, OwnAddressIsAConstant) {
  EXPECT_EQ(decoded("powerpc", "429f0005"), "constant d32 #4100");
}

// call of what follows; pop ebx.
TEST(Decoder, OwnAddressOfX86IsPushed) {
  EXPECT_EQ(decoded("x86", "e800000000"), "store.4 d=1005 a4 #-4 writeback");
}

// jmp *0x2ff2(%rip): what a procedure linkage table is made of.
TEST(Decoder, JumpThroughASlotHasItsAddress) {
  Instruction out;
  named("x86_64").decode(from_hex("ff25f22f0000"), 0x1000, out);
  EXPECT_EQ(out.flow, Flow::jump_register);
  EXPECT_EQ(out.op, Op::load);
  EXPECT_EQ(out.a, no_register);
  EXPECT_EQ(out.b, no_register);
  EXPECT_EQ(out.immediate, 0x3ff8);
}

TEST(Decoder, X86TellsWhatItKeepsOfARegister) {
  EXPECT_EQ(decoded("x86_64", "b041"), "insert.1 d0 #65");           // mov al, 65
  EXPECT_EQ(decoded("x86_64", "b441"), "unknown !0");                // mov ah, 65
  EXPECT_EQ(decoded("x86_64", "89c8"), "move.4 d0 a1");              // mov eax, ecx
  EXPECT_EQ(decoded("x86_64", "8a07"), "load.1 d0 a7 keeps");        // mov al, [rdi]
  EXPECT_EQ(decoded("x86_64", "0fb607"), "load.1 d0 a7");            // movzx eax, byte [rdi]
  EXPECT_EQ(decoded("x86_64", "0fbe07"), "load.1s d0 a7 low_word");  // movsx eax, byte [rdi]
  EXPECT_EQ(decoded("x86", "0fbe07"), "load.1s d0 a7");              // the same, whole
  EXPECT_EQ(decoded("x86_64", "480fbe07"), "load.1s d0 a7");         // movsx rax, byte [rdi]
  EXPECT_EQ(decoded("x86_64", "0f94c0"), "set.1 d0 if:eq keeps");    // sete al
  EXPECT_EQ(decoded("x86_64", "31c0"), "constant d0 flags");         // xor eax, eax
}

TEST(Decoder, X86TellsOperationsWithMemory) {
  EXPECT_EQ(decoded("x86_64", "807f0341"), "change_memory compare.1 d=41 a7 #3");
  EXPECT_EQ(decoded("x86_64", "483307"), "use_memory xor.8 d0 a7 flags");
  EXPECT_EQ(decoded("x86_64", "c7442408736573ff"), "store.4 d=ff736573 a4 #8");
  EXPECT_EQ(decoded("x86", "ff75f4"), "push_memory.4 a5 #-12");
  EXPECT_EQ(decoded("x86", "8b448b10"), "load.4 d0 a3 b1<<2 #16");
  EXPECT_EQ(decoded("x86", "ff248500900408"), "load.4 b0<<2 #134516736 jump_register");
}

// it ne; moveq is not possible, so the two that follow depend on ne and eq.
TEST(ThumbConditions, CoverTheInstructionsThatItNames) {
  const std::vector<std::uint8_t> bytes = from_hex("14bf012001210122");  // ite ne
  std::vector<Instruction> out(4);
  ASSERT_EQ(named("thumb").decode_all(bytes, 0, out), 4U);
  EXPECT_EQ(to_text(out[1]), "constant d0 #1 if:ne conditional");
  EXPECT_EQ(to_text(out[2]), "constant d1 #1 if:eq conditional");
  EXPECT_EQ(to_text(out[3]), "constant d2 #1 flags");
}

}  // namespace
}  // namespace assay::code
