#include "code/x86_operands.h"

namespace assay::code::x86_operands {

Register number_of(ZydisRegister name) {
  switch (ZydisRegisterGetClass(name)) {
    case ZYDIS_REGCLASS_GPR8: {
      // al, cl, dl, bl, ah, ch, dh, bh, spl, bpl, sil, dil, r8b ...
      const int at = name - ZYDIS_REGISTER_AL;
      return static_cast<Register>(at < 4 ? at : at - 4);
    }
    case ZYDIS_REGCLASS_GPR16:
    case ZYDIS_REGCLASS_GPR32:
    case ZYDIS_REGCLASS_GPR64:
      return static_cast<Register>(ZydisRegisterGetId(name));
    default:
      return no_register;
  }
}

bool is_register(const ZydisDecodedOperand& operand) {
  if (operand.type != ZYDIS_OPERAND_TYPE_REGISTER) return false;
  const ZydisRegister name = operand.reg.value;
  const bool high_byte = name >= ZYDIS_REGISTER_AH && name <= ZYDIS_REGISTER_BH;
  return !high_byte && number_of(name) != no_register;
}

std::int64_t immediate_of(const ZydisDecodedOperand& operand, unsigned bytes) {
  const std::uint64_t value = operand.imm.value.u;
  if (bytes >= 8) return static_cast<std::int64_t>(value);
  return static_cast<std::int64_t>(value & ((std::uint64_t{1} << bytes * 8) - 1));
}

bool place(Instruction& out, const Decoded& in, const ZydisDecodedOperand& operand) {
  const ZydisDecodedOperandMem& memory = operand.mem;
  const bool local = memory.segment == ZYDIS_REGISTER_FS || memory.segment == ZYDIS_REGISTER_GS;
  if (local && memory.type != ZYDIS_MEMOP_TYPE_AGEN) return false;
  if (memory.type == ZYDIS_MEMOP_TYPE_VSIB || memory.type == ZYDIS_MEMOP_TYPE_MIB) return false;
  if (in.instruction.address_width != in.word_size() * 8) return false;
  const std::int64_t distance = memory.disp.has_displacement ? memory.disp.value : 0;
  const Register base = number_of(memory.base);
  const Register index = number_of(memory.index);
  const bool relative = memory.base == ZYDIS_REGISTER_RIP;
  out.a = base;
  out.immediate = distance;
  if (base == no_register && index == no_register) {
    const std::uint64_t from = relative ? in.next : 0;
    out.immediate = static_cast<std::int64_t>(in.wrap(from + static_cast<std::uint64_t>(distance)));
  }
  if (index == no_register) return true;
  out.b = index;
  out.shift = distance != 0 ? Shift::scaled : Shift::left;
  out.shift_amount = memory.scale == 8 ? 3 : memory.scale == 4 ? 2 : memory.scale == 2 ? 1 : 0;
  return true;
}

void forget(Instruction& out, const Decoded& in) {
  constexpr std::uint32_t arithmetic_flags = ZYDIS_CPUFLAG_CF | ZYDIS_CPUFLAG_PF |
                                             ZYDIS_CPUFLAG_AF | ZYDIS_CPUFLAG_ZF |
                                             ZYDIS_CPUFLAG_SF | ZYDIS_CPUFLAG_OF;
  const std::uint8_t length = out.length;
  out = Instruction{};
  out.length = length;
  const ZydisAccessedFlags* flags = in.instruction.cpu_flags;
  if (flags != nullptr &&
      ((flags->modified | flags->set_0 | flags->set_1 | flags->undefined) & arithmetic_flags) != 0)
    out.flags = Instruction::sets_flags;
  const ZydisInstructionCategory category = in.instruction.meta.category;
  const bool steps = category == ZYDIS_CATEGORY_STRINGOP || category == ZYDIS_CATEGORY_IOSTRINGOP;
  const ZydisDecodedOperand* memory = nullptr;
  for (unsigned i = 0; i < in.instruction.operand_count; i++) {
    const ZydisDecodedOperand& operand = in.operands[i];
    const bool writes = (operand.actions & ZYDIS_OPERAND_ACTION_MASK_WRITE) != 0;
    if (writes && operand.type == ZYDIS_OPERAND_TYPE_REGISTER)
      out.kills |= register_bit(number_of(operand.reg.value));
    if (!is_memory(operand) || operand.mem.type == ZYDIS_MEMOP_TYPE_AGEN) continue;
    if (writes)
      out.op = Op::store;
    else if (out.op == Op::unknown && out.kills == 0 && out.flags == 0)
      out.op = Op::load;  // into what is not told
    memory = &operand;
    if (steps) out.kills |= register_bit(number_of(operand.mem.base));
  }
  if (out.op == Op::load && out.kills != 0) out.op = Op::unknown;
  if (out.op == Op::unknown) return;
  constexpr std::uint64_t repeats =
      ZYDIS_ATTRIB_HAS_REP | ZYDIS_ATTRIB_HAS_REPE | ZYDIS_ATTRIB_HAS_REPNE;
  const bool repeated = (in.instruction.attributes & repeats) != 0;
  const bool visible = memory->visibility == ZYDIS_OPERAND_VISIBILITY_EXPLICIT;
  if (!repeated && visible && place(out, in, *memory)) {
    out.size = bytes_of(*memory);
  } else if (out.op == Op::load) {
    out.op = Op::unknown;
  }
}

Condition condition_of(ZydisMnemonic mnemonic) {
  using enum Condition;
  switch (mnemonic) {
    case ZYDIS_MNEMONIC_JZ:
    case ZYDIS_MNEMONIC_CMOVZ:
    case ZYDIS_MNEMONIC_SETZ:
      return equal;
    case ZYDIS_MNEMONIC_JNZ:
    case ZYDIS_MNEMONIC_CMOVNZ:
    case ZYDIS_MNEMONIC_SETNZ:
      return not_equal;
    case ZYDIS_MNEMONIC_JL:
    case ZYDIS_MNEMONIC_CMOVL:
    case ZYDIS_MNEMONIC_SETL:
      return less;
    case ZYDIS_MNEMONIC_JNL:
    case ZYDIS_MNEMONIC_CMOVNL:
    case ZYDIS_MNEMONIC_SETNL:
      return greater_equal;
    case ZYDIS_MNEMONIC_JNLE:
    case ZYDIS_MNEMONIC_CMOVNLE:
    case ZYDIS_MNEMONIC_SETNLE:
      return greater;
    case ZYDIS_MNEMONIC_JLE:
    case ZYDIS_MNEMONIC_CMOVLE:
    case ZYDIS_MNEMONIC_SETLE:
      return less_equal;
    case ZYDIS_MNEMONIC_JB:
    case ZYDIS_MNEMONIC_CMOVB:
    case ZYDIS_MNEMONIC_SETB:
      return below;
    case ZYDIS_MNEMONIC_JNB:
    case ZYDIS_MNEMONIC_CMOVNB:
    case ZYDIS_MNEMONIC_SETNB:
      return above_equal;
    case ZYDIS_MNEMONIC_JNBE:
    case ZYDIS_MNEMONIC_CMOVNBE:
    case ZYDIS_MNEMONIC_SETNBE:
      return above;
    case ZYDIS_MNEMONIC_JBE:
    case ZYDIS_MNEMONIC_CMOVBE:
    case ZYDIS_MNEMONIC_SETBE:
      return below_equal;
    case ZYDIS_MNEMONIC_JS:
    case ZYDIS_MNEMONIC_CMOVS:
    case ZYDIS_MNEMONIC_SETS:
      return negative;
    case ZYDIS_MNEMONIC_JNS:
    case ZYDIS_MNEMONIC_CMOVNS:
    case ZYDIS_MNEMONIC_SETNS:
      return not_negative;
    case ZYDIS_MNEMONIC_JO:
    case ZYDIS_MNEMONIC_CMOVO:
    case ZYDIS_MNEMONIC_SETO:
      return overflow;
    case ZYDIS_MNEMONIC_JNO:
    case ZYDIS_MNEMONIC_CMOVNO:
    case ZYDIS_MNEMONIC_SETNO:
      return no_overflow;
    default:
      return other;
  }
}

}  // namespace assay::code::x86_operands
