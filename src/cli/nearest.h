// Nearest word: which of some words a person most likely meant.
#pragma once

#include <span>
#include <string_view>

namespace assay::cli {

// Steps from one word to the other: a letter put in, left out, changed, or two neighbours swapped.
std::size_t edit_distance(std::string_view a, std::string_view b);

// The word nearest to `typed`, or one that `typed` begins; empty where none is near.
std::string_view nearest(std::string_view typed, std::span<const std::string_view> words);

}  // namespace assay::cli
