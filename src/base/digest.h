// SHA-256, by which every run of bytes here is named.
#pragma once

#include <array>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>

#include "base/bytes.h"

namespace assay {

using Digest = std::array<std::uint8_t, 32>;

Digest sha256(Bytes bytes);

// 64 lower-case hex digits.
std::string to_hex(const Digest& digest);

// `bytes` as lower-case hex digits.
std::string to_hex(Bytes bytes);

// The digest of `pieces`, one after the other, by the algorithm that a format names: md5, sha1,
// sha224, sha256, sha384 or sha512. Only for checking what an image states of itself.
// Errors: unsupported, any other name.
Result<Buffer> digest_by(std::string_view algorithm, std::initializer_list<Bytes> pieces);

// SHA-256 of bytes that arrive in pieces.
class Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256(const Sha256&) = delete;
  Sha256& operator=(const Sha256&) = delete;
  void add(Bytes bytes);
  Digest finish();  // once

 private:
  struct Context;
  std::unique_ptr<Context> context_;
};

}  // namespace assay
