// zstd: Zstandard frames one behind the other, with frames to be skipped before, between and behind
// them (parallel compressors and seekable files keep tables there).
//
//   0  4  fd2fb528, little-endian
//   4  1  c0: size of the plain size field; 20: the window is the plain size; 04: a checksum
//         follows the blocks; 03: size of the dictionary id field
//   5     window (absent with 20), dictionary id, plain size
//
//   A frame to be skipped: 184d2a50 to 184d2a5f, 4 bytes of size, and that many bytes.
//
// Source: RFC 8878.
#include <fmt/core.h>

#include "base/endian.h"
#include "unpack/checks.h"
#include "unpack/handler.h"
#include "unpack/stream.h"

namespace assay::codec {
extern const Codec zstd;
}

namespace assay::unpack {
namespace {

constexpr std::uint32_t magic = 0xfd2fb528;

struct FrameHeader {
  std::optional<std::uint64_t> plain_size;
  std::uint64_t dictionary_id = 0;
  bool has_checksum = false;
};

bool starts(Bytes bytes, Bytes first) {
  (void)first;
  const auto start = read<le32>(bytes, 0);
  return start && *start == magic;
}

Result<std::uint64_t> little_endian(Bytes bytes, std::uint64_t at, std::uint64_t size) {
  const Bytes field = TRY(slice(bytes, {at, size}));
  std::uint64_t value = 0;
  for (std::uint64_t i = size; i > 0; i--) value = value << 8U | field[i - 1];
  return value;
}

Result<FrameHeader> read_frame_header(Bytes frame) {
  constexpr std::uint64_t dictionary_sizes[] = {0, 1, 2, 4};
  constexpr std::uint64_t plain_sizes[] = {0, 2, 4, 8};
  const std::uint64_t descriptor = TRY(little_endian(frame, 4, 1));
  const bool single_segment = (descriptor & 0x20U) != 0;
  std::uint64_t at = single_segment ? 5 : 6;
  FrameHeader header;
  header.has_checksum = (descriptor & 4U) != 0;
  const std::uint64_t dictionary_size = dictionary_sizes[descriptor & 3U];
  header.dictionary_id = TRY(little_endian(frame, at, dictionary_size));
  at += dictionary_size;
  std::uint64_t size = plain_sizes[descriptor >> 6U];
  if (size == 0 && single_segment) size = 1;
  if (size > 0) header.plain_size = TRY(little_endian(frame, at, size)) + (size == 2 ? 256 : 0);
  return header;
}

Result<Probe> probe(const Candidate& candidate) {
  const StreamFormat format = {&codec::zstd, starts, skippable_frame, "xxhash64"};
  Probe probe = TRY(probe_streams(candidate, format));
  const Bytes frame = candidate.tail().subspan(probe.pieces[0].stored.offset);
  const FrameHeader header = TRY(read_frame_header(frame));
  probe.title = "Zstandard";
  if (header.plain_size) {
    probe.header.push_back(
        {"first_frame_plain_size", static_cast<std::int64_t>(*header.plain_size)});
  }
  if (header.dictionary_id != 0)
    probe.header.push_back({"dictionary_id", static_cast<std::int64_t>(header.dictionary_id)});
  if (!header.has_checksum) probe.checks = {absent_check("xxhash64", "the frame has none")};
  return probe;
}

Result<void> expand(Bytes chunk, const Probe& probe, Sink& sink) {
  (void)chunk;
  return add_plain(probe, "", sink);
}

constexpr Magic magics[] = {{"28 b5 2f fd"}, {"50 2a 4d 18"}, {"51 2a 4d 18"}, {"52 2a 4d 18"},
                            {"53 2a 4d 18"}, {"54 2a 4d 18"}, {"55 2a 4d 18"}, {"56 2a 4d 18"},
                            {"57 2a 4d 18"}, {"58 2a 4d 18"}, {"59 2a 4d 18"}, {"5a 2a 4d 18"},
                            {"5b 2a 4d 18"}, {"5c 2a 4d 18"}, {"5d 2a 4d 18"}, {"5e 2a 4d 18"},
                            {"5f 2a 4d 18"}};

}  // namespace

extern const Handler zstd = {
    .id = "zstd",
    .title = "Zstandard stream",
    .source = "RFC 8878",
    .magics = magics,
    .recheck = "zstd -dc < {input}",
    .probe = probe,
    .expand = expand,
};

}  // namespace assay::unpack
