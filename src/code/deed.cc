// A function that hands its arguments on stands in every C library the same way: the number of the
// call goes into a register, the arguments stay where they are or are moved to where the kernel
// looks for them, and the kernel is asked. Before it may stand a question whether there are other
// threads, behind it what sets errno. So the shortest way to the first place that asks the kernel
// is carried out, and it counts only where each argument of the call is the function's own.
//
// system() keeps its argument, and has the texts "-c" and "/bin/sh" and calls what starts a
// program.
//
// Source: man-pages, syscall(2) and system(3); glibc and musl have the thread's entry to the kernel
// at %gs:16 on i386.
#include "code/deed.h"

#include <algorithm>
#include <deque>

#include "code/arm_sets.h"
#include "code/system_call.h"

namespace assay::code {
namespace {

constexpr std::size_t instructions_max = 64;
constexpr std::size_t forwarder_instructions_max = 24;
constexpr std::size_t shell_instructions_max = 512;
constexpr unsigned levels_max = 2;
constexpr std::size_t asker_instructions_max = 4;
constexpr std::int32_t folder_of_program = -100;  // AT_FDCWD

class Deed {
 public:
  Deed(const Machine& machine, const Function& function) : machine_(machine), function_(function) {
    start();
  }

  std::string_view asks_kernel() {
    for (std::uint32_t block = 0; block < function_.blocks.size(); block++) {
      const Block& at = function_.blocks[block];
      for (std::uint32_t i = at.first; i < at.first + at.count; i++)
        if (const Register number = number_where_asked(function_.instructions[i]);
            number != no_register) {
          if (go_to(block, i) > instructions_max) return {};
          return name_of_call(number);
        }
    }
    return {};
  }

  // The function that this one does no more than call, with the first argument as its own: its
  // address, 0 where there is none.
  std::uint64_t hands_on_to() {
    if (function_.instructions.size() > forwarder_instructions_max) return 0;
    for (std::uint32_t block = 0; block < function_.blocks.size(); block++) {
      const Block& at = function_.blocks[block];
      const Instruction* leaving = function_.leaving(at);
      if (leaving == nullptr || leaving->flow != Flow::jump || at.taken != no_block) continue;
      go_to(block, at.first + at.count);
      const auto registers = machine_.decoder.arguments;
      const Value first = registers.empty()
                              ? state_.stack_word(first_argument(), machine_.decoder.word_size)
                              : state_[registers[0]];
      return is_argument(first, 0) ? leaving->target : 0;
    }
    return 0;
  }

  bool has_shell_run_argument() {
    bool shell = false;
    bool command = false;
    bool asked = false;
    start();
    std::uint64_t far = 0;  // the place behind which no branch so far leads
    const std::size_t count = std::min(function_.instructions.size(), shell_instructions_max);
    for (std::uint32_t i = 0; i < count; i++) {
      const Instruction& in = function_.instructions[i];
      const bool inside = in.flow == Flow::branch ||
                          (in.flow == Flow::jump && function_.block_at(in.target) != no_block);
      if (inside) far = std::max(far, in.target);
      asked = asked || in.flow == Flow::call || in.flow == Flow::call_register;
      carry(i);
      const std::string_view text = text_in(in.dest);
      shell = shell || text == "/bin/sh";
      command = command || text == "-c";
      const bool leaves = in.flow == Flow::give_back || in.flow == Flow::jump;
      if (leaves && !in.has(Instruction::conditional) && function_.addresses[i] >= far) break;
    }
    return shell && command && asked && keeps_argument_;
  }

 private:
  void start() {
    state_.start(machine_.decoder, machine_.abi, function_.address,
                 machine_.program.table_pointer());
    keeps_argument_ = false;
  }

