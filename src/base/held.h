// Held: bytes together with whatever keeps them in memory: a mapped file, a decoded buffer.
#pragma once

#include <memory>

#include "base/bytes.h"

namespace assay {

class Held {
 public:
  Held() = default;
  Held(Bytes bytes, std::shared_ptr<const void> owner) : bytes_(bytes), owner_(std::move(owner)) {}
  explicit Held(std::shared_ptr<const Buffer> buffer)
      : bytes_(*buffer), owner_(std::move(buffer)) {}

  Bytes bytes() const { return bytes_; }

  // A part of them, which keeps all of them. Errors: truncated.
  Result<Held> part(Range range) const { return Held(TRY(slice(bytes_, range)), owner_); }

 private:
  Bytes bytes_;
  std::shared_ptr<const void> owner_;
};

}  // namespace assay
