// IMG0: the boot image of TP-Link devices that run VxWorks. All integers are big-endian. In an
// update, 20 bytes stand before it: a length and a digest whose key is not known.
//
//   0     4  "IMG0"
//   4     4  size of all, this header included
//   0x40  4  where the data starts: 0x80
//   0x44  4  how much it is
//   0x80     data: loader, LZMA streams
//
// Source: the update wr.fw of such a device; no specification is public.
#include <fmt/core.h>

#include <algorithm>

#include "base/endian.h"
#include "unpack/checks.h"
#include "unpack/handler.h"

namespace assay::unpack {
namespace {

constexpr std::string_view magic = "IMG0";
constexpr std::uint64_t header_size = 0x80;
constexpr std::uint64_t update_header_size = 20;

// Where the header stands: at the front, or behind that of an update.
std::uint64_t header_at(Bytes bytes) {
  return as_text(bytes).starts_with(magic) ? 0 : update_header_size;
}

Result<Probe> probe(const Candidate& candidate) {
  const Bytes tail = candidate.tail();
  const std::uint64_t front = header_at(tail);
  // What stands before an image in the midst of others is theirs.
  if (front > 0 && candidate.offset() > 0)
    return fail(ErrorCode::corrupt, "an update starts its file");
  const Bytes image = TRY(slice_from(tail, front));
  const std::uint32_t size = TRY(read<be32>(image, 4));
  const std::uint32_t data_at = TRY(read<be32>(image, 0x40));
  const std::uint32_t data_size = TRY(read<be32>(image, 0x44));
  if (!as_text(image).starts_with(magic) || data_at != header_size || size <= header_size ||
      data_size != size - header_size)
    return fail(ErrorCode::corrupt,
                fmt::format("IMG0 of {} bytes with {} at {:#x}", size, data_size, data_at));
  Probe probe;
  set_size(probe, front + size, tail.size());
  probe.confidence = Confidence::consistent;
  probe.title = fmt::format("IMG0, {} bytes", size);
  probe.header = {{"image_size", std::int64_t{size}}, {"data_offset", std::int64_t{data_at}}};
  if (front > 0) probe.checks.push_back(absent_check("digest", "what it covers is not known"));
  return probe;
}

Result<void> expand(Bytes chunk, const Probe& probe, Sink& sink) {
  (void)probe;
  const std::uint64_t data_at =
      std::min<std::uint64_t>(chunk.size(), header_at(chunk) + header_size);
  sink.claim({0, data_at}, "header");
  Member member;
  member.name = "data";
  member.content = Content::plain({data_at, chunk.size() - data_at});
  return sink.add(std::move(member));
}

constexpr Magic magics[] = {{"49 4d 47 30"}, {"49 4d 47 30", update_header_size}};

}  // namespace

extern const Handler img0 = {
    .id = "img0",
    .title = "TP-Link VxWorks image (IMG0)",
    .source = "the files themselves",
    .magics = magics,
    .probe = probe,
    .expand = expand,
};

}  // namespace assay::unpack