  // Carries the state along the shortest way to the instruction `until` of a block, and gives the
  // number of instructions on it.
  std::size_t go_to(std::uint32_t block, std::uint32_t until) {
    std::vector<std::uint32_t> from(function_.blocks.size(), no_block);
    std::deque<std::uint32_t> open{0};
    while (!open.empty() && from[block] == no_block && block != 0) {
      const std::uint32_t at = open.front();
      open.pop_front();
      for (const std::uint32_t to : {function_.blocks[at].taken, function_.blocks[at].next})
        if (to != no_block && to != 0 && from[to] == no_block) {
          from[to] = at;
          open.push_back(to);
        }
    }
    std::vector<std::uint32_t> way;
    for (std::uint32_t at = block; at != 0 && at != no_block; at = from[at]) way.push_back(at);
    way.push_back(0);
    start();
    std::size_t count = 0;
    for (std::size_t i = way.size(); i-- > 0;) {
      const Block& at = function_.blocks[way[i]];
      const std::uint32_t end = i == 0 ? std::min(until, at.first + at.count) : at.first + at.count;
      for (std::uint32_t in = at.first; in < end; in++) carry(in);
      count += end - at.first;
    }
    return count;
  }

  // Past an instruction, as if every call came back.
  void carry(std::uint32_t index) {
    const Instruction& in = function_.instructions[index];
    const std::uint64_t back = function_.addresses[index] + in.length;
    // Only to learn where it stands: to the next instruction, or on PowerPC to a blrl in the GOT.
    const bool in_table = machine_.abi.link_kept && !machine_.program.is_code(in.target);
    if (in.flow == Flow::call && (in.target == back || in_table)) {
      state_.forget(in.kills);
      state_.set(machine_.decoder.link, Value::of(in_table ? in.target + in.length : back));
      return;
    }
    if (in.flow == Flow::call || in.flow == Flow::call_register) {
      state_.forget(~machine_.abi.preserved);
      return;
    }
    step(machine_, in, function_.addresses[index], state_);
    const bool moves = in.op == Op::move || in.op == Op::store || in.op == Op::load;
    keeps_argument_ = keeps_argument_ || (moves && is_argument(value_moved(index), 0));
  }

  Value value_moved(std::uint32_t index) const {
    const Instruction& in = function_.instructions[index];
    return in.op == Op::store ? stored_value(machine_, in, function_.addresses[index], state_)
                              : state_[in.dest];
  }

  std::int64_t first_argument() const { return machine_.abi.pushed + machine_.abi.stack_first; }

  // The register with the number of the call where an instruction asks the kernel; no_register
  // where it does not.
  Register number_where_asked(const Instruction& in) const {
    const Architecture architecture = machine_.decoder.architecture;
    // A call through a segment, of which no address is told.
    const bool by_segment = architecture == Architecture::x86 && in.flow == Flow::call_register &&
                            in.op == Op::nop && in.a == no_register;
    if (in.flow == Flow::system || by_segment) return system_call_register(architecture);
    const bool may =
        is_t32(machine_.decoder) && in.flow == Flow::call && !in.has(Instruction::other_set);
    return may ? number_taken_by(in.target) : no_register;
  }

  // In Thumb r7 may be the frame pointer: glibc then calls a function that takes the number in
  // another register, and does no more than ask.
  Register number_taken_by(std::uint64_t address) const {
    const CodeRange* range = machine_.program.code_at(address);
    if (range == nullptr) return no_register;
    State state;
    state.start(machine_.decoder, machine_.abi, address, machine_.program.table_pointer());
    for (std::size_t i = 0; i < asker_instructions_max; i++) {
      Instruction in;
      machine_.decoder.decode(range->bytes.subspan(address - range->address), address, in);
      if (in.length == 0) return no_register;
      if (in.flow == Flow::system) {
        const Value& number = state[system_call_register(machine_.decoder.architecture)];
        bool keeps = number.is(Value::Kind::entry) && number.number == 0;
        for (const Register r : kernel_arguments())
          keeps = keeps && state[r] == Value{Value::Kind::entry, 0, r, 0};
        return keeps ? static_cast<Register>(number.id) : no_register;
      }
      if (in.flow != Flow::next) return no_register;
      step(machine_, in, address, state);
      address += in.length;
      if (address >= range->end()) return no_register;
    }
    return no_register;
  }

