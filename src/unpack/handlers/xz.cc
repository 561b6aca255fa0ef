// xz: LZMA2 in blocks, each with a check; then an index of the blocks and a footer. Streams that
// follow each other directly are one file.
//
//   0   6  fd 37 7a 58 5a 00
//   6   2  kind of check: 0 none, 1 CRC-32, 4 CRC-64, 10 SHA-256
//   8   4  CRC-32 of the kind
//  -12  4  footer: CRC-32 of what follows, size of the index / 4 - 1, kind of check, 59 5a
//
// Source: The .xz File Format 1.1.0.
#include <fmt/core.h>

#include "base/endian.h"
#include "unpack/checks.h"
#include "unpack/handler.h"
#include "unpack/stream.h"

namespace assay::codec {
extern const Codec xz;
}

namespace assay::unpack {
namespace {

constexpr std::uint8_t magic[6] = {0xfd, '7', 'z', 'X', 'Z', 0};

struct Footer {
  le32 crc;
  le32 index_size;
  std::uint8_t flags[2];
  char magic[2];
};

bool starts(Bytes bytes, Bytes first) {
  (void)first;
  return as_text(bytes).starts_with(as_text(magic));
}

std::string check_name(std::uint8_t kind) {
  switch (kind) {
    case 0:
      return "none";
    case 1:
      return "crc32";
    case 4:
      return "crc64";
    case 10:
      return "sha256";
    default:
      return fmt::format("check {}", kind);
  }
}

// The number of blocks that the index of a whole stream states: 7 bits a byte, low ones first.
Result<std::int64_t> count_blocks(Bytes stream) {
  const auto footer = TRY(read<Footer>(stream, stream.size() - sizeof(Footer)));
  const std::uint64_t index_size = (std::uint64_t{footer.index_size} + 1) * 4;
  if (index_size > stream.size() - sizeof(Footer))
    return fail(ErrorCode::corrupt, fmt::format("an index of {} bytes", index_size));
  std::uint64_t at = stream.size() - sizeof(Footer) - index_size + 1;
  std::int64_t count = 0;
  for (unsigned shift = 0; shift < 56; shift += 7) {
    const Bytes byte = TRY(slice(stream, {at++, 1}));
    count |= static_cast<std::int64_t>(byte[0] & 0x7fU) << shift;
    if ((byte[0] & 0x80U) == 0) break;
  }
  return count;
}

Result<Probe> probe(const Candidate& candidate) {
  const Bytes tail = candidate.tail();
  const Bytes flags = TRY(slice(tail, {6, 2}));
  const std::string check = check_name(flags[1]);
  Probe probe = TRY(probe_streams(candidate, {&codec::xz, starts, nullptr, check}));
  probe.title = fmt::format("xz, check {}", check);
  probe.header.push_back({"check", check});
  if (probe.confidence == Confidence::proven) {
    std::int64_t blocks = 0;
    for (const Extent& piece : probe.pieces)
      blocks += TRY(count_blocks(tail.subspan(piece.stored.offset, piece.stored.size)));
    probe.header.push_back({"blocks", blocks});
  }
  if (flags[1] == 0) probe.checks = {absent_check(check, "the stream has none")};
  return probe;
}

Result<void> expand(Bytes chunk, const Probe& probe, Sink& sink) {
  (void)chunk;
  return add_plain(probe, "", sink);
}

constexpr Magic magics[] = {{"fd 37 7a 58 5a 00"}};

}  // namespace

extern const Handler xz = {
    .id = "xz",
    .title = "xz stream",
    .source = "The .xz File Format 1.1.0",
    .magics = magics,
    .recheck = "xz -dc < {input}",
    .probe = probe,
    .expand = expand,
};

}  // namespace assay::unpack
