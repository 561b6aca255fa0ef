// Streams: what the handlers of compressed streams share: decoding on trial, one stream after the
// other as long as they follow each other, and handing over what came out as one member.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "unpack/handler.h"

namespace assay::unpack {

struct StreamFormat {
  const codec::Codec* codec;

  // Whether a stream starts with these bytes that belongs to the same file as the one that starts
  // with `first`. The first of all is asked of with itself.
  bool (*starts)(Bytes bytes, Bytes first);

  // Size of the frame to be skipped with which these bytes start, 0 where it is none. Null where
  // the format knows no such frames.
  std::uint64_t (*skippable)(Bytes bytes) = nullptr;

  // Name of the checksum that the codec holds a stream against.
  std::string_view check = "checksum";
};

// Size of the frame to be skipped, in the form that Zstandard and LZ4 share; 0 where it is none.
std::uint64_t skippable_frame(Bytes bytes);

// A probe whose size, pieces, problems, confidence, plain size and check are set; the caller adds
// title and header fields. A stream that is cut short takes the rest of the node; one with a defect
// goes as far as it decodes. Errors: the codec's; corrupt, where nothing starts here.
Result<Probe> probe_streams(const Candidate& candidate, const StreamFormat& format);

// Hands over the member that all pieces together are. An empty name becomes "plain".
Result<void> add_plain(const Probe& probe, std::string_view name, Sink& sink);

}  // namespace assay::unpack
