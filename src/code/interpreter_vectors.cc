// Bytes that go from memory to memory through vector registers while code is carried out.
#include "code/interpreter.h"
#include "code/vector_move.h"

namespace assay::code {
namespace {

using Kind = Value::Kind;
using Way = VectorMove::Way;

}  // namespace

void Interpreter::forget_vectors() {
  if (!any_vector_) return;
  vectors_ = {};
  any_vector_ = false;
}

// Of AArch64, the lower halves of eight outlast calls (AAPCS64, 6.1.2).
void Interpreter::forget_vectors_after_call() {
  if (decoder_->architecture != Architecture::aarch64) return forget_vectors();
  for (Register r = 0; r < vectors_.size(); r++)
    vectors_[r].known = r < 8 || r > 15 ? 0 : vectors_[r].known & 0xffU;
}

// Whether `in` may change vector registers or store one: the form tells neither.
bool Interpreter::may_move_vectors(const Instruction& in) const {
  if (decoder_->architecture == Architecture::aarch64) {
    // A load that advances its base is an addition.
    const bool adds = in.op == Op::add && in.size == 8 && in.dest == in.a && in.b == no_register;
    return in.op == Op::nop || in.op == Op::unknown || adds ||
           (any_vector_ && in.op == Op::store && in.dest == no_register);
  }
  const bool x86 =
      decoder_->architecture == Architecture::x86 || decoder_->architecture == Architecture::x86_64;
  return x86 && in.dest == no_register &&
         (in.op == Op::load || (any_vector_ && (in.op == Op::unknown || in.op == Op::store)) ||
          (in.op == Op::unknown && in.kills == 0));
}

bool Interpreter::carry_out_with_vectors(const Instruction& in, std::uint64_t address) {
  const CodeRange* range = program_.code_at(address);
  if (range == nullptr) return false;
  const VectorMove move =
      vector_move_of(range->bytes.subspan(address - range->address), in, address, *decoder_);
  const bool moves = move.way == Way::load || move.way == Way::store;
  const auto place = moves ? place_of(move.place, address) : std::nullopt;
  if (!carry_out_plain(in, address)) return false;
  if (move.way == Way::change && move.registers[0] == no_register) forget_vectors();
  std::uint64_t at = place.value_or(0);
  for (const Register r : move.registers) {
    if (r >= vectors_.size()) continue;
    Vector& vector = vectors_[r];
    if (move.way != Way::store) vector = {};
    if (move.way == Way::clear) vector.known = 0xffff;
    if (move.way == Way::load && place) {
      const unsigned first = std::min<unsigned>(move.size, 8);
      note_read(at, first, memory_->load(at, first));
      vector.known = 0xffff;
    }
    any_vector_ = any_vector_ || vector.known != 0;
    for (unsigned i = 0; moves && place && i < move.size; i++, at++) {
      const std::uint64_t byte_at = zero_extended(at, decoder_->word_size);
      const auto bit = static_cast<std::uint16_t>(1U << i);
      if (move.way == Way::store) {
        if ((vector.known & bit) != 0) memory_->store_byte(byte_at, vector.bytes[i]);
        continue;
      }
      const auto byte = memory_->byte(byte_at);
      vector.bytes[i] = byte.value_or(0);
      if (!byte) vector.known &= static_cast<std::uint16_t>(~bit);
    }
  }
  return true;
}

}  // namespace assay::code
