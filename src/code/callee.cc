// A stub of the linker is a few instructions that load an address from a slot and jump there; what
// the slot holds, the relocations say. It is run here with the registers of its caller, so that no
// form of it needs to be known.
#include "code/callee.h"

namespace assay::code {
namespace {

constexpr unsigned stub_instructions_max = 8;

const Decoder* other_of(const Decoder* decoder) {
  if (decoder->architecture == Architecture::arm) return decoder_of(Architecture::thumb);
  if (decoder->architecture == Architecture::thumb) return decoder_of(Architecture::arm);
  return decoder;
}

bool is_arm(const Decoder& decoder) {
  return decoder.architecture == Architecture::arm || decoder.architecture == Architecture::thumb;
}

}  // namespace

Callee Callees::follow_stub(const Machine& machine, std::uint64_t address, const State& state) {
  scratch_ = state;
  const CodeRange* range = program_.code_at(address);
  if (range == nullptr) return {};
  Bytes bytes = range->bytes.subspan(address - range->address);
  if (machine.abi.start != no_register) scratch_.set(machine.abi.start, Value::of(address));
  for (unsigned i = 0; i < stub_instructions_max; i++) {
    Instruction in;
    machine.decoder.decode(bytes, address, in);
    if (in.length == 0) return {};
    // RISC-V jumps with a call whose return address nobody reads.
    if (in.flow == Flow::jump_register || in.flow == Flow::call_register) {
      Value target = in.op == Op::load
                         ? loaded(machine, memory_address(machine, in, address, scratch_),
                                  machine.decoder.word_size, false, scratch_)
                         : first_operand(machine, in, address, scratch_);
      if (target.is(Value::Kind::import))
        return {0, nullptr, program_.import_name(target.id), true};
      return {};
    }
    if (in.flow != Flow::next) return {};
    step(machine, in, address, scratch_);
    address += in.length;
    bytes = bytes.subspan(in.length);
  }
  return {};
}

Callee Callees::at(const Machine& machine, const Value& target, bool other_set,
                   const State& state) {
  if (target.is(Value::Kind::import)) return {0, nullptr, program_.import_name(target.id), true};
  if (!target.is(Value::Kind::number)) return {};
  std::uint64_t address = target.number;
  const Decoder* decoder = other_set ? other_of(&machine.decoder) : &machine.decoder;
  if (is_arm(*decoder) && (address & 1U) != 0) {
    decoder = decoder_of(Architecture::thumb);
    address--;
  }
  if (const std::string_view name = program_.stub_name(address); !name.empty())
    return {0, nullptr, name, true};
  if (!program_.is_code(address)) return {};
  if (const Symbol* symbol = program_.function_at(address)) {
    return {address, decoder, symbol->name, false};
  }
  const std::uint64_t table =
      machine.abi.stub != no_register && state[machine.abi.stub].is(Value::Kind::number)
          ? state[machine.abi.stub].number
          : 0;
  const auto [found, is_new] = stubs_.try_emplace({address, table});
  if (is_new) {
    const Machine there{program_, *decoder, machine.abi};
    found->second = follow_stub(there, address, state);
    if (!found->second.known()) found->second = {address, decoder, {}, false};
    // PowerPC64: calls within a file enter behind the two instructions that set r2.
    if (found->second.address != 0 && machine.abi.table == machine.abi.stub &&
        machine.abi.table != no_register)
      if (const Symbol* symbol = program_.function_at(address - 8))
        found->second.name = symbol->name;
  }
  return found->second;
}

Register Callees::fills_with_own_address(const Machine& machine, std::uint64_t target) {
  if (machine.decoder.architecture != Architecture::x86) return no_register;
  const CodeRange* range = program_.code_at(target);
  if (range == nullptr) return no_register;
  const Bytes bytes = range->bytes.subspan(target - range->address);
  Instruction load;
  machine.decoder.decode(bytes, target, load);
  if (load.length == 0 || load.op != Op::load || load.a != machine.decoder.stack ||
      load.b != no_register || load.immediate != 0)
    return no_register;
  Instruction back;
  machine.decoder.decode(bytes.subspan(load.length), target + load.length, back);
  return back.length != 0 && back.flow == Flow::give_back ? load.dest : no_register;
}

}  // namespace assay::code
