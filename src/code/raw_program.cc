// A Program without headers. Every byte may be written to, since all of it is loaded into memory;
// what the code does not seem to change is held to be constant (raw_code.cc).
#include "code/arm_sets.h"
#include "code/program.h"
#include "code/raw_code.h"

namespace assay::code {
Program Program::of_raw(Bytes image, const RawCode& code) {
  constexpr std::uint16_t executable = 2;
  constexpr std::uint32_t load = 1, read_write_execute = 7;
  const Decoder& decoder = *code.processor.decoder;
  const std::uint64_t base = code.base->address;
  Program program;
  program.file_ = image;
  program.raw_ = true;
  program.decoder_ = is_t32(decoder) ? a32_like(decoder) : &decoder;
  formats::Elf& elf = program.elf_;
  elf.bits = decoder.word_size * 8U;
  elf.order = decoder.order;
  elf.type = executable;
  elf.entry = UINT64_MAX;  // nothing states it
  elf.header = {0, std::min<std::uint64_t>(16, image.size())};
  elf.size = image.size();
  elf.linkage = formats::ElfLinkage::static_linked;
  elf.segments.push_back({load, read_write_execute, {0, image.size()}, base, image.size(), {}});
  program.pieces_.push_back({base, {0, image.size()}, true});
  for (const Range& range : code.parts.code)
    program.code_.push_back({base + range.offset, image.subspan(range.offset, range.size)});
  for (const Range& range : code.parts.constant)
    program.fixed_.push_back({base + range.offset, range.size});
  for (const std::uint64_t start : code.parts.starts)
    program.code_pointers_.push_back(base + start);
  return program;
}

}  // namespace assay::code
