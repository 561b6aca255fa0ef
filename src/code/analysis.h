// Analysis: the calls and comparisons of one function, with the values that reach them.
#pragma once

#include <deque>

#include "code/block_graph.h"
#include "code/callee.h"
#include "code/jump_table.h"
#include "code/kept_states.h"

namespace assay::code {

constexpr std::size_t call_arguments_max = 8;

struct Call {
  std::uint64_t address = 0;      // of the instruction
  std::uint32_t instruction = 0;  // its place in the function; Value::id of Kind::result
  std::uint32_t block = 0;
  Callee callee;
  bool indirect = false;  // through a register or memory
  bool tail = false;      // a jump that does not come back
  std::array<Value, call_arguments_max> arguments;
};

// A branch that depends on two values.
struct Comparison {
  std::uint64_t address = 0;  // of the comparison
  std::uint64_t branch = 0;   // of the branch, which may be the same instruction
  std::uint32_t block = 0;
  Op op = Op::compare;                      // compare, compare_negated, test, test_equal
  Condition condition = Condition::always;  // under which `taken` of the block is next
  std::uint8_t size = 0;                    // bytes that are compared; 0: a register
  Value left;
  Value right;
};

// A write to memory whose address is known, or is a known distance from something.
struct Store {
  std::uint64_t address = 0;  // of the instruction
  std::uint32_t block = 0;
  std::uint8_t size = 0;  // bytes
  Value place;
  Value value;
};

// What an analysis takes for granted, and what it is to tell beside the rest.
struct AnalysisOptions {
  // Numbers in the place of what the function's caller passes; else it is Kind::entry.
  std::array<Value, call_arguments_max> arguments;
  // With constants_win it is taken that nothing was configured: memory holds what the file puts
  // there, and a value is what the program falls back to, not what it must be. With inputs_win it
  // is what it may be, where else it is what the program falls back to.
  Meeting meeting = Meeting::agree;
  bool stores = false;   // tell them
  bool numbers = false;  // likewise
  friend bool operator==(const AnalysisOptions&, const AnalysisOptions&) = default;
};

// The call that is the instruction at that place of its function; nullptr where there is none.
const Call* call_at(std::span<const Call> calls, std::uint32_t instruction);

struct Analysis {
  const Function* function = nullptr;
  const BlockGraph* graph = nullptr;    // of its blocks
  std::vector<Call> calls;              // by `instruction`
  std::vector<Comparison> comparisons;  // by block
  std::vector<Store> stores;            // by address, where they were asked for
  std::vector<std::uint64_t> numbers;   // that registers or stores have, and addresses that loads
                                        // have or begin at, where they were asked for; sorted, each
                                        // once
  std::vector<Value> results;           // what each return gives back
  std::vector<JumpTable> tables;        // that its jumps go through, by address
  std::uint32_t lost_jumps = 0;         // jumps whose targets are not known
  bool settled = true;  // false: the function is too large or tangled; less is known of it

  // The call that gave a value of Kind::result or behind_result.
  const Call* call_of(const Value& value) const;
};

// What an Analyser found out about a function, put aside so that it can be asked more of it later:
// all but its code and the calls. Of a block that one other alone leads to, what is known at the
// end of that one is known at its start, and is found out again when it is asked for.
struct KeptAnalysis {
  std::uint64_t limit = 0;  // with which, and these ways, the code is decoded as it was
  std::vector<TableWay> ways;
  Analysis analysis;
  KeptStates states;
  std::vector<std::uint8_t> visits;
  std::vector<std::uint32_t> bounds;  // empty: nothing is bounded
  std::vector<bool> told_before;      // of each block: its state is not among `states`
  std::size_t bytes() const;          // of memory, about
};

// What may follow when control goes from one block to another.
struct Outcome {
  std::vector<std::uint64_t> returns;  // numbers that the function gives back, sorted, each once
  bool returns_other = false;          // it may give back what is not known
  bool stops = false;    // a way ends in a call that does not come back, or a jump out
  bool met = false;      // a way was left at a block to avoid
  bool complete = true;  // false: there are more ways than are followed
};

class Analyser {
 public:
  explicit Analyser(const Program& program)
      : program_(program), decoder_(program), callees_(program) {}

