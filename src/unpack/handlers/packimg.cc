// PackImg, the tag of 32 bytes in front of the root file system in images of Alpha Networks (D-Link
// DIR-815 and others), by which the kernel finds it in flash.
//
//   offset  bytes  field   meaning
//   0       12     magic   "--PaCkImGs--"
//   12      4      0
//   16      4      size    of what follows the tag, in the processor's byte order or big-endian
//   20      12     0
//
// Source: the vendor's image of DIR-815 1.01, where the tag, its size and the image's end agree;
// binwalk, src/structures/packimg.rs.
#include <fmt/core.h>

#include "base/endian.h"
#include "unpack/checks.h"
#include "unpack/handler.h"

namespace assay::unpack {
namespace {

struct Tag {
  char magic[12];
  be32 zero;
  be32 size;
  char zeros[12];
};
static_assert(sizeof(Tag) == 32);

Result<Probe> probe(const Candidate& candidate) {
  const Bytes tail = candidate.tail();
  const auto tag = TRY(read<Tag>(tail, 0));
  if (tag.zero != 0) return fail(ErrorCode::corrupt, "bytes 12 to 15 are not 0");
  const std::uint64_t there = tail.size() - sizeof(Tag);
  const std::uint64_t big = tag.size.get();
  const std::uint64_t little = __builtin_bswap32(tag.size.get());
  if (big == 0) return fail(ErrorCode::corrupt, "a size of 0");
  // The size that fits is meant; where both or neither do, the smaller.
  const std::uint64_t size =
      (big <= there) != (little <= there) ? (big <= there ? big : little) : std::min(big, little);
  Probe probe;
  const bool whole = set_size(probe, sizeof(Tag) + size, tail.size());
  probe.confidence = whole ? Confidence::consistent : Confidence::plausible;
  probe.title = fmt::format("PackImg tag, {} bytes behind it", size);
  probe.header = {{"data_size", static_cast<std::int64_t>(size)}};
  return probe;
}

Result<void> expand(Bytes chunk, const Probe&, Sink& sink) {
  sink.claim({0, sizeof(Tag)}, "tag");
  if (chunk.size() == sizeof(Tag)) return {};
  Member member;
  member.name = "rootfs";
  member.content = Content::plain({sizeof(Tag), chunk.size() - sizeof(Tag)});
  return sink.add(std::move(member));
}

constexpr Magic magics[] = {{"2d 2d 50 61 43 6b 49 6d 47 73 2d 2d"}};

}  // namespace

extern const Handler packimg = {
    .id = "packimg",
    .title = "PackImg tag of a root file system",
    .source = "the image of DIR-815 1.01; binwalk, src/structures/packimg.rs",
    .magics = magics,
    .recheck = "tail -c +33 {input}",
    .probe = probe,
    .expand = expand,
};

}  // namespace assay::unpack
