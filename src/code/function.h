// Function: the instructions that are reached from one start, in basic blocks.
#pragma once

#include <utility>
#include <vector>

#include "code/program.h"

namespace assay::code {

constexpr std::uint64_t function_size_max = 4U << 20U;  // bytes from its start on
constexpr std::uint32_t no_block = 0xffffffff;

// Instructions that are carried out one after the other; only the last may lead elsewhere, with the
// one in its delay slot behind it.
struct Block {
  std::uint32_t first = 0;  // place in `instructions`
  std::uint32_t count = 0;
  std::uint32_t taken = no_block;  // where its jump or branch leads; none: out of the function
  std::uint32_t next = no_block;   // what follows where it does not; none: nothing does
  // Where it is not always: under it `taken` is next, though no branch says so. All of `next` is
  // carried out under the opposite condition: conditional instructions of Arm, up to a call or
  // return.
  Condition skips = Condition::always;
  bool skipped = false;         // this is such a `next`
  bool part = false;            // it begins here for this reason alone
  std::uint32_t first_way = 0;  // of a jump through a table: place in `ways_of_tables`
  std::uint32_t way_count = 0;
};

// One of the places that a jump through a table leads to.
struct TableWay {
  std::uint64_t jump = 0;  // address of the instruction
  std::uint64_t place = 0;
  friend auto operator<=>(const TableWay&, const TableWay&) = default;
};

struct FunctionStart {
  std::uint64_t address = 0;
  const Decoder* decoder = nullptr;
  std::uint64_t limit = 0;         // the function ends here at the latest
  std::span<const TableWay> ways;  // that are known already, by jump
};

struct Function {
  std::uint64_t address = 0;
  const Decoder* decoder = nullptr;
  std::vector<Instruction> instructions;
  std::vector<std::uint64_t> addresses;  // of each instruction
  std::vector<Block> blocks;  // by address of their first instruction, but for the entry,
                              // which is the first
  std::vector<std::uint32_t> ways_of_tables;  // blocks
  std::vector<std::uint64_t> literals;        // words between its instructions that they load
  std::uint64_t end = 0;                      // past the last byte that is reached
  std::uint32_t invalid = 0;  // bytes that are no instruction were reached so many times
  bool complete = true;       // false: a jump goes where the instructions alone do not tell

  std::span<const Instruction> instructions_of(const Block& block) const {
    return std::span(instructions).subspan(block.first, block.count);
  }
  // The blocks that the jump through a table at the end of `block` was found to lead to.
  std::span<const std::uint32_t> table_ways(const Block& block) const {
    return std::span(ways_of_tables).subspan(block.first_way, block.way_count);
  }
  // The block that begins at `address`; no_block where none does.
  std::uint32_t block_at(std::uint64_t address) const;
  // The last instruction of `block` that may lead elsewhere; nullptr where none does.
  const Instruction* leaving(const Block& block) const;
};

// Follows the code from a start. One object serves many functions, and keeps its memory.
class FunctionDecoder {
 public:
  explicit FunctionDecoder(const Program& program) : program_(program) {}
  // The next call overwrites what this one gave. Who asks for the same again gets the same.
  const Function& decode(const FunctionStart& start);
  // The same without instructions and blocks: found() has what it comes to.
  const Function& reach(const FunctionStart& start);
  const Function& function() const { return function_; }
  // What was found last, in the order in which it was reached, with the address of each.
  std::span<const Instruction> found() const { return std::span(found_).first(found_count_); }
  std::span<const std::uint64_t> found_at() const {
    return std::span(found_at_).first(found_count_);
  }
  // Instructions of these that stand one behind the other.
  struct Run {
    std::uint64_t address = 0;
    std::uint64_t end = 0;
  };
  std::span<const Run> runs() const { return runs_; }
  // Places in found() of calls to an address.
  std::span<const std::uint32_t> calls() const { return calls_; }
  // What decode() gave last, with what stands at further places, to which its jumps are found to
  // lead.
  const Function& extend(std::span<const TableWay> ways);
  // The ways through tables of what decode() or extend() gave, each once, by jump.
  std::span<const TableWay> table_ways() const { return table_ways_; }

 private:
  std::uint64_t follow(std::uint64_t address);
  void follow_all();
  void make_room();
  const Function& decode_ways(std::span<const TableWay> ways);
  void make_blocks();
  void unmake_blocks();
  void make_block(std::uint32_t leader);
  std::uint32_t stop_behind(std::uint32_t found);
  void copy(std::uint32_t first, std::uint32_t end);
  void finish_copy();
  std::uint64_t copy_slot(std::uint64_t address);
  void add_table_ways(std::uint64_t jump, Block& block);
  std::uint32_t leader_at(std::uint64_t address) const;
  std::uint32_t* mark_of(std::uint64_t address);
  bool is_place(std::uint64_t address) const;
  std::uint32_t mark_at(std::uint64_t address) const;
  std::uint32_t found_place(std::uint32_t mark) const;
  bool make_marks(std::uint64_t offset);
  void clear_marks();
  bool holds(const FunctionStart& start) const;
  void begin(const FunctionStart& start);
  bool make_leader(std::uint64_t address);
  void lead_to(std::uint64_t address);
  void note_literal(std::uint64_t address, unsigned size);
  void note_skipped(std::uint64_t behind);
  void begin_parts();

  const Program& program_;
  Function function_;
  bool decoded_ = false;  // it is what decode() gave
  FunctionStart start_;
  Bytes bytes_;                          // from the start to the limit
  unsigned unit_shift_ = 0;              // bytes of a place are 1 << this
  std::vector<Instruction> found_;       // in the order of discovery; more than there are
  std::vector<std::uint64_t> found_at_;  // the address of each
  std::uint32_t found_count_ = 0;        // so many of them
  std::vector<Run> runs_;                // of found_, in its order
  std::vector<std::uint32_t> stops_;     // places in found_ behind what leads elsewhere and behind
                                         // runs, in order
  std::vector<std::uint32_t> calls_;     // places in found_
  std::vector<std::uint32_t> marks_;     // for each place from the start on: index in found_ plus
                                         // 1, and flags; zeros behind the function. For blocks,
                                         // leaders have their index in leaders_ there
  std::uint64_t marks_end_ = 0;          // bytes from the start on that have marks
  std::vector<std::uint64_t> marked_;    // places in marks_ that are not zero, beside those of
                                         // found instructions
  std::vector<std::uint64_t> pending_;   // places to follow
  std::vector<std::uint64_t> leaders_;
  std::vector<std::uint64_t> leaders_without_;  // what make_blocks() found no instruction at
  // In make_blocks():
  std::vector<std::uint32_t> leaders_found_;  // places of these in found_
  std::size_t stop_ = 0;                      // in stops_, of the block that was made last
  std::uint32_t copy_first_ = 0;              // found_ from here on is yet to be copied,
  std::uint32_t copy_end_ = 0;                // to here
  std::uint32_t copied_ = 0;                  // instructions that were, with these
  std::vector<TableWay> table_ways_;          // by jump
  struct Skipped {  // conditional instructions, of which the last is a call
    std::uint64_t from = 0;
    std::uint64_t behind = 0;
    Condition unless = Condition::always;
    bool apart = false;  // nothing else leads to the first of them
  };
  const Skipped* skipped_at(std::uint64_t address) const;
  std::vector<Skipped> skipped_;      // by `from`, in make_blocks()
  std::vector<std::uint64_t> parts_;  // leaders for their sake alone, in make_blocks()
};

}  // namespace assay::code