  // Whether a value is what the function was given as argument `index`.
  bool is_argument(const Value& value, std::size_t index) const {
    const auto registers = machine_.decoder.arguments;
    if (index < registers.size())
      return value.is(Value::Kind::entry) && value.id == registers[index] && value.number == 0;
    const std::int64_t offset =
        first_argument() +
        static_cast<std::int64_t>((index - registers.size()) * machine_.decoder.word_size);
    return value.is(Value::Kind::stack_content) &&
           static_cast<std::int64_t>(value.number) == offset;
  }

  // Whether register `index` of `registers` holds the function's own argument `argument`.
  bool passes(std::size_t index, std::span<const Register> registers, std::size_t argument) const {
    return index < registers.size() && is_argument(state_[registers[index]], argument);
  }

  std::string_view name_of_call(Register with_number) const {
    const Architecture architecture = machine_.decoder.architecture;
    const Value& number = state_[with_number];
    if (!number.is(Value::Kind::number)) return {};
    const std::span<const Register> registers = kernel_arguments();
    if (architecture == Architecture::x86 && number.number == socketcall)
      return name_of_socket_call(registers);
    const SystemCall* call = system_call(architecture, number.number);
    if (call == nullptr) return {};
    bool own = true;
    for (std::size_t i = 0; i < call->arguments; i++) own = own && passes(i, registers, i);
    if (own) return call->name;
    // open() asks for openat() in the folder that the program is in.
    const Value& folder = state_[registers[0]];
    if (call->here.empty() || !folder.is(Value::Kind::number) ||
        static_cast<std::int32_t>(folder.number) != folder_of_program)
      return {};
    for (std::size_t i = 0; i < call->here_arguments; i++)
      if (!passes(i + 1, registers, i)) return {};
    return call->here;
  }

  std::string_view name_of_socket_call(std::span<const Register> registers) const {
    const Value& which = state_[registers[0]];
    const Value& place = state_[registers[1]];
    if (!which.is(Value::Kind::number) || !place.is(Value::Kind::stack)) return {};
    const auto first = static_cast<std::int64_t>(place.number);
    for (std::size_t i = 0; i < 2; i++) {
      const auto offset = first + static_cast<std::int64_t>(i) * machine_.decoder.word_size;
      // What nothing was stored to is what the caller put there.
      if (!is_argument(state_.stack_word(offset, machine_.decoder.word_size), i)) return {};
    }
    return socket_call(which.number);
  }

  // Those that hold the first three arguments when the kernel is asked.
  std::span<const Register> kernel_arguments() const {
    static constexpr std::array<Register, 3> of_x86 = {3, 1, 2};  // ebx, ecx, edx
    if (machine_.decoder.architecture == Architecture::x86) return of_x86;
    return machine_.decoder.arguments.first(
        std::min<std::size_t>(3, machine_.decoder.arguments.size()));
  }

  std::string_view text_in(Register r) const {
    if (r >= register_count || !state_[r].is(Value::Kind::number)) return {};
    return machine_.program.text(state_[r].number).value_or(std::string_view());
  }

  const Machine& machine_;
  const Function& function_;
  State state_;
  bool keeps_argument_ = false;
};

// `level` counts functions that do no more than go on to another one.
std::string_view name_of(const Machine& machine, std::uint64_t address, FunctionDecoder& decoder,
                         unsigned level) {
  const Function& function = decoder.decode({address, &machine.decoder, UINT64_MAX, {}});
  if (function.instructions.empty()) return {};
  Deed deed(machine, function);
  if (const auto name = deed.asks_kernel(); !name.empty()) return name;
  if (deed.has_shell_run_argument()) return "system";
  const std::uint64_t next = level < levels_max ? deed.hands_on_to() : 0;
  return next != 0 && machine.program.is_code(next) ? name_of(machine, next, decoder, level + 1)
                                                    : std::string_view();
}

}  // namespace

std::string_view name_by_deed(const Machine& machine, std::uint64_t address,
                              FunctionDecoder& decoder) {
  return name_of(machine, address, decoder, 0);
}

}  // namespace assay::code