  // The next call overwrites what this one gave.
  const Analysis& analyse(const FunctionStart& start, const AnalysisOptions& options = {}) {
    decode(start);
    return analyse_decoded(options);
  }
  // The same in two parts: the code of the function, and then its values. What the decoder gives
  // beside it holds in between.
  const Function& decode(const FunctionStart& start);
  const Analysis& analyse_decoded(const AnalysisOptions& options = {});
  const FunctionDecoder& decoder() const { return decoder_; }

  // What the last call of analyse() gave, without options.
  KeptAnalysis keep();
  // As if the function at `start` were analysed again. `kept` and `calls` are what came out before.
  const Analysis& recall(const FunctionStart& start, const KeptAnalysis& kept,
                         std::span<const Call> calls);

  // The ways through tables of the function that was analysed last, by jump.
  std::span<const TableWay> table_ways() const { return decoder_.table_ways(); }
  // What is known of registers and stack when `call`, of the function that was analysed last, is
  // about to be made. The next call of this object overwrites it.
  const State& before(const Call& call);

  // `call` with the arguments that it has on each way that leads into its block, but for ways that
  // are not reached. Its `block` is then the one that the way comes from, if nothing else is called
  // before it in its own.
  std::vector<Call> by_way(const Call& call);

  // Of the function that was analysed last: the ways from the end of block `from` through `to`,
  // each with the values of its own, to where the function ends or to a block that is to avoid.
  // `avoid` is as long as there are blocks, or empty.
  Outcome follow(std::uint32_t from, std::uint32_t to, const std::vector<bool>& avoid = {});
  // The block that is next behind `to` when control came there from `from`; no_block where the
  // values of that way do not tell, or `to` does not end in a branch.
  std::uint32_t next_behind(std::uint32_t from, std::uint32_t to);
  // Whether the values at the end of `from` let control go to `to`, which may follow it.
  bool may_lead(std::uint32_t from, std::uint32_t to);
  // What is known before the instruction `index` of `block`; nullptr where the block was not
  // reached. The next call of anything here overwrites it.
  const State* state_at(std::uint32_t block, std::uint32_t index);
  // The address that the instruction there reads or writes.
  Value address_at(std::uint32_t block, std::uint32_t index);
  // What the function knows on entering a block; nullptr where it was not reached.
  const State* before(std::uint32_t block) {
    if (block >= visits_.size() || visits_[block] == 0) return nullptr;
    if (told_before_[block] && recalled_) recall_before(block);
    return &states_[block];
  }

