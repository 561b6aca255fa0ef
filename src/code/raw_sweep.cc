// The image is read in blocks. A block is code where next to nothing in it is no instruction, where
// it jumps about as often as code does, and where its jumps stay within the image; single blocks
// that differ from what is around them are taken for the same. Arm's two sets are told apart block
// by block: most words of A32 begin with 1110.
//
// Numbers are followed through registers from one instruction to the next, without blocks or
// branches: what is wrong thereby votes for nothing in particular.
#include "code/raw_sweep.h"

#include <algorithm>
#include <array>

#include "code/address_part.h"
#include "code/arm_sets.h"
#include "code/raw_shape.h"

namespace assay::code {
namespace {

constexpr std::uint64_t text_size_min = 5;  // characters that count as a text
constexpr std::uint64_t hole_max = 3;       // blocks of data within code that count as code
constexpr std::uint64_t island_max = 2;     // blocks of code within data that count as data

std::uint64_t number_at(Bytes bytes, unsigned size, ByteOrder order) {
  std::uint64_t value = 0;
  for (unsigned i = 0; i < size; i++)
    value = value << 8U | bytes[order == ByteOrder::big ? i : size - 1 - i];
  return value;
}

void keep_each_once(std::vector<std::uint64_t>& numbers) {
  std::ranges::sort(numbers);
  const auto again = std::ranges::unique(numbers);
  numbers.erase(again.begin(), again.end());
}

// Numbers that registers hold.
class Numbers {
 public:
  struct Number {
    std::uint64_t value = 0;
    enum class Kind : std::uint8_t { unknown, part, whole, relative } kind = Kind::unknown;
  };
  using Kind = Number::Kind;

  Numbers(Bytes image, const Decoder& decoder) : image_(image), decoder_(decoder) {}

  void forget() { held_ = {}; }

  // The address of a store or load, where it is known.
  Number place(const Instruction& in) const {
    if (in.b != no_register) return {};
    Number place{0, Kind::whole};
    if (in.a != no_register && in.a < held_.size()) place = held_[in.a];
    if (in.a == no_register) place.kind = literal_kind();
    if (place.kind == Kind::unknown) return {};
    place.value = wrapped(place.value + static_cast<std::uint64_t>(in.immediate));
    if (place.kind == Kind::part) place.kind = Kind::whole;
    return place;
  }

  // Carries one out. Gives the number that it puts together, where it may be an address.
  Number step(const Instruction& in, Bytes bytes) {
    const Number made = result(in, bytes);
    for (std::size_t r = 0; r < held_.size() && in.kills != 0; r++)
      if ((in.kills >> r & 1U) != 0) held_[r] = {};
    if (in.second < held_.size()) held_[in.second] = {};
    const bool writes = in.op != Op::store && in.op != Op::change_memory;
    if (in.has(Instruction::write_back) && in.a < held_.size()) held_[in.a] = {};
    if (writes && in.dest < held_.size())
      held_[in.dest] = in.has(Instruction::conditional) ? Number{} : made;
    return made;
  }

 private:
  bool is_x86() const { return decoder_.alignment == 1; }
  // What has no base register: x86 of 32 bits has addresses there, the others a distance.
  Kind literal_kind() const {
    return decoder_.architecture == Architecture::x86 ? Kind::whole : Kind::relative;
  }
  std::uint64_t wrapped(std::uint64_t value) const {
    return decoder_.word_size == 4 ? value & 0xffffffffU : value;
  }

  Number result(const Instruction& in, Bytes bytes) const {
    switch (in.op) {
      case Op::constant: {
        const auto value = wrapped(static_cast<std::uint64_t>(in.immediate));
        if (address_part(decoder_, in, bytes) != AddressPart::none) return {value, Kind::relative};
        return {value, is_x86() ? Kind::whole : Kind::part};
      }
      case Op::move:
        return in.a < held_.size() ? held_[in.a] : Number{};
      case Op::add:
      case Op::bit_or:
      case Op::subtract:
        return sum(in);
      case Op::insert:
        return inserted(in);
      case Op::load:
        return loaded(in);
      default:
        return {};
    }
  }

  Number sum(const Instruction& in) const {
    if (in.b != no_register || in.a >= held_.size()) return {};
    Number number = held_[in.a];
    if (number.kind == Kind::unknown) return {};
    const auto more = static_cast<std::uint64_t>(in.immediate);
    if (in.op == Op::bit_or)
      number.value |= more;
    else
      number.value = wrapped(in.op == Op::add ? number.value + more : number.value - more);
    if (number.kind == Kind::part) number.kind = Kind::whole;
    return number;
  }

