// Leaf: bytes that are handed to readers: a file, or what of a container no format explains.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "model/fact.h"
#include "model/node.h"
#include "model/problem.h"

namespace assay {

// A place where one of a list of words or patterns stands.
struct Hit {
  std::uint64_t offset = 0;   // of its first byte
  std::uint32_t pattern = 0;  // its place in the list
  friend bool operator==(const Hit&, const Hit&) = default;
};

struct Leaf {
  Bytes bytes;
  std::string_view name;         // path in its container; empty where only the bytes count
  const Attributes& attributes;  // default where only the bytes count
  std::string_view file_type;    // see readers::Readers::file_type
  std::span<const Hit> hits;     // of the words that were asked for, by offset
  bool code_read = false;        // its machine code was read with that of the bytes around it
};

// What a reader says of a leaf.
struct Reading {
  std::vector<Fact> facts;
  std::vector<Problem> problems;
};

}  // namespace assay
