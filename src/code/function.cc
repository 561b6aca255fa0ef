// Code is followed from the start along jumps and branches. Jumps out of [start, limit) leave the
// function: they are calls that do not come back, or parts that the compiler put elsewhere. Where a
// jump through a register leads, only the values in registers tell (jump_table.h).
#include "code/function.h"

#include <algorithm>

#include "code/arm_literal.h"
#include "code/arm_sets.h"
#include "code/thumb.h"

namespace assay::code {
namespace {

constexpr std::uint32_t leader = 1U << 31U;
constexpr std::uint32_t data = 1U << 30U;  // a load reads it
constexpr std::uint32_t index_bits = data - 1;

bool ends_run(const Instruction& in) {
  constexpr unsigned ends = bit_of(Flow::jump) | bit_of(Flow::jump_register) |
                            bit_of(Flow::give_back) | bit_of(Flow::stop);
  return (bit_of(in.flow) & ends) != 0 && !in.has(Instruction::conditional);
}

bool leads_elsewhere(const Instruction& in) {
  constexpr unsigned leads = bit_of(Flow::jump) | bit_of(Flow::branch) |
                             bit_of(Flow::jump_register) | bit_of(Flow::give_back) |
                             bit_of(Flow::stop);
  return (bit_of(in.flow) & leads) != 0;
}

Condition opposite(Condition condition) {
  const auto place = static_cast<unsigned>(condition) - 1;
  return static_cast<Condition>((place ^ 1U) + 1);
}
static_assert(static_cast<unsigned>(Condition::other) % 2 == 1);  // pairs stand before it

bool is_invalid(const Instruction& in) {
  return in.op == Op::unknown && in.kills == 0 && in.flow == Flow::next;
}

}  // namespace

const Instruction* Function::leaving(const Block& block) const {
  const auto all = instructions_of(block);
  for (std::size_t back = 1; back <= std::min<std::size_t>(2, all.size()); back++)
    if (leads_elsewhere(all[all.size() - back])) return &all[all.size() - back];
  return nullptr;
}

std::uint32_t Function::block_at(std::uint64_t at) const {
  if (blocks.empty()) return no_block;
  if (at == address) return 0;
  const auto found = std::lower_bound(
      blocks.begin() + 1, blocks.end(), at,
      [&](const Block& block, std::uint64_t sought) { return addresses[block.first] < sought; });
  if (found == blocks.end() || addresses[found->first] != at) return no_block;
  return static_cast<std::uint32_t>(found - blocks.begin());
}

// Whether an instruction may stand at `address`.
inline bool FunctionDecoder::is_place(std::uint64_t address) const {
  return address - start_.address < bytes_.size() &&
         (address & (start_.decoder->alignment - 1U)) == 0;
}

inline std::uint32_t* FunctionDecoder::mark_of(std::uint64_t address) {
  if (!is_place(address)) return nullptr;
  const std::uint64_t offset = address - start_.address;
  if (offset >= marks_end_) make_marks(offset);
  const std::uint64_t place = offset >> unit_shift_;
  if (marks_[place] == 0) marked_.push_back(place);
  return &marks_[place];
}

// 0 where nothing is marked.
inline std::uint32_t FunctionDecoder::mark_at(std::uint64_t address) const {
  const std::uint64_t offset = address - start_.address;
  const bool has_mark = offset < marks_end_ && (address & (start_.decoder->alignment - 1U)) == 0;
  return has_mark ? marks_[offset >> unit_shift_] : 0;
}

// So many that there is one for the byte at `offset`; false where it is behind the last. Most
// functions end long before their limit.
bool FunctionDecoder::make_marks(std::uint64_t offset) {
  if (offset >= bytes_.size()) return false;
  constexpr std::uint64_t first = 4096;
  const std::uint64_t most = (bytes_.size() >> unit_shift_) + 1;
  const std::uint64_t place = offset >> unit_shift_;
  if (place >= marks_.size())
    marks_.resize(std::max(place + 1, std::min(most, std::max(first, marks_.size() * 2))));
  marks_end_ = std::min<std::uint64_t>(bytes_.size(), marks_.size() << unit_shift_);
  return true;
}

// The marks of the last function away.
void FunctionDecoder::clear_marks() {
  for (const Run& run : runs_) {
    const std::uint64_t first = (run.address - start_.address) >> unit_shift_;
    const std::uint64_t end = (run.end - start_.address) >> unit_shift_;
    std::fill(&marks_[first], marks_.data() + std::min<std::uint64_t>(end, marks_.size()), 0U);
  }
  for (const std::uint64_t place : marked_) marks_[place] = 0;
  marked_.clear();
}

void FunctionDecoder::begin(const FunctionStart& start) {
  clear_marks();
  decoded_ = false;
  start_ = start;
  bytes_ = {};
  marks_end_ = 0;
  function_.address = function_.end = start.address;
  function_.decoder = start.decoder;
  function_.literals.clear();
  function_.invalid = 0;
  function_.complete = true;
  found_count_ = 0;
  runs_.clear();
  stops_.clear();
  calls_.clear();
  pending_.clear();
  leaders_.clear();
  table_ways_.clear();
  skipped_.clear();
  const CodeRange* range = program_.code_at(start.address);
  if (range == nullptr || start.address % start.decoder->alignment != 0) return;
  const std::uint64_t end =
      std::min({start.limit, range->end(), start.address + function_size_max});
  bytes_ = range->bytes.subspan(start.address - range->address);
  bytes_ = bytes_.first(end > start.address ? end - start.address : 0);
  unit_shift_ = start.decoder->alignment > 1 ? 1 : 0;
}

// A block begins at `address`. Gives whether its instructions are to be found yet.
inline bool FunctionDecoder::make_leader(std::uint64_t address) {
  std::uint32_t* mark = mark_of(address);
  if (mark == nullptr || (*mark & leader) != 0) return false;
  *mark |= leader;
  leaders_.push_back(address);
  return (*mark & index_bits) == 0;
}

void FunctionDecoder::lead_to(std::uint64_t address) {
  if (make_leader(address)) pending_.push_back(address);
}

void FunctionDecoder::make_room() {
  constexpr std::size_t first = 256;
  found_.resize(std::min<std::size_t>(std::max(first, found_.size() * 2), index_bits));
  found_at_.resize(found_.size());
}

// Decodes from `address` on until control leaves or comes to what was decoded already. Gives the
// end of what it found.
std::uint64_t FunctionDecoder::follow(std::uint64_t address) {
  ThumbConditions conditions;
  const bool thumb = is_t32(*start_.decoder);
  const bool arm = thumb || is_a32(*start_.decoder);
  bool last = false;  // the next one stands in a delay slot, behind which nothing follows
  const auto decode = start_.decoder->decode;
  const std::uint64_t start = start_.address;
  for (std::uint64_t at; (at = address - start) < marks_end_ || make_marks(at);) {
    std::uint32_t& mark = marks_[at >> unit_shift_];
    if ((mark & (index_bits | data)) != 0) {
      if ((mark & index_bits) != 0 && !last) lead_to(address);
      return address;
    }
    const std::uint32_t count = found_count_;
    if (found_at_.begin() + count == found_at_.end()) {
      if (count == index_bits) return address;
      make_room();
    }
    Instruction& in = found_[count];
    decode(bytes_.subspan(at), address, in);
    if (in.length == 0) return address;
    if (thumb) conditions.apply(in);
    found_at_[count] = address;
    found_count_ = count + 1;
    mark |= count + 1;
    // Byte by byte: the processor would wait for several that were just written one by one.
    if (in.op == Op::load) {
      if (in.a == no_register && in.b == no_register)
        note_literal(static_cast<std::uint64_t>(in.immediate), in.size);
    } else if (arm && in.op == Op::nop) {
      if (in.length == 4)
        if (const auto literal = vector_literal(*start_.decoder, bytes_.subspan(at), address);
            literal.size != 0)
          note_literal(literal.address, literal.size);
    }
    address += in.length;
    if (in.flow == Flow::next) {  // as most do
      if (is_invalid(in)) function_.invalid++;
      if (last) return address;
      continue;
    }
    if (in.flow == Flow::jump || in.flow == Flow::branch) lead_to(in.target);
    if (in.flow == Flow::jump_register && !last) function_.complete = false;
    if (in.flow == Flow::call) calls_.push_back(count);
    const bool calls = in.flow == Flow::call || in.flow == Flow::call_register;
    if (arm && (calls || in.flow == Flow::give_back) && in.has(Instruction::conditional))
      note_skipped(address);
    const bool leaves = leads_elsewhere(in);
    if (leaves) stops_.push_back(count + 1);
    if (last) return address;
    if (ends_run(in)) {
      if (!in.has(Instruction::delay_slot)) return address;
      last = true;
    } else if (leaves && in.has(Instruction::delay_slot)) {
      lead_to(address + start_.decoder->alignment);
    } else if (leaves) {
      make_leader(address);  // and is found next
    }
  }
  return address;
}

// What a load reads from between the instructions, word by word.
void FunctionDecoder::note_literal(std::uint64_t address, unsigned size) {
  const std::uint64_t end = address + size;
  do {
    std::uint32_t* place = mark_of(address);
    if (place == nullptr) return;
    *place |= data;
    function_.literals.push_back(address);
    address += program_.word_size();
  } while (address < end);
}

// A conditional call was found last, or a return: what stands before it under the same condition
// goes with it. A return alone needs no block: it changes nothing that is known behind it.
void FunctionDecoder::note_skipped(std::uint64_t behind) {
  std::size_t first = found_count_ - 1;
  const Condition condition = found_[first].condition;
  if (condition == Condition::always || condition == Condition::other) return;
  for (; first > 0; first--) {
    const Instruction& before = found_[first - 1];
    if (found_at_[first - 1] + before.length != found_at_[first] || before.flow != Flow::next ||
        !before.has(Instruction::conditional) || before.condition != condition ||
        is_comparison(before.op) || before.has(Instruction::sets_flags))
      break;
  }
  if (found_[found_count_ - 1].flow == Flow::give_back && first + 1 == found_count_) return;
  skipped_.push_back({found_at_[first], behind, opposite(condition), false});
}

// Blocks for conditional calls and returns, where nothing leads in between.
void FunctionDecoder::begin_parts() {
  parts_.clear();
  std::ranges::sort(skipped_, {}, &Skipped::from);
  for (Skipped& run : skipped_) {
    std::uint32_t* behind = mark_of(run.behind);
    std::uint32_t* from = mark_of(run.from);  // stands before it, and so moves no marks
    run.apart = from != nullptr && behind != nullptr && (*from & leader) == 0 &&
                (*behind & index_bits) != 0;
    if (!run.apart) continue;
    for (std::uint32_t* mark : {from, behind}) {
      if ((*mark & leader) != 0) continue;
      *mark |= leader;
      parts_.push_back(mark == from ? run.from : run.behind);
    }
  }
  leaders_.insert(leaders_.end(), parts_.begin(), parts_.end());
  std::ranges::sort(parts_);
}

void FunctionDecoder::follow_all() {
  while (!pending_.empty()) {
    const std::uint64_t address = pending_.back();
    pending_.pop_back();
    if ((mark_at(address) & index_bits) != 0) continue;
    const std::uint64_t end = follow(address);
    if (end == address) continue;
    runs_.push_back({address, end});
    if (stops_.empty() || stops_.back() != found_count_) stops_.push_back(found_count_);
  }
}

// The block that begins at `address`, once all leaders are known.
inline std::uint32_t FunctionDecoder::leader_at(std::uint64_t address) const {
  const std::uint32_t mark = mark_at(address);
  return (mark & leader) != 0 && (mark & index_bits) != 0 ? (mark & index_bits) - 1 : no_block;
}

// The place in found_ of what bears `mark`, which has an index, once all leaders are known.
inline std::uint32_t FunctionDecoder::found_place(std::uint32_t mark) const {
  const std::uint32_t index = (mark & index_bits) - 1;
  return (mark & leader) != 0 ? leaders_found_[index] : index;
}

void FunctionDecoder::add_table_ways(std::uint64_t jump, Block& block) {
  block.first_way = static_cast<std::uint32_t>(function_.ways_of_tables.size());
  for (auto at = std::ranges::lower_bound(table_ways_, jump, {}, &TableWay::jump);
       at != table_ways_.end() && at->jump == jump; ++at)
    if (const std::uint32_t to = leader_at(at->place); to != no_block)
      function_.ways_of_tables.push_back(to);
  block.way_count = static_cast<std::uint32_t>(function_.ways_of_tables.size()) - block.first_way;
}

inline const FunctionDecoder::Skipped* FunctionDecoder::skipped_at(std::uint64_t address) const {
  if (skipped_.empty()) return nullptr;
  const auto found = std::ranges::lower_bound(skipped_, address, {}, &Skipped::from);
  return found != skipped_.end() && found->from == address && found->apart ? &*found : nullptr;
}

// The first of stops_ behind the place `found`: of most blocks that of the one before, or the next.
inline std::uint32_t FunctionDecoder::stop_behind(std::uint32_t found) {
  if (stops_[stop_] <= found && stop_ + 1 < stops_.size()) stop_++;
  if (stops_[stop_] <= found || (stop_ > 0 && stops_[stop_ - 1] > found))
    stop_ = static_cast<std::size_t>(std::ranges::upper_bound(stops_, found) - stops_.begin());
  return stops_[stop_];
}

// Copies what was found to the function, from place `first` to `end`: at once with what stands
// behind it, where that is next.
inline void FunctionDecoder::copy(std::uint32_t first, std::uint32_t end) {
  if (first != copy_end_) {
    finish_copy();
    copy_first_ = first;
  }
  copy_end_ = end;
  copied_ += end - first;
}

void FunctionDecoder::finish_copy() {
  const auto run = found().first(copy_end_).subspan(copy_first_);
  const auto places = found_at().first(copy_end_).subspan(copy_first_);
  function_.instructions.insert(function_.instructions.end(), run.begin(), run.end());
  function_.addresses.insert(function_.addresses.end(), places.begin(), places.end());
}

// Copies the instruction in a delay slot at `address`. Gives the address behind it.
std::uint64_t FunctionDecoder::copy_slot(std::uint64_t address) {
  const std::uint32_t mark = mark_at(address);
  if ((mark & index_bits) == 0) return address;
  const std::uint32_t slot = found_place(mark);
  copy(slot, slot + 1);
  return address + found_[slot].length;
}

// The instructions from a leader on, to the next one or to the end of the run.
void FunctionDecoder::make_block(std::uint32_t number) {
  std::uint64_t address = leaders_[number];
  Block& block = function_.blocks.emplace_back();
  block.skipped = skipped_at(address) != nullptr;
  block.part = !parts_.empty() && std::ranges::binary_search(parts_, address);
  block.first = copied_;
  std::uint32_t first = leaders_found_[number];
  std::uint32_t next = number + 1;  // of the leaders behind `address`, the first
  const auto leader_behind = [&] {
    while (next < leaders_.size() && leaders_[next] < address) next++;
    return next < leaders_.size() && leaders_[next] == address ? next : no_block;
  };
  for (;;) {
    const std::uint32_t stop = stop_behind(first);
    std::uint32_t end = stop;
    address = found_at_[stop - 1] + found_[stop - 1].length;
    // Other leaders may stand between these instructions, where those of x86 overlap.
    for (; next < leaders_.size() && leaders_[next] < address; next++) {
      const std::uint32_t found = leaders_found_[next];
      if (found < first || found >= stop) continue;
      end = found;
      address = leaders_[next];
      break;
    }
    copy(first, end);
    if (leads_elsewhere(found_[end - 1]) || leader_behind() != no_block) break;
    const std::uint32_t mark = mark_at(address);
    if ((mark & index_bits) == 0) break;
    first = found_place(mark);
  }
  const std::uint32_t last = copy_end_ - 1;
  const Instruction& left = found_[last];
  const bool leaves = leads_elsewhere(left);
  if (leaves && left.has(Instruction::delay_slot)) address = copy_slot(address);
  block.count = copied_ - block.first;
  function_.end = std::max(function_.end, address);
  const bool returns = block.skipped && left.flow == Flow::give_back;
  if (!leaves || !(ends_run(left) || returns)) block.next = leader_behind();
  if (leaves) {
    if (left.flow == Flow::jump || left.flow == Flow::branch) block.taken = leader_at(left.target);
    if (!table_ways_.empty()) add_table_ways(found_at_[last], block);
  } else if (const Skipped* run = skipped_at(address)) {
    block.taken = leader_at(run->behind);
    block.skips = run->unless;
  }
}

void FunctionDecoder::make_blocks() {
  function_.instructions.clear();
  function_.addresses.clear();
  function_.blocks.clear();
  function_.ways_of_tables.clear();
  // Where the bytes end, or data begins, no instruction leads on.
  const auto led_on = std::ranges::partition(
      leaders_, [&](std::uint64_t at) { return (mark_at(at) & index_bits) != 0; });
  leaders_without_.assign(led_on.begin(), led_on.end());
  leaders_.erase(led_on.begin(), led_on.end());
  if (leaders_.empty() || leaders_.front() != start_.address) return;
  begin_parts();
  std::sort(leaders_.begin() + 1, leaders_.end());
  leaders_found_.resize(leaders_.size());
  for (std::uint32_t i = 0; i < leaders_.size(); i++) {
    std::uint32_t& mark = marks_[(leaders_[i] - start_.address) >> unit_shift_];
    leaders_found_[i] = (mark & index_bits) - 1;
    mark = (mark & ~index_bits) | (i + 1);
  }
  function_.instructions.reserve(found_count_);
  function_.addresses.reserve(found_count_);
  function_.blocks.reserve(leaders_.size());
  copy_first_ = copy_end_ = copied_ = 0;
  stop_ = 0;
  for (std::uint32_t i = 0; i < leaders_.size(); i++) make_block(i);
  finish_copy();
}

// As before make_blocks().
void FunctionDecoder::unmake_blocks() {
  for (std::uint32_t i = 0; i < leaders_.size(); i++) {
    std::uint32_t& mark = marks_[(leaders_[i] - start_.address) >> unit_shift_];
    mark = (mark & ~index_bits) | (leaders_found_[i] + 1);
  }
  for (const std::uint64_t part : parts_) *mark_of(part) &= ~leader;
  std::erase_if(leaders_, [&](std::uint64_t at) { return (mark_at(at) & leader) == 0; });
  leaders_.insert(leaders_.end(), leaders_without_.begin(), leaders_without_.end());
  function_.end = start_.address;
}

// Whether decode() gave what it would give for `start`.
bool FunctionDecoder::holds(const FunctionStart& start) const {
  return decoded_ && start.address == start_.address && start.decoder == start_.decoder &&
         start.limit == start_.limit && std::ranges::equal(start.ways, table_ways_);
}

const Function& FunctionDecoder::decode(const FunctionStart& start) {
  if (holds(start)) return function_;
  begin(start);
  lead_to(start.address);
  follow_all();
  return decode_ways(start.ways);
}

// What ways through tables lead to, behind all that was found without them.
const Function& FunctionDecoder::decode_ways(std::span<const TableWay> ways) {
  for (const TableWay& way : ways) lead_to(way.place);
  table_ways_.assign(ways.begin(), ways.end());
  follow_all();
  make_blocks();
  decoded_ = true;
  return function_;
}

const Function& FunctionDecoder::reach(const FunctionStart& start) {
  begin(start);
  lead_to(start.address);
  follow_all();
  function_.instructions.clear();
  function_.addresses.clear();
  function_.blocks.clear();
  function_.ways_of_tables.clear();
  return function_;
}

// What comes out depends on the ways alone and not on when each was found: what is no code behind a
// call that never returns is then read as far in every case. So what was decoded without ways is
// gone on with, and else it is begun again.
const Function& FunctionDecoder::extend(std::span<const TableWay> ways) {
  std::vector<TableWay> all(table_ways_);
  all.insert(all.end(), ways.begin(), ways.end());
  std::ranges::sort(all);
  const auto same = std::ranges::unique(all);
  all.erase(same.begin(), same.end());
  if (all.size() == table_ways_.size()) return function_;
  if (table_ways_.empty() && !function_.blocks.empty()) {
    unmake_blocks();
    return decode_ways(all);
  }
  FunctionStart start = start_;
  start.ways = all;
  decode(start);
  start_.ways = {};
  return function_;
}

}  // namespace assay::code