 private:
  struct Told {  // how much, so far
    std::size_t calls = 0;
    std::size_t comparisons = 0;
    std::size_t stores = 0;
    std::size_t numbers = 0;
    std::size_t results = 0;
    std::size_t tables = 0;
    std::size_t ways = 0;
    std::uint32_t lost_jumps = 0;
  };
  struct Bounded {  // an index is below a number in a block
    std::uint32_t block = no_block;
    std::uint32_t below = 0;
  };
  struct Last {  // when a block of a loop was carried last
    Told from;
    Told to;
    Bounded bounded;
    bool stale = false;  // more is known now, or may be
  };
  // A block of a way that is followed, with what is known at its start there, and where control
  // goes on. Ways that meet with the same knowledge go on alike, so most are found here.
  struct Passed {
    std::uint32_t block = no_block;
    std::uint32_t earlier = none_passed;  // of the same block
    State before;
    bool carried = false;  // the rest is known
    Bounded bounded;
    bool stops = false;  // in a call that never returns, or a jump out
    bool gives_back = false;
    Value given;
    bool too_many = false;            // cases of a jump through a table
    std::vector<std::uint32_t> next;  // in the order in which they are put aside to be followed
  };
  static constexpr std::uint32_t none_passed = 0xffffffff;
  void begin_ways();
  std::uint32_t passed(std::uint32_t block, const State& state);
  void pass(std::uint32_t place);
  void follow(const Function& function);
  void look_ahead();
  void find_table();
  void settle();
  void settle_piece(std::uint32_t first, std::uint32_t last);
  void tell(std::uint32_t block);
  void note_told(Told& told) const;
  void tell_again(const Last& last, const Told& before);
  void put_in_order();
  void hand_on(std::uint32_t block);
  void recall_before(std::uint32_t block);
  void enter(std::uint32_t from, std::uint32_t block, const State& state, bool behind_stop);
  void carry(std::uint32_t block);
  // Carries `state_` through a block, or to the instruction `until` of it. `say` adds what is found
  // to the analysis.
  void run(std::uint32_t block, bool say, std::uint32_t until = no_block);
  void call(const Instruction& in, std::uint64_t address, std::uint32_t index, std::uint32_t block,
            bool say);
  std::uint32_t entries_of(const Instruction& in, std::uint32_t block);
  std::vector<std::uint64_t> known_ways(std::uint32_t block) const;
  void bound(const Instruction& in, std::uint32_t block);
  void note_branch(const Instruction& in, std::uint64_t address, std::uint32_t block, bool say);
  Value given_by(const LibraryFunction& of);
  void effect(const Callees::Known& of, std::uint32_t index, std::uint64_t back);
  void start();
  void tell_numbers(const Instruction& in, std::uint64_t address);
  void step_on(const Instruction& in, std::uint64_t address, bool say);
  void tell_store(const Instruction& in, std::uint64_t address, std::uint32_t block);
  Value read_by_word(std::uint64_t address);
  Value target_of(const Instruction& in, std::uint64_t address) const;
  using Arguments = std::array<Value, call_arguments_max>;
  const Arguments& arguments();

  const Program& program_;
  FunctionDecoder decoder_;
  BlockGraph graph_;
  Callees callees_;
  Analysis analysis_;
  AnalysisOptions options_;
  std::uint32_t stop_before_ = no_block;  // an instruction at which run() ends
  std::optional<Machine> machine_;
  State state_;
  State other_;                     // where a delay slot belongs to one way only
  std::deque<Passed> passed_;       // blocks of ways that were followed; more than there are
  std::uint32_t passed_count_ = 0;  // so many of them
  std::vector<std::uint32_t> passed_last_;  // of each block
  bool ways_begun_ = false;                 // these are of the function that was analysed last
  std::vector<std::uint32_t> open_;         // of them, those that are to be followed
  bool has_other_ = false;
  Arguments arguments_;         // of the call that is carried out
  bool has_arguments_ = false;  // they were read
  bool stopped_here_ = false;   // the block that was run ends in a call that never returns
  std::optional<Comparison> branched_on_;  // at the end of the block that was run
  std::vector<std::uint64_t> led_here_;    // where a jump through a table at the end leads
  std::vector<TableWay> tables_;           // all of them
  FunctionStart start_;
  std::vector<State> states_;          // at the start of each block
  std::vector<bool> told_before_;      // of each block: it is what is known at the end of the one
                                       // block before it
  bool recalled_ = false;              // of those blocks, it is yet to be found out
  std::vector<std::uint32_t> untold_;  // in recall_before()
  std::vector<std::uint32_t> bounds_;  // of each block: an index is below it; 0: not known
  Bounded bounded_;                    // what the block that was run says of another
  bool asked_bound_ = false;           // and whether it asked what was said of it
  std::vector<Last> last_;             // of each block of a loop
  Analysis aside_;                     // lists of what blocks of a loop told
  std::vector<std::pair<std::uint64_t, std::uint32_t>> places_;  // of what is sorted, in its list
  std::vector<TableWay> ways_aside_;                             // likewise
  std::vector<std::uint8_t> visits_;                             // of each block; 0: not reached
  std::vector<bool> behind_stop_;  // of each block: only a call that never returns leads there
  std::vector<std::uint32_t> only_before_;  // of each block: what alone leads there, or no_block
  std::vector<bool> pending_;               // by place in the order of blocks
  std::uint32_t lowest_ = 0;                // no place below it is pending
};

}  // namespace assay::code
