// Compilers make a switch into a table in constant memory: of addresses (MIPS and Arm without
// position independence, i386), of distances from the table itself (x86-64, PowerPC, RISC-V), from
// $gp (MIPS) or from code (AArch64, tbb and tbh of Thumb), in entries of 1 to 8 bytes that may
// count instructions. Arm also adds to its program counter, and branches stand behind the addition.
#include "code/jump_table.h"

#include <algorithm>

#include "code/arm_sets.h"

namespace assay::code {

std::vector<std::uint64_t> jump_table_targets(const Machine& machine, const Value& target,
                                              const JumpBounds& bounds, JumpTable& table) {
  std::vector<std::uint64_t> places;
  const bool absolute = target.is(Value::Kind::element);
  if (!absolute && !target.is(Value::Kind::element_sum)) return places;
  const TableEntry entry = TableEntry::of(target);
  if (absolute && entry.size != machine.decoder.word_size) return places;
  const std::uint64_t base = absolute ? 0 : target.number + entry.distance;
  const std::size_t most = bounds.count == 0
                               ? jump_table_entries_max
                               : std::min<std::size_t>(bounds.count, jump_table_entries_max);
  std::size_t read = 0;
  for (; read < most; read++) {
    const Word word = machine.program.word(target.number + read * entry.size, entry.size);
    if (word.kind != Word::Kind::number) break;
    const std::uint64_t value =
        (entry.is_signed ? sign_extended(word.value, entry.size) : word.value) << entry.shift;
    std::uint64_t place = zero_extended(base + value, machine.decoder.word_size);
    if (is_t32(machine.decoder)) place &= ~std::uint64_t{1};
    if (place % machine.decoder.alignment != 0 || !machine.program.is_code(place)) break;
    const bool inside = place >= bounds.low && place < bounds.high;
    if (!inside && bounds.count == 0) break;
    if (inside) places.push_back(place);
  }
  table = {target.number, read * entry.size};
  std::ranges::sort(places);
  const auto again = std::ranges::unique(places);
  places.erase(again.begin(), again.end());
  return places;
}

Value sum_into_counter(const Machine& machine, std::uint64_t address, const State& state) {
  const Word jump = machine.program.word(address, 4);
  constexpr std::uint64_t sum = 0x0080f000;  // add pc, rN, rM
  if (!is_a32(machine.decoder) || jump.kind != Word::Kind::number ||
      (jump.value & 0x0ff0fff0U) != sum)
    return {};
  Instruction add;
  add.op = Op::add;
  add.dest = 0;
  add.a = static_cast<Register>(jump.value >> 16U & 15U);
  add.b = static_cast<Register>(jump.value & 15U);
  State after = state;
  step(machine, add, address, after);
  return after[0];
}

std::vector<std::uint64_t> branch_table_targets(const Machine& machine, std::uint64_t address,
                                                std::uint64_t high) {
  std::vector<std::uint64_t> places;
  const Word jump = machine.program.word(address, 4);
  constexpr std::uint64_t add_to_counter = 0x008ff100;  // add pc, pc, rM, lsl #2
  if (!is_a32(machine.decoder) || jump.kind != Word::Kind::number ||
      (jump.value & 0x0ffffff0U) != add_to_counter)
    return places;
  // The first entry stands behind the next instruction; each is a branch.
  for (std::uint64_t at = address + 8; places.size() < jump_table_entries_max && at < high;
       at += 4) {
    const Word entry = machine.program.word(at, 4);
    if (entry.kind != Word::Kind::number || entry.value >> 24U != 0xea) break;
    places.push_back(at);
  }
  return places;
}

}  // namespace assay::code
