// The image that TP-Link's first two header formats describe, whatever order their fields are in:
// a header of 0x200 bytes, a kernel and a root file system, and in a "boot" image a boot loader and
// a whole second image in front of which the first header stands.
//
// A boot image is written from the start of the flash, so its second header stands where the
// firmware partition starts: a multiple of 64 KiB behind the first header. Offsets that a header
// states count from the header that stands in front of the kernel.
//
// Source: OpenWrt firmware-utils, src/mktplinkfw.c and src/mktplinkfw2.c; the images of TL-WR940N
// v4 160617 and TL-WR841N v14 for boot images.
#pragma once

#include <optional>
#include <string>

#include "unpack/handler.h"

namespace assay::unpack {

constexpr std::uint64_t tplink_header_size = 0x200;

struct TplinkImage {
  std::uint64_t size = 0;  // of the whole image with its header, as stated
  std::uint64_t digest_offset = 0;
  std::uint64_t same_size = 0;   // so many bytes of the second header are the same as of the first
  Range kernel, rootfs, boot;    // as stated; size 0: not there
  Bytes salt_normal, salt_boot;  // stand in the digest's place while it is computed
  bool digest_may_be_zero = false;
};

// Where the second header of a boot image stands, from the start of the first.
std::optional<std::uint64_t> find_second_header(Bytes chunk, const TplinkImage& image);

// Sets size, confidence, checks and problems of `probe`.
void check_tplink(Bytes tail, const TplinkImage& image, Probe& probe);

Result<void> expand_tplink(Bytes chunk, const TplinkImage& image, Sink& sink);

}  // namespace assay::unpack
