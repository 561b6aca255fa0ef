// lz4_legacy: the frame that `lz4 -l` writes and Linux kernels are packed in. It has neither end
// mark nor checksum, so it is one only where all of it decodes.
//
//   0  4  184c2102, little-endian
//   4     blocks of 8 MiB plain bytes, the last of fewer: 4 bytes of stored size, an LZ4 block
//
// Source: lz4, doc/lz4_Frame_format.md, "Legacy frame".
#include <fmt/core.h>

#include "unpack/handler.h"
#include "unpack/stream.h"

namespace assay::codec {
extern const Codec lz4_legacy;
}

namespace assay::unpack {
namespace {

// The magic stands in programs, too, and what follows it there may decode to a few bytes.
constexpr std::uint64_t plain_size_min = 32;

Result<Probe> probe(const Candidate& candidate) {
  Trial trial = TRY(candidate.decode(codec::lz4_legacy, 0));
  const std::uint64_t plain_size = trial.plain->size();
  if (plain_size < plain_size_min)
    return fail(ErrorCode::corrupt, fmt::format("LZ4 legacy: {} plain bytes", plain_size));
  Probe probe;
  probe.size = trial.stored_size;
  probe.confidence = Confidence::proven;
  probe.title = "LZ4, legacy frame";
  probe.header = {{"plain_size", static_cast<std::int64_t>(plain_size)}};
  probe.pieces = {{{0, trial.stored_size}, &codec::lz4_legacy, 0, 0, 0, std::move(trial.plain)}};
  return probe;
}

Result<void> expand(Bytes chunk, const Probe& probe, Sink& sink) {
  (void)chunk;
  return add_plain(probe, "", sink);
}

constexpr Magic magics[] = {{"02 21 4c 18"}};

}  // namespace

extern const Handler lz4_legacy = {
    .id = "lz4_legacy",
    .title = "LZ4 legacy frame",
    .source = "lz4, doc/lz4_Frame_format.md",
    .magics = magics,
    .recheck = "lz4 -dc < {input}",
    .probe = probe,
    .expand = expand,
};

}  // namespace assay::unpack
