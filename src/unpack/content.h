// Content: how the bytes of a member come from the bytes of its container.
//
// A handler never decodes members itself. It says where their pieces are stored and with which
// codec; the engine decodes them, on any thread, when they are needed, and drops them after they
// were read. So limits hold in one place, a member that nobody asks for costs nothing, and which
// bytes of a container belong to members is known without asking the handler.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "base/bytes.h"
#include "codec/codec.h"

namespace assay::unpack {

// One piece of a member: `size` bytes of what `stored` decodes to, from byte `skip` of it on.
struct Extent {
  Range stored;                         // of the container's bytes; {0, 0} for a hole
  const codec::Codec* codec = nullptr;  // null: stored plain, or a hole where `stored` is empty
  std::uint64_t plain_size_max = 0;     // of the whole decoded piece, at most; 0: not known
  std::uint64_t skip = 0;               // of the decoded piece
  std::uint64_t size = 0;               // of the member; 0 with a codec: all that it decodes to
  std::shared_ptr<const Buffer> plain;  // the decoded piece, where a probe had to decode it anyway
};

struct Content {
  std::vector<Extent> extents;  // in the member's order

  static Content plain(Range stored) { return {{{stored, nullptr, 0, 0, stored.size, nullptr}}}; }
  static Content coded(Range stored, const codec::Codec& codec,
                       std::shared_ptr<const Buffer> plain = nullptr) {
    return {{{stored, &codec, 0, 0, 0, std::move(plain)}}};
  }
  // A hole: `size` zero bytes that are stored nowhere.
  static Extent hole(std::uint64_t size) { return {{0, 0}, nullptr, 0, 0, size, nullptr}; }
};

// What a container states of a member's plain bytes, for the engine to hold them against once they
// are decoded.
struct Stated {
  std::optional<std::uint64_t> size;
  std::optional<std::uint32_t> crc32;
};

}  // namespace assay::unpack