  Number inserted(const Instruction& in) const {
    if (in.dest >= held_.size() || held_[in.dest].kind == Kind::unknown || in.size > 4) return {};
    Number number = held_[in.dest];
    const std::uint64_t mask = ((std::uint64_t{1} << in.size * 8U) - 1) << (in.shift_amount & 63U);
    const std::uint64_t bits = static_cast<std::uint64_t>(in.immediate) << (in.shift_amount & 63U);
    number.value = wrapped((number.value & ~mask) | (bits & mask));
    number.kind = Kind::whole;
    return number;
  }

  // A literal of Arm, which stands in the image.
  Number loaded(const Instruction& in) const {
    if (in.a != no_register || in.b != no_register || in.size != decoder_.word_size) return {};
    const auto offset = static_cast<std::uint64_t>(in.immediate);
    if (literal_kind() != Kind::relative || offset >= image_.size() ||
        image_.size() - offset < in.size || !is_a32(decoder_) == !is_t32(decoder_))
      return {};
    return {number_at(image_.subspan(offset), in.size, decoder_.order), Kind::whole};
  }

  Bytes image_;
  const Decoder& decoder_;
  std::array<Number, 64> held_;
};

class Sweeper {
 public:
  Sweeper(Bytes image, const RawProcessor& processor)
      : image_(image), processor_(processor), decoder_(*processor.decoder) {
    out_.marks.resize(image.size());
  }

  RawSweep run() {
    mark_texts();
    const std::uint64_t count = (image_.size() - processor_.phase + raw_block - 1) / raw_block;
    sets_.resize(count);
    std::vector<bool> is_code(count);
    for (std::uint64_t i = 0; i < count; i++) is_code[i] = judge(i);
    smooth(is_code);
    for (std::uint64_t i = 0; i < count; i++) {
      const Range block = block_at(i);
      if (!is_code[i]) {
        note_words(block);
        continue;
      }
      if (!out_.code.empty() && out_.code.back().end() == block.offset)
        out_.code.back().size += block.size;
      else
        out_.code.push_back(block);
      read_code(block, *sets_[i]);
    }
    keep_each_once(out_.words);
    keep_each_once(out_.built);
    keep_each_once(out_.call_targets);
    keep_each_once(out_.starts);
    for (const std::uint64_t start : out_.starts)
      if (start < out_.marks.size()) out_.marks[start] |= raw_function_start;
    return std::move(out_);
  }

 private:
  Range block_at(std::uint64_t i) const {
    const std::uint64_t offset = processor_.phase + i * raw_block;
    return {offset, std::min(raw_block, image_.size() - offset)};
  }

  void mark_texts() {
    for (std::size_t at = 0; at < image_.size();) {
      const std::size_t first = at;
      while (at < image_.size() && is_text(image_[at])) at++;
      if (at - first >= text_size_min && at < image_.size() && image_[at] == 0) {
        out_.marks[first] |= raw_text_start;
        for (std::size_t i = first + 1; i < at; i++) out_.marks[i] |= raw_text_inside;
      }
      at++;
    }
  }

  static bool is_text(std::uint8_t byte) {
    return (byte >= ' ' && byte <= '~') || byte == '\n' || byte == '\t' || byte == '\r';
  }

  const Decoder* set_of(Bytes block) const {
    if (!is_a32(decoder_) && !is_t32(decoder_)) return &decoder_;
    const std::size_t top = decoder_.order == ByteOrder::big ? 0 : 3;
    std::size_t always = 0;
    for (std::size_t i = 0; i + 4 <= block.size(); i += 4)
      if (block[i + top] >> 4U == 14) always++;
    // Where the words stand at other places, there is none of A32.
    const bool arm = always * 8 >= block.size() && processor_.phase % 4 == 0;
    return arm ? a32_like(decoder_) : t32_like(decoder_);
  }

  // Whether a block is code, by itself.
  bool judge(std::uint64_t i) {
    const Range block = block_at(i);
    const Bytes bytes = image_.subspan(block.offset, block.size);
    sets_[i] = set_of(bytes);
    if (bytes.size() < raw_block / 2) return i > 0;  // the rest of what is before it
    std::size_t text = 0;
    std::size_t zeros = 0;
    for (const std::uint8_t byte : bytes) {
      if (is_text(byte)) text++;
      if (byte == 0) zeros++;
    }
    if (text * 4 > bytes.size() * 3 || zeros * 3 > bytes.size() * 2) return false;
    const std::size_t count = sets_[i]->decode_all(bytes, block.offset, instructions_);
    std::size_t invalid = 0;
    std::size_t flows = 0;
    std::size_t told = 0;
    std::size_t inside = 0;
    for (std::size_t at = 0; at < count; at++) {
      const Instruction& in = instructions_[at];
      if (is_no_instruction(in)) invalid++;
      if (in.flow == Flow::next || in.flow == Flow::stop || in.flow == Flow::system) continue;
      flows++;
      const bool somewhere = in.flow == Flow::jump || in.flow == Flow::branch ||
                             (in.flow == Flow::call && !is_mips(decoder_));
      if (!somewhere) continue;
      if (is_mips(decoder_) && in.flow == Flow::jump) continue;
      told++;
      if (in.target < image_.size()) inside++;
    }
    return invalid * 8 <= count && flows * 40 >= count && flows * 2 <= count &&
           inside * 10 >= told * 9;
  }

