// Settled ways: where control goes on behind a block that only asks again what is known already.
#pragma once

#include "code/survey.h"

namespace assay::readers {

struct Edge {
  std::uint32_t from = 0;
  std::uint32_t to = code::no_block;
  friend bool operator==(const Edge&, const Edge&) = default;
};

// The edge that control takes after `edge` and in no other way: a compiler sets a number on the
// ways where something is equal and another on all others, lets them meet, and branches by it.
// `edge` itself where no such block follows. Of the function that `analyser` analysed last.
Edge settled_way(code::Analyser& analyser, const code::Analysis& analysis, Edge edge);

// Whether a block has one way in and one way out, and calls and stores nothing: it only leads on.
bool only_leads_on(const code::Analysis& analysis, std::uint32_t block);

}  // namespace assay::readers
