// DES boxes: the S-boxes of the Data Encryption Standard, in the forms in which programs have them.
#pragma once

#include <cstdint>
#include <vector>

namespace assay::formats {

// All eight as the standard prints them, row after row: 512 numbers of four bits.
std::vector<std::uint8_t> des_boxes();

// Of one box, 0 to 7, what comes out of the permutation P for each of 64 inputs: a word turned left
// by one bit, as programs have it that keep the halves of a block so.
std::vector<std::uint64_t> des_box_permuted(unsigned box);

// All eight with P, 512 words, for programs that have all bits in reverse order: input and word are
// reversed, and the word is turned left by three bits.
std::vector<std::uint64_t> des_boxes_reversed();

}  // namespace assay::formats
