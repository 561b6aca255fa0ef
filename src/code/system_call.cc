// A function that hands its arguments on stands in every C library the same way: the number of the
// call goes into a register, the arguments stay where they are or are moved to where the kernel
// looks for them, and the kernel is asked. Before it may stand a question whether there are other
// threads, behind it what sets errno. So the shortest way to the first place that asks the kernel
// is carried out, and it counts only where each argument of the call is the function's own.
//
// system() keeps its argument, and has the texts "-c" and "/bin/sh" and calls what starts a
// program.
//
// Source: Linux, system call tables of each architecture (asm/unistd.h), man-pages syscall(2),
// socketcall(2); glibc and musl place the thread's entry to the kernel at %gs:16 on i386.
#include "code/system_call.h"

#include <algorithm>
#include <deque>

namespace assay::code {
namespace {

constexpr std::size_t instructions_max = 64;
constexpr std::size_t forwarder_instructions_max = 24;
constexpr std::size_t shell_instructions_max = 512;
constexpr unsigned levels_max = 2;
constexpr std::uint16_t none = 0xffff;
constexpr std::uint64_t socketcall = 102;  // i386: which of them is its first argument

struct SystemCall {
  std::string_view name;
  unsigned arguments;  // that are the function's own
  // x86-64, i386, Arm; AArch64 and RISC-V; MIPS o32 and n64; PowerPC.
  std::array<std::uint16_t, 7> numbers;
};

constexpr SystemCall calls[] = {
    {"socket", 3, {41, 359, 281, 198, 4183, 5040, 326}},
    {"bind", 3, {49, 361, 282, 200, 4169, 5048, 327}},
    {"connect", 3, {42, 362, 283, 203, 4170, 5041, 328}},
    {"listen", 2, {50, 363, 284, 201, 4174, 5049, 329}},
    {"accept", 3, {43, none, 285, 202, 4168, 5042, 330}},
    {"accept", 3, {288, 364, 366, 242, 4334, 5293, 344}},
    {"send", 4, {none, none, 289, none, 4178, none, 334}},
    {"sendto", 4, {44, 369, 290, 206, 4180, 5043, 335}},
    {"recv", 4, {none, none, 291, none, 4175, none, 336}},
    {"recvfrom", 4, {45, 371, 292, 207, 4176, 5044, 337}},
    {"recvmsg", 3, {47, 372, 297, 212, 4177, 5046, 342}},
    {"setsockopt", 4, {54, 366, 294, 208, 4181, 5053, 339}},
    {"read", 3, {0, 3, 3, 63, 4003, 5000, 3}},
    {"write", 3, {1, 4, 4, 64, 4004, 5001, 4}},
    {"open", 3, {2, 5, 5, none, 4005, 5002, 5}},
    {"openat", 4, {257, 295, 322, 56, 4288, 5247, 286}},
    {"execve", 3, {59, 11, 11, 221, 4011, 5057, 11}},
    {"unlink", 1, {87, 10, 10, none, 4010, 5085, 10}},
    {"rename", 2, {82, 38, 38, none, 4038, 5080, 38}},
    {"setuid", 1, {105, 23, 23, 146, 4023, 5103, 23}},
    {"setgid", 1, {106, 46, 46, 144, 4046, 5104, 46}},
    {"mount", 4, {165, 21, 21, 40, 4021, 5160, 21}},
    {"ptrace", 4, {101, 26, 26, 117, 4026, 5099, 26}},
    {"init_module", 3, {175, 128, 128, 105, 4128, 5168, 128}},
    {"finit_module", 3, {313, 350, 379, 273, 4348, 5307, 353}},
    {"reboot", 3, {169, 88, 88, 142, 4088, 5164, 88}},
    {"ioctl", 3, {16, 54, 54, 29, 4054, 5015, 54}},
    {"dup2", 2, {33, 63, 63, none, 4063, 5032, 63}},
    {"dup3", 3, {292, 330, 358, 24, 4327, 5286, 316}},
    {"chroot", 1, {161, 61, 61, 51, 4061, 5156, 61}},
    {"kill", 2, {62, 37, 37, 129, 4037, 5060, 37}},
    {"chmod", 2, {90, 15, 15, none, 4015, 5088, 15}},
    {"chown", 3, {92, 182, 182, none, 4202, 5090, 181}},
    {"getrandom", 3, {318, 355, 384, 278, 4353, 5313, 359}},
    {"_exit", 1, {231, 252, 248, 94, 4246, 5205, 234}},
};

// By the first argument of socketcall, from 1 on.
constexpr std::array<std::string_view, 12> socket_calls = {"socket", "bind", "connect", "listen",
                                                           "accept", "",     "",        "",
                                                           "send",   "recv", "sendto",  "recvfrom"};

// How a program of an architecture asks.
struct Convention {
  std::size_t column;  // of SystemCall::numbers
  Register number;
};

std::optional<Convention> convention_of(Architecture architecture) {
  switch (architecture) {
    case Architecture::x86_64:
      return Convention{0, 0};
    case Architecture::x86:
      return Convention{1, 0};
    case Architecture::arm:
    case Architecture::thumb:
    case Architecture::arm_big:
    case Architecture::thumb_big:
      return Convention{2, 7};
    case Architecture::aarch64:
      return Convention{3, 8};
    case Architecture::riscv32:
    case Architecture::riscv64:
      return Convention{3, 17};
    case Architecture::mips:
    case Architecture::mipsel:
      return Convention{4, 2};
    case Architecture::mips64:
    case Architecture::mips64el:
      return Convention{5, 2};
    case Architecture::powerpc:
    case Architecture::powerpc64:
    case Architecture::powerpc64le:
      return Convention{6, 0};
  }
  return std::nullopt;
}

class Deed {
 public:
  Deed(const Machine& machine, const Function& function) : machine_(machine), function_(function) {
    start();
  }

