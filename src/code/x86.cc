// x86 and x86-64 through the Zydis library, which knows their lengths, operands and effects; what
// it says is put into the shared form.
//
// Registers are numbered as instructions encode them: 0 rax, 1 rcx, 2 rdx, 3 rbx, 4 rsp, 5 rbp, 6
// rsi, 7 rdi, 8 to 15. A write to 32 bits clears the upper half; a write to 8 or 16 bits keeps the
// rest (`keeps_rest`, and `insert` of a constant). ah, ch, dh and bh are not told: a write makes
// the whole register unknown (x86_high_byte.h has them). An immediate stands in `immediate`, or,
// where the address needs that or there is no b, as constant_operand in `target`. call pushes the
// address behind it.
//
//   mov rax, [rbx+rcx*4+8]   load.8 d0 a3 b1 scaled by 2, 8     cmp byte [rdi+3], 65
//   jmp [rip+0x2000]         load.8 (dest none), jump_register   change_memory compare.1 d=41 a7 #3
//
// Source: Intel 64 and IA-32 Architectures Software Developer's Manual, volume 2.
#include "code/decoder.h"
#include "code/x86_high_byte.h"
#include "code/x86_operands.h"

namespace assay::code {
namespace {

using namespace x86_operands;

// A register, or an immediate of `size` bytes as constant_operand.
Register value_of(Instruction& out, const ZydisDecodedOperand& operand, unsigned size) {
  if (!is_immediate(operand)) return number_of(operand.reg.value);
  out.target = static_cast<std::uint64_t>(immediate_of(operand, size));
  return constant_operand;
}

void into(Instruction& out, Op op, const ZydisDecodedOperand& to) {
  out.op = op;
  out.size = bytes_of(to);
  out.dest = number_of(to.reg.value);
  if (out.size < 4) out.flags |= Instruction::keeps_rest;
}

// mov to a register.
void move_to_register(Instruction& out, const Decoded& in, const ZydisDecodedOperand& to,
                      const ZydisDecodedOperand& from) {
  if (is_memory(from) && place(out, in, from)) {
    into(out, Op::load, to);
  } else if (is_immediate(from)) {
    into(out, bytes_of(to) < 4 ? Op::insert : Op::constant, to);
    out.immediate = immediate_of(from, out.size);
    out.flags = 0;
    if (out.op == Op::constant) out.size = 0;
  } else if (is_register(from)) {
    into(out, Op::move, to);
    out.a = number_of(from.reg.value);
  } else {
    forget(out, in);
  }
}

void move(Instruction& out, const Decoded& in) {
  const ZydisDecodedOperand& to = in.operands[0];
  const ZydisDecodedOperand& from = in.operands[1];
  if (is_register(to)) {
    move_to_register(out, in, to, from);
  } else if (is_memory(to) && (is_register(from) || is_immediate(from)) && place(out, in, to)) {
    out.op = Op::store;
    out.size = bytes_of(to);
    out.dest = value_of(out, from, out.size);
  } else {
    forget(out, in);
  }
}

// movzx, movsx, movsxd.
void extend(Instruction& out, const Decoded& in, bool is_signed) {
  const ZydisDecodedOperand& to = in.operands[0];
  const ZydisDecodedOperand& from = in.operands[1];
  const bool told = is_memory(from) ? place(out, in, from) : is_register(from);
  if (!told || bytes_of(to) < 4) {
    forget(out, in);
    return;
  }
  out.op = is_memory(from) ? Op::load : Op::extend;
  if (out.op == Op::extend) out.a = number_of(from.reg.value);
  out.size = bytes_of(from);
  out.dest = number_of(to.reg.value);
  if (!is_signed || bytes_of(to) == bytes_of(from)) return;
  out.flags = Instruction::sign_extended;
  if (bytes_of(to) < in.word_size()) out.flags |= Instruction::low_word;
}

// cbw, cwde, cdqe: of rax, in place.
void extend_accumulator(Instruction& out, const Decoded& in, std::uint8_t from) {
  if (from == 1) {
    forget(out, in);
    return;
  }
  out.op = Op::extend;
  out.dest = out.a = 0;
  out.size = from;
  out.flags = Instruction::sign_extended;
  if (from == 2 && in.wide) out.flags |= Instruction::low_word;
}

void address(Instruction& out, const Decoded& in) {
  const ZydisDecodedOperand& to = in.operands[0];
  if (bytes_of(to) < 4 || !place(out, in, in.operands[1])) {
    forget(out, in);
    return;
  }
  into(out, Op::add, to);
  if (out.b != no_register) return;
  if (out.a == no_register) {
    out.op = Op::constant;
    if (out.size == 4) out.immediate &= 0xffffffff;
    out.size = 0;
  } else if (out.immediate == 0) {
    out.op = Op::move;
  }
}

// xor and sub of a register with itself, and its like: a constant, whatever it was.
void constant_result(Instruction& out, const ZydisDecodedOperand& to) {
  const bool itself = out.b == out.a && (out.op == Op::bit_xor || out.op == Op::subtract);
  const bool by_immediate = out.b == no_register;
  constexpr std::int64_t half = 0xffffffff;
  const std::int64_t ones = out.size == 8 ? -1 : half;
  const bool nothing = by_immediate && out.op == Op::bit_and && out.immediate == 0;
  const bool all = by_immediate && out.op == Op::bit_or && out.immediate == ones;
  if (out.size < 4 || !(itself || nothing || all)) return;
  const std::uint8_t length = out.length;
  out = Instruction{};
  out.length = length;
  out.op = Op::constant;
  out.dest = number_of(to.reg.value);
  out.immediate = all ? ones : 0;
  out.flags = Instruction::sets_flags;
}

// to = to op with; compare and test keep `to`.
void arithmetic(Instruction& out, const Decoded& in, Op op) {
  const ZydisDecodedOperand& to = in.operands[0];
  const ZydisDecodedOperand& with = in.operands[1];
  const bool compares = op == Op::compare || op == Op::test;
  const bool plain = is_register(with) || is_immediate(with);
  if (is_memory(to) && plain && place(out, in, to)) {
    out.op = Op::change_memory;
    out.inner = op;
    out.size = bytes_of(to);
    out.dest = value_of(out, with, out.size);
  } else if (is_register(to) && is_memory(with) && place(out, in, with)) {
    into(out, Op::use_memory, to);
    out.inner = op;
    if (compares) out.flags = 0;
  } else if (is_register(to) && plain) {
    into(out, op, to);
    out.a = out.dest;
    if (is_immediate(with))
      out.immediate = immediate_of(with, out.size);
    else
      out.b = number_of(with.reg.value);
    if (compares) {
      out.dest = no_register;
      out.flags = 0;
      return;
    }
    constant_result(out, to);
  } else {
    forget(out, in);
    return;
  }
  if (!compares) out.flags |= Instruction::sets_flags;
}

// inc, dec, not, neg: an operation with a constant.
void unary(Instruction& out, const Decoded& in, Op op, std::int64_t with) {
  const ZydisDecodedOperand& to = in.operands[0];
  const std::uint8_t size = bytes_of(to);
  const std::int64_t constant = with < 0 && size < 8 ? with & ((1LL << size * 8) - 1) : with;
  if (is_register(to)) {
    into(out, op, to);
    out.a = out.dest;
    out.immediate = constant;
  } else if (is_memory(to) && place(out, in, to)) {
    out.op = Op::change_memory;
    out.inner = op;
    out.size = size;
    out.dest = constant_operand;
    out.target = static_cast<std::uint64_t>(constant);
  } else {
    forget(out, in);
    return;
  }
  if (op != Op::bit_xor) out.flags |= Instruction::sets_flags;
}

// Shifts and rotations to the right, by an immediate or cl; a rotation to the left by an immediate
// is one to the right.
void shift(Instruction& out, const Decoded& in, Op op, bool left_rotation = false) {
  const ZydisDecodedOperand& to = in.operands[0];
  const ZydisDecodedOperand& by = in.operands[1];
  const unsigned width = to.size;
  const bool by_register = !is_immediate(by);
  const bool told = is_register(to) && (width >= 32 || !by_register);
  if (!told || (left_rotation && by_register) || (by_register && !is_register(by))) {
    forget(out, in);
    return;
  }
  into(out, op, to);
  out.a = out.dest;
  out.flags |= Instruction::sets_flags;
  if (by_register) {
    out.b = number_of(by.reg.value);
    return;
  }
  const bool wraps = op == Op::rotate_right || width >= 32;
  const auto amount = static_cast<unsigned>(immediate_of(by, 1)) & (wraps ? width - 1 : 31U);
  out.immediate = left_rotation ? (width - amount) & (width - 1) : amount;
}

// imul with two or three operands.
void multiply(Instruction& out, const Decoded& in) {
  const ZydisDecodedOperand& to = in.operands[0];
  const ZydisDecodedOperand& with = in.operands[1];
  const unsigned visible = in.instruction.operand_count_visible;
  if (visible < 2 || !is_register(to) || bytes_of(to) < 4) {
    forget(out, in);
    return;
  }
  const bool by_immediate = visible == 3;
  if (is_memory(with) && !by_immediate && place(out, in, with)) {
    into(out, Op::use_memory, to);
    out.inner = Op::multiply;
  } else if (is_register(with)) {
    into(out, Op::multiply, to);
    out.a = by_immediate ? number_of(with.reg.value) : out.dest;
    if (by_immediate)
      out.immediate = immediate_of(in.operands[2], out.size);
    else
      out.b = number_of(with.reg.value);
  } else {
    forget(out, in);
    return;
  }
  out.flags |= Instruction::sets_flags;
}

void push(Instruction& out, const Decoded& in) {
  const ZydisDecodedOperand& what = in.operands[0];
  const auto word = static_cast<std::uint8_t>(in.word_size());
  const bool whole = in.instruction.operand_width == word * 8U;
  if (whole && is_memory(what) && place(out, in, what)) {
    out.op = Op::push_memory;
    out.size = word;
    return;
  }
  if (!whole || is_memory(what)) {
    forget(out, in);
    return;
  }
  out.op = Op::store;
  out.size = word;
  out.a = stack;
  out.immediate = -std::int64_t{word};
  out.flags = Instruction::write_back;
  if (is_register(what) || is_immediate(what)) out.dest = value_of(out, what, word);
}

void pop(Instruction& out, const Decoded& in) {
  if (!is_register(in.operands[0]) || in.instruction.operand_width != in.word_size() * 8) {
    forget(out, in);
    out.kills |= register_bit(stack);
    return;
  }
  into(out, Op::load, in.operands[0]);
  out.a = stack;
  out.immediate = out.size;
  out.flags = Instruction::write_back | Instruction::post_index;
}

// mov rsp, rbp; pop rbp
void leave(Instruction& out, const Decoded& in) {
  out.op = Op::load;
  out.size = static_cast<std::uint8_t>(in.word_size());
  out.dest = out.a = frame;
  out.kills = register_bit(stack);
}

void set(Instruction& out, const Decoded& in) {
  const ZydisDecodedOperand& to = in.operands[0];
  if (!is_register(to)) {
    forget(out, in);
    return;
  }
  into(out, Op::set, to);
  out.condition = condition_of(in.instruction.mnemonic);
}

// cmov: the register, or what it would become.
void select(Instruction& out, const Decoded& in) {
  const ZydisDecodedOperand& to = in.operands[0];
  const ZydisDecodedOperand& from = in.operands[1];
  const bool from_memory = is_memory(from);
  if (bytes_of(to) < 4 || (from_memory && !place(out, in, from))) {
    forget(out, in);
    return;
  }
  into(out, from_memory ? Op::use_memory : Op::select, to);
  out.condition = condition_of(in.instruction.mnemonic);
  if (from_memory) {
    out.inner = Op::select;
  } else {
    out.a = number_of(from.reg.value);
    out.b = out.dest;
  }
}

// Jumps and calls, to an address, a register, or what memory holds.
void transfer(Instruction& out, const Decoded& in, Flow direct, Flow indirect) {
  const ZydisDecodedOperand& to = in.operands[0];
  out.op = Op::nop;
  if (is_immediate(to)) {
    out.flow = direct;
    out.target = in.wrap(in.next + static_cast<std::uint64_t>(to.imm.value.s));
    if (direct != Flow::call || out.target != in.next) return;
    // The call of what follows, by which code learns its own address, is a push.
    out.op = Op::store;
    out.flow = Flow::next;
    out.size = static_cast<std::uint8_t>(in.word_size());
    out.dest = constant_operand;
    out.a = stack;
    out.immediate = -std::int64_t{out.size};
    out.flags = Instruction::write_back;
    return;
  }
  out.flow = indirect;
  if (is_register(to)) {
    out.a = number_of(to.reg.value);
  } else if (is_memory(to) && place(out, in, to)) {
    out.op = Op::load;
    out.size = static_cast<std::uint8_t>(in.word_size());
  }
}

// Gives false where the instruction is not one that changes the flow.
bool change_flow(Instruction& out, const Decoded& in) {
  const bool far = in.instruction.meta.branch_type == ZYDIS_BRANCH_TYPE_FAR;
  switch (in.instruction.meta.category) {
    case ZYDIS_CATEGORY_CALL:
      if (far)
        out.flow = Flow::call_register;
      else
        transfer(out, in, Flow::call, Flow::call_register);
      return true;
    case ZYDIS_CATEGORY_UNCOND_BR:
      if (in.instruction.mnemonic == ZYDIS_MNEMONIC_XABORT) return false;
      if (far)
        out.flow = Flow::jump_register;
      else
        transfer(out, in, Flow::jump, Flow::jump_register);
      return true;
    case ZYDIS_CATEGORY_COND_BR: {
      if (!is_immediate(in.operands[0])) return false;
      forget(out, in);  // loop counts, xbegin tells a reason
      const std::uint64_t kills = out.kills;
      const std::uint8_t length = out.length;
      out = Instruction{};
      out.length = length;
      transfer(out, in, Flow::branch, Flow::branch);
      out.kills = kills;
      out.condition = condition_of(in.instruction.mnemonic);
      return true;
    }
    case ZYDIS_CATEGORY_RET:
    case ZYDIS_CATEGORY_SYSRET:
      out.op = Op::nop;
      out.flow = Flow::give_back;
      return true;
    default:
      break;
  }
  switch (in.instruction.mnemonic) {
    case ZYDIS_MNEMONIC_HLT:
    case ZYDIS_MNEMONIC_UD0:
    case ZYDIS_MNEMONIC_UD1:
    case ZYDIS_MNEMONIC_UD2:
    case ZYDIS_MNEMONIC_INT3:
      out.op = Op::nop;
      out.flow = Flow::stop;
      return true;
    case ZYDIS_MNEMONIC_SYSCALL:
      out.kills = register_bit(1) | register_bit(11);
      [[fallthrough]];
    case ZYDIS_MNEMONIC_SYSENTER:
    case ZYDIS_MNEMONIC_INT:
      out.op = Op::nop;
      out.flow = Flow::system;
      return true;
    default:
      return false;
  }
}

void lower(Instruction& out, const Decoded& in) {
  switch (in.instruction.mnemonic) {
    case ZYDIS_MNEMONIC_MOV:
      return move(out, in);
    case ZYDIS_MNEMONIC_MOVZX:
      return extend(out, in, false);
    case ZYDIS_MNEMONIC_MOVSX:
    case ZYDIS_MNEMONIC_MOVSXD:
      return extend(out, in, true);
    case ZYDIS_MNEMONIC_CBW:
      return extend_accumulator(out, in, 1);
    case ZYDIS_MNEMONIC_CWDE:
      return extend_accumulator(out, in, 2);
    case ZYDIS_MNEMONIC_CDQE:
      return extend_accumulator(out, in, 4);
    case ZYDIS_MNEMONIC_LEA:
      return address(out, in);
    case ZYDIS_MNEMONIC_ADD:
      return arithmetic(out, in, Op::add);
    case ZYDIS_MNEMONIC_SUB:
      return arithmetic(out, in, Op::subtract);
    case ZYDIS_MNEMONIC_AND:
      return arithmetic(out, in, Op::bit_and);
    case ZYDIS_MNEMONIC_OR:
      return arithmetic(out, in, Op::bit_or);
    case ZYDIS_MNEMONIC_XOR:
      return arithmetic(out, in, Op::bit_xor);
    case ZYDIS_MNEMONIC_CMP:
      return arithmetic(out, in, Op::compare);
    case ZYDIS_MNEMONIC_TEST:
      return arithmetic(out, in, Op::test);
    case ZYDIS_MNEMONIC_INC:
      return unary(out, in, Op::add, 1);
    case ZYDIS_MNEMONIC_DEC:
      return unary(out, in, Op::subtract, 1);
    case ZYDIS_MNEMONIC_NEG:
      return unary(out, in, Op::reverse_subtract, 0);
    case ZYDIS_MNEMONIC_NOT:
      return unary(out, in, Op::bit_xor, -1);
    case ZYDIS_MNEMONIC_IMUL:
      return multiply(out, in);
    case ZYDIS_MNEMONIC_SHL:
      return shift(out, in, Op::shift_left);
    case ZYDIS_MNEMONIC_SHR:
      return shift(out, in, Op::shift_right);
    case ZYDIS_MNEMONIC_SAR:
      return shift(out, in, Op::shift_right_signed);
    case ZYDIS_MNEMONIC_ROR:
      return shift(out, in, Op::rotate_right);
    case ZYDIS_MNEMONIC_ROL:
      return shift(out, in, Op::rotate_right, true);
    case ZYDIS_MNEMONIC_PUSH:
      return push(out, in);
    case ZYDIS_MNEMONIC_POP:
      return pop(out, in);
    case ZYDIS_MNEMONIC_LEAVE:
      return leave(out, in);
    case ZYDIS_MNEMONIC_ENDBR32:
    case ZYDIS_MNEMONIC_ENDBR64:
      out.op = Op::nop;
      return;
    case ZYDIS_MNEMONIC_POPA:
    case ZYDIS_MNEMONIC_POPAD:
      out.kills = 0xff;
      return;
    default:
      break;
  }
  switch (in.instruction.meta.category) {
    case ZYDIS_CATEGORY_CMOV:
      return select(out, in);
    case ZYDIS_CATEGORY_SETCC:
      return set(out, in);
    case ZYDIS_CATEGORY_NOP:
    case ZYDIS_CATEGORY_WIDENOP:
    case ZYDIS_CATEGORY_PREFETCH:
      out.op = Op::nop;
      return;
    default:
      return forget(out, in);
  }
}

template <bool wide>
const ZydisDecoder& zydis() {
  static const ZydisDecoder decoder = [] {
    ZydisDecoder made;
    ZydisDecoderInit(&made, wide ? ZYDIS_MACHINE_MODE_LONG_64 : ZYDIS_MACHINE_MODE_LEGACY_32,
                     wide ? ZYDIS_STACK_WIDTH_64 : ZYDIS_STACK_WIDTH_32);
    return made;
  }();
  return decoder;
}

template <bool wide>
void decode(Bytes bytes, std::uint64_t address_of, Instruction& out) {
  out = Instruction{};
  const ZydisDecoder& decoder = zydis<wide>();
  Decoded in;
  const ZyanStatus status =
      ZydisDecoderDecodeFull(&decoder, bytes.data(), bytes.size(), &in.instruction, in.operands);
  if (bytes.empty() || status == ZYDIS_STATUS_NO_MORE_DATA) return;
  out.length = 1;
  if (!ZYAN_SUCCESS(status)) return;
  out.length = in.instruction.length;
  in.wide = wide;
  in.next = address_of + in.instruction.length;
  if (!change_flow(out, in)) lower(out, in);
}

constexpr Register argument_registers[] = {7, 6, 2, 1, 8, 9};

template <bool wide>
constexpr Decoder make(std::string_view name, Architecture architecture) {
  return {name,
          architecture,
          ByteOrder::little,
          wide ? std::uint8_t{8} : std::uint8_t{4},
          1,
          no_register,
          stack,
          no_register,
          0,
          wide ? std::span<const Register>(argument_registers) : std::span<const Register>(),
          decode<wide>,
          decode_in_turn<decode<wide>>};
}

}  // namespace

// The instruction with other registers in the place of its second bytes is made as any other.
std::optional<HighByteInstruction> high_byte_instruction(Bytes bytes, std::uint64_t address,
                                                         const Decoder& decoder) {
  const bool wide = decoder.word_size == 8;
  Decoded in;
  in.wide = wide;
  if (bytes.empty() ||
      !ZYAN_SUCCESS(ZydisDecoderDecodeFull(wide ? &zydis<true>() : &zydis<false>(), bytes.data(),
                                           bytes.size(), &in.instruction, in.operands)))
    return std::nullopt;
  in.next = address + in.instruction.length;
  HighByteInstruction found;
  found.in.length = in.instruction.length;
  for (unsigned i = 0; i < in.instruction.operand_count_visible; i++) {
    ZydisDecodedOperand& operand = in.operands[i];
    if (operand.type != ZYDIS_OPERAND_TYPE_REGISTER || operand.reg.value < ZYDIS_REGISTER_AH ||
        operand.reg.value > ZYDIS_REGISTER_BH)
      continue;
    const Register whole = number_of(operand.reg.value);
    const std::size_t place = found.of[0] == no_register || found.of[0] == whole ? 0 : 1;
    found.of[place] = whole;
    operand.reg.value = place == 0 ? ZYDIS_REGISTER_R14B : ZYDIS_REGISTER_R15B;
  }
  if (found.of[0] == no_register || change_flow(found.in, in)) return std::nullopt;
  lower(found.in, in);
  return found;
}

extern const Decoder x86 = make<false>("x86", Architecture::x86);
extern const Decoder x86_64 = make<true>("x86_64", Architecture::x86_64);

}  // namespace assay::code
