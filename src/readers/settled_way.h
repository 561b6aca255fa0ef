// Settled ways: where control goes on behind a block that only asks again what is known already.
#pragma once

#include <optional>

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

// The edge behind a block that `edge` leads to and that only leads on: it has one way in and one
// way out, and calls and stores nothing. Nothing where it is no such block.
std::optional<Edge> led_on(const code::Analysis& analysis, Edge edge);

}  // namespace assay::readers
