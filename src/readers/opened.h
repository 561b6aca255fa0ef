// Opened: what a program can do only where a comparison came out equal.
#pragma once

#include <optional>
#include <string>

#include "code/dominators.h"
#include "readers/settled_way.h"

namespace assay::readers {

// Ways from one block to another that comparisons of a function take where they are equal.
using EqualEdges = std::vector<Edge>;

struct Opened {
  std::string families;       // each once, in the order of their calls, a blank between
  std::string call;           // the name of the first one that is called
  std::uint64_t address = 0;  // of that call; 0: nothing is opened
  std::string argument;       // its text, where it is constant
  bool constant = false;      // the argument is
  std::string through;        // the function, one level down, that has the call; empty: none
};

// How much code a comparison decides about.
struct Decided {
  std::uint64_t dominated = 0;  // instructions that are reached through the edge alone
  std::uint64_t reached = 0;    // instructions that are reached from the edge
};

// Whether what `edge` leads to is reached through it, or one of `equal_edges`, alone.
bool reached_only_by(const code::Survey& survey, const code::Dominators& dominators, Edge edge,
                     const EqualEdges& equal_edges);

// Of `edge`, where it leads to a block. `alone`: what reached_only_by() says of it.
Decided decided_by(const code::Analysis& analysis, const code::Dominators& dominators, Edge edge,
                   bool alone);

// The gates of a program: its calls that matter behind a comparison. They are looked for once, when
// the first question is asked.
class Gates {
 public:
  explicit Gates(const code::Survey& survey) : survey_(survey) {}

  // Whether `function` runs other programs, itself or one level down.
  bool may_open(const code::SurveyedFunction& function);
  // Whether it has any call that matters, itself or one level down.
  bool any_in(const code::SurveyedFunction& function);

  // Of `edge` of the function that was analysed last. `equal_edges` are the ways that other
  // comparisons of the function take where they are equal: several constants may open the same
  // code.
  Opened opened_by(const code::Analysis& analysis, const code::Dominators& dominators, Edge edge,
                   const EqualEdges& equal_edges);
  // Likewise, where it is known that what it leads to is reached through it alone.
  Opened opened_behind(const code::Analysis& analysis, const code::Dominators& dominators,
                       std::uint32_t block);

  // Of a call at `address` of `function`, which is made only then.
  Opened opened_through(std::uint64_t address, const code::SurveyedFunction& function);

 private:
  struct Holder {  // a function that has some: the addresses for which it stands
    std::uint64_t start = 0;
    std::uint64_t end = 0;
    bool runs = false;  // it runs programs itself
  };
  struct Found {
    std::vector<std::uint32_t> calls;  // places in Survey::calls(), in order
    std::vector<Holder> holders;       // by address
    bool any_runs = false;
  };
  const Found& found();
  std::span<const std::uint32_t> gates_of(const code::SurveyedFunction& function);
  const Holder* holder_at(std::uint64_t address);

  const code::Survey& survey_;
  std::optional<Found> found_;
};

}  // namespace assay::readers
