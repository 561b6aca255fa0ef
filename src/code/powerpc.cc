// PowerPC, 32 and 64 bits, both byte orders, up to Power ISA 3.0. Words of 32 bits; bits are
// counted here from the lowest, where the manual counts from the highest.
//
//   D   opcode 6 | rT 5 | rA 5 | immediate 16           addi, loads, stores, compares
//   X   opcode 6 | rS 5 | rA 5 | rB 5 | code 10 | Rc 1   logic writes rA, arithmetic rT
//   I   opcode 6 | offset 24 | absolute 1 | link 1       b
//   B   opcode 6 | BO 5 | BI 5 | offset 14 | absolute 1 | link 1   bc
//   M   opcode 6 | rS 5 | rA 5 | shift 5 | from 5 | to 5 | Rc 1    rlwinm
//
// Register 32 is LR, 33 is CTR, 40 to 47 are the fields of CR. rA of 0 in an address, and in addi,
// is no register but zero. An instruction with Rc compares its result with 0 into field 0. The call
// of what follows it ("bcl 20,31,$+4"), by which code learns its own address, is a constant in LR.
//
// Source: Power ISA version 3.0 B, books I and II.
#include <array>

#include "code/bits.h"
#include "code/decoder.h"

namespace assay::code {
namespace {

constexpr Register link_register = 32;
constexpr Register count_register = 33;

enum class Form : std::uint8_t {
  none,
  kill_t,
  kill_a,
  move_a,      // rA is not known, and there is no Rc
  kill_field,  // a field of CR
  add_three,   // rT = rA op rB
  subtract,    // rT = rB - rA
  negate,      // rT = -rA
  logic,       // rA = rS op rB
  shift_imm,   // rA = rS op shift
  extend,
  load,
  load_update,
  store,
  store_update,
  store_unknown,
  store_unknown_update,
  float_update,  // loads what is not told, and rA changes
  store_checked,
  store_some,
  compare,
  trap,
  from_special,
  to_special,
  to_fields,
  select,
  transaction,
};

struct Row {
  Form form = Form::none;
  Op op = Op::unknown;
  std::uint8_t size = 0;
  bool is_signed = false;
};

// Opcode 31 by its code of 10 bits. Arithmetic has an overflow bit on top, so stands there twice.
constexpr std::array<Row, 1024> extended = [] {
  std::array<Row, 1024> t{};
  const auto twice = [&](unsigned code, Row row) { t[code] = t[code + 512] = row; };
  t[0] = {Form::compare, Op::compare, 0, true};
  t[32] = {Form::compare, Op::compare};
  t[4] = t[68] = {Form::trap, Op::nop};
  t[19] = t[83] = t[339] = t[371] = t[595] = t[659] = t[128] = {Form::kill_t};
  t[339] = {Form::from_special};
  t[467] = {Form::to_special, Op::nop};
  t[144] = {Form::to_fields};
  for (const unsigned code : {15U,  47U,  79U,  111U, 143U, 175U, 207U, 239U, 271U, 303U, 335U,
                              367U, 399U, 431U, 463U, 495U, 527U, 559U, 591U, 623U, 655U, 687U,
                              719U, 751U, 783U, 815U, 847U, 879U, 911U, 943U, 975U, 1007U})
    t[code] = {Form::select, Op::select};
  twice(266, {Form::add_three, Op::add});
  twice(10, {Form::add_three, Op::add});
  twice(40, {Form::subtract, Op::subtract});
  twice(8, {Form::subtract, Op::subtract});
  twice(104, {Form::negate, Op::reverse_subtract});
  twice(235, {Form::add_three, Op::multiply, 4});
  twice(233, {Form::add_three, Op::multiply, 8});
  for (const unsigned code : {138U, 202U, 234U, 136U, 200U, 232U, 75U, 11U, 491U, 459U, 73U, 9U,
                              489U, 457U, 425U, 393U, 427U, 395U})
    twice(code, {Form::kill_t});
  for (const unsigned code : {265U, 267U, 777U, 779U, 755U}) t[code] = {Form::kill_t};
  t[28] = {Form::logic, Op::bit_and};
  t[60] = {Form::logic, Op::and_not};
  t[444] = {Form::logic, Op::bit_or};
  t[412] = {Form::logic, Op::or_not};
  t[316] = {Form::logic, Op::bit_xor};
  t[124] = {Form::logic, Op::bit_nor};
  t[476] = {Form::logic, Op::not_and};
  t[284] = {Form::logic, Op::xor_not};
  t[24] = {Form::logic, Op::shift_left, 4};
  t[27] = {Form::logic, Op::shift_left, 8};
  t[536] = {Form::logic, Op::shift_right, 4};
  t[539] = {Form::logic, Op::shift_right, 8};
  t[792] = {Form::logic, Op::shift_right_signed, 4};
  t[794] = {Form::logic, Op::shift_right_signed, 8};
  t[824] = {Form::shift_imm, Op::shift_right_signed, 4};
  t[826] = t[827] = {Form::shift_imm, Op::shift_right_signed, 8};
  t[954] = {Form::extend, Op::extend, 1};
  t[922] = {Form::extend, Op::extend, 2};
  t[986] = {Form::extend, Op::extend, 4};
  for (const unsigned code :
       {26U, 58U, 122U, 378U, 506U, 508U, 252U, 538U, 570U, 282U, 314U, 154U, 186U, 890U, 891U})
    t[code] = {Form::kill_a};
  t[51] = t[115] = t[307] = {Form::move_a};
  t[23] = t[20] = {Form::load, Op::load, 4};
  t[55] = {Form::load_update, Op::load, 4};
  t[87] = t[52] = {Form::load, Op::load, 1};
  t[119] = {Form::load_update, Op::load, 1};
  t[279] = t[116] = {Form::load, Op::load, 2};
  t[311] = {Form::load_update, Op::load, 2};
  t[343] = {Form::load, Op::load, 2, true};
  t[375] = {Form::load_update, Op::load, 2, true};
  t[341] = {Form::load, Op::load, 4, true};
  t[373] = {Form::load_update, Op::load, 4, true};
  t[21] = t[84] = {Form::load, Op::load, 8};
  t[53] = {Form::load_update, Op::load, 8};
  t[534] = t[790] = t[532] = {Form::kill_t};
  t[151] = {Form::store, Op::store, 4};
  t[183] = {Form::store_update, Op::store, 4};
  t[215] = {Form::store, Op::store, 1};
  t[247] = {Form::store_update, Op::store, 1};
  t[407] = {Form::store, Op::store, 2};
  t[439] = {Form::store_update, Op::store, 2};
  t[149] = {Form::store, Op::store, 8};
  t[181] = {Form::store_update, Op::store, 8};
  t[662] = {Form::store, Op::store, 4};  // stwbrx, sthbrx: see opcode_31
  t[918] = {Form::store, Op::store, 2};
  t[660] = {Form::store_unknown, Op::store, 8};
  t[150] = {Form::store_checked, Op::store, 4};
  t[214] = {Form::store_checked, Op::store, 8};
  t[694] = {Form::store_checked, Op::store, 1};
  t[726] = {Form::store_checked, Op::store, 2};
  t[663] = t[983] = {Form::store_unknown, Op::store, 4};
  t[727] = {Form::store_unknown, Op::store, 8};
  t[695] = {Form::store_unknown_update, Op::store, 4};
  t[759] = {Form::store_unknown_update, Op::store, 8};
  t[567] = t[631] = {Form::float_update, Op::nop};
  for (const unsigned code : {1014U, 135U, 167U, 199U, 231U,  487U, 972U, 716U, 652U, 140U, 908U,
                              396U,  397U, 429U, 940U, 1004U, 661U, 725U, 909U, 941U, 919U})
    t[code] = {Form::store_some, Op::store};
  for (const unsigned code : {598U, 854U, 86U,  54U, 246U, 278U, 982U, 22U,  30U, 535U,
                              599U, 855U, 887U, 7U,  39U,  71U,  103U, 359U, 6U,  38U})
    t[code] = {Form::none, Op::nop};
  t[512] = t[576] = {Form::kill_field};
  for (const unsigned code : {654U, 686U, 910U, 718U, 750U, 782U, 814U, 846U, 878U, 942U, 1006U})
    t[code] = {Form::transaction};
  return t;
}();

void compare_result(Instruction& out, std::uint32_t word) {
  if (!bit(word, 0)) return;
  out.kills |= register_bit(condition_field);
  out.flags |= Instruction::sets_flags;
}

void address_of(Instruction& out, std::uint32_t word) {
  out.a = reg(word, 16) == 0 ? no_register : reg(word, 16);
}

// Loads and stores with an immediate. An update writes the address back to rA.
void access(Instruction& out, std::uint32_t word, Op op, unsigned size, bool update,
            bool is_signed = false) {
  out.op = op;
  out.size = static_cast<std::uint8_t>(size);
  out.dest = reg(word, 21);
  address_of(out, word);
  out.immediate = signed_bits(word, 0, 16);
  out.flags = static_cast<std::uint8_t>((is_signed ? Instruction::sign_extended : 0) |
                                        (update ? Instruction::write_back : 0));
}

void branch_offset(Instruction& out, std::uint32_t word, std::uint64_t address, std::int64_t offset,
                   bool wide) {
  const std::uint64_t base = bit(word, 1) ? 0 : address;
  out.target = base + static_cast<std::uint64_t>(offset);
  if (!wide) out.target &= 0xffffffffU;
}

void link(Instruction& out, std::uint32_t word, std::uint64_t address) {
  if (!bit(word, 0)) return;
  out.kills |= register_bit(link_register);
  if (out.target == address + 4 && out.flow == Flow::jump) {
    out = Instruction{};
    out.length = 4;
    out.op = Op::constant;
    out.dest = link_register;
    out.immediate = static_cast<std::int64_t>(address + 4);
    return;
  }
  if (out.flow == Flow::branch) out.flags |= Instruction::conditional;
  out.flow = Flow::call;
}

// What BO and BI ask for. Gives whether control may go on behind.
bool conditions(Instruction& out, std::uint32_t word) {
  using enum Condition;
  const unsigned options = bits(word, 21, 5);
  const unsigned field_bit = bits(word, 16, 5);
  const bool counts = (options & 4U) == 0;
  const bool tests = (options & 16U) == 0;
  if (counts) out.kills |= register_bit(count_register);
  if (!counts && !tests) return false;
  if (counts) {
    out.condition = other;
    return true;
  }
  constexpr Condition holds[4] = {less, greater, equal, overflow};
  constexpr Condition fails[4] = {greater_equal, less_equal, not_equal, no_overflow};
  out.a = static_cast<Register>(condition_field + field_bit / 4);
  out.condition = (options & 8U) != 0 ? holds[field_bit % 4] : fails[field_bit % 4];
  return true;
}

void branch_to_special(Instruction& out, std::uint32_t word, Register to) {
  out.op = Op::nop;
  const bool may_go_on = conditions(out, word);
  const bool links = bit(word, 0);
  if (links) out.kills |= register_bit(link_register);
  out.b = may_go_on ? out.a : no_register;  // the field that is tested
  out.a = to;
  out.flow = links ? Flow::call_register : Flow::jump_register;
  if (!links && to == link_register) out.flow = Flow::give_back;
  if (may_go_on) out.flags |= Instruction::conditional;
}

void opcode_19(Instruction& out, std::uint32_t word) {
  if (bits(word, 1, 5) == 2) {  // addpcis; the bits above belong to its number
    out.kills = register_bit(reg(word, 21));
    return;
  }
  switch (bits(word, 1, 10)) {
    case 16:
      branch_to_special(out, word, link_register);
      return;
    case 528:
    case 560:
      branch_to_special(out, word, count_register);
      return;
    case 18:
    case 50:
    case 274:
      out.op = Op::nop, out.flow = Flow::give_back;
      return;  // rfid, rfi
    case 150:
      out.op = Op::nop;
      return;  // isync
    case 0:
    case 257:
    case 129:
    case 289:
    case 225:
    case 33:
    case 449:
    case 417:
    case 193:
      // mcrf, and logic on single bits of CR
      out.kills = register_bit(static_cast<Register>(condition_field + bits(word, 23, 3)));
      return;
    default:
      return;
  }
}

// Ones from bit `from` to bit `to`, counted from the highest of 32; around the end where from > to.
constexpr std::uint32_t mask(unsigned from, unsigned to) {
  const std::uint32_t head = 0xffffffffU >> from;
  const std::uint32_t tail = 0xffffffffU << (31 - to);
  return from <= to ? head & tail : head | tail;
}

void rotate_and_mask(Instruction& out, std::uint32_t word) {
  const unsigned shift = bits(word, 11, 5);
  const unsigned from = bits(word, 6, 5);
  const unsigned to = bits(word, 1, 5);
  out.dest = reg(word, 16);
  out.a = reg(word, 21);
  compare_result(out, word);
  out.size = 4;
  if (shift == 0 && from <= to) {
    out.op = Op::bit_and;
    out.immediate = mask(from, to);
  } else if (from == 0 && to == 31 - shift) {
    out.op = Op::shift_left;
    out.immediate = shift;
  } else if (to == 31 && from == 32 - shift) {
    out.op = Op::shift_right;
    out.immediate = from;
  } else if (to == 31 && 32 - shift + 32 - from <= 32) {
    out.op = Op::extract;
    out.shift_amount = static_cast<std::uint8_t>(32 - shift);
    out.second = static_cast<Register>(32 - from);
  } else if (from == 0 && to == 31) {
    out.op = Op::rotate_right;
    out.immediate = 32 - shift;
  } else {
    out.op = Op::unknown;
    out.size = 0;
    out.flags = 0;
    out.kills |= register_bit(out.dest);
    out.dest = out.a = no_register;
  }
}

void rotate_doubleword(Instruction& out, std::uint32_t word) {
  const unsigned shift = bits(word, 11, 5) | bits(word, 1, 1) << 5U;
  const unsigned edge = bits(word, 6, 5) | bits(word, 5, 1) << 5U;
  const unsigned kind = bits(word, 2, 3);
  compare_result(out, word);
  out.dest = reg(word, 16);
  out.a = reg(word, 21);
  out.size = 8;
  if (kind == 0 && shift == 0) {  // clrldi
    out.op = Op::bit_and;
    out.immediate = static_cast<std::int64_t>(~std::uint64_t{0} >> edge);
  } else if (kind == 0 && edge == 64 - shift) {  // srdi
    out.op = Op::shift_right;
    out.immediate = edge;
  } else if (kind == 0 && 64 - shift + 64 - edge <= 64) {  // extrdi
    out.op = Op::extract;
    out.shift_amount = static_cast<std::uint8_t>(64 - shift);
    out.second = static_cast<Register>(64 - edge);
  } else if (kind == 1 && edge == 63 - shift) {  // sldi
    out.op = Op::shift_left;
    out.immediate = shift;
  } else {
    out.op = Op::unknown;
    out.size = 0;
    out.flags = 0;
    out.kills |= register_bit(out.dest);
    out.dest = out.a = no_register;
  }
}

void special_register(Instruction& out, std::uint32_t word, bool from) {
  const unsigned number = bits(word, 16, 5) | bits(word, 11, 5) << 5U;
  const Register general = reg(word, 21);
  const Register special = number == 8 ? link_register : number == 9 ? count_register : no_register;
  if (special == no_register) {
    if (from) out.kills = register_bit(general);
    return;
  }
  out.op = Op::move;
  out.dest = from ? general : special;
  out.a = from ? special : general;
}

void compute(Instruction& out, const Row& row, std::uint32_t word) {
  const Register t = reg(word, 21);
  const Register a = reg(word, 16);
  const Register b = reg(word, 11);
  compare_result(out, word);
  out.dest = t;
  out.a = a;
  out.b = b;
  switch (row.form) {
    case Form::subtract:
      std::swap(out.a, out.b);
      break;
    case Form::negate:
      out.b = no_register;
      break;
    case Form::logic:
      out.dest = a;
      out.a = t;
      if (row.op == Op::bit_or && t == b) {
        out.op = Op::move;
        out.b = no_register;
      }
      break;
    case Form::shift_imm:
      out.dest = a;
      out.a = t;
      out.b = no_register;
      out.immediate = b + (row.size == 8 && bit(word, 1) ? 32 : 0);
      break;
    case Form::extend:
      out.dest = a;
      out.a = t;
      out.b = no_register;
      out.flags |= Instruction::sign_extended;
      break;
    default:
      break;
  }
}

void indexed(Instruction& out, const Row& row, std::uint32_t word) {
  address_of(out, word);
  out.b = reg(word, 11);
  if (out.a == no_register) {
    out.a = out.b;
    out.b = no_register;
  }
  const bool tells = row.form == Form::load || row.form == Form::load_update ||
                     row.form == Form::store || row.form == Form::store_update;
  const bool updates = row.form == Form::load_update || row.form == Form::store_update ||
                       row.form == Form::store_unknown_update;
  if (tells) out.dest = reg(word, 21);
  if (updates) out.flags |= Instruction::write_back;
  if (row.is_signed) out.flags |= Instruction::sign_extended;
  if (row.form == Form::store_checked) out.kills = register_bit(condition_field);
  const unsigned code = bits(word, 1, 10);
  if (code == 662 || code == 918) out.flags |= Instruction::reversed;
}

void opcode_31(Instruction& out, std::uint32_t word) {
  const Row& row = extended[bits(word, 1, 10)];
  out.op = row.op;
  out.size = row.size;
  switch (row.form) {
    case Form::none:
      return;
    case Form::kill_t:
      out.kills = register_bit(reg(word, 21));
      compare_result(out, word);
      out.flags = 0;
      return;
    case Form::kill_a:
      out.kills = register_bit(reg(word, 16));
      compare_result(out, word);
      out.flags = 0;
      return;
    case Form::move_a:
      out.kills = register_bit(reg(word, 16));
      return;
    case Form::kill_field:
      out.kills = register_bit(static_cast<Register>(condition_field + bits(word, 23, 3)));
      return;
    case Form::add_three:
    case Form::subtract:
    case Form::negate:
    case Form::logic:
    case Form::shift_imm:
    case Form::extend:
      compute(out, row, word);
      return;
    case Form::compare:
      out.dest = static_cast<Register>(condition_field + bits(word, 23, 3));
      out.size = bit(word, 21) ? 8 : 4;
      out.a = reg(word, 16);
      out.b = reg(word, 11);
      if (row.is_signed) out.flags = Instruction::sign_extended;
      return;
    case Form::trap:
      if (bits(word, 21, 5) == 31) out.flow = Flow::stop;
      return;
    case Form::from_special:
      special_register(out, word, true);
      return;
    case Form::to_special:
      special_register(out, word, false);
      return;
    case Form::to_fields:
      for (unsigned i = 0; i < 8; i++) {
        if (bit(word, 12 + i)) out.kills |= register_bit(static_cast<Register>(47 - i));
      }
      return;
    case Form::select:
      out.dest = reg(word, 21);
      out.a = reg(word, 16) == 0 ? no_register : reg(word, 16);
      out.b = reg(word, 11);
      return;
    case Form::float_update:
      out.op = Op::unknown;
      out.kills = register_bit(reg(word, 16));
      return;
    case Form::store_some:
      return;
    case Form::transaction:
      out.kills = register_bit(condition_field);
      return;
    default:
      indexed(out, row, word);
      return;
  }
}

void arithmetic(Instruction& out, std::uint32_t word, Op op, bool shifted, bool zero_base) {
  out.op = op;
  out.dest = reg(word, 21);
  out.a = reg(word, 16);
  out.immediate = signed_bits(word, 0, 16) * (shifted ? 65536 : 1);
  if (zero_base && out.a == 0) {
    out.op = Op::constant;
    out.a = no_register;
  }
}

void logic(Instruction& out, std::uint32_t word, Op op, bool shifted, bool compares) {
  if (word == 0x60000000) {
    out.op = Op::nop;
    return;
  }
  out.op = op;
  out.dest = reg(word, 16);
  out.a = reg(word, 21);
  out.immediate =
      static_cast<std::int64_t>(std::uint64_t{bits(word, 0, 16)} << (shifted ? 16U : 0U));
  if (compares) compare_result(out, 1);
}

void compare_immediate(Instruction& out, std::uint32_t word, bool is_signed) {
  out.op = Op::compare;
  out.dest = static_cast<Register>(condition_field + bits(word, 23, 3));
  out.size = bit(word, 21) ? 8 : 4;
  out.a = reg(word, 16);
  out.immediate = is_signed ? signed_bits(word, 0, 16) : bits(word, 0, 16);
  if (is_signed) out.flags = Instruction::sign_extended;
}

// ld, ldu, lwa and std, stdu: the two lowest bits of the offset choose.
void doubleword_access(Instruction& out, std::uint32_t word, Op op) {
  const unsigned kind = bits(word, 0, 2);
  if (kind == 3 || (op == Op::store && kind == 2)) {
    if (op == Op::store) out.op = Op::store;  // stq
    return;
  }
  access(out, word, op, kind == 2 ? 4 : 8, kind == 1, kind == 2);
  out.immediate &= ~std::int64_t{3};
}

void load_float(Instruction& out, std::uint32_t word, bool update) {
  out.op = update ? Op::unknown : Op::nop;
  if (update) out.kills = register_bit(reg(word, 16));
}

void store_float(Instruction& out, std::uint32_t word, unsigned size, bool update) {
  access(out, word, Op::store, size, update);
  out.dest = no_register;
}

void many(Instruction& out, std::uint32_t word, bool load) {
  if (load)
    out.kills = ~std::uint64_t{0} << reg(word, 21) & 0xffffffffU;
  else
    out.op = Op::store;
}

// What vector and floating-point instructions do to fields of CR, and a few to general registers.
void vector(Instruction& out, std::uint32_t word, bool wide) {
  const unsigned low = bits(word, 0, 6);
  const auto field = static_cast<Register>(condition_field + bits(word, 23, 3));
  switch (bits(word, 26, 6)) {
    case 4:
      if (low == 6 || low == 7) {
        if (bit(word, 10)) out.kills = register_bit(condition_field + 6);
      } else if (!wide || low == 48 || low == 49 || low == 51 || bits(word, 0, 11) == 1538) {
        out.kills = register_bit(reg(word, 21));  // SPE and 64-bit sums have the same codes
      }
      return;
    case 60:
      if ((bits(word, 3, 8) & 0x3fU) == 35 || (bits(word, 3, 8) & 0x37U) == 35 ||
          bits(word, 3, 8) == 61 || bits(word, 3, 8) == 93 || bits(word, 3, 8) == 125)
        out.kills = register_bit(field);
      if (bit(word, 10)) out.kills |= register_bit(condition_field + 6);
      return;
    default:  // 59, 63
      if (bit(word, 0)) out.kills = register_bit(condition_field + 1);
      out.kills |= register_bit(field);
      if (bits(word, 1, 5) >= 18) out.kills &= register_bit(condition_field + 1);
      return;
  }
}

template <bool wide>
void decode_word(Instruction& out, std::uint32_t word, std::uint64_t address) {
  using enum Op;
  switch (bits(word, 26, 6)) {
    case 2:
    case 3:
      out.op = nop;
      return;  // tdi, twi
    case 4:
    case 59:
    case 60:
    case 63:
      vector(out, word, wide);
      return;
    case 6:  // lxvp, stxvp
      if (bits(word, 0, 4) == 1) out.op = store;
      return;
    case 7:
      arithmetic(out, word, multiply, false, false);
      return;
    case 8:
      arithmetic(out, word, reverse_subtract, false, false);
      return;
    case 10:
      compare_immediate(out, word, false);
      return;
    case 11:
      compare_immediate(out, word, true);
      return;
    case 12:
      arithmetic(out, word, add, false, false);
      return;
    case 13:
      arithmetic(out, word, add, false, false);
      compare_result(out, 1);
      return;
    case 14:
      arithmetic(out, word, add, false, true);
      return;
    case 15:
      arithmetic(out, word, add, true, true);
      return;
    case 16: {
      out.op = nop;
      branch_offset(out, word, address, sign_extend(word & 0xfffcU, 16), wide);
      out.flow = conditions(out, word) ? Flow::branch : Flow::jump;
      link(out, word, address);
      return;
    }
    case 17:  // sc, scv
      if (bits(word, 0, 2) == 0 || bits(word, 0, 2) == 3) return;
      out.op = nop;
      out.flow = Flow::system;
      return;
    case 18:
      out.op = nop;
      out.flow = Flow::jump;
      branch_offset(out, word, address, sign_extend(word & 0x03fffffcU, 26), wide);
      link(out, word, address);
      return;
    case 19:
      opcode_19(out, word);
      return;
    case 20:
    case 23:  // rlwimi, rlwnm
      out.kills = register_bit(reg(word, 16));
      compare_result(out, word);
      out.flags = 0;
      return;
    case 21:
      rotate_and_mask(out, word);
      return;
    case 24:
      logic(out, word, bit_or, false, false);
      return;
    case 25:
      logic(out, word, bit_or, true, false);
      return;
    case 26:
      logic(out, word, bit_xor, false, false);
      return;
    case 27:
      logic(out, word, bit_xor, true, false);
      return;
    case 28:
      logic(out, word, bit_and, false, true);
      return;
    case 29:
      logic(out, word, bit_and, true, true);
      return;
    case 30:
      if (wide) rotate_doubleword(out, word);
      return;
    case 31:
      opcode_31(out, word);
      return;
    case 32:
    case 33:
      access(out, word, load, 4, bit(word, 26));
      return;
    case 34:
    case 35:
      access(out, word, load, 1, bit(word, 26));
      return;
    case 36:
    case 37:
      access(out, word, store, 4, bit(word, 26));
      return;
    case 38:
    case 39:
      access(out, word, store, 1, bit(word, 26));
      return;
    case 40:
    case 41:
      access(out, word, load, 2, bit(word, 26));
      return;
    case 42:
    case 43:
      access(out, word, load, 2, bit(word, 26), true);
      return;
    case 44:
    case 45:
      access(out, word, store, 2, bit(word, 26));
      return;
    case 46:
    case 47:
      many(out, word, !bit(word, 26));
      return;
    case 48:
    case 49:
    case 50:
    case 51:
      load_float(out, word, bit(word, 26));
      return;
    case 52:
    case 53:
      store_float(out, word, 4, bit(word, 26));
      return;
    case 54:
    case 55:
      store_float(out, word, 8, bit(word, 26));
      return;
    case 56:  // lq
      if (wide) out.kills = register_bit(reg(word, 21)) | register_bit(reg(word, 21) | 1U);
      return;
    case 57:
      out.op = nop;
      return;
    case 58:
      if (wide) doubleword_access(out, word, load);
      return;
    case 61:
      out.op = (word & 7U) == 1 ? nop : store;
      return;  // lxv and stores
    case 62:
      if (wide) doubleword_access(out, word, store);
      return;
    default:
      return;
  }
}

template <bool big, bool wide>
void decode(Bytes bytes, std::uint64_t address, Instruction& out) {
  out = Instruction{};
  if (bytes.size() < 4) return;
  const std::uint32_t file = read_word<big>(bytes.data());
  out.length = 4;
  decode_word<wide>(out, file, address);
}

constexpr Register argument_registers[] = {3, 4, 5, 6, 7, 8, 9, 10};

template <bool big, bool wide>
constexpr Decoder make(std::string_view name, Architecture architecture) {
  return {name,
          architecture,
          big ? ByteOrder::big : ByteOrder::little,
          wide ? std::uint8_t{8} : std::uint8_t{4},
          4,
          no_register,
          1,
          link_register,
          3,
          argument_registers,
          decode<big, wide>,
          decode_in_turn<decode<big, wide>>};
}

}  // namespace

extern const Decoder powerpc = make<true, false>("powerpc", Architecture::powerpc);
extern const Decoder powerpc64 = make<true, true>("powerpc64", Architecture::powerpc64);
extern const Decoder powerpc64le = make<false, true>("powerpc64le", Architecture::powerpc64le);

}  // namespace assay::code
