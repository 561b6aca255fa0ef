// Digest call: a function of a library that leaves a digest, a checksum or what a cipher makes of
// bytes.
#pragma once

#include <cstdint>
#include <string_view>

namespace assay::readers {

struct DigestCall {
  static constexpr std::int8_t none = -1;

  std::string_view name;       // of the function
  std::string_view kind;       // digest, mac (with a key), cipher, checksum
  std::int8_t output = none;   // argument that points to where it goes; none: it is given back
  std::int8_t input = none;    // argument that points to what it is made of; none: of what calls of
                               // digest_input() were given before
  std::int8_t context = none;  // argument by which these are known
  std::int8_t key = none;      // argument that points to the key
};

// nullptr where `name` is none.
const DigestCall* digest_call(std::string_view name);

// A function that is given a part of what a digest is made of.
struct DigestInput {
  std::string_view name;
  std::int8_t context = 0;  // argument
  std::int8_t input = 1;    // argument that points to it
};

// nullptr where `name` is none.
const DigestInput* digest_input(std::string_view name);

}  // namespace assay::readers
