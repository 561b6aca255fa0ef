// Opened: what a program can do only where a comparison came out equal.
#pragma once

#include <string>

#include "code/dominators.h"
#include "readers/settled_way.h"

namespace assay::readers {

// Ways from one block to another that comparisons of a function take where they are equal.
using EqualEdges = std::vector<Edge>;

struct Opened {
  std::string families;         // each once, in the order of their calls, a blank between
  std::string call;             // the name of the first one that is called
  std::uint64_t address = 0;    // of that call; 0: nothing is opened
  std::string argument;         // its text, where it is constant
  bool constant = false;        // the argument is
  std::string through;          // the function, one level down, that has the call; empty: none
  std::uint64_t dominated = 0;  // instructions that are reached through the edge alone
  std::uint64_t reached = 0;    // instructions that are reached from the edge
};

// Whether `function` runs other programs, itself or one level down.
bool may_open(const code::Survey& survey, const code::SurveyedFunction& function);

// Whether what `edge` leads to is reached through it, or one of `equal_edges`, alone.
bool reached_only_by(const code::Survey& survey, const code::Dominators& dominators, Edge edge,
                     const EqualEdges& equal_edges);

// Of `edge` of the function that was analysed last. `equal_edges` are the ways that other
// comparisons of the function take where they are equal: several constants may open the same code.
Opened opened_by(const code::Survey& survey, const code::Analysis& analysis,
                 const code::Dominators& dominators, Edge edge, const EqualEdges& equal_edges);

// Of a call at `address` of `function`, which is made only then.
Opened opened_through(const code::Survey& survey, std::uint64_t address,
                      const code::SurveyedFunction& function);

}  // namespace assay::readers
