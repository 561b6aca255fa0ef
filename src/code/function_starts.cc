// Functions are found in rounds. What the file's tables name is followed first; each call in it
// names further functions. Bytes that stand between functions and are reached by none are then
// tried as functions of their own, the first of each gap: in stripped programs most static
// functions that only pointers lead to are found so. A gap that holds what is no instruction is
// data and left alone. What a gap in the midst of a function holds is a piece by itself, and does
// not end the function: it may be data all the same, or code that only an exception leads to.
//
// Arm has two instruction sets. Symbols, calls and pointers say which; for the rest the set of the
// function before it is tried first, and the other where that gives nonsense.
#include "code/function_starts.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "code/arm_sets.h"
#include "code/covered.h"
#include "code/start_map.h"

namespace assay::code {
namespace {

constexpr std::uint64_t gap_size_max = 4096;  // bytes that a function is tried in

class Search {
 public:
  Search(const Program& program, Analyser& analyser, const Analysed& analysed)
      : program_(program),
        analysed_(analysed),
        decoder_(program),
        analyser_(analyser),
        known_(program) {
    added_.fill(UINT64_MAX);
    for (const CodeRange& range : program.code()) {
      covered_.emplace(range.address, Covered(range.bytes.size() / unit() + 1));
      found_.code_bytes += range.bytes.size();
    }
  }

  FunctionStarts run() {
    for (const Range& range : program_.unread()) mark(range.offset, range.size);
    const std::uint64_t unread = covered_bytes();
    name_by_tables();
    follow_all();
    for (const std::uint64_t address : program_.unwind_starts())
      if (const CodeRange* range = program_.code_at(address);
          range != nullptr && !known_.contains(address))
        try_at(address, gap(*range, address - range->address));
    follow_all();
    follow_lost();
    uncover_what_was_cut();
    constexpr unsigned rounds_max = 4;
    for (unsigned round = 0; round < rounds_max; round++) {
      in_gaps_ = true;
      for (const CodeRange& range : program_.code()) fill_gaps(range);
      if (!uncover_what_was_cut()) break;
    }
    finish();
    found_.decoded_bytes -= std::min(unread, found_.decoded_bytes);
    return std::move(found_);
  }

 private:
  std::uint64_t unit() const { return std::min<std::uint64_t>(program_.decoder().alignment, 2); }
  bool is_arm() const { return is_a32(program_.decoder()); }

  void add(std::uint64_t address, const Decoder* decoder) {
    std::uint64_t& lately = added_[(address >> 1U) % added_.size()];
    if (lately == address) return;
    if (decoder == nullptr || address % decoder->alignment != 0 || !program_.is_code(address))
      return;
    if (known_.size() >= functions_max) {
      found_.all = false;
      return;
    }
    if (known_.add(address, decoder, pieces_.contains(address))) {
      pending_.push_back(address);
      if (is_t32(*decoder)) thumb_starts_++;
    }
    lately = address;
  }

  // A pointer to code: on Arm its lowest bit tells the set.
  void add_pointer(std::uint64_t pointer) {
    if (is_arm() && (pointer & 1U) != 0)
      add(pointer - 1, t32_like(program_.decoder()));
    else
      add(pointer, &program_.decoder());
  }

  void name_by_tables() {
    for (const Symbol& symbol : program_.functions())
      add(symbol.address, symbol.thumb ? t32_like(program_.decoder()) : &program_.decoder());
    if (!program_.relocatable()) add_pointer(program_.elf().entry);
    for (const std::uint64_t pointer : program_.code_pointers()) add_pointer(pointer);
    if (is_arm()) return;
    for (const std::uint64_t address : program_.unwind_starts()) add(address, &program_.decoder());
  }

  std::uint64_t limit_of(std::uint64_t address) const {
    const auto piece = pieces_.find(address);
    if (piece == pieces_.end()) return known_.next_whole(address + 1);
    return std::min(known_.next(address + 1), piece->second);
  }

  bool is_covered(std::uint64_t address) const {
    const CodeRange* range = program_.code_at(address);
    return range != nullptr && covered_.at(range->address).at((address - range->address) / unit());
  }

  // Whether a function begins before `address` and goes on at `end` or behind it.
  bool is_inside(std::uint64_t address, std::uint64_t end) const {
    return known_.end(known_.last_whole(address)) > end;
  }

  // What a function leads to, in the order in which it was reached, or by its blocks.
  struct Reached {
    const Function& function;
    const Abi& abi;
    std::span<const Instruction> instructions;
    std::span<const std::uint64_t> addresses;
  };

