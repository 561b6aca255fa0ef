// The mark with which OpenWrt ends a file system in an image: four bytes at the start of an erase
// block, behind the padding of the file system before it. At first boot the rest of the flash from
// there on becomes the writable file system. Images have one for each size of erase block that
// their flash may have.
//
//   0  4  de ad c0 de
//
// Source: OpenWrt, tools/padjffs2 and package fstools, libfstools/mtd.c.
#include <algorithm>

#include "unpack/handler.h"

namespace assay::unpack {
namespace {

constexpr std::uint64_t mark_size = 4;
constexpr std::uint64_t looked_at = 64;  // bytes before and behind it

bool is_padding(Bytes bytes) {
  return bytes.empty() ||
         ((bytes[0] == 0 || bytes[0] == 0xff) &&
          std::ranges::all_of(bytes, [&](std::uint8_t byte) { return byte == bytes[0]; }));
}

// The same four bytes are a constant in programs: only between paddings is it the mark.
Result<Probe> probe(const Candidate& candidate) {
  if (!as_text(candidate.tail()).starts_with("\xde\xad\xc0\xde"))
    return fail(ErrorCode::corrupt, "no mark");
  const Bytes before = candidate.node().first(candidate.offset());
  const Bytes behind = candidate.tail().subspan(mark_size);
  const std::uint64_t before_size = std::min<std::uint64_t>(before.size(), looked_at);
  const std::uint64_t behind_size = std::min<std::uint64_t>(behind.size(), looked_at);
  if (candidate.offset() % mark_size != 0 || (before.empty() && behind.empty()) ||
      !is_padding(before.last(before_size)) || !is_padding(behind.first(behind_size)))
    return fail(ErrorCode::corrupt, "no padding around the mark");
  Probe probe;
  probe.size = mark_size;
  probe.title = "OpenWrt end of file system";
  return probe;
}

Result<void> expand(Bytes chunk, const Probe& probe, Sink& sink) {
  (void)probe;
  sink.claim({0, chunk.size()}, "mark");
  return {};
}

constexpr Magic magics[] = {{"de ad c0 de"}};

}  // namespace

extern const Handler openwrt_end_mark = {
    .id = "openwrt_end_mark",
    .title = "OpenWrt end of file system mark",
    .source = "OpenWrt, tools/padjffs2",
    .magics = magics,
    .probe = probe,
    .expand = expand,
};

}  // namespace assay::unpack
