// The start code of an executable sets the register by `auipc gp, high` or `lui gp, high`, and
// `addi gp, gp, low`. The linker then makes variables that are near relative to it; nothing changes
// it again.
//
// Source: RISC-V ELF psABI 1.0, "Global-pointer Relaxation"; RISC-V Unprivileged ISA, 2.4.
#include "code/global_pointer.h"

#include "code/bits.h"
#include "code/value.h"

namespace assay::code {
namespace {

constexpr std::uint32_t register_bits = 0xfff;  // opcode and destination
constexpr std::uint32_t add_bits = 0xfffff;     // and source and function
constexpr std::uint32_t high_of_place = 0x197, add_low = 0x18193;

}  // namespace

std::optional<std::uint64_t> global_pointer(const Program& program) {
  std::optional<std::uint64_t> found;
  const auto word_size = static_cast<unsigned>(program.word_size());
  for (const CodeRange& range : program.code()) {
    for (std::size_t at = 0; range.bytes.size() >= 8 && at <= range.bytes.size() - 8; at += 2) {
      const std::uint8_t* bytes = range.bytes.data() + at;
      if ((bytes[0] != 0x97 && bytes[0] != 0xb7) || (bytes[1] & 15U) != 1) continue;
      const auto upper = read_word<false>(bytes);
      const auto lower = read_word<false>(bytes + 4);
      if ((lower & add_bits) != add_low) continue;
      const bool of_place = (upper & register_bits) == high_of_place;
      const std::uint64_t from = of_place ? range.address + at : 0;
      const auto distance = sign_extend(upper & ~register_bits, 32) + signed_bits(lower, 20, 12);
      const std::uint64_t value =
          zero_extended(from + static_cast<std::uint64_t>(distance), word_size);
      if (found && *found != value) return std::nullopt;
      found = value;
    }
  }
  return found;
}

}  // namespace assay::code