  // MIPS: who computes $gp from $25 begins there. Behind a call that never returns, and that has no
  // name to tell so, another function stands.
  void add_behind_call(const Reached& reached, std::size_t at) {
    constexpr std::size_t distance_max = 12;
    for (std::size_t before = 1; before <= std::min(at, distance_max); before++) {
      const Instruction& in = reached.instructions[at - before];
      const bool calls = in.flow == Flow::call || in.flow == Flow::call_register;
      if (!calls || before < 2) continue;
      std::size_t first = at - before + 2;  // behind the delay slot
      if (reached.addresses[first] != reached.addresses[first - 1] + 4) return;
      const auto pads = [](const Instruction& padding) {
        return padding.op == Op::nop && padding.flow == Flow::next;
      };
      while (first < at && pads(reached.instructions[first])) first++;
      add(reached.addresses[first], reached.function.decoder);
      return;
    }
  }

  // Notes whom the instruction at a place calls.
  void note_call(const Reached& reached, std::size_t at) {
    const Instruction& in = reached.instructions[at];
    const Decoder* decoder = reached.function.decoder;
    if (in.flow == Flow::call_register && at > 0 && !is_arm()) {
      // RISC-V calls what is far by two instructions, the first of which has most of the address.
      const Instruction& before = reached.instructions[at - 1];
      if (before.op == Op::constant && before.dest == in.a && in.a != no_register)
        add(zero_extended(static_cast<std::uint64_t>(before.immediate) +
                              static_cast<std::uint64_t>(in.immediate),
                          static_cast<unsigned>(program_.word_size())),
            decoder);
    }
    if (in.flow != Flow::call) return;
    if (in.has(Instruction::other_set)) decoder = other_set(*decoder);
    // What reads as a call in a gap may be data, and no reason to cut a function.
    if (in_gaps_ && is_arm() && is_covered(in.target)) return;
    if (is_arm() || !in.has(Instruction::other_set)) add(in.target, decoder);
  }

  void note_all(const Reached& reached) {
    const Abi& abi = reached.abi;
    for (std::size_t i = 0; i < reached.instructions.size(); i++) {
      const Instruction& in = reached.instructions[i];
      if (abi.start != no_register && in.op == Op::add && in.dest == abi.table && in.b == abi.start)
        add_behind_call(reached, i);
      note_call(reached, i);
    }
  }

  void mark_reached(const FunctionDecoder& decoder) {
    const Function& function = decoder.function();
    for (const std::uint64_t literal : function.literals) mark(literal, program_.word_size());
    std::uint64_t past = 0;
    for (const FunctionDecoder::Run& run : decoder.runs()) {
      mark(run.address, run.end - run.address);
      past = std::max(past, run.end);
    }
    known_.set_end(function.address, past);
  }

  // Marks what a function reaches, and notes whom it calls.
  void take(const FunctionDecoder& decoder) {
    mark_reached(decoder);
    const Function& function = decoder.function();
    const Abi& abi = abi_of(function.decoder->architecture);
    const Reached reached{function, abi, decoder.found(), decoder.found_at()};
    if (abi.start != no_register) {
      note_all(reached);
    } else {
      for (const std::uint32_t call : decoder.calls()) note_call(reached, call);
    }
  }

  // The same of what was decoded once more, as more is known of it: in the order of its blocks.
  void take_again(const FunctionDecoder& decoder) {
    mark_reached(decoder);
    const Function& function = decoder.function();
    note_all({function, abi_of(function.decoder->architecture), function.instructions,
              function.addresses});
  }

  void follow_all() {
    while (!pending_.empty()) {
      const std::uint64_t address = pending_.back();
      pending_.pop_back();
      follow(address);
    }
  }

  // Decodes as far as is asked: the analyser goes on from there.
  const FunctionDecoder& reach(const FunctionStart& start) {
    if (!analysed_) {
      decoder_.reach(start);
      return decoder_;
    }
    analyser_.decode(start);
    return analyser_.decoder();
  }

  // What is not complete is analysed when more is known of where it ends, and what calls into
  // itself when all is known.
  void follow(std::uint64_t address) {
    const FunctionStart start{address, known_.decoder(address), limit_of(address), {}};
    const FunctionDecoder& reached = reach(start);
    const Function& function = reached.function();
    if (!function.complete) lost_.push_back(address);
    take(reached);
    if (analysed_ && function.complete && function.end <= limit_of(address))
      analysed_(start, analyser_.analyse_decoded());
  }

