// Base 64 (RFC 4648): how keys and certificates stand in text.
#pragma once

#include "base/bytes.h"

namespace assay::formats {

// The bytes that `text` writes. Blanks, line ends and double quotes are passed over. Errors:
// corrupt, where another character, padding in the middle or a lone character at the end stands.
Result<std::vector<std::uint8_t>> decode_base64(std::string_view text);

// Whether `c` stands for six bits.
bool is_base64_digit(char c);

// `bytes` in base 64, without padding, as OpenSSH prints fingerprints.
std::string encode_base64_unpadded(Bytes bytes);

}  // namespace assay::formats