  // Turns runs that are too short into what is around them.
  static void turn_short_runs(std::vector<bool>& all, bool value, std::uint64_t most) {
    for (std::size_t at = 0; at < all.size();) {
      std::size_t end = at;
      while (end < all.size() && all[end] == all[at]) end++;
      const bool between = at > 0 && end < all.size();
      if (all[at] == value && end - at <= most && (between || value))
        std::fill(all.begin() + static_cast<std::ptrdiff_t>(at),
                  all.begin() + static_cast<std::ptrdiff_t>(end), !value);
      at = end;
    }
  }

  static void smooth(std::vector<bool>& is_code) {
    if (is_code.size() <= 8) {
      turn_short_runs(is_code, false, 1);
      return;
    }
    turn_short_runs(is_code, false, hole_max);
    turn_short_runs(is_code, true, island_max);
  }

  void note_words(Range block) {
    const unsigned size = decoder_.word_size;
    const std::uint64_t phase = processor_.phase % size;
    constexpr std::uint64_t least = 64;
    const std::uint64_t most = (size == 4 ? 0xffffffffU : UINT64_MAX) - 4096;
    std::uint64_t at = block.offset + (phase + size - block.offset % size) % size;
    for (; at + size <= block.end(); at += size) {
      const std::uint64_t word = number_at(image_.subspan(at), size, decoder_.order);
      if (word >= least && word <= most) out_.words.push_back(word);
    }
  }

  void read_code(Range block, const Decoder& decoder) {
    const RawShape shape(image_, decoder);
    Numbers numbers(image_, decoder);
    std::uint64_t offset = block.offset;
    bool forget = false;
    while (offset < block.end()) {
      const Instruction in = shape.at(offset);
      if (in.length == 0) return;
      const Bytes bytes =
          image_.subspan(offset, std::min<std::uint64_t>(in.length, image_.size() - offset));
      if (in.op == Op::store) note_store(numbers.place(in));
      const auto made = numbers.step(in, bytes);
      if (made.kind == Numbers::Kind::whole && in.op != Op::move) out_.built.push_back(made.value);
      if (forget) numbers.forget();
      forget = in.flow != Flow::next && in.flow != Flow::branch && in.flow != Flow::system;
      if (forget && !in.has(Instruction::delay_slot)) {
        numbers.forget();
        forget = false;
      }
      note_starts(in, offset, decoder, shape);
      offset += in.length;
    }
  }

  void note_store(const Numbers::Number& place) {
    if (place.kind == Numbers::Kind::unknown || out_.stores.size() >= raw_stores_max) return;
    out_.stores.push_back({place.value, place.kind == Numbers::Kind::relative});
  }

  void note_starts(const Instruction& in, std::uint64_t offset, const Decoder& decoder,
                   const RawShape& shape) {
    if (in.has(Instruction::conditional)) return;
    const std::uint64_t bit = is_t32(decoder) ? 1 : 0;  // as in pointers
    if (in.flow == Flow::give_back) {
      const std::uint64_t behind =
          offset + in.length + (in.has(Instruction::delay_slot) ? decoder_.alignment : 0U);
      const std::uint64_t start = shape.behind_padding(behind);
      if (start < image_.size() && shape.opens(start)) out_.starts.push_back(start | bit);
    }
    if (in.flow != Flow::call) return;
    if (is_mips(decoder_)) {
      // Of the two kinds of calls, jal alone has an address; bal has a distance.
      constexpr std::uint64_t jal = 3;
      if (number_at(image_.subspan(offset), 4, decoder_.order) >> 26U == jal)
        out_.call_targets.push_back(in.target & 0x0fffffffU);
    } else if (in.target < image_.size() && in.target != offset + in.length &&
               !in.has(Instruction::other_set) && shape.starts(in.target)) {
      out_.starts.push_back(in.target | bit);
    }
  }

  Bytes image_;
  const RawProcessor& processor_;
  const Decoder& decoder_;
  RawSweep out_;
  std::vector<const Decoder*> sets_;  // of each block
  std::array<Instruction, raw_block> instructions_;
};

}  // namespace

RawSweep sweep(Bytes image, const RawProcessor& processor) {
  return Sweeper(image, processor).run();
}

}  // namespace assay::code
