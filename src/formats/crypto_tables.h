// Crypto tables: the constant tables of ciphers, digests and curves, as their standards define
// them.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace assay::formats {

constexpr std::size_t crypto_known_by_size = 8;

struct CryptoTable {
  std::string_view algorithm;  // 'AES'
  std::string_view name;       // 'S-box'
  std::string_view form;       // bytes, little-endian words, big-endian words
  std::string_view standard;   // that defines it
  std::vector<std::uint8_t> bytes;
  std::size_t known_by = 0;  // offset of the crypto_known_by_size bytes by which it is looked for
};

// All of them, each in the forms in which programs have it; made when first asked for.
std::span<const CryptoTable> crypto_tables();

}  // namespace assay::formats