  // A start that is found within a function ends it there. What the function alone reached behind
  // that is reached by none now, and is to be tried like any gap. Gives whether there is any.
  bool uncover_what_was_cut() {
    if (is_arm()) return false;  // words that are loaded stand between the functions
    std::set<std::uint64_t> again;
    bool any = false;
    for (std::uint64_t address = known_.next(0); address != StartMap::none;
         address = known_.next(address + 1)) {
      const std::uint64_t limit = limit_of(address);
      const std::uint64_t end = known_.end(address);
      if (end <= limit) continue;
      any = true;
      mark(limit, end - limit, false);
      for (std::uint64_t inside = known_.next(limit); inside < end;
           inside = known_.next(inside + 1))
        again.insert(inside);
      known_.set_end(address, limit);
    }
    for (const std::uint64_t address : again) {
      const auto ways = ways_.find(address);
      FunctionStart start{address, known_.decoder(address), limit_of(address), {}};
      if (ways != ways_.end()) start.ways = ways->second;
      decoder_.decode(start);
      take_again(decoder_);
    }
    follow_all();
    for (const JumpTable& table : tables_) mark(table.address, table.size);
    return any;
  }

  // Once most functions are known, and so where each ends: the rest of those with jumps that even
  // the values in registers do not explain.
  void follow_lost() {
    for (; !lost_.empty(); follow_all()) {
      const std::uint64_t address = lost_.back();
      lost_.pop_back();
      const FunctionStart start{address, known_.decoder(address), limit_of(address), {}};
      const Analysis& analysis = analyser_.analyse(start);
      take_again(analyser_.decoder());
      const auto ways = analyser_.table_ways();
      if (!ways.empty()) ways_[address].assign(ways.begin(), ways.end());
      for (const JumpTable& table : analysis.tables) {
        mark(table.address, table.size);
        tables_.push_back(table);
      }
      if (analysed_) analysed_(start, analysis);
    }
  }

  void mark(std::uint64_t address, std::uint64_t size, bool covers = true) {
    if (size == 0) return;
    if (marked_ == nullptr || address - marked_->address >= marked_->bytes.size()) {
      const CodeRange* range = program_.code_at(address);
      if (range == nullptr) return;
      marked_ = range;
      marks_ = &covered_.at(range->address);
    }
    size = std::min(size, marked_->end() - address);  // symbols state any size
    const std::uint64_t first = address - marked_->address;
    const unsigned shift = unit() > 1 ? 1 : 0;
    marks_->set(first >> shift, (first + size + unit() - 1) >> shift, covers);
  }

  // Whether code reads as a function: few are no instruction, and of Arm's, which all can depend on
  // a condition, most do not. Data and Thumb code read as Arm fail in that.
  bool plausible(const FunctionStart& start) {
    const FunctionDecoder& reached = reach(start);
    const Function& function = reached.function();
    const auto found = reached.found();
    const std::size_t count = found.size();
    if (count < 2 || function.invalid * std::size_t{8} > count) return false;
    if (!is_a32(*function.decoder)) return true;
    const auto conditional = std::ranges::count_if(
        found, [](const auto& in) { return in.condition != Condition::always; });
    return static_cast<std::size_t>(conditional) * 5 <= count * 2;
  }

  // An address of which only the set may be unknown, with the bytes from there to what is known.
  bool try_at(std::uint64_t address, Bytes rest) {
    if (known_.contains(address)) return true;
    const Decoder* first = is_arm() ? likely_set(address, rest) : &program_.decoder();
    const Decoder* other = is_arm() && !only_a32() ? other_set(*first) : nullptr;
    for (const Decoder* decoder : {first, other}) {
      if (decoder == nullptr || address % decoder->alignment != 0) continue;
      if (!plausible({address, decoder, address + rest.size(), {}})) continue;
      if (const std::uint64_t end = gap_end(address); is_inside(address, end))
        pieces_.emplace(address, end);
      add(address, decoder);
      return true;
    }
    return false;
  }

  // Whether all that is known of the program is of A32, as Debian's armel is.
  bool only_a32() const {
    constexpr std::size_t known_min = 8;
    return known_.size() >= known_min && thumb_starts_ == 0;
  }

  // Words of Arm mostly begin with the condition "always", 1110; pairs of Thumb's halfwords do not.
  const Decoder* likely_set(std::uint64_t address, Bytes rest) const {
    if (const Decoder* stated = program_.stated_decoder(address)) return stated;
    if (only_a32()) return a32_like(program_.decoder());
    constexpr std::size_t words_max = 16;
    const std::size_t words = std::min(rest.size() / 4, words_max);
    const std::size_t top = program_.decoder().order == ByteOrder::big ? 0 : 3;
    std::size_t always = 0;
    for (std::size_t i = 0; i < words; i++)
      if (rest[i * 4 + top] >> 4U == 14) always++;
    const bool arm = address % 4 == 0 && always * 2 >= words && words > 0;
    return arm ? a32_like(program_.decoder()) : t32_like(program_.decoder());
  }

