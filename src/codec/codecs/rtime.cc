// rtime: JFFS2's own small compressor. Pairs of a byte, and of how many bytes are repeated behind
// it from where that byte's last occurrence ended (from the start, where it did not occur yet).
// It ends where the plain bytes are as many as the caller knows, or where the stored bytes do.
//
// Source: Linux, fs/jffs2/compr_rtime.c.
#include <fmt/core.h>

#include <array>

#include "codec/codec.h"
#include "codec/lz_output.h"

namespace assay::codec {
namespace {

Result<std::uint64_t> decode(Bytes stored, std::uint64_t size_max, Buffer& plain) {
  plain.clear();
  if (stored.empty()) return fail(ErrorCode::truncated, "an rtime block of no bytes");
  std::array<std::size_t, 256> behind_last{};
  LzOutput out(plain, size_max);
  std::size_t at = 0;
  while (out.left() > 0 && at < stored.size()) {
    const std::uint8_t value = stored[at++];
    out.literals({&value, 1}, 1);
    const std::size_t from = behind_last[value];
    behind_last[value] = out.size();
    if (at == stored.size()) {
      if (out.left() == 0) break;
      return fail(ErrorCode::truncated, fmt::format("the rtime block stops at byte {}", at));
    }
    out.match(out.size() - from, stored[at++]);
  }
  return std::max<std::uint64_t>(at, 1);
}

}  // namespace

extern const Codec rtime = {
    .id = "rtime",
    .title = "JFFS2 rtime block",
    .source = "Linux, fs/jffs2/compr_rtime.c",
    .decode = decode,
};

}  // namespace assay::codec
