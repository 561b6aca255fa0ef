// Callees: whom a call goes to: a function of this file, or a name that another file has.
#pragma once

#include <array>
#include <memory>
#include <unordered_set>

#include "base/chained_map.h"
#include "code/function.h"
#include "code/library.h"
#include "code/step.h"

namespace assay::code {

struct Callee {
  std::uint64_t address = 0;         // of a function of this file; 0 where it is none
  const Decoder* decoder = nullptr;  // of the code at `address`
  std::string_view name;             // by a symbol; empty where nothing tells it
  bool imported = false;             // `name` is of another file

  bool known() const { return address != 0 || !name.empty(); }
};

// Whether a symbol's name is one that linkers give to their stubs.
bool is_stub_name(std::string_view name);

// In which instruction set control arrives; Arm alone has two.
enum class Arrival : std::uint8_t { same_set, other_set, by_lowest_bit };

// How `in`, which calls or jumps, arrives.
Arrival arrival_of(const Instruction& in);

// Whether `in`, which calls, leaves its return address where the ABI has it. What leaves it in
// another register is a stub's jump.
bool keeps_return_address(const Decoder& decoder, const Instruction& in);

// The instructions of a short function that were come to. One object serves many functions, and has
// little to clear between them.
class Seen {
 public:
  // Most of what is looked at stands at `start` or soon behind it.
  void begin(std::uint64_t start) {
    start_ = start;
    near_.fill(0);
    turn_++;
    size_ = 0;
  }
  // False where it was come to before.
  bool insert(std::uint64_t address) {
    const std::uint64_t distance = address - start_;
    if (distance / 64 >= near_.size()) return insert_far(address);
    const std::uint64_t bit = std::uint64_t{1} << distance % 64;
    if ((near_[distance / 64] & bit) != 0) return false;
    near_[distance / 64] |= bit;
    size_++;
    return true;
  }
  bool is_full() const { return size_ > instructions_max; }

 private:
  bool insert_far(std::uint64_t address) {
    std::size_t at = address * 0x9e3779b97f4a7c15U >> (64U - slots_log2);
    for (; slots_[at].turn == turn_; at = (at + 1) % slots_.size())
      if (slots_[at].address == address) return false;
    slots_[at] = {turn_, address};
    size_++;
    return true;
  }
  static constexpr std::size_t instructions_max = 256;
  static constexpr unsigned slots_log2 = 10;
  struct Slot {
    std::uint64_t turn = 0;  // an older one: free
    std::uint64_t address = 0;
  };
  std::array<std::uint64_t, 16> near_{};  // a bit for each byte from start_ on
  std::uint64_t start_ = 0;
  std::array<Slot, 1U << slots_log2> slots_{};
  std::uint64_t turn_ = 0;
  std::size_t size_ = 0;
};

class Callees {
 public:
  explicit Callees(const Program& program) : program_(program), decoder_(program) {}

  // Whom control goes to when it leaves for `target` (what a register or an instruction says) with
  // the registers of `state`. Follows the linker's stubs to the name they stand for.
  Callee at(const Machine& machine, const Value& target, Arrival arrival, const State& state) {
    return known_at(machine, target, arrival, state).callee;
  }

  // A callee, with what the library of C says of it.
  struct Known {
    Callee callee;
    const LibraryFunction* library = nullptr;
  };
  static Known known(const Callee& callee) { return {callee, library_function(callee.name)}; }
  // Likewise. The next call overwrites what this one gave.
  const Known& known_at(const Machine& machine, const Value& target, Arrival arrival,
                        const State& state) {
    // Where stubs ask nothing of their callers, an address has one callee.
    if (machine.abi.stub != no_register || !target.is(Value::Kind::number))
      return known_ = known(follow(machine, target, arrival, state, 0));
    Recent& recent = recent_[(target.number >> 1U) % recent_.size()];
    if (recent.decoder != &machine.decoder || recent.target != target.number ||
        recent.arrival != arrival)
      recent = {target.number, &machine.decoder, arrival,
                known(follow(machine, target, arrival, state, 0))};
    return recent.known;
  }

  // The register that the function at `target` fills with its return address, as position-
  // independent code of i386 has it; no_register where it does something else.
  Register fills_with_own_address(const Machine& machine, std::uint64_t target);

  // Whether no way through the function at `address` comes back: each is seen to end in a library
  // function that does not. Short ones alone are looked at, such as print a usage and exit. What
  // was asked before changes no answer, but of functions that call each other in a ring.
  bool never_returns(const Machine& machine, std::uint64_t address, const State& state) {
    if (const bool* known = never_return_.find(address)) return *known;
    guessed_.clear();
    return never_returns(machine, address, state, 0).yes;
  }

 private:
  Callee follow(const Machine& machine, const Value& target, Arrival arrival, const State& state,
                unsigned depth);
  // An answer, and the depth of the outermost function of which it took for granted that it comes
  // back, since what is asked now is asked for its sake; `certain` where there is none.
  struct Answer {
    bool yes = false;
    unsigned rests_on = certain;
  };
  static constexpr unsigned certain = 0xffffffff;
  Answer never_returns(const Machine& machine, std::uint64_t address, const State& state,
                       unsigned depth);
  Answer only_ends(const Machine& machine, std::uint64_t address, const State& state,
                   unsigned depth);
  // `yes`: control does not come back from a call, or from a jump to another function.
  Answer stays_away(const Machine& machine, const Instruction& in, std::uint64_t address,
                    const State& state, unsigned depth);
  std::uint64_t base_of_table(const Machine& machine, const State& state) const;
  Callee follow_stub(const Machine& machine, std::uint64_t address, const State& state,
                     unsigned depth);

  const Program& program_;
  FunctionDecoder decoder_;  // of what nothing names
  struct Stub {
    std::uint64_t address = 0;
    std::uint64_t table = 0;  // what its caller has for the base of the GOT
    friend bool operator==(const Stub&, const Stub&) = default;
  };
  struct Hash {
    std::uint64_t operator()(const Stub& stub) const {
      return (stub.address ^ stub.table << 20U) * 0x9e3779b97f4a7c15U;
    }
    std::uint64_t operator()(std::uint64_t address) const { return address * 0x9e3779b97f4a7c15U; }
  };
  ChainedMap<Stub, Callee, Hash> stubs_;
  struct Recent {
    std::uint64_t target = 0;
    const Decoder* decoder = nullptr;
    Arrival arrival = Arrival::same_set;
    Known known;
  };
  Known known_;                              // that was asked for last, if it is not in recent_
  std::array<Recent, 1024> recent_;          // what was asked lately, by some bits of the target
  std::vector<std::unique_ptr<Seen>> seen_;  // of functions that are looked at, each called by the
                                             // one before
  ChainedMap<std::uint64_t, bool, Hash> never_return_;  // by the function's address
  std::vector<std::uint64_t> looking_at_;               // functions, each called by the one before
  std::unordered_set<std::uint64_t> guessed_;  // not known to stay away, in what is asked now
};

}  // namespace assay::code
