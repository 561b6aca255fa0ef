// PEM: keys and certificates in text, wherever in the bytes they stand: in a file of their own, in
// a program's data, in a C or JSON string.
#pragma once

#include <optional>
#include <vector>

#include "formats/stated.h"

namespace assay::formats {

constexpr std::size_t pem_label_size_max = 64;          // bytes
constexpr std::size_t pem_body_size_max = 256U << 10U;  // bytes of text
constexpr std::size_t pem_blocks_max = 4096;

struct PemBlock {
  std::string label;  // "RSA PRIVATE KEY"
  Range range;        // from the first dash of BEGIN to the last of END
  bool encrypted = false;
  std::string cipher;             // of the DEK-Info header: "AES-128-CBC"; empty where none
  std::vector<std::uint8_t> der;  // the decoded body
};

struct PemBlocks {
  std::vector<PemBlock> blocks;
  std::vector<FormatProblem> problems;  // blocks with both lines whose body could not be decoded
};

// Every block of `bytes`, in order. A BEGIN line without its END line and a body is no block:
// programs that read PEM carry such lines.
PemBlocks find_pem_blocks(Bytes bytes);

}  // namespace assay::formats
