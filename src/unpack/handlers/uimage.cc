// U-Boot legacy image: a header of 64 bytes and what it describes. All integers are big-endian.
//
//   offset  bytes  field        meaning
//   0       4      magic        27 05 19 56; "OKLI" in images for OpenWrt's LZMA loader
//   4       4      header_crc   CRC-32 of the header with this field zero
//   8       4      time         of building, seconds since 1970
//   12      4      size         of the data behind the header
//   16      4      load         address that the data is copied or unpacked to
//   20      4      entry        address that is jumped to
//   24      4      data_crc     CRC-32 of the data
//   28      1 each os, architecture, type, compression
//   32      32     name
//
// The data of the types multi and script opens with a list of sizes of 4 bytes each, ended by a
// zero; what they measure follows, each but the last padded to a multiple of 4.
//
// Source: U-Boot, include/image.h and boot/image.c; mkimage(1).
#include <fmt/core.h>

#include <array>

#include "base/checksum.h"
#include "base/endian.h"
#include "base/quote.h"
#include "unpack/checks.h"
#include "unpack/handler.h"

namespace assay::unpack {
namespace {

struct Header {
  be32 magic;
  be32 header_crc;
  be32 time;
  be32 size;
  be32 load;
  be32 entry;
  be32 data_crc;
  std::uint8_t os;
  std::uint8_t architecture;
  std::uint8_t type;
  std::uint8_t compression;
  char name[32];
};
static_assert(sizeof(Header) == 64);

constexpr std::uint8_t type_multi = 4;
constexpr std::uint8_t type_script = 6;

constexpr std::string_view os_names[] = {"",         "openbsd",
                                         "netbsd",   "freebsd",
                                         "4_4bsd",   "linux",
                                         "svr4",     "esix",
                                         "solaris",  "irix",
                                         "sco",      "dell",
                                         "ncr",      "lynxos",
                                         "vxworks",  "psos",
                                         "qnx",      "u-boot",
                                         "rtems",    "artos",
                                         "unity",    "integrity",
                                         "ose",      "plan9",
                                         "openrtos", "arm-trusted-firmware",
                                         "tee",      "opensbi",
                                         "efi",      "elf"};
constexpr std::string_view architecture_names[] = {
    "",      "alpha",   "arm",     "x86",  "ia64",  "mips",       "mips64", "powerpc",  "s390",
    "sh",    "sparc",   "sparc64", "m68k", "nios",  "microblaze", "nios2",  "blackfin", "avr32",
    "st200", "sandbox", "nds32",   "or1k", "arm64", "arc",        "x86_64", "xtensa",   "riscv"};
constexpr std::string_view type_names[] = {"",
                                           "standalone",
                                           "kernel",
                                           "ramdisk",
                                           "multi",
                                           "firmware",
                                           "script",
                                           "filesystem",
                                           "flat_dt",
                                           "kwbimage",
                                           "imximage",
                                           "ublimage",
                                           "omapimage",
                                           "aisimage",
                                           "kernel_noload",
                                           "pblimage",
                                           "mxsimage",
                                           "gpimage",
                                           "atmelimage",
                                           "socfpgaimage",
                                           "x86_setup",
                                           "lpc32xximage",
                                           "loadable",
                                           "rkimage",
                                           "rksd",
                                           "rkspi",
                                           "zynqimage",
                                           "zynqmpimage",
                                           "zynqmpbif",
                                           "fpga",
                                           "vybridimage",
                                           "tee",
                                           "firmware_ivt",
                                           "pmmc",
                                           "stm32image",
                                           "socfpgaimage_v1",
                                           "mtk_image",
                                           "imx8mimage",
                                           "imx8image",
                                           "copro",
                                           "sunxi_egon"};
constexpr std::string_view compression_names[] = {"none", "gzip", "bzip2", "lzma",
                                                  "lzo",  "lz4",  "zstd"};

template <std::size_t n>
std::string name_of(const std::string_view (&names)[n], std::uint8_t number) {
  if (number < n && !names[number].empty()) return std::string(names[number]);
  return fmt::format("{}", number);
}

// Whether a header whose checksum does not hold still reads as one. Some vendors write their own
// checksum; a chance hit in code does not get past this.
bool makes_sense(const Header& header) {
  if (header.os == 0 || header.os >= std::size(os_names)) return false;
  if (header.architecture == 0 || header.architecture >= std::size(architecture_names))
    return false;
  if (header.type == 0 || header.type >= std::size(type_names)) return false;
  if (header.compression >= std::size(compression_names) || header.size == 0) return false;
  bool ended = false;
  for (const char c : header.name) {
    if (c != 0 && (ended || c < ' ' || c > '~')) return false;
    ended = ended || c == 0;
  }
  return header.name[0] != 0;
}

std::uint32_t header_checksum(Header header) {
  std::uint8_t bytes[sizeof(Header)];
  std::memcpy(bytes, &header, sizeof bytes);
  std::memset(bytes + 4, 0, 4);
  return crc32(bytes);
}

Result<Probe> probe(const Candidate& candidate) {
  const Bytes tail = candidate.tail();
  const auto header = TRY(read<Header>(tail, 0));
  const std::uint32_t computed = header_checksum(header);
  const bool header_holds = computed == header.header_crc;
  if (!header_holds && !makes_sense(header))
    return fail(ErrorCode::corrupt, "neither the header's checksum nor its fields make sense");

  Probe probe;
  probe.checks.push_back(compare_checksum("header crc32", header.header_crc, computed));
  const bool whole = set_size(probe, sizeof(Header) + std::uint64_t{header.size}, tail.size());
  bool data_holds = false;
  if (whole) {
    const std::uint32_t data_crc = crc32(tail.subspan(sizeof(Header), header.size));
    data_holds = data_crc == header.data_crc;
    probe.checks.push_back(compare_checksum("data crc32", header.data_crc, data_crc));
  } else if (header_holds) {
    probe.checks.push_back(absent_check("data crc32", "the data is cut short"));
  } else {
    return fail(ErrorCode::truncated, "the header's checksum is bad and its data cut short");
  }
  probe.confidence = header_holds && data_holds   ? Confidence::proven
                     : header_holds || data_holds ? Confidence::consistent
                                                  : Confidence::plausible;
  const std::string os = name_of(os_names, header.os);
  const std::string architecture = name_of(architecture_names, header.architecture);
  const std::string type = name_of(type_names, header.type);
  const std::string compression = name_of(compression_names, header.compression);
  const std::string name(until_nul(as_bytes({header.name, sizeof header.name})));
  probe.title = fmt::format("U-Boot image \"{}\", {} {} {}, {}", quote(name), architecture, os,
                            type, compression);
  probe.header = {{"image_name", name},
                  {"os", os},
                  {"architecture", architecture},
                  {"image_type", type},
                  {"compression", compression},
                  {"load_address", header.load.get()},
                  {"entry", header.entry.get()},
                  {"build_time_s", header.time.get()},
                  {"data_size", header.size.get()}};
  return probe;
}

Result<void> add_part(Sink& sink, std::string name, Range range) {
  Member member;
  member.name = std::move(name);
  member.content = Content::plain(range);
  return sink.add(std::move(member));
}

// The images of a multi-file image or script, by the list of sizes in front of them.
Result<void> expand_list(Bytes chunk, std::string_view name, Sink& sink) {
  constexpr std::size_t images_max = 1024;
  std::vector<std::uint64_t> sizes;
  std::uint64_t at = sizeof(Header);
  while (true) {
    const std::uint32_t size = TRY(read<be32>(chunk, at));
    at += 4;
    if (size == 0) break;
    if (sizes.size() == images_max)
      return fail(ErrorCode::limit, fmt::format("more than {} images in one", images_max));
    sizes.push_back(size);
  }
  sink.claim({sizeof(Header), at - sizeof(Header)}, "image sizes");
  for (std::size_t i = 0; i < sizes.size(); i++) {
    if (at >= chunk.size()) return fail(ErrorCode::truncated, "images are cut off");
    std::uint64_t size = sizes[i];
    if (size > chunk.size() - at) {
      sink.problem(ErrorCode::truncated,
                   fmt::format("image {} has {} bytes, {} are there", i, size, chunk.size() - at));
      size = chunk.size() - at;
    }
    TRY(add_part(sink, sizes.size() == 1 ? std::string(name) : fmt::format("image{}", i),
                 {at, size}));
    at += size + (i + 1 < sizes.size() ? (4 - size % 4) % 4 : 0);
  }
  return {};
}

Result<void> expand(Bytes chunk, const Probe&, Sink& sink) {
  const auto header = TRY(read<Header>(chunk, 0));
  sink.claim({0, sizeof(Header)}, "header");
  const std::string name = header.type < std::size(type_names) && header.type != 0
                               ? name_of(type_names, header.type)
                               : "data";
  if (header.type == type_multi || header.type == type_script)
    return expand_list(chunk, name, sink);
  if (chunk.size() == sizeof(Header)) return {};
  return add_part(sink, name, {sizeof(Header), chunk.size() - sizeof(Header)});
}

constexpr Magic magics[] = {{"27 05 19 56"}, {"4f 4b 4c 49"}};

}  // namespace

extern const Handler uimage = {
    .id = "uimage",
    .title = "U-Boot legacy image",
    .source = "U-Boot, include/image.h",
    .magics = magics,
    .recheck = "dumpimage -l {input}; tail -c +65 {input}",
    .probe = probe,
    .expand = expand,
};

}  // namespace assay::unpack
