// Crypto call: a function of a library of cryptography that is handed a key, a vector, a salt or a
// password, or that decides how a peer is checked.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace assay::readers {

// One argument of such a function: bytes whose being constant matters.
struct CryptoArgument {
  static constexpr std::int8_t none = -1;

  std::string_view name;      // of the function
  std::string_view kind;      // key iv salt password
  std::int8_t bytes = 0;      // argument that points to them
  std::int8_t size = none;    // argument with their number
  bool bits = false;          // which counts bits
  std::uint8_t fixed = 0;     // their number, where no argument has it; 0: not known
  std::int8_t cipher = none;  // argument: a cipher as EVP_aes_128_cbc() gives it
};

// Those of `function`, in the order of arguments; empty where it has none.
std::span<const CryptoArgument> crypto_arguments(std::string_view function);

// A call after which a peer's certificate is not checked, where its arguments are these.
struct PeerCheck {
  std::string_view name;    // of the function
  std::int8_t option = -1;  // argument that has to be `number`; -1: none
  std::uint64_t number = 0;
  std::int8_t value = 1;     // argument that is 0 where nothing is checked
  std::string_view setting;  // the name of what is set
};

// Those of `function`; empty where it has none.
std::span<const PeerCheck> peer_checks(std::string_view function);

}  // namespace assay::readers
