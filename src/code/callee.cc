// A stub of the linker is a few instructions that load an address from a slot and jump there; what
// the slot holds, the relocations say. It is run here with the registers of its caller, so that no
// form of it needs to be known.
#include "code/callee.h"

#include <algorithm>
#include <array>

#include "code/arm_sets.h"
#include "code/deed.h"
#include "code/library.h"
#include "code/thumb.h"

namespace assay::code {
namespace {

constexpr unsigned stub_instructions_max = 8;

// The decoder at `address`, from which the bit that says Thumb is taken.
const Decoder* decoder_at(const Decoder* from, Arrival arrival, std::uint64_t& address) {
  if (!is_a32(*from) && !is_t32(*from)) return from;
  const bool odd = (address & 1U) != 0;
  address &= ~std::uint64_t{1};
  if (odd) return t32_like(*from);
  if (arrival == Arrival::by_lowest_bit) return a32_like(*from);
  return arrival == Arrival::other_set ? other_set(*from) : from;
}

// What "00000000.plt_pic32.bind" leads to; empty where `name` is not of that form.
std::string_view name_in_stub(std::string_view name) {
  constexpr std::string_view mark = ".plt_pic32.";
  const auto at = name.find(mark);
  if (at == std::string_view::npos) return {};
  name.remove_prefix(at + mark.size());
  return name.substr(0, name.find_first_of("+@"));
}

}  // namespace

// The linker names its stubs after what they lead to, with a mark of its own.
bool is_stub_name(std::string_view name) {
  return name.find("plt_") != std::string_view::npos || name.ends_with("@plt") ||
         name.starts_with("__plt") || name.find("Thunk_") != std::string_view::npos ||
         name.ends_with("_veneer") || name.ends_with("_from_thumb") || name.ends_with("_from_arm");
}

Arrival arrival_of(const Instruction& in) {
  if (in.flow == Flow::jump_register || in.flow == Flow::call_register)
    return Arrival::by_lowest_bit;
  return in.has(Instruction::other_set) ? Arrival::other_set : Arrival::same_set;
}

bool keeps_return_address(const Decoder& decoder, const Instruction& in) {
  return decoder.link == no_register || (in.kills & register_bit(decoder.link)) != 0;
}

Callee Callees::follow_stub(const Machine& machine, std::uint64_t address, const State& state,
                            unsigned depth) {
  const CodeRange* range = program_.code_at(address);
  if (range == nullptr) return {};
  State scratch = state;
  Bytes bytes = range->bytes.subspan(address - range->address);
  if (machine.abi.start != no_register) scratch.set(machine.abi.start, Value::of(address));
  if (const std::uint64_t table = base_of_table(machine, state); table != 0)
    scratch.set(machine.abi.stub, Value::of(table));
  for (unsigned i = 0; i < stub_instructions_max; i++) {
    Instruction in;
    machine.decoder.decode(bytes, address, in);
    if (in.length == 0) return {};
    // RISC-V jumps with a call whose return address nobody reads. Code that calls and goes on is no
    // stub, such as a piece of a function that another jumps to.
    const bool leaves =
        in.flow == Flow::jump_register ||
        (in.flow == Flow::call_register && !keeps_return_address(machine.decoder, in));
    if (leaves || (in.flow == Flow::jump && i == 0)) {
      const Value target = in.flow == Flow::jump ? Value::of(in.target)
                           : in.op == Op::load
                               ? loaded(machine, memory_address(machine, in, address, scratch),
                                        machine.decoder.word_size, false, scratch)
                               : jump_place(machine, in, address, scratch);
      const Callee callee = follow(machine, target, arrival_of(in), scratch, depth + 1);
      // A library may call a function of its own through a slot, as another may stand for it; a
      // plain jump there is a function that ends in another's.
      return callee.imported || in.flow != Flow::jump ? callee : Callee{};
    }
    if (in.flow != Flow::next) return {};
    step(machine, in, address, scratch);
    address += in.length;
    bytes = bytes.subspan(in.length);
  }
  return {};
}

// What a stub finds in the register that its callers fill. On i386 that is one value in a file,
// whatever is known of the register; on PowerPC64 where nothing is known of it.
std::uint64_t Callees::base_of_table(const Machine& machine, const State& state) const {
  if (machine.abi.stub == no_register) return 0;
  const bool one = machine.decoder.architecture == Architecture::x86;
  const Value& filled = state[machine.abi.stub];
  if (filled.is(Value::Kind::number) && !(one && program_.table_pointer())) return filled.number;
  const bool usual = one || machine.abi.stub == machine.abi.table;
  return usual ? program_.table_pointer().value_or(0) : 0;
}

Callee Callees::follow(const Machine& machine, const Value& target, Arrival arrival,
                       const State& state, unsigned depth) {
  constexpr unsigned depth_max = 3;
  if (target.is(Value::Kind::import)) return {0, nullptr, program_.import_name(target.id), true};
  if (!target.is(Value::Kind::number) || depth > depth_max) return {};
  std::uint64_t address = target.number;
  const Decoder* decoder = decoder_at(&machine.decoder, arrival, address);
  if (const std::string_view name = program_.stub_name(address); !name.empty())
    return {0, nullptr, name, true};
  if (!program_.is_code(address)) return {};
  const Symbol* symbol = program_.function_at(address);
  if (symbol != nullptr && !is_stub_name(symbol->name))
    return {address, decoder, symbol->name, false};
  const std::uint64_t table = base_of_table(machine, state);
  if (const Callee* known = stubs_.find({address, table})) return *known;
  Callee callee = follow_stub({program_, *decoder, machine.abi}, address, state, depth);
  // Stubs of position-independent code of PowerPC use r30, which their callers need not have set.
  if (const auto name = symbol == nullptr ? std::string_view() : name_in_stub(symbol->name);
      !callee.known() && !name.empty())
    callee = {0, nullptr, name, true};
  if (!callee.known()) {
    callee = {address, decoder, {}, false};
    // PowerPC64: calls within a file enter behind the two instructions that set r2.
    if (machine.abi.table == machine.abi.stub && machine.abi.table != no_register) {
      const Symbol* before = program_.function_at(address - 8);
      if (before != nullptr) callee.name = before->name;
    }
    if (callee.name.empty() && program_.takes_nothing())
      callee.name = name_by_deed({program_, *decoder, machine.abi}, address, decoder_);
  }
  if (stubs_.find({address, table}) == nullptr) stubs_.add({address, table}, callee);
  return callee;
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

Callees::Answer Callees::stays_away(const Machine& machine, const Instruction& in,
                                    std::uint64_t address, const State& state, unsigned depth) {
  if (in.has(Instruction::conditional)) return {};
  Callee callee;
  for (std::uint64_t at = address; program_.relocatable() && at < address + in.length; at++)
    if (const auto name = program_.relocated_call(at); !name.empty())
      callee = {0, nullptr, name, true};
  if (!callee.known()) callee = at(machine, Value::of(in.target), arrival_of(in), state);
  if (const LibraryFunction* library = library_function(callee.name))
    return {!library->returns, certain};
  if (callee.address == 0 || callee.decoder == nullptr) return {};
  const Machine there{program_, *callee.decoder, machine.abi};
  return never_returns(there, callee.address, state, depth + 1);
}

Callees::Answer Callees::only_ends(const Machine& machine, std::uint64_t address,
                                   const State& state, unsigned depth) {
  std::vector<std::uint64_t> open{address};
  if (seen_.size() <= depth) seen_.push_back(std::make_unique<Seen>());
  Seen& seen = *seen_[depth];
  seen.begin(address);
  const bool thumb = is_t32(machine.decoder);
  unsigned rests_on = certain;
  while (!open.empty()) {
    std::uint64_t at = open.back();
    open.pop_back();
    const CodeRange* range = program_.code_at(at);
    if (range == nullptr) return {false, rests_on};
    ThumbConditions conditions;
    for (bool ends = false; !ends && seen.insert(at);) {
      Instruction in;
      machine.decoder.decode(range->bytes.subspan(at - range->address), at, in);
      if (in.length == 0 || seen.is_full()) return {false, rests_on};
      if (thumb) conditions.apply(in);
      if (in.flow == Flow::give_back || in.flow == Flow::jump_register) return {false, rests_on};
      const bool jumps = in.flow == Flow::jump;
      if (jumps || in.flow == Flow::call) {
        const Answer answer = stays_away(machine, in, at, state, depth);
        ends = answer.yes;
        if (!ends) rests_on = std::min(rests_on, answer.rests_on);
      }
      if (in.flow == Flow::branch || (jumps && !ends)) open.push_back(in.target);
      if (in.flow == Flow::stop || (jumps && !in.has(Instruction::conditional))) ends = true;
      at += in.length;
      if (!ends && at >= range->end()) return {false, rests_on};
    }
  }
  return {true, certain};
}

// Functions that call each other are taken to come back where nothing else is seen of them. Of
// those within such a ring only the one that was asked for first is then known for certain.
Callees::Answer Callees::never_returns(const Machine& machine, std::uint64_t address,
                                       const State& state, unsigned depth) {
  constexpr unsigned depth_max = 16;
  if (const bool* known = never_return_.find(address)) return {*known, certain};
  if (const auto above = std::ranges::find(looking_at_, address); above != looking_at_.end())
    return {false, static_cast<unsigned>(above - looking_at_.begin())};
  if (depth >= depth_max || guessed_.contains(address)) return {false, 0};
  looking_at_.push_back(address);
  Answer answer = only_ends(machine, address, state, depth);
  looking_at_.pop_back();
  if (answer.yes || answer.rests_on >= depth) {
    never_return_.add(address, answer.yes);
    return {answer.yes, certain};
  }
  guessed_.insert(address);
  return answer;
}

}  // namespace assay::code
