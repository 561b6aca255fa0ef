#include "code/restore.h"

#include <array>

namespace assay::code {
namespace {

constexpr unsigned instructions_max = 40;

}  // namespace

bool only_restores(const Program& program, const Decoder& decoder, std::uint64_t address) {
  const CodeRange* range = program.code_at(address);
  if (range == nullptr || address % decoder.alignment != 0) return false;
  const Abi& abi = abi_of(decoder.architecture);
  bool restores = false;
  for (unsigned i = 0; i < instructions_max && address < range->end(); i++) {
    Instruction in;
    decoder.decode(range->bytes.subspan(address - range->address), address, in);
    if (in.length == 0 || in.has(Instruction::conditional)) return false;
    if (in.flow == Flow::give_back) return restores;
    const bool loads = in.op == Op::load && in.a < register_count;
    const bool moves = in.op == Op::move || in.op == Op::add || in.op == Op::nop;
    const bool loads_several =
        in.op == Op::unknown && in.kills != 0 && (in.kills & ~abi.preserved) == 0;
    if (in.flow != Flow::next || !(loads || moves || loads_several)) return false;
    const std::uint64_t written =
        in.kills | register_bit(in.dest) | (in.op == Op::load ? register_bit(in.second) : 0);
    if ((written & register_bit(decoder.result)) != 0) return false;
    restores = restores || loads_several || (loads && (written & abi.preserved) != 0);
    address += in.length;
  }
  return false;
}

// Of PowerPC alone: another architecture's would be called with a link of its own.
bool carry_out_saves(const Machine& machine, std::uint64_t address, State& state) {
  if (!machine.abi.link_kept) return false;
  const Decoder& decoder = machine.decoder;
  const CodeRange* range = machine.program.code_at(address);
  if (range == nullptr || address % decoder.alignment != 0) return false;
  std::array<Instruction, instructions_max> stores;
  for (unsigned count = 0; count < instructions_max && address < range->end(); count++) {
    Instruction& in = stores[count];
    decoder.decode(range->bytes.subspan(address - range->address), address, in);
    if (in.length == 0 || in.has(Instruction::conditional)) return false;
    if (in.flow == Flow::give_back) {
      for (unsigned i = 0; i < count; i++)
        step(machine, stores[i], address - (count - i) * decoder.alignment, state);
      return count > 0;
    }
    if (in.flow != Flow::next || in.op != Op::store || in.kills != 0 ||
        in.has(Instruction::write_back))
      return false;
    address += in.length;
  }
  return false;
}

}  // namespace assay::code
