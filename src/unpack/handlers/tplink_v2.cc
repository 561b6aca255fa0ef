// TP-Link firmware, header versions 2 and 3 (Lantiq- and MediaTek-based routers). All integers are
// big-endian, but for the version and, in images for little-endian processors, the two addresses.
//
//   offset  bytes  field            meaning
//   0x00    4      version          02 00 00 00, or 03 00 00 00 where there is an RSA signature
//   0x04    48     version text     "ver. 2.0"
//   0x34    4      hardware id      the model in its digits: 0x08410014 is TL-WR841N v14
//   0x38    4 each hardware version, additional hardware version
//   0x40    16     md5              of the image, with a salt in this field's place; 0: none
//   0x50    4      not known
//   0x54    16     second md5       not known of what; ff where there is none
//   0x64    4      not known
//   0x68    4 each kernel load address, kernel entry
//   0x70    4      size             of the image, header and all
//   0x74    4 each offset and size of kernel, root file system, boot loader
//   0x8c    2      55 aa
//   0x8e    1 each software revision, high and low
//   0x90    1      a5
//   0x91    1 each version numbers, high, middle, low
//   0x94    4      not known
//   0xd0    128    RSA signature    in version 3; 0: none
//
// Source: OpenWrt firmware-utils, src/mktplinkfw2.c; the salt of boot images was found to hold with
// the vendor's image of TL-WR841N v14.
#include <fmt/core.h>

#include <algorithm>

#include "base/endian.h"
#include "base/quote.h"
#include "unpack/checks.h"
#include "unpack/handler.h"
#include "unpack/tplink.h"

namespace assay::unpack {
namespace {

struct Header {
  le32 version;
  char version_text[48];
  be32 hardware_id;
  be32 hardware_version;
  be32 hardware_version_added;
  std::uint8_t md5[16];
  std::uint8_t unknown[24];
  std::uint8_t load_address[4];
  std::uint8_t entry[4];
  be32 size;
  be32 kernel_offset;
  be32 kernel_size;
  be32 rootfs_offset;
  be32 rootfs_size;
  be32 boot_offset;
  be32 boot_size;
  be16 magic_2;
  std::uint8_t revision[2];
  std::uint8_t magic_3;
  std::uint8_t version_numbers[3];
  std::uint8_t unknown_2[60];
  std::uint8_t signature[128];
};
static_assert(sizeof(Header) == 0x150);

constexpr std::uint8_t salt_normal[] = {0xdc, 0xd7, 0x3a, 0xa5, 0xc3, 0x95, 0x98, 0xfb,
                                        0xdc, 0xf9, 0xe7, 0xf4, 0x0e, 0xae, 0x47, 0x37};
constexpr std::uint8_t salt_boot[] = {0x8c, 0xef, 0x33, 0x5f, 0xd5, 0xc5, 0xce, 0xfa,
                                      0xac, 0x9c, 0x28, 0xda, 0xb2, 0xe9, 0x0f, 0x42};

// The text ends with a NUL or, in the vendor's images, with ff bytes.
std::string text_of(Bytes field) {
  const std::string_view text = until_nul(field);
  return std::string(text.substr(0, text.find('\xff')));
}

TplinkImage image_of(const Header& header) {
  return {.size = header.size,
          .digest_offset = 0x40,
          .same_size = 0x40,
          .kernel = {header.kernel_offset, header.kernel_size},
          .rootfs = {header.rootfs_offset, header.rootfs_size},
          .boot = {header.boot_offset, header.boot_size},
          .salt_normal = salt_normal,
          .salt_boot = salt_boot,
          .digest_may_be_zero = true};
}

// An address as the processor reads it. Kernels of these processors start in the upper half
// (kseg0), so the byte order in which the top bit is set is the one that was meant.
std::uint32_t address_of(const std::uint8_t (&bytes)[4]) {
  le32 little;
  be32 big;
  std::memcpy(&little, bytes, 4);
  std::memcpy(&big, bytes, 4);
  return (big & 0x80000000U) == 0 && (little & 0x80000000U) != 0 ? little.get() : big.get();
}

Result<Header> read_header(Bytes tail) {
  TRY(slice(tail, {0, tplink_header_size}));
  const auto header = TRY(read<Header>(tail, 0));
  if ((header.version != 2 && header.version != 3) ||
      std::string_view(header.version_text, 4) != "ver.")
    return fail(ErrorCode::corrupt, "no version 2 or 3 with \"ver.\" behind it");
  if (header.size < tplink_header_size || header.kernel_offset < tplink_header_size ||
      header.kernel_offset > header.size || header.rootfs_offset > header.size) {
    return fail(
        ErrorCode::corrupt,
        fmt::format("an image of {} bytes with a kernel at {:#x}, a root at {:#x}",
                    header.size.get(), header.kernel_offset.get(), header.rootfs_offset.get()));
  }
  return header;
}

Result<Probe> probe(const Candidate& candidate) {
  const Bytes tail = candidate.tail();
  const auto header = TRY(read_header(tail));
  Probe probe;
  probe.confidence = Confidence::consistent;
  check_tplink(tail, image_of(header), probe);
  if (header.version == 3) {
    const bool zero = std::ranges::all_of(header.signature, [](auto b) { return b == 0; });
    probe.checks.push_back(absent_check(
        "rsa signature", zero ? "the header has none" : "no public key to check it with"));
  }
  const std::uint8_t(&numbers)[3] = header.version_numbers;
  const std::string version = fmt::format("{}.{}.{}", numbers[0], numbers[1], numbers[2]);
  const std::string text = text_of(as_bytes({header.version_text, sizeof header.version_text}));
  probe.title = fmt::format("TP-Link image version {}, \"{}\", hardware {:08x}, version {}",
                            header.version.get(), quote(text), header.hardware_id.get(), version);
  probe.header = {
      {"header_version", header.version.get()},
      {"version_text", text},
      {"version", version},
      {"hardware_id", header.hardware_id.get()},
      {"hardware_version", header.hardware_version.get()},
      {"hardware_version_added", header.hardware_version_added.get()},
      {"software_revision", fmt::format("{}.{}", header.revision[0], header.revision[1])},
      {"load_address", address_of(header.load_address)},
      {"entry", address_of(header.entry)},
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
  return expand_tplink(chunk, image_of(TRY(read_header(chunk))), sink);
}

constexpr Magic magics[] = {{"02 00 00 00 76 65 72 2e 20"}, {"03 00 00 00 76 65 72 2e 20"}};

}  // namespace

extern const Handler tplink_v2 = {
    .id = "tplink_v2",
    .title = "TP-Link firmware, header version 2 or 3",
    .source = "OpenWrt firmware-utils, src/mktplinkfw2.c",
    .magics = magics,
    .recheck = "mktplinkfw2 -i {input}",
    .probe = probe,
    .expand = expand,
};

}  // namespace assay::unpack
