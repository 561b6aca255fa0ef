// zlib: a deflate stream behind a two-byte header and before an Adler-32. Two bytes are too few to
// look for everywhere, so it is looked for at the start of a node only.
//
//   0  1  low half: 8, deflate; high half: size of the window, log2 less 8: 0 to 7
//   1  1  low 5 bits: make both bytes, read big-endian, a multiple of 31; 20: preset dictionary;
//         upper 2 bits: level
//
// Source: RFC 1950.
#include <fmt/core.h>

#include "base/endian.h"
#include "unpack/handler.h"
#include "unpack/stream.h"

namespace assay::codec {
extern const Codec zlib;
}

namespace assay::unpack {
namespace {

bool starts(Bytes bytes) {
  const auto header = read<be16>(bytes, 0);
  return header && (*header & 0x8f00U) == 0x0800U && (*header & 0x20U) == 0 && *header % 31 == 0;
}

Result<Probe> probe(const Candidate& candidate) {
  if (!starts(candidate.tail())) return fail(ErrorCode::corrupt, "no zlib header");
  Trial trial = TRY(candidate.decode(codec::zlib, 0));
  const std::uint16_t header = TRY(read<be16>(candidate.tail(), 0));
  Probe probe;
  probe.size = trial.stored_size;
  probe.confidence = Confidence::proven;
  probe.title = "zlib";
  probe.header = {{"plain_size", static_cast<std::int64_t>(trial.plain->size())},
                  {"window_size", std::int64_t{1} << (8U + (header >> 12U))},
                  {"level", (header >> 6U) & 3U}};
  probe.checks = {{"adler32", CheckState::ok, ""}};
  probe.pieces = {{{0, trial.stored_size}, &codec::zlib, 0, 0, 0, std::move(trial.plain)}};
  return probe;
}

Result<void> expand(Bytes chunk, const Probe& probe, Sink& sink) {
  (void)chunk;
  return add_plain(probe, "", sink);
}

// All windows and levels without a preset dictionary.
constexpr Magic magics[] = {
    {"08 1d", 0, true}, {"08 5b", 0, true}, {"08 99", 0, true}, {"08 d7", 0, true},
    {"18 19", 0, true}, {"18 57", 0, true}, {"18 95", 0, true}, {"18 d3", 0, true},
    {"28 15", 0, true}, {"28 53", 0, true}, {"28 91", 0, true}, {"28 cf", 0, true},
    {"38 11", 0, true}, {"38 4f", 0, true}, {"38 8d", 0, true}, {"38 cb", 0, true},
    {"48 0d", 0, true}, {"48 4b", 0, true}, {"48 89", 0, true}, {"48 c7", 0, true},
    {"58 09", 0, true}, {"58 47", 0, true}, {"58 85", 0, true}, {"58 c3", 0, true},
    {"68 05", 0, true}, {"68 43", 0, true}, {"68 81", 0, true}, {"68 de", 0, true},
    {"78 01", 0, true}, {"78 5e", 0, true}, {"78 9c", 0, true}, {"78 da", 0, true},
};

}  // namespace

extern const Handler zlib = {
    .id = "zlib",
    .title = "zlib stream",
    .source = "RFC 1950",
    .magics = magics,
    .recheck =
        "python3 -c 'import sys, zlib; sys.stdout.buffer.write(zlib.decompressobj()"
        ".decompress(sys.stdin.buffer.read()))' < {input}",
    .probe = probe,
    .expand = expand,
};

}  // namespace assay::unpack
