// Codec: how one kind of stored bytes becomes plain bytes. One file in codec/codecs/ defines one
// Codec, named as its file; the build lists them.
//
// A codec knows nothing of containers: a handler (unpack/handler.h) says which bytes are stored
// with which codec, and only the engine decodes, so that every limit on plain bytes holds in one
// place.
#pragma once

#include <span>
#include <string_view>

#include "base/bytes.h"

namespace assay::codec {

struct Codec {
  std::string_view id;      // the file's stem: [a-z0-9_]+
  std::string_view title;   // for people
  std::string_view source;  // the specification or reference implementation

  // Decodes the stream or block that starts at `stored[0]` and replaces what `plain` holds by its
  // plain bytes, of which there are `size_max` at most. Bytes behind the end of a stream are left
  // alone; a codec whose blocks do not say where they end stops at the end of `stored`, or, where
  // the caller knows the plain size, as soon as `size_max` bytes are out.
  // Returns how many of the stored bytes it took, 1 to stored.size().
  // Errors: truncated, corrupt, unsupported, encrypted; limit, where there is more than `size_max`.
  // On an error `plain` holds what was decoded before it, so that nothing found is lost.
  // Pure and thread-safe: the same bytes give the same result on any thread.
  Result<std::uint64_t> (*decode)(Bytes stored, std::uint64_t size_max, Buffer& plain);

  // As decode(), but what comes out is not held against the checksums in the stream: it tells a
  // stream whose checksum is wrong from one that does not decode. Null where there is no checksum,
  // or no way around it.
  Result<std::uint64_t> (*decode_unchecked)(Bytes stored, std::uint64_t size_max,
                                            Buffer& plain) = nullptr;
};

std::span<const Codec* const> all_codecs();  // sorted by id

// The codec of this id, or null.
const Codec* find_codec(std::string_view id);

}  // namespace assay::codec
