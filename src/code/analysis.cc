// Values are carried through the blocks of a function in reverse post-order; those of a loop again
// until what is known at the start of each no longer changes. A block that is reached by several
// ways knows what all of them agree on. A block that changes too often knows nothing of the stack
// from then on, and at last nothing, so the work is linear in the size of the function.
#include "code/analysis.h"

#include <algorithm>
#include <utility>

#include "code/compare_word.h"
#include "code/copy_effect.h"
#include "code/library.h"
#include "code/restore.h"
#include "code/word_part.h"

namespace assay::code {
namespace {

constexpr std::uint8_t visits_max = 6;            // then the stack is given up,
constexpr std::uint8_t register_visits_max = 24;  // then registers

std::int64_t as_signed(std::uint64_t value) { return static_cast<std::int64_t>(value); }

template <class T>
void put_aside(std::vector<T>& list, std::size_t from, std::vector<T>& aside) {
  const auto first = list.begin() + static_cast<std::ptrdiff_t>(from);
  aside.assign(first, list.end());
  list.erase(first, list.end());
}

// Most functions have their blocks in order, and so what is told of them. Of the others the places
// are sorted, which are smaller. What `places` and `sorted` hold is lost.
template <class T, class Key>
void sort_by(std::vector<T>& list, Key T::* key,
             std::vector<std::pair<std::uint64_t, std::uint32_t>>& places, std::vector<T>& sorted) {
  if (std::ranges::is_sorted(list, {}, key)) return;
  places.clear();
  for (const T& each : list) places.emplace_back(each.*key, places.size());
  std::ranges::sort(places);
  sorted.clear();
  for (const auto& [of, place] : places) sorted.push_back(std::move(list[place]));
  std::swap(list, sorted);
}

// Carries out what leads nowhere else, from instruction `index` on. Gives the place of the first
// that may, or `end`.
std::uint32_t step_to_flow(const Machine& machine, const Function& function, std::uint32_t index,
                           std::uint32_t end, State& state) {
  const auto instructions = std::span(function.instructions).first(end);
  const auto addresses = std::span(function.addresses).first(end);
  for (; index < end && instructions[index].flow == Flow::next; index++)
    step(machine, instructions[index], addresses[index], state);
  return index;
}

std::uint64_t in_network_order(std::uint64_t number, unsigned bytes, ByteOrder order) {
  const auto word = static_cast<std::uint32_t>(number << (32 - 8 * bytes));  // its last bytes first
  return order == ByteOrder::big ? word >> (32 - 8 * bytes) : __builtin_bswap32(word);
}

bool is_jump_out(const Instruction& in, const Block& block) {
  return in.flow == Flow::jump && block.taken == no_block;
}

}  // namespace

const Call* call_at(std::span<const Call> calls, std::uint32_t instruction) {
  const auto found = std::ranges::lower_bound(calls, instruction, {}, &Call::instruction);
  return found != calls.end() && found->instruction == instruction ? &*found : nullptr;
}

const Call* Analysis::call_of(const Value& value) const {
  if (!value.is(Value::Kind::result) && !value.is(Value::Kind::behind_result)) return nullptr;
  return call_at(calls, value.id);
}

// What is passed to a call that is about to be made. A word of the stack that nothing was stored to
// is no argument.
const Analyser::Arguments& Analyser::arguments() {
  if (has_arguments_) return arguments_;
  has_arguments_ = true;
  const auto registers = machine_->decoder.arguments;
  const std::size_t count = std::min(registers.size(), call_arguments_max);
  std::size_t at = 0;
  for (const Register r : registers.first(count)) arguments_[at++] = state_[r];
  const auto rest = std::span(arguments_).subspan(count);
  const Value& top = state_[machine_->decoder.stack];
  if (top.is(Value::Kind::stack))
    state_.stored_words(as_signed(top.number) + machine_->abi.stack_first,
                        machine_->decoder.word_size, rest);
  else
    std::ranges::fill(rest, Value{});
  return arguments_;
}

Value Analyser::target_of(const Instruction& in, std::uint64_t address) const {
  if (in.flow == Flow::call || in.flow == Flow::jump) return Value::of(in.target);
  if (in.op == Op::nop && in.size != 0) {  // tbb, tbh: distances in halfwords from the table
    Value value{Value::Kind::element_sum, 0, 0, address + 4};
    TableEntry{in.size, false, 1, 0}.put(value);
    return value;
  }
  if (in.op == Op::load)
    return loaded(*machine_, memory_address(*machine_, in, address, state_),
                  machine_->decoder.word_size, false, state_);
  if (in.a == no_register) return sum_into_counter(*machine_, address, state_);
  return jump_place(*machine_, in, address, state_);
}

// What the function gives back, where that follows from its arguments.
Value Analyser::given_by(const LibraryFunction& of) {
  if (of.gives_back >= 0) return arguments()[static_cast<std::size_t>(of.gives_back)];
  if (of.swaps == 0 || !arguments()[0].is(Value::Kind::number)) return {};
  return Value::of(in_network_order(arguments()[0].number, of.swaps, machine_->decoder.order));
}

// What a called function may have done when it comes back.
void Analyser::effect(const Callees::Known& of, std::uint32_t index, std::uint64_t back) {
  const Callee& callee = of.callee;
  if (callee.address != 0 && carry_out_saves(*machine_, callee.address, state_)) return;
  const LibraryFunction* known = of.library;
  if (known != nullptr && !known->returns) stopped_here_ = true;
  if (callee.address != 0 && callee.decoder != nullptr &&
      callees_.never_returns({program_, *callee.decoder, machine_->abi}, callee.address, state_))
    stopped_here_ = true;
  const Value given = known == nullptr ? Value{} : given_by(*known);
  if (known == nullptr) {
    std::int64_t from = state_.let_out_from();
    for (const Value& value : arguments())
      if (value.is(Value::Kind::stack)) from = std::min(from, as_signed(value.number));
    if (from != INT64_MAX) state_.forget_stack(from, UINT64_MAX);
  } else if (known->writes >= 0) {
    const Value place = arguments()[static_cast<std::size_t>(known->writes)];
    std::uint64_t size = known->size == 0 ? UINT64_MAX : known->size;
    if (known->size_from >= 0) {
      const Value bytes = arguments()[static_cast<std::size_t>(known->size_from)];
      size = bytes.is(Value::Kind::number) ? bytes.number : UINT64_MAX;
    }
    if (place.is(Value::Kind::stack)) {
      const auto passed = std::span(arguments()).first(3);
      const auto copied = copied_bytes(*machine_, callee.name, passed, state_);
      state_.forget_stack(as_signed(place.number), size);
      store_bytes(*machine_, as_signed(place.number), copied, state_);
    }
    const Value count = known->writes_count < 0
                            ? Value{}
                            : arguments()[static_cast<std::size_t>(known->writes_count)];
    if (count.is(Value::Kind::stack)) state_.forget_stack(as_signed(count.number), 4);
  }
  Register own = no_register;
  if (callee.address != 0) own = callees_.fills_with_own_address(*machine_, callee.address);
  if (own != no_register) {
    state_.set(own, Value::of(back));
    return;
  }
  std::uint64_t lost = ~machine_->abi.preserved;
  if (machine_->decoder.zero != no_register) lost &= ~register_bit(machine_->decoder.zero);
  state_.forget(lost);
  state_.compared = {};
  const Value& top = state_[machine_->decoder.stack];
  if (machine_->abi.table_saved != 0 && top.is(Value::Kind::stack))
    state_.store_stack(as_signed(top.number) + machine_->abi.table_saved,
                       machine_->decoder.word_size, state_[machine_->abi.table]);
  state_.set(machine_->decoder.result,
             given.is(Value::Kind::unknown) ? Value{Value::Kind::result, 0, index, 0} : given);
}

void Analyser::call(const Instruction& in, std::uint64_t address, std::uint32_t index,
                    std::uint32_t block, bool say) {
  has_arguments_ = false;
  const bool tail =
      in.flow == Flow::jump || in.flow == Flow::jump_register ||
      (in.flow == Flow::call_register && !keeps_return_address(machine_->decoder, in));
  const Value target = target_of(in, address);
  Callees::Known relocated;
  if (program_.relocatable()) {
    // The place of a relocation is the instruction, or on x86 a field of it.
    for (std::uint64_t at = address; at < address + in.length && !relocated.callee.known(); at++)
      if (const auto name = program_.relocated_call(at); !name.empty())
        relocated = Callees::known({0, nullptr, name, true});
  }
  const Callees::Known of = relocated.callee.known()
                                ? relocated
                                : callees_.known_at(*machine_, target, arrival_of(in), state_);
  // A jump through a table, of which the first entry is all that is known so far.
  const bool within = tail && in.flow != Flow::jump && !of.callee.imported &&
                      of.callee.address > start_.address &&
                      of.callee.address < analysis_.function->end;
  if (within) {
    led_here_ = {of.callee.address};
    if (say) tables_.push_back({address, of.callee.address});
  } else if (!tail || of.callee.known()) {
    if (say) {
      const bool indirect = in.flow != Flow::call && in.flow != Flow::jump;
      analysis_.calls.emplace_back(address, index, block, of.callee, indirect, tail, arguments());
    }
  } else {
    const std::uint64_t high = std::min(start_.limit, start_.address + function_size_max);
    JumpTable table;
    led_here_ =
        jump_table_targets(*machine_, target, {start_.address, high, entries_of(in, block)}, table);
    if (say && !led_here_.empty()) analysis_.tables.push_back(table);
    if (led_here_.empty()) led_here_ = branch_table_targets(*machine_, address, high);
    if (led_here_.empty()) led_here_ = known_ways(block);
    if (say)
      for (const std::uint64_t place : led_here_) tables_.push_back({address, place});
    if (say && led_here_.empty()) analysis_.lost_jumps++;
  }
  if (!tail) effect(of, index, address + in.length);
}

// Where the jump at the end of a block was seen to lead when more was known of it.
std::vector<std::uint64_t> Analyser::known_ways(std::uint32_t block) const {
  const Function& function = *analysis_.function;
  std::vector<std::uint64_t> places;
  for (const std::uint32_t way : function.table_ways(function.blocks[block]))
    places.push_back(function.addresses[function.blocks[way].first]);
  return places;
}

// How many entries the table of a jump has, by the comparison of its index on the way to it; 0
// where there is none.
std::uint32_t Analyser::entries_of(const Instruction& in, std::uint32_t block) {
  const Compared& compared = state_.compared;
  const bool conditional = in.has(Instruction::conditional) && compared.op == Op::compare &&
                           compared.right.is(Value::Kind::number);
  if (conditional && compared.right.number < jump_table_entries_max)
    return static_cast<std::uint32_t>(compared.right.number) +
           (in.condition == Condition::below_equal ? 1U : 0U);
  asked_bound_ = true;
  return bounds_[block];
}

// Notes for the blocks behind a branch that an unsigned value is below a number there.
void Analyser::bound(const Instruction& in, std::uint32_t number) {
  const Block& block = analysis_.function->blocks[number];
  const Compared& compared = state_.compared;
  if (in.a != no_register && in.a < condition_field) return;
  if (compared.op != Op::compare || !compared.right.is(Value::Kind::number) ||
      compared.right.number >= jump_table_entries_max)
    return;
  const auto right = static_cast<std::uint32_t>(compared.right.number);
  if (in.condition == Condition::above) bounded_ = {block.next, right + 1};
  if (in.condition == Condition::above_equal) bounded_ = {block.next, right};
  if (in.condition == Condition::below_equal) bounded_ = {block.taken, right + 1};
  if (in.condition == Condition::below) bounded_ = {block.taken, right};
  if (bounded_.block != no_block) bounds_[bounded_.block] = bounded_.below;
}

// Keeps a branch, with what it depends on, if that is known.
void Analyser::note_branch(const Instruction& in, std::uint64_t address, std::uint32_t block,
                           bool say) {
  Comparison& found = branched_on_.emplace();  // made where it stays: a copy waits for its parts
  found.branch = address;
  found.block = block;
  found.condition = in.condition;
  const Register field = in.a >= condition_field && in.a != no_register ? in.a : no_register;
  if (in.a < condition_field && in.flow == Flow::branch) {
    found.address = address;
    found.size = in.size;
    found.left = first_operand(*machine_, in, address, state_);
    found.right = second_operand(*machine_, in, address, state_);
  } else {
    const Compared& compared = state_.compared;
    if (compared.op == Op::unknown || (field != no_register && compared.field != field)) {
      branched_on_.reset();
      return;
    }
    found.address = compared.address;
    found.op = compared.op;
    found.size = compared.size;
    found.left = compared.left;
    found.right = compared.right;
  }
  // The test of a value with itself is a comparison with zero.
  if (found.op == Op::test && found.left == found.right) {
    found.op = Op::compare;
    found.right = Value::of(0);
  }
  if (found.op == Op::test_equal) found.op = Op::compare;
  // Without the highest bit nothing is below zero, so what is greater is not zero.
  constexpr std::uint64_t positive_max = 0x7fffffff;
  if (found.op == Op::test && found.right.is(Value::Kind::number) &&
      found.right.number <= positive_max) {
    if (found.condition == Condition::greater) found.condition = Condition::not_equal;
    if (found.condition == Condition::less_equal) found.condition = Condition::equal;
  }
  if (say) analysis_.comparisons.push_back(found);
}

// What it loads from or stores, before it is carried out.
void Analyser::tell_numbers(const Instruction& in, std::uint64_t address) {
  Value value;
  if (in.op == Op::load || in.op == Op::use_memory)
    value = memory_address(*machine_, in, address, state_);
  else if (in.op == Op::store)
    value = stored_value(*machine_, in, address, state_);
  if (value.is(Value::Kind::number) || value.is(Value::Kind::indexed))
    analysis_.numbers.push_back(value.number);
}

void Analyser::step_on(const Instruction& in, std::uint64_t address, bool say) {
  const bool tells = say && options_.numbers;
  if (tells) tell_numbers(in, address);
  step(*machine_, in, address, state_);
  if (!tells || in.dest >= register_count || in.op == Op::store) return;
  const Value& value = state_[in.dest];
  if (value.is(Value::Kind::number) || value.is(Value::Kind::indexed))
    analysis_.numbers.push_back(value.number);
}

void Analyser::tell_store(const Instruction& in, std::uint64_t address, std::uint32_t block) {
  const Value place = memory_address(*machine_, in, address, state_);
  if (place.is(Value::Kind::unknown)) return;
  const Value value = in.op == Op::store ? stored_value(*machine_, in, address, state_) : Value{};
  analysis_.stores.push_back({address, block, in.size, place, value});
  if (in.op == Op::store && in.second < register_count)
    analysis_.stores.push_back(
        {address, block, in.size, plus(*machine_, place, in.size), state_[in.second]});
}

void Analyser::run(std::uint32_t number, bool say, std::uint32_t until) {
  const Function& function = *analysis_.function;
  const Block& block = function.blocks[number];
  has_other_ = false;
  led_here_.clear();
  stopped_here_ = false;
  branched_on_.reset();
  bounded_ = {};
  asked_bound_ = false;
  Instruction done;  // in a block that is carried out under a condition as a whole
  const bool tells = say && (options_.stores || options_.numbers);
  const std::uint32_t end = std::min(until, block.first + block.count);
  for (std::uint32_t i = block.first; i < end; i++) {
    if (!block.skipped && !tells) i = step_to_flow(*machine_, function, i, end, state_);
    if (i == end) break;
    if (block.skipped) {
      done = function.instructions[i];
      done.flags &= static_cast<std::uint16_t>(~Instruction::conditional);
    }
    const Instruction& in = block.skipped ? done : function.instructions[i];
    const std::uint64_t address = function.addresses[i];
    const bool slot = in.has(Instruction::delay_slot) && i + 1 < block.first + block.count;
    if (in.flow == Flow::branch) bound(in, number);
    const bool writes = in.op == Op::store || in.op == Op::change_memory;
    if (say && writes && options_.stores) tell_store(in, address, number);
    if (in.flow == Flow::branch || (in.flow == Flow::give_back && in.has(Instruction::conditional)))
      note_branch(in, address, number, say);
    const bool calls = in.flow == Flow::call || in.flow == Flow::call_register ||
                       in.flow == Flow::jump_register || is_jump_out(in, block);
    // Behind a return that depends on a condition, nothing of it was carried out.
    if (in.flow == Flow::give_back && in.has(Instruction::conditional)) continue;
    if (!calls) {
      if (in.has(Instruction::annulled) && slot) {
        other_ = state_;
        has_other_ = true;
      }
      step_on(in, address, say);
      if (say && in.flow == Flow::give_back)
        analysis_.results.push_back(state_[machine_->decoder.result]);
      continue;
    }
    // PowerPC learns where its GOT is from a blrl in it, which leaves the address behind itself.
    if (machine_->abi.link_kept && in.flow == Flow::call && !program_.is_code(in.target) &&
        program_.stub_name(in.target).empty()) {
      state_.set(machine_->decoder.link, Value::of(in.target + in.length));
      continue;
    }
    // The target is read before the delay slot changes registers; arguments are read behind it.
    if (slot) {
      const Value target = target_of(in, address);
      const Instruction& next = function.instructions[i + 1];
      if (say && next.op == Op::store && options_.stores)
        tell_store(next, function.addresses[i + 1], number);
      step_on(next, function.addresses[i + 1], say);
      if (in.a < register_count) state_.set(in.a, target);
    }
    if (i == stop_before_) return;
    call(in, address, i, number, say);
    if (in.flow == Flow::call || in.flow == Flow::call_register) {
      state_.forget(in.kills);
      // Who returns through the link register leaves the return address in it.
      if (machine_->abi.link_kept)
        state_.set(machine_->decoder.link, Value::of(address + in.length));
    }
    if (slot) i++;
  }
  if (block.skips == Condition::always || until < block.first + block.count) return;
  Instruction asks;  // for what is carried out next
  asks.flow = Flow::branch;
  asks.condition = block.skips;
  note_branch(asks, function.addresses[function.blocks[block.next].first], number, say);
}

// What stands behind a call that never returns, and is reached in no other way, is looked at as if
// it did; what is reached in another way learns nothing from there. `from` is the block that ends
// with `state` on every way out of it, or no_block.
void Analyser::enter(std::uint32_t from, std::uint32_t block, const State& state,
                     bool behind_stop) {
  const bool first = visits_[block] == 0 || (behind_stop_[block] && !behind_stop);
  const bool passed_over = !first && behind_stop && !behind_stop_[block];
  // No other way meets here: what is known at the end of that one block is known here.
  const bool alone = from != no_block && only_before_[block] == from && !passed_over &&
                     (first || visits_[block] + 1 < visits_max);
  told_before_[block] = alone;
  if (passed_over) return;
  if (first) {
    states_[block] = state;
    visits_[block] = 1;
    behind_stop_[block] = behind_stop;
  } else if (alone) {
    if (states_[block].same_as(state)) return;
    states_[block] = state;
    visits_[block]++;
  } else if (visits_[block] < visits_max ? states_[block].join(state)
                                         : states_[block].join_registers(state)) {
    if (visits_[block] <= register_visits_max) visits_[block]++;
    if (visits_[block] == visits_max) {
      states_[block].lose_stack();
      analysis_.settled = false;
    } else if (visits_[block] == register_visits_max) {
      states_[block].lose_all(machine_->decoder.stack);
    } else if (visits_[block] > register_visits_max) {
      last_[block].stale = true;
      return;
    }
  } else {
    return;
  }
  pending_[graph_.place(block)] = true;
  lowest_ = std::min(lowest_, graph_.place(block));
}

void Analyser::carry(std::uint32_t block) {
  Last& last = last_[block];
  note_told(last.from);
  state_ = states_[block];
  run(block, true);
  note_told(last.to);
  last.bounded = bounded_;
  last.stale = asked_bound_;
  hand_on(block);
}

// What is known at the end of the block that was run, to those that follow it.
void Analyser::hand_on(std::uint32_t block) {
  const Block& at = analysis_.function->blocks[block];
  const bool behind = stopped_here_ || behind_stop_[block];
  const std::uint32_t from = has_other_ ? no_block : block;
  if (at.taken != no_block) enter(from, at.taken, state_, behind);
  if (at.next != no_block) enter(from, at.next, has_other_ ? other_ : state_, behind);
  for (const std::uint64_t place : led_here_)
    if (const std::uint32_t led = analysis_.function->block_at(place); led != no_block) {
      only_before_[led] = no_block;
      enter(block, led, state_, behind);
    }
}

// The state at the function's start, with what its caller is said to pass.
void Analyser::start() {
  const Decoder& decoder = machine_->decoder;
  state_.start(decoder, machine_->abi, analysis_.function->address, program_.table_pointer(),
               options_.meeting);
  for (std::size_t i = 0; i < call_arguments_max; i++) {
    const Value& given = options_.arguments[i];
    if (!given.is(Value::Kind::number)) continue;
    if (i < decoder.arguments.size()) {
      state_.set(decoder.arguments[i], given);
    } else {
      const std::int64_t word = decoder.word_size;
      const auto behind = static_cast<std::int64_t>(i - decoder.arguments.size());
      const std::int64_t pushed = decoder.link == no_register ? word : 0;
      state_.store_stack(pushed + machine_->abi.stack_first + behind * word, decoder.word_size,
                         given);
    }
  }
}

const State& Analyser::before(const Call& call) {
  state_ = *before(call.block);
  stop_before_ = call.instruction;
  run(call.block, false);
  stop_before_ = no_block;
  return state_;
}

// What the function puts in the register of the table before it calls anything.
void Analyser::find_table() {
  const Register table = machine_->abi.table;
  if (table == no_register) return;
  const Function& function = *analysis_.function;
  const auto first = function.instructions_of(function.blocks[0]);
  const auto leaves =
      std::ranges::find_if_not(first, [](Flow f) { return f == Flow::next; }, &Instruction::flow);
  state_ = states_[0];
  run(0, false, function.blocks[0].first + static_cast<std::uint32_t>(leaves - first.begin()));
  if (state_[table].is(Value::Kind::number)) machine_->table = state_[table].number;
}

// Block after block in their order. What leads to a piece of the order stands before it or in it,
// so a block that is a piece of its own is told at once, but where it leads to itself, and the
// blocks of loops when they have settled.
void Analyser::settle() {
  const Function& function = *analysis_.function;
  const auto count = static_cast<std::uint32_t>(function.blocks.size());
  if (states_.size() < count) states_.resize(count);
  visits_.assign(count, 0);
  bounds_.assign(count, 0);
  pending_.assign(count, false);
  behind_stop_.assign(count, false);
  told_before_.assign(count, false);
  only_before_.resize(count);
  for (std::uint32_t block = 0; block < count; block++) {
    const auto before = graph_.before(block);
    only_before_[block] = before.size() == 1 && block != 0 ? before[0] : no_block;
  }
  if (last_.size() < count) last_.resize(count);
  start();
  enter(no_block, 0, state_, false);
  find_table();
  for (std::uint32_t first = 0; first < count;) {
    const std::uint32_t last = graph_.piece_end(first);
    if (last != first || graph_.leads_to_itself(graph_.order()[first])) {
      settle_piece(first, last);
    } else if (visits_[graph_.order()[first]] != 0) {
      tell(graph_.order()[first]);
      hand_on(graph_.order()[first]);
    }
    first = last + 1;
  }
  put_in_order();
}

// What a block told when it was carried last holds where nothing was known to change since then, so
// few blocks need to be carried once more for that. What the others told before is dropped.
void Analyser::settle_piece(std::uint32_t first, std::uint32_t last) {
  const auto order = graph_.order();
  Told before;
  note_told(before);
  // From the first to the last, and then again: what changes a loop around another is known to both
  // when they are carried again.
  lowest_ = first;
  while (lowest_ <= last) {
    const std::uint32_t from = std::exchange(lowest_, last + 1);
    for (std::uint32_t at = std::max(from, first); at <= last; at++) {
      if (!pending_[at]) continue;
      pending_[at] = false;
      carry(order[at]);
    }
  }
  put_aside(analysis_.calls, before.calls, aside_.calls);
  put_aside(analysis_.comparisons, before.comparisons, aside_.comparisons);
  put_aside(analysis_.stores, before.stores, aside_.stores);
  put_aside(analysis_.numbers, before.numbers, aside_.numbers);
  put_aside(analysis_.results, before.results, aside_.results);
  put_aside(analysis_.tables, before.tables, aside_.tables);
  put_aside(tables_, before.ways, ways_aside_);
  analysis_.lost_jumps = before.lost_jumps;
  for (std::uint32_t at = first; at <= last; at++) {
    if (visits_[order[at]] == 0) continue;
    if (last_[order[at]].stale)
      tell(order[at]);
    else
      tell_again(last_[order[at]], before);
  }
}

void Analyser::note_told(Told& told) const {
  told.calls = analysis_.calls.size();
  told.comparisons = analysis_.comparisons.size();
  told.stores = analysis_.stores.size();
  told.numbers = analysis_.numbers.size();
  told.results = analysis_.results.size();
  told.tables = analysis_.tables.size();
  told.ways = tables_.size();
  told.lost_jumps = analysis_.lost_jumps;
}

// What a block told when it was carried last, from what was put aside behind `before`.
void Analyser::tell_again(const Last& last, const Told& before) {
  const auto bring = [&](const auto& aside, std::size_t Told::* count, auto& list) {
    const auto first = aside.begin() - static_cast<std::ptrdiff_t>(before.*count);
    list.insert(list.end(), first + static_cast<std::ptrdiff_t>(last.from.*count),
                first + static_cast<std::ptrdiff_t>(last.to.*count));
  };
  bring(aside_.calls, &Told::calls, analysis_.calls);
  bring(aside_.comparisons, &Told::comparisons, analysis_.comparisons);
  bring(aside_.stores, &Told::stores, analysis_.stores);
  bring(aside_.numbers, &Told::numbers, analysis_.numbers);
  bring(aside_.results, &Told::results, analysis_.results);
  bring(aside_.tables, &Told::tables, analysis_.tables);
  bring(ways_aside_, &Told::ways, tables_);
  analysis_.lost_jumps += last.to.lost_jumps - last.from.lost_jumps;
  if (last.bounded.block != no_block) bounds_[last.bounded.block] = last.bounded.below;
}

// Runs a block whose state has settled, and adds what is in it to the analysis.
void Analyser::tell(std::uint32_t block) {
  state_ = states_[block];
  run(block, true);
}

void Analyser::put_in_order() {
  sort_by(analysis_.calls, &Call::instruction, places_, aside_.calls);
  sort_by(analysis_.comparisons, &Comparison::block, places_, aside_.comparisons);
  sort_by(analysis_.stores, &Store::address, places_, aside_.stores);
  sort_by(analysis_.tables, &JumpTable::address, places_, aside_.tables);
  std::ranges::sort(analysis_.numbers);
  const auto again = std::ranges::unique(analysis_.numbers);
  analysis_.numbers.erase(again.begin(), again.end());
}

const State* Analyser::state_at(std::uint32_t block, std::uint32_t index) {
  const State* at = before(block);
  if (at == nullptr) return nullptr;
  state_ = *at;
  run(block, false, index);
  return &state_;
}

Value Analyser::address_at(std::uint32_t block, std::uint32_t index) {
  const Function& function = *analysis_.function;
  if (index >= function.instructions.size() || state_at(block, index) == nullptr) return {};
  const Op op = function.instructions[index].op;
  if (abi_of(function.decoder->architecture).link_kept && (op == Op::unknown || op == Op::nop))
    return read_by_word(function.addresses[index]);
  if (const auto whole = op == Op::unknown
                             ? whole_word_at(program_, *function.decoder, function.addresses[index])
                             : std::nullopt)
    return plus(*machine_, state_[whole->base], static_cast<std::uint64_t>(whole->distance));
  return memory_address(*machine_, function.instructions[index], function.addresses[index], state_);
}

// The address that a load reads for which the small form of PowerPC has no operation.
Value Analyser::read_by_word(std::uint64_t address) {
  const auto word = compare_word_at(program_, address);
  if (!word || (word->kind != CompareWord::Kind::load_reversed &&
                word->kind != CompareWord::Kind::load_vector))
    return {};
  const Value b = state_[word->b];
  if (word->a == no_register) return b;
  const Value& a = state_[word->a];
  if (a.is(Value::Kind::number)) return plus(*machine_, b, a.number);
  return b.is(Value::Kind::number) ? plus(*machine_, a, b.number) : Value{};
}

void Analyser::follow(const Function& function) {
  analysis_.calls.clear();
  analysis_.stores.clear();
  analysis_.numbers.clear();
  analysis_.comparisons.clear();
  analysis_.results.clear();
  analysis_.tables.clear();
  analysis_.lost_jumps = 0;
  analysis_.settled = true;
  analysis_.function = &function;
  analysis_.graph = &graph_;
  ways_begun_ = false;
  recalled_ = false;
  if (function.blocks.empty()) return;
  graph_.build(function);
  settle();
}

const Function& Analyser::decode(const FunctionStart& start) {
  start_ = start;
  const Function& function = decoder_.decode(start);
  analysis_.function = &function;
  return function;
}

// Of most jumps through tables the block itself and the only one that leads to it tell where they
// lead, so that the function need not be followed once in vain.
void Analyser::look_ahead() {
  const Function& function = *analysis_.function;
  const auto count = static_cast<std::uint32_t>(function.blocks.size());
  graph_.build(function);
  bounds_.assign(count, 0);
  for (std::uint32_t block = 0; block < count; block++) {
    const Instruction* leaving = function.leaving(function.blocks[block]);
    const auto before = graph_.before(block);
    if (leaving == nullptr || leaving->flow != Flow::jump_register || before.size() != 1) continue;
    start();
    run(before[0], false);
    if (has_other_ && function.blocks[before[0]].next == block) state_ = other_;
    run(block, false);
    // Without a bound, a table may seem longer than it is.
    if (asked_bound_ && bounds_[block] == 0) continue;
    const auto at = static_cast<std::size_t>(leaving - function.instructions.data());
    for (const std::uint64_t place : led_here_) tables_.push_back({function.addresses[at], place});
  }
  if (!tables_.empty()) decoder_.extend(tables_);
  tables_.clear();
}

const Analysis& Analyser::analyse_decoded(const AnalysisOptions& options) {
  constexpr unsigned rounds_max = 8;  // of tables that lead to further tables
  options_ = options;
  machine_.emplace(Machine{program_, *start_.decoder, abi_of(start_.decoder->architecture),
                           options.meeting == Meeting::constants_win});
  tables_.clear();
  if (start_.ways.empty() && !analysis_.function->complete) look_ahead();
  // Ways through tables are found with the values, and may lead to blocks that change them.
  std::size_t ways = decoder_.table_ways().size();
  follow(*analysis_.function);
  for (unsigned round = 0; round < rounds_max && !tables_.empty(); round++) {
    const Function& function = decoder_.extend(tables_);
    if (decoder_.table_ways().size() == ways) break;
    ways = decoder_.table_ways().size();
    tables_.clear();
    follow(function);
  }
  return analysis_;
}

std::size_t KeptAnalysis::bytes() const {
  return sizeof(KeptAnalysis) + states.bytes() + ways.size() * sizeof(TableWay) + visits.size() +
         bounds.size() * sizeof(std::uint32_t) + told_before.size() / 8 +
         analysis.comparisons.size() * sizeof(Comparison) +
         analysis.results.size() * sizeof(Value) + analysis.tables.size() * sizeof(JumpTable);
}

KeptAnalysis Analyser::keep() {
  // Of what was given up, a block may know less than the one before it tells.
  if (!analysis_.settled) told_before_.assign(told_before_.size(), false);
  std::vector<bool> wanted(visits_.size());
  for (std::size_t block = 0; block < visits_.size(); block++)
    wanted[block] = visits_[block] != 0 && !told_before_[block];
  start();
  KeptAnalysis kept{start_.limit, {}, {},          KeptStates(states_, wanted, state_),
                    visits_,      {}, told_before_};
  kept.ways.assign(table_ways().begin(), table_ways().end());
  kept.analysis.comparisons = analysis_.comparisons;
  kept.analysis.results = analysis_.results;
  kept.analysis.tables = analysis_.tables;
  kept.analysis.lost_jumps = analysis_.lost_jumps;
  kept.analysis.settled = analysis_.settled;
  if (std::ranges::any_of(bounds_, [](std::uint32_t below) { return below != 0; }))
    kept.bounds = bounds_;
  return kept;
}

const Analysis& Analyser::recall(const FunctionStart& start, const KeptAnalysis& kept,
                                 std::span<const Call> calls) {
  const Function& function = decode({start.address, start.decoder, kept.limit, kept.ways});
  options_ = {};
  machine_.emplace(Machine{program_, *start.decoder, abi_of(start.decoder->architecture)});
  analysis_ = kept.analysis;
  analysis_.calls.assign(calls.begin(), calls.end());
  analysis_.function = &function;
  analysis_.graph = &graph_;
  ways_begun_ = false;
  visits_ = kept.visits;
  bounds_ = kept.bounds;
  bounds_.resize(visits_.size());
  told_before_ = kept.told_before;
  recalled_ = true;
  if (function.blocks.empty()) return analysis_;
  graph_.build(function);
  this->start();
  if (states_.size() < visits_.size()) states_.resize(visits_.size());
  kept.states.get(state_, states_);
  find_table();
  return analysis_;
}

// What is known at the start of a block is what the blocks before it tell, each alone, from the
// nearest on of which it is known.
void Analyser::recall_before(std::uint32_t block) {
  untold_.clear();
  for (; told_before_[block]; block = graph_.before(block)[0]) untold_.push_back(block);
  const State asked = state_;  // by who asked before, and may still look at it
  for (; !untold_.empty(); untold_.pop_back()) {
    const std::uint32_t from = graph_.before(untold_.back())[0];
    state_ = states_[from];
    run(from, false);
    states_[untold_.back()] = state_;
    told_before_[untold_.back()] = false;
  }
  state_ = asked;
}

}  // namespace assay::code
