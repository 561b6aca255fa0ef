// Second bytes of registers of x86 while code is carried out: each is put into a register of its
// own, for one instruction, and back.
#include <utility>

#include "code/interpreter.h"
#include "code/x86_high_byte.h"

namespace assay::code {
namespace {

using Kind = Value::Kind;

// Whether the form leaves out what may be done with such a byte.
bool may_have_high_byte(const Instruction& in, const Decoder& decoder) {
  const bool x86 =
      decoder.architecture == Architecture::x86 || decoder.architecture == Architecture::x86_64;
  return x86 && in.dest == no_register &&
         (in.op == Op::unknown || (in.op == Op::store && in.size == 1));
}

bool writes_dest(const Instruction& in) {
  return in.op != Op::store && in.op != Op::change_memory && !is_comparison(in.op) &&
         !(in.op == Op::use_memory && is_comparison(in.inner));
}

}  // namespace

// The low byte keeps what is known of it; beyond the second nothing is where the second is not.
void Interpreter::set_high_byte(Register r, std::optional<std::uint64_t> byte) {
  const Value& old = state_[r];
  if (!old.is(Kind::number)) return;
  const unsigned known = known_bytes(r);
  if (!byte) {
    partly_[r] = 1;
  } else {
    state_.set(r, Value::of((old.number & ~std::uint64_t{0xff00}) | (*byte & 0xffU) << 8U));
    if (known == 1) partly_[r] = 2;
  }
  any_partly_ = any_partly_ || partly_[r] != 0;
}

// Nothing where the instruction has no second byte of a register.
std::optional<bool> Interpreter::carry_out_high_bytes(const Instruction& in,
                                                      std::uint64_t address) {
  const CodeRange* range = may_have_high_byte(in, *decoder_) ? program_.code_at(address) : nullptr;
  if (range == nullptr) return std::nullopt;
  const auto high =
      high_byte_instruction(range->bytes.subspan(address - range->address), address, *decoder_);
  if (!high || may_have_high_byte(high->in, *decoder_)) return std::nullopt;
  std::array<Value, 2> kept;
  std::array<std::uint8_t, 2> kept_partly{};
  for (std::size_t i = 0; i < kept.size(); i++) {
    const Register own = high_byte_registers[i];
    const Register of = high->of[i];
    kept[i] = state_[own];
    kept_partly[i] = std::exchange(partly_[own], std::uint8_t{0});
    const bool known = of != no_register && state_[of].is(Kind::number) && known_bytes(of) >= 2;
    state_.set(own, known ? Value::of(state_[of].number >> 8U & 0xffU) : Value{});
  }
  const bool done = carry_out_plain(high->in, address);
  for (std::size_t i = 0; i < kept.size(); i++) {
    const Register own = high_byte_registers[i];
    const Value byte = state_[own];
    state_.set(own, kept[i]);
    partly_[own] = kept_partly[i];
    if (high->in.dest == own && writes_dest(high->in))
      set_high_byte(high->of[i], byte.is(Kind::number) ? std::optional(byte.number) : std::nullopt);
  }
  return done;
}

}  // namespace assay::code
