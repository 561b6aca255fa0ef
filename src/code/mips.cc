// MIPS, releases 1 to 5, 32 and 64 bits, both byte orders. Words of 32 bits, opcode on top:
//
//   register   0  | rs 5 | rt 5 | rd 5 | shift 5 | function 6
//   immediate  opcode 6 | rs 5 | rt 5 | immediate 16
//   jump       opcode 6 | index 26, in words, within the 256 MiB of the delay slot
//
// Opcodes 0 (SPECIAL), 1 (REGIMM), 28 (SPECIAL2) and 31 (SPECIAL3) have tables of their own. A
// branch is taken behind the instruction that follows it, its delay slot. Registers 32 and 33 are
// HI and LO. Code of release 6, of MIPS16 and microMIPS is not read here; jalx and odd addresses
// lead there.
//
// Source: MIPS Architecture For Programmers, volumes I-A and II-A (MIPS32, MIPS64), release 5.03.
#include <array>

#include "code/bits.h"
#include "code/decoder.h"

namespace assay::code {
namespace {

constexpr Register hi = 32;
constexpr Register lo = 33;
constexpr Register link_register = 31;

enum class Form : std::uint8_t {
  none,           // nothing that is told
  kill_rd,        // rd is not known
  kill_rt,        // rt is not known
  kill_both,      // rd or rt, by what is not told
  three,          // rd = rs op rt
  shift,          // rd = rt op shift
  shift_rotate,   // likewise; a set bit 21 makes it a rotation
  shift_by,       // rd = rt op rs
  rotate_by,      // likewise; a set bit 6 makes it a rotation
  signed_imm,     // rt = rs op immediate
  unsigned_imm,   // likewise
  upper,          // rt = immediate << 16
  from,           // rd = register `extra`
  to,             // register `extra` = rs
  multiply,       // HI and LO are not known
  multiply_rd,    // rd = rs * rt; HI and LO are not known
  pick,           // rd = rs, or remains
  load,           // rt = memory
  store,          // memory = rt
  store_unknown,  // memory = a register that is not told
  store_part,     // memory = a part of rt, round about the address
  store_checked,  // memory = rt, and rt says whether it was
  extract,        // rt = bits of rs
  two,            // branch on rs and rt
  one,            // branch on rs and zero
  jump,
  jump_to,  // jr
  call_to,  // jalr
  stop,
  system,
  special,
  regimm,
  special2,
  special3,
  bitshuffle,
  coprocessor,  // moves to and from, and branches
};

struct Row {
  Form form = Form::none;
  Op op = Op::unknown;
  std::uint8_t size = 4;
  std::uint8_t extra = 0;  // a condition, flags or a register, by form
};

constexpr std::uint8_t sign = Instruction::sign_extended;
constexpr std::uint8_t likely = Instruction::annulled;
constexpr std::uint8_t condition(Condition c) { return static_cast<std::uint8_t>(c); }
constexpr std::uint8_t condition_bits = 31;
constexpr std::uint8_t likely_bit = 64;
constexpr std::uint8_t link_bit = 128;

using Table = std::array<Row, 64>;

constexpr Table opcodes = [] {
  using enum Condition;
  Table t{};
  t[0] = {Form::special};
  t[1] = {Form::regimm};
  t[2] = {Form::jump, Op::nop};
  t[3] = {Form::jump, Op::nop, 0, link_bit};
  t[4] = {Form::two, Op::nop, 0, condition(equal)};
  t[5] = {Form::two, Op::nop, 0, condition(not_equal)};
  t[6] = {Form::one, Op::nop, 0, condition(less_equal)};
  t[7] = {Form::one, Op::nop, 0, condition(greater)};
  t[8] = t[9] = {Form::signed_imm, Op::add};
  t[10] = {Form::signed_imm, Op::set, 0, condition(less)};
  t[11] = {Form::signed_imm, Op::set, 0, condition(below)};
  t[12] = {Form::unsigned_imm, Op::bit_and, 0};
  t[13] = {Form::unsigned_imm, Op::bit_or, 0};
  t[14] = {Form::unsigned_imm, Op::bit_xor, 0};
  t[15] = {Form::upper, Op::constant};
  t[16] = t[17] = t[18] = {Form::coprocessor};
  t[20] = {Form::two, Op::nop, 0, condition(equal) | likely_bit};
  t[21] = {Form::two, Op::nop, 0, condition(not_equal) | likely_bit};
  t[22] = {Form::one, Op::nop, 0, condition(less_equal) | likely_bit};
  t[23] = {Form::one, Op::nop, 0, condition(greater) | likely_bit};
  t[24] = t[25] = {Form::signed_imm, Op::add, 8};
  t[26] = t[27] = {Form::kill_rt, Op::unknown, 8};
  t[28] = {Form::special2};
  t[29] = {Form::jump, Op::nop, 0, link_bit | likely_bit};
  t[31] = {Form::special3};
  t[32] = {Form::load, Op::load, 1, sign};
  t[33] = {Form::load, Op::load, 2, sign};
  t[34] = t[38] = {Form::kill_rt};
  t[35] = t[48] = {Form::load, Op::load, 4, sign};
  t[36] = {Form::load, Op::load, 1};
  t[37] = {Form::load, Op::load, 2};
  t[39] = {Form::load, Op::load, 4 | 8};
  t[40] = {Form::store, Op::store, 1};
  t[41] = {Form::store, Op::store, 2};
  t[42] = t[46] = {Form::store_part, Op::store, 0};
  t[43] = {Form::store, Op::store, 4};
  t[44] = t[45] = {Form::store_part, Op::store, 8};
  t[49] = t[50] = t[53] = t[54] = {Form::none, Op::nop};
  t[47] = t[51] = {Form::none, Op::nop};
  t[52] = t[55] = {Form::load, Op::load, 8, sign};
  t[56] = {Form::store_checked, Op::store, 4};
  t[57] = t[58] = {Form::store_unknown, Op::store, 4};
  t[60] = {Form::store_checked, Op::store, 8};
  t[61] = t[62] = {Form::store_unknown, Op::store, 8 | 128};  // there with 32 bits too
  t[63] = {Form::store, Op::store, 8};
  t[19] = {Form::none, Op::unknown};
  return t;
}();

constexpr Table special = [] {
  using enum Condition;
  Table t{};
  t[0] = {Form::shift, Op::shift_left};
  t[1] = {Form::kill_rd};
  t[2] = {Form::shift_rotate, Op::shift_right};
  t[3] = {Form::shift, Op::shift_right_signed};
  t[4] = {Form::shift_by, Op::shift_left};
  t[6] = {Form::rotate_by, Op::shift_right};
  t[7] = {Form::shift_by, Op::shift_right_signed};
  t[8] = {Form::jump_to, Op::nop};
  t[9] = {Form::call_to, Op::nop};
  t[10] = t[11] = {Form::pick, Op::select, 0};
  t[12] = {Form::system, Op::nop};
  t[13] = {Form::stop, Op::nop};
  t[15] = {Form::none, Op::nop};
  t[16] = {Form::from, Op::move, 0, hi};
  t[17] = {Form::to, Op::move, 0, hi};
  t[18] = {Form::from, Op::move, 0, lo};
  t[19] = {Form::to, Op::move, 0, lo};
  t[20] = {Form::shift_by, Op::shift_left, 8};
  t[22] = {Form::rotate_by, Op::shift_right, 8};
  t[23] = {Form::shift_by, Op::shift_right_signed, 8};
  for (unsigned i = 24; i < 28; i++) t[i] = {Form::multiply};
  for (unsigned i = 28; i < 32; i++) t[i] = {Form::multiply, Op::unknown, 8};
  t[32] = t[33] = {Form::three, Op::add};
  t[34] = t[35] = {Form::three, Op::subtract};
  t[36] = {Form::three, Op::bit_and, 0};
  t[37] = {Form::three, Op::bit_or, 0};
  t[38] = {Form::three, Op::bit_xor, 0};
  t[39] = {Form::three, Op::bit_nor, 0};
  t[42] = {Form::three, Op::set, 0, condition(less)};
  t[43] = {Form::three, Op::set, 0, condition(below)};
  t[44] = t[45] = {Form::three, Op::add, 8};
  t[46] = t[47] = {Form::three, Op::subtract, 8};
  for (const unsigned i : {48U, 49U, 50U, 51U, 52U, 54U}) t[i] = {Form::none, Op::nop};
  t[56] = {Form::shift, Op::shift_left, 8};
  t[58] = {Form::shift_rotate, Op::shift_right, 8};
  t[59] = {Form::shift, Op::shift_right_signed, 8};
  t[60] = {Form::shift, Op::shift_left, 8, 32};
  t[62] = {Form::shift_rotate, Op::shift_right, 8, 32};
  t[63] = {Form::shift, Op::shift_right_signed, 8, 32};
  return t;
}();

// By rt.
constexpr Table regimm = [] {
  using enum Condition;
  Table t{};
  t[0] = {Form::one, Op::nop, 0, condition(less)};
  t[1] = {Form::one, Op::nop, 0, condition(greater_equal)};
  t[2] = {Form::one, Op::nop, 0, condition(less) | likely_bit};
  t[3] = {Form::one, Op::nop, 0, condition(greater_equal) | likely_bit};
  for (const unsigned i : {8U, 9U, 10U, 11U, 12U, 14U, 31U}) t[i] = {Form::none, Op::nop};
  t[16] = {Form::one, Op::nop, 0, condition(less) | link_bit};
  t[17] = {Form::one, Op::nop, 0, condition(greater_equal) | link_bit};
  t[18] = {Form::one, Op::nop, 0, condition(less) | link_bit | likely_bit};
  t[19] = {Form::one, Op::nop, 0, condition(greater_equal) | link_bit | likely_bit};
  return t;
}();

constexpr Table special2 = [] {
  Table t{};
  for (unsigned i = 0; i < 64; i++) t[i] = {Form::kill_rd};
  t[0] = t[1] = t[4] = t[5] = {Form::multiply};
  t[2] = {Form::multiply_rd, Op::multiply};
  t[63] = {Form::stop, Op::nop};
  return t;
}();

constexpr Table special3 = [] {
  Table t{};
  for (unsigned i = 0; i < 64; i++) t[i] = {Form::kill_both};
  t[0] = {Form::extract, Op::extract, 4};
  t[1] = {Form::extract, Op::extract, 8, 1};
  t[2] = {Form::extract, Op::extract, 8, 2};
  t[3] = {Form::extract, Op::extract, 8};
  t[4] = {Form::kill_rt};
  t[5] = t[6] = t[7] = {Form::kill_rt, Op::unknown, 8};
  t[32] = t[36] = {Form::bitshuffle};
  t[59] = {Form::kill_rt};
  return t;
}();

// Rows of doublewords are no instructions where registers have 32 bits.
constexpr Table without_wide(Table table) {
  for (Row& row : table) {
    if ((row.size & 8U) != 0 && (row.size & 128U) == 0) row = Row{};
  }
  return table;
}
constexpr Table clean(Table table) {
  for (Row& row : table) {
    if (row.size == (4 | 8)) row.size = 4;
    if (row.size == (8 | 128)) row.size = 8;
    if (row.form == Form::store_part) row.size = 0;
  }
  return table;
}
template <bool wide>
constexpr Table fit(Table table) {
  return clean(wide ? table : without_wide(table));
}

template <bool wide>
constexpr std::array<Table, 5> tables = {fit<wide>(opcodes), fit<wide>(special), fit<wide>(regimm),
                                         fit<wide>(special2), fit<wide>(special3)};

constexpr std::uint64_t wrap(std::uint64_t address, bool wide) {
  return wide ? address : address & 0xffffffffU;
}

void branch(Instruction& out, const Row& row, std::uint32_t word, std::uint64_t address,
            bool wide) {
  const auto offset = static_cast<std::uint64_t>(signed_bits(word, 0, 16) * 4);
  out.target = wrap(address + 4 + offset, wide);
  out.condition = static_cast<Condition>(row.extra & condition_bits);
  out.a = reg(word, 21);
  out.b = row.form == Form::two ? reg(word, 16) : no_register;
  out.flow = Flow::branch;
  out.flags = Instruction::delay_slot | ((row.extra & likely_bit) != 0 ? likely : std::uint8_t{0});
  const bool same = out.a == (out.b == no_register ? 0 : out.b);
  const bool holds_if_same = out.condition == Condition::equal ||
                             out.condition == Condition::greater_equal ||
                             out.condition == Condition::less_equal;
  if (same && holds_if_same) {
    out.flow = Flow::jump;
    out.condition = Condition::always;
    out.a = out.b = no_register;
  }
  if ((row.extra & link_bit) == 0) return;
  if (out.flow == Flow::branch) out.flags |= Instruction::conditional;
  out.flow = Flow::call;
  out.kills = register_bit(link_register);
}

void coprocessor(Instruction& out, std::uint32_t word, std::uint64_t address, bool wide) {
  const unsigned kind = bits(word, 21, 5);
  const unsigned unit = bits(word, 26, 2);
  out.op = Op::unknown;
  if (kind < 4 || (unit == 0 && kind == 11)) {  // mfc, dmfc, cfc, mfhc; di, ei
    out.kills = register_bit(reg(word, 16));
  } else if (kind == 8 && unit != 0) {  // bc1f, bc1t, their likely forms
    out.op = Op::nop;
    const auto offset = static_cast<std::uint64_t>(signed_bits(word, 0, 16) * 4);
    out.target = wrap(address + 4 + offset, wide);
    out.flow = Flow::branch;
    out.condition = Condition::other;
    out.flags = Instruction::delay_slot | (bit(word, 17) ? likely : std::uint8_t{0});
  } else if (unit == 0 && kind == 16 && bits(word, 0, 6) == 24) {  // eret
    out.flow = Flow::give_back;
  } else if (unit == 0 && kind == 10) {  // rdpgpr
    out.kills = register_bit(reg(word, 11));
  }
}

void shuffle(Instruction& out, std::uint32_t word) {
  const unsigned kind = bits(word, 6, 5);
  out.dest = reg(word, 11);
  if (bits(word, 0, 6) == 32 && (kind == 16 || kind == 24)) {  // seb, seh
    out.op = Op::extend;
    out.size = kind == 16 ? 1 : 2;
    out.flags = sign;
    out.a = reg(word, 16);
    return;
  }
  out.kills = register_bit(out.dest);
  out.dest = no_register;
}

void extract(Instruction& out, const Row& row, std::uint32_t word) {
  out.dest = reg(word, 16);
  out.a = reg(word, 21);
  out.shift_amount = static_cast<std::uint8_t>(bits(word, 6, 5) + (row.extra == 2 ? 32 : 0));
  out.second = static_cast<Register>(bits(word, 11, 5) + 1 + (row.extra == 1 ? 32 : 0));
}

void jump(Instruction& out, const Row& row, std::uint32_t word, std::uint64_t address, bool wide) {
  const std::uint64_t region = wrap(address + 4, wide) & ~std::uint64_t{0x0fffffff};
  out.target = region | std::uint64_t{bits(word, 0, 26)} << 2U;
  out.flow = (row.extra & link_bit) != 0 ? Flow::call : Flow::jump;
  out.flags = Instruction::delay_slot;
  if ((row.extra & link_bit) != 0) out.kills = register_bit(link_register);
  if ((row.extra & likely_bit) != 0) out.flags |= Instruction::other_set;
}

void jump_register(Instruction& out, const Row& row, std::uint32_t word) {
  const Register to = reg(word, 21);
  const Register link = row.form == Form::call_to ? reg(word, 11) : Register{0};
  out.size = 0;
  out.flags = Instruction::delay_slot;
  out.a = to;
  out.flow = link != 0 ? Flow::call_register : Flow::jump_register;
  if (link != 0) out.kills = register_bit(link);
  if (link == 0 && to == link_register) out.flow = Flow::give_back;
}

// rd = ...
void compute(Instruction& out, const Row& row, std::uint32_t word) {
  const Register rs = reg(word, 21);
  const Register rt = reg(word, 16);
  const Register rd = reg(word, 11);
  out.dest = rd;
  switch (row.form) {
    case Form::three:
      out.a = rs;
      out.b = rt;
      if (row.op == Op::set) out.condition = static_cast<Condition>(row.extra);
      break;
    case Form::pick:
      out.a = rs;
      out.b = rd;
      break;
    case Form::shift:
    case Form::shift_rotate:
      if (row.form == Form::shift_rotate && bit(word, 21)) out.op = Op::rotate_right;
      out.a = rt;
      out.immediate = bits(word, 6, 5) + row.extra;
      // Shifting by nothing moves; with 64-bit registers it extends the sign of a word.
      break;
    case Form::shift_by:
    case Form::rotate_by:
      if (row.form == Form::rotate_by && bit(word, 6)) out.op = Op::rotate_right;
      out.a = rt;
      out.b = rs;
      break;
    case Form::from:
      out.a = row.extra;
      break;
    case Form::to:
      out.dest = row.extra;
      out.a = rs;
      break;
    default:  // multiply_rd
      out.a = rs;
      out.b = rt;
      out.kills = register_bit(hi) | register_bit(lo);
  }
  simplify(out, 0);
}

void compute_immediate(Instruction& out, const Row& row, std::uint32_t word) {
  out.dest = reg(word, 16);
  out.a = reg(word, 21);
  if (row.form == Form::unsigned_imm) {
    out.immediate = bits(word, 0, 16);
  } else if (row.form == Form::upper) {
    out.immediate = sign_extend(bits(word, 0, 16) << 16U, 32);
    out.a = no_register;
  } else {
    out.immediate = signed_bits(word, 0, 16);
    if (row.op == Op::set) out.condition = static_cast<Condition>(row.extra);
  }
  simplify(out, 0);
}

void access(Instruction& out, const Row& row, std::uint32_t word) {
  const bool tells = row.form == Form::load || row.form == Form::store;
  out.dest = tells ? reg(word, 16) : no_register;
  out.a = reg(word, 21);
  out.immediate = signed_bits(word, 0, 16);
  if (row.form == Form::load) {
    out.flags = row.extra;
    simplify(out, 0);
  }
  if (row.form == Form::store_checked) out.kills = register_bit(reg(word, 16));
}

// Loads and stores of floating-point registers whose address is a sum.
void indexed_float(Instruction& out, std::uint32_t word) {
  const unsigned function = bits(word, 0, 6);
  out.size = 0;
  out.op = function < 32 ? Op::nop : Op::unknown;  // sums of products
  if (function != 8 && function != 9 && function != 13) return;
  out.op = Op::store;
  out.size = function == 8 ? 4 : 8;
  out.a = reg(word, 21);
  out.b = reg(word, 16);
}

template <bool big, bool wide>
void decode(Bytes bytes, std::uint64_t address, Instruction& out) {
  out = Instruction{};
  if (bytes.size() < 4) return;
  FileInteger<std::uint32_t, big> file;
  std::memcpy(&file, bytes.data(), 4);
  const std::uint32_t word = file;
  out.length = 4;
  const std::array<Table, 5>& t = tables<wide>;
  const Row* row = &t[0][bits(word, 26, 6)];
  switch (row->form) {
    case Form::special:
      row = &t[1][bits(word, 0, 6)];
      break;
    case Form::regimm:
      row = &t[2][bits(word, 16, 5)];
      break;
    case Form::special2:
      row = &t[3][bits(word, 0, 6)];
      break;
    case Form::special3:
      row = &t[4][bits(word, 0, 6)];
      break;
    default:
      break;
  }
  out.op = row->op;
  if (row->op > Op::nop) out.size = row->size;
  switch (row->form) {
    case Form::none:
      if (bits(word, 26, 6) == 19) indexed_float(out, word);
      return;
    case Form::kill_rd:
      out.kills = register_bit(reg(word, 11)) & ~1U;
      return;
    case Form::kill_rt:
      out.kills = register_bit(reg(word, 16)) & ~1U;
      return;
    case Form::kill_both:
      out.kills = (register_bit(reg(word, 16)) | register_bit(reg(word, 11))) & ~1U;
      return;
    case Form::three:
    case Form::pick:
    case Form::shift:
    case Form::shift_rotate:
    case Form::shift_by:
    case Form::rotate_by:
    case Form::from:
    case Form::to:
    case Form::multiply_rd:
      compute(out, *row, word);
      return;
    case Form::signed_imm:
    case Form::unsigned_imm:
    case Form::upper:
      compute_immediate(out, *row, word);
      return;
    case Form::multiply:
      out.kills = register_bit(hi) | register_bit(lo);
      return;
    case Form::load:
    case Form::store:
    case Form::store_unknown:
    case Form::store_part:
    case Form::store_checked:
      access(out, *row, word);
      return;
    case Form::extract:
      extract(out, *row, word);
      return;
    case Form::two:
    case Form::one:
      branch(out, *row, word, address, wide);
      return;
    case Form::jump:
      jump(out, *row, word, address, wide);
      return;
    case Form::jump_to:
    case Form::call_to:
      jump_register(out, *row, word);
      return;
    case Form::stop:
      out.flow = Flow::stop;
      return;
    case Form::system:
      out.flow = Flow::system;
      return;
    case Form::bitshuffle:
      shuffle(out, word);
      return;
    case Form::coprocessor:
      coprocessor(out, word, address, wide);
      return;
    default:
      return;
  }
}

constexpr Register o32_arguments[] = {4, 5, 6, 7};
constexpr Register n64_arguments[] = {4, 5, 6, 7, 8, 9, 10, 11};

template <bool big, bool wide>
constexpr Decoder make(std::string_view name, Architecture architecture) {
  return {
      name,
      architecture,
      big ? ByteOrder::big : ByteOrder::little,
      wide ? std::uint8_t{8} : std::uint8_t{4},
      4,
      0,
      29,
      link_register,
      2,
      wide ? std::span<const Register>(n64_arguments) : std::span<const Register>(o32_arguments),
      decode<big, wide>,
      decode_in_turn<decode<big, wide>>};
}

}  // namespace

extern const Decoder mips = make<true, false>("mips", Architecture::mips);
extern const Decoder mipsel = make<false, false>("mipsel", Architecture::mipsel);
extern const Decoder mips64 = make<true, true>("mips64", Architecture::mips64);
extern const Decoder mips64el = make<false, true>("mips64el", Architecture::mips64el);

}  // namespace assay::code