  std::string_view asks_kernel() {
    const auto convention = convention_of(machine_.decoder.architecture);
    if (!convention) return {};
    for (std::uint32_t block = 0; block < function_.blocks.size(); block++) {
      const Block& at = function_.blocks[block];
      for (std::uint32_t i = at.first; i < at.first + at.count; i++)
        if (asks(function_.instructions[i])) {
          if (go_to(block, i) > instructions_max) return {};
          return name_of(*convention);
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
      const bool own = machine_.decoder.arguments.empty()
                           ? !state_.stack_word(first_argument(), machine_.decoder.word_size)
                                  .is(Value::Kind::number)
                           : passes(0, machine_.decoder.arguments, 0);
      return own ? leaving->target : 0;
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

  bool asks(const Instruction& in) const {
    if (in.flow == Flow::system) return true;
    // A call through a segment, of which no address is told.
    return machine_.decoder.architecture == Architecture::x86 && in.flow == Flow::call_register &&
           in.op == Op::nop && in.a == no_register;
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

  std::string_view name_of(const Convention& convention) const {
    const Value& number = state_[convention.number];
    if (!number.is(Value::Kind::number)) return {};
    const std::span<const Register> registers = kernel_arguments();
    if (machine_.decoder.architecture == Architecture::x86 && number.number == socketcall)
      return name_of_socket_call(registers);
    for (const SystemCall& call : calls) {
      if (call.numbers[convention.column] != number.number || number.number == none) continue;
      bool own = true;
      for (std::size_t i = 0; i < std::min<std::size_t>(call.arguments, 3); i++)
        own = own && passes(i, registers, i);
      if (own) return call.name;
      // open() asks for openat() in the folder that the program is in.
      const bool here = call.name == "openat" && state_[registers[0]].is(Value::Kind::number) &&
                        static_cast<std::int32_t>(state_[registers[0]].number) == -100;
      return here && passes(1, registers, 0) ? "open" : std::string_view();
    }
    return {};
  }

  std::string_view name_of_socket_call(std::span<const Register> registers) const {
    const Value& which = state_[registers[0]];
    const Value& place = state_[registers[1]];
    if (!which.is(Value::Kind::number) || which.number == 0 || which.number > socket_calls.size() ||
        !place.is(Value::Kind::stack))
      return {};
    const auto first = static_cast<std::int64_t>(place.number);
    for (std::size_t i = 0; i < 2; i++) {
      const auto offset = first + static_cast<std::int64_t>(i) * machine_.decoder.word_size;
      // What nothing was stored to is what the caller put there.
      if (!is_argument(state_.stack_word(offset, machine_.decoder.word_size), i)) return {};
    }
    return socket_calls[which.number - 1];
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

}  // namespace

std::string_view name_by_deed(const Machine& machine, std::uint64_t address,
                              FunctionDecoder& decoder, unsigned level) {
  const Function& function = decoder.decode({address, &machine.decoder, UINT64_MAX, {}});
  if (function.instructions.empty()) return {};
  Deed deed(machine, function);
  if (const auto name = deed.asks_kernel(); !name.empty()) return name;
  if (deed.has_shell_run_argument()) return "system";
  const std::uint64_t next = level < levels_max ? deed.hands_on_to() : 0;
  return next != 0 && machine.program.is_code(next)
             ? name_by_deed(machine, next, decoder, level + 1)
             : std::string_view();
}

}  // namespace assay::code
