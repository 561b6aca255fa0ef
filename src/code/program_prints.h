// ProgramPrints: the exact fingerprints of all functions of a program, before values are followed
// in them; and of what stands in slots that are filled when the program starts.
#pragma once

#include "code/fingerprint.h"
#include "code/function_starts.h"

namespace assay::code {

class ProgramPrints {
 public:
  // Decodes each function. Both are kept as references.
  ProgramPrints(const Program& program, const FunctionStarts& found);

  // What stands before an instruction behind which nothing follows, some way into it. Where a
  // function ends is not always known, and where its thread's data lie differs from program to
  // program.
  struct Opening {
    std::uint64_t form = 0;  // of its operations, without registers and numbers
    std::uint32_t operations = 0;
  };
  struct Printed {
    Fingerprint print;
    Opening opening;
    std::uint64_t end = 0;  // past its last byte
    // Places behind calls where the function may end, as it does where the call never comes back:
    // nothing before leads behind them, and control has left before. The first few.
    std::vector<std::uint64_t> ends;
  };
  // By the place of its start in FunctionStarts::starts.
  std::span<const Printed> functions() const { return functions_; }
  // Where the function that begins at `address` stands there; none where none does.
  std::optional<std::size_t> place_of(std::uint64_t address) const;

  // The fingerprint of a function that ends at `limit` at the latest, and its end.
  Printed cut(std::size_t place, std::uint64_t limit);

  struct Called {
    std::uint64_t prints = 0;      // of how those that it calls open, in order; 0: it calls none
    std::uint32_t operations = 0;  // of those, each counted once a call
  };
  // Whom a function that ends at `limit` at the latest calls, as far as values in registers tell.
  Called callees_of(std::size_t place, std::uint64_t limit = UINT64_MAX);

  // The functions whose addresses the function at `address` has in its registers at any place,
  // which it may give back: places in starts, each once. None where it is too large for a function
  // that chooses among others, or has the address of code where no function is known to begin.
  std::vector<std::size_t> chosen_by(std::uint64_t address);

 private:
  Fingerprint print_of(const Function& function);
  std::uint64_t find_ends(const Function& function, Printed& printed) const;

  const Program& program_;
  const FunctionStarts& found_;
  FunctionDecoder decoder_;
  Fingerprinter fingerprinter_;
  BlockGraph graph_;
  Analyser analyser_;
  std::vector<Printed> functions_;
};

}  // namespace assay::code
