// lz4: LZ4 frames one behind the other, with frames to be skipped before, between and behind them.
//
//   0  4  184d2204, little-endian
//   4  1  flags: upper two bits 01; 20: blocks stand alone; 10: they have checksums; 08: the plain
//         size is stated; 04: a checksum follows; 01: a dictionary id is stated
//   5  1  70: largest block: 4: 64 KiB, 5: 256 KiB, 6: 1 MiB, 7: 4 MiB
//   6     plain size (8 bytes), dictionary id (4), a byte of checksum of this
//
//   A frame to be skipped: 184d2a50 to 184d2a5f, 4 bytes of size, and that many bytes.
//
// Source: lz4, doc/lz4_Frame_format.md.
#include <fmt/core.h>

#include "base/endian.h"
#include "unpack/checks.h"
#include "unpack/handler.h"
#include "unpack/stream.h"

namespace assay::codec {
extern const Codec lz4_frame;
}

namespace assay::unpack {
namespace {

constexpr std::uint32_t magic = 0x184d2204;

bool starts(Bytes bytes, Bytes first) {
  (void)first;
  const auto start = read<le32>(bytes, 0);
  return start && *start == magic;
}

Result<Probe> probe(const Candidate& candidate) {
  const StreamFormat format = {&codec::lz4_frame, starts, skippable_frame, "xxhash32"};
  Probe probe = TRY(probe_streams(candidate, format));
  const Bytes frame = candidate.tail().subspan(probe.pieces[0].stored.offset);
  const Bytes descriptor = TRY(slice(frame, {4, 2}));
  probe.title = "LZ4";
  std::uint64_t at = 6;
  if ((descriptor[0] & 8U) != 0) {
    const std::uint64_t size = TRY(read<le64>(frame, at));
    probe.header.push_back({"first_frame_plain_size", static_cast<std::int64_t>(size)});
    at += 8;
  }
  if ((descriptor[0] & 1U) != 0)
    probe.header.push_back({"dictionary_id", TRY(read<le32>(frame, at)).get()});
  constexpr std::uint8_t checksums = 0x14;  // of the blocks, of all
  if ((descriptor[0] & checksums) == 0)
    probe.checks = {absent_check("xxhash32", "the frame has none")};
  return probe;
}

Result<void> expand(Bytes chunk, const Probe& probe, Sink& sink) {
  (void)chunk;
  return add_plain(probe, "", sink);
}

constexpr Magic magics[] = {{"04 22 4d 18"}, {"50 2a 4d 18"}, {"51 2a 4d 18"}, {"52 2a 4d 18"},
                            {"53 2a 4d 18"}, {"54 2a 4d 18"}, {"55 2a 4d 18"}, {"56 2a 4d 18"},
                            {"57 2a 4d 18"}, {"58 2a 4d 18"}, {"59 2a 4d 18"}, {"5a 2a 4d 18"},
                            {"5b 2a 4d 18"}, {"5c 2a 4d 18"}, {"5d 2a 4d 18"}, {"5e 2a 4d 18"},
                            {"5f 2a 4d 18"}};

}  // namespace

extern const Handler lz4 = {
    .id = "lz4",
    .title = "LZ4 stream",
    .source = "lz4, doc/lz4_Frame_format.md",
    .magics = magics,
    .recheck = "lz4 -dc < {input}",
    .probe = probe,
    .expand = expand,
};

}  // namespace assay::unpack
