#include "code/decoder.h"

#include <array>

namespace assay::code {

extern const Decoder mips, mipsel, mips64, mips64el, arm, thumb, aarch64, powerpc, powerpc64,
    powerpc64le, riscv32, riscv64, x86, x86_64, arm_big, thumb_big;

namespace {

constexpr std::array decoders = {&mips,    &mipsel,  &mips64,    &mips64el,    &arm,     &thumb,
                                 &aarch64, &powerpc, &powerpc64, &powerpc64le, &riscv32, &riscv64,
                                 &x86,     &x86_64,  &arm_big,   &thumb_big};

}  // namespace

std::span<const Decoder* const> all_decoders() { return decoders; }

const Decoder* decoder_of(Architecture architecture) {
  for (const Decoder* decoder : decoders)
    if (decoder->architecture == architecture) return decoder;
  return nullptr;
}

}  // namespace assay::code
