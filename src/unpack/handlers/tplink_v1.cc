// TP-Link firmware, header version 1 (Atheros-based routers). All integers are big-endian, but for
// the version.
//
//   offset  bytes  field            meaning
//   0x00    4      version          01 00 00 00
//   0x04    24     vendor           "TP-LINK Technologies", "OpenWrt"
//   0x1c    36     version text     "ver. 1.0"
//   0x40    4      hardware id      the model in its digits: 0x09400004 is TL-WR940N v4
//   0x44    4      hardware revision
//   0x48    4      region code
//   0x4c    16     md5              of the image, with a salt in this field's place
//   0x5c    4      not known
//   0x60    16     not known
//   0x70    4      not known
//   0x74    4 each kernel load address, kernel entry
//   0x7c    4      size             of the image, header and all
//   0x80    4 each offset and size of kernel, root file system, boot loader
//   0x98    2 each version numbers, high, middle, low
//   0x120   32     region text      "00000000;55530000;": pairs of letters in hex
//
// Source: OpenWrt firmware-utils, src/mktplinkfw.c.
#include <fmt/core.h>

#include "base/endian.h"
#include "base/quote.h"
#include "unpack/checks.h"
#include "unpack/handler.h"
#include "unpack/tplink.h"

namespace assay::unpack {
namespace {

struct Header {
  le32 version;
  char vendor[24];
  char version_text[36];
  be32 hardware_id;
  be32 hardware_revision;
  be32 region_code;
  std::uint8_t md5[16];
  std::uint8_t unknown[24];
  be32 load_address;
  be32 entry;
  be32 size;
  be32 kernel_offset;
  be32 kernel_size;
  be32 rootfs_offset;
  be32 rootfs_size;
  be32 boot_offset;
  be32 boot_size;
  be16 version_high;
  be16 version_middle;
  be16 version_low;
  std::uint8_t unknown_2[130];
  char region_text[32];
};
static_assert(sizeof(Header) == 0x140);

constexpr std::uint8_t salt_normal[] = {0xdc, 0xd7, 0x3a, 0xa5, 0xc3, 0x95, 0x98, 0xfb,
                                        0xdd, 0xf9, 0xe7, 0xf4, 0x0e, 0xae, 0x47, 0x38};
constexpr std::uint8_t salt_boot[] = {0x8c, 0xef, 0x33, 0x5b, 0xd5, 0xc5, 0xce, 0xfa,
                                      0xa7, 0x9c, 0x28, 0xda, 0xb2, 0xe9, 0x0f, 0x42};

template <std::size_t n>
std::string text_of(const char (&field)[n]) {
  return std::string(until_nul(as_bytes({field, n})));
}

bool is_printable(std::string_view text) {
  for (const char c : text)
    if (c < ' ' || c > '~') return false;
  return !text.empty();
}

TplinkImage image_of(const Header& header) {
  return {.size = header.size,
          .digest_offset = 0x4c,
          .same_size = 0x4c,
          .kernel = {header.kernel_offset, header.kernel_size},
          .rootfs = {header.rootfs_offset, header.rootfs_size},
          .boot = {header.boot_offset, header.boot_size},
          .salt_normal = salt_normal,
          .salt_boot = salt_boot};
}

Result<Probe> probe(const Candidate& candidate) {
  const Bytes tail = candidate.tail();
  TRY(slice(tail, {0, tplink_header_size}));
  const auto header = TRY(read<Header>(tail, 0));
  const std::string vendor = text_of(header.vendor);
  if (header.version != 1 || !is_printable(vendor))
    return fail(ErrorCode::corrupt, "no version 1 with a vendor's name behind it");
  if (header.size < tplink_header_size || header.kernel_offset < tplink_header_size ||
      header.kernel_offset > header.size || header.rootfs_offset > header.size) {
    return fail(
        ErrorCode::corrupt,
        fmt::format("an image of {} bytes with a kernel at {:#x}, a root at {:#x}",
                    header.size.get(), header.kernel_offset.get(), header.rootfs_offset.get()));
  }
  Probe probe;
  probe.confidence = Confidence::consistent;
  check_tplink(tail, image_of(header), probe);
  const std::string version = fmt::format("{}.{}.{}", header.version_high.get(),
                                          header.version_middle.get(), header.version_low.get());
  probe.title = fmt::format("TP-Link image version 1, \"{}\", hardware {:08x}, version {}",
                            quote(vendor), header.hardware_id.get(), version);
  probe.header = {{"vendor", vendor},
                  {"version_text", text_of(header.version_text)},
                  {"version", version},
                  {"hardware_id", header.hardware_id.get()},
                  {"hardware_revision", header.hardware_revision.get()},
                  {"region_code", header.region_code.get()},
                  {"region", text_of(header.region_text)},
                  {"load_address", header.load_address.get()},
                  {"entry", header.entry.get()},
                  {"image_size", header.size.get()},
                  {"kernel_offset", header.kernel_offset.get()},
                  {"kernel_size", header.kernel_size.get()},
                  {"rootfs_offset", header.rootfs_offset.get()},
                  {"rootfs_size", header.rootfs_size.get()},
                  {"boot_offset", header.boot_offset.get()},
                  {"boot_size", header.boot_size.get()}};
  return probe;
}

Result<void> expand(Bytes chunk, const Probe&, Sink& sink) {
  return expand_tplink(chunk, image_of(TRY(read<Header>(chunk, 0))), sink);
}

constexpr Magic magics[] = {{"01 00 00 00 54 50 2d 4c 49 4e 4b 20"},
                            {"01 00 00 00 4f 70 65 6e 57 72 74 00"}};

}  // namespace

extern const Handler tplink_v1 = {
    .id = "tplink_v1",
    .title = "TP-Link firmware, header version 1",
    .source = "OpenWrt firmware-utils, src/mktplinkfw.c",
    .magics = magics,
    .recheck = "mktplinkfw -i {input}",
    .probe = probe,
    .expand = expand,
};

}  // namespace assay::unpack