  // The length of what compilers put between functions at `bytes`: zeros, and what does nothing.
  std::uint64_t padding(Bytes bytes, std::uint64_t address) const {
    if (as_text(bytes).substr(0, unit()).find_first_not_of('\0') == std::string_view::npos)
      return unit();
    const Decoder* decoder = is_arm() ? likely_set(address, bytes) : &program_.decoder();
    Instruction in;
    if (address % decoder->alignment != 0) return unit();
    decoder->decode(bytes, address, in);
    const bool nothing = in.op == Op::nop || (in.op == Op::move && in.dest == in.a);
    if (in.length != 0 && nothing && in.flow == Flow::next) return in.length;
    return in.flow == Flow::stop ? in.length : 0;
  }

  void fill_gaps(const CodeRange& range) {
    const std::uint64_t step = std::max<std::uint64_t>(program_.decoder().alignment, unit());
    // x86 puts functions at multiples of 16; what is data is passed over that quickly.
    const std::uint64_t stride = step == 1 ? 16 : step;
    const Covered& covered = covered_.at(range.address);
    const std::uint64_t each = unit();
    const std::uint64_t places = range.bytes.size() / each + 1;
    std::uint64_t at = 0;
    while (at < range.bytes.size()) {
      if (covered.at(at / each)) {
        at += (covered.next(false, at / each, places) - at / each) * each;
        continue;
      }
      const std::uint64_t address = range.address + at;
      if (const std::uint64_t skipped = padding(range.bytes.subspan(at), address); skipped != 0) {
        at += skipped;
        continue;
      }
      const bool data = is_arm() && program_.stated_decoder(address) == nullptr && has_marks();
      if (!data && try_at(address, gap(range, at))) {
        follow_all();
        follow_lost();
        if (covered.at(at / each)) continue;
      }
      at += stride - address % stride;
    }
  }

  // The bytes from `at` on that no function reaches, or the first of them where they are many.
  Bytes gap(const CodeRange& range, std::uint64_t at) {
    const std::uint64_t most = std::min<std::uint64_t>(range.bytes.size(), at + gap_size_max);
    const std::uint64_t each = unit();
    const std::uint64_t reached =
        covered_.at(range.address).next(true, at / each, most / each + 1) - at / each;
    return range.bytes.subspan(at, std::min(at + reached * each, most) - at);
  }

  // Where the next byte is that a function reaches, or the end of the code.
  std::uint64_t gap_end(std::uint64_t address) const {
    const CodeRange& range = *program_.code_at(address);
    const std::uint64_t places = range.bytes.size() / unit() + 1;
    const std::uint64_t place = (address - range.address) / unit();
    const std::uint64_t next = covered_.at(range.address).next(true, place, places);
    return std::min(range.address + next * unit(), range.end());
  }

  bool has_marks() const {
    return !program_.functions().empty() &&
           program_.stated_decoder(program_.functions().front().address) != nullptr;
  }

  void finish() {
    for (const auto& [address, ways] : ways_)
      found_.ways.insert(found_.ways.end(), ways.begin(), ways.end());
    std::size_t told = 0;
    for (std::uint64_t address = known_.next(0); address != StartMap::none;
         address = known_.next(address + 1)) {
      const auto ways = ways_.find(address);
      const std::size_t count = ways == ways_.end() ? 0 : ways->second.size();
      found_.starts.push_back({address, known_.decoder(address), limit_of(address),
                               std::span(found_.ways).subspan(told, count)});
      told += count;
    }
    found_.decoded_bytes = std::min(covered_bytes(), found_.code_bytes);
  }

  std::uint64_t covered_bytes() const {
    std::uint64_t bytes = 0;
    for (const auto& [address, covered] : covered_) bytes += unit() * covered.count();
    return bytes;
  }

  const Program& program_;
  const Analysed& analysed_;  // may be none
  FunctionDecoder decoder_;
  Analyser& analyser_;
  FunctionStarts found_;
  StartMap known_;
  std::size_t thumb_starts_ = 0;             // so many of them are of T32
  std::array<std::uint64_t, 1024> added_{};  // some of these, by bits of the address
  std::vector<std::uint64_t> pending_;
  std::map<std::uint64_t, std::uint64_t> pieces_;  // starts in gaps of another function, and where
                                                   // the gap ends
  bool in_gaps_ = false;                           // the gaps are being filled
  std::vector<JumpTable> tables_;
  std::vector<std::uint64_t> lost_;                      // functions that jump where is not known
  std::map<std::uint64_t, std::vector<TableWay>> ways_;  // of functions that jump through tables
  std::map<std::uint64_t, Covered> covered_;             // by the address of a range
  const CodeRange* marked_ = nullptr;                    // that was marked last
  Covered* marks_ = nullptr;                             // of that range
};

}  // namespace

FunctionStarts find_functions(const Program& program) {
  Analyser analyser(program);
  const Analysed analysed;
  return Search(program, analyser, analysed).run();
}

FunctionStarts find_functions(const Program& program, Analyser& analyser,
                              const Analysed& analysed) {
  return Search(program, analyser, analysed).run();
}

}  // namespace assay::code
