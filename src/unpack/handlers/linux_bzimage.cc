// Linux bzImage for x86: a setup part for real mode, then a part for protected mode with the
// compressed kernel inside. All integers are little-endian.
//
//   offset  bytes  field           meaning
//   0x1f1   1      setup sectors   of 512 bytes behind the first; 0 means 4
//   0x1f4   4      size            of the protected-mode part, in 16 bytes
//   0x1fe   2      0xaa55
//   0x202   4      magic           "HdrS"
//   0x206   2      protocol        0x020d: version 2.13
//   0x20e   2      version         offset of the kernel's version text, less 0x200
//   0x211   1      load flags      bit 0: loaded high, a bzImage
//   0x214   4      load address    of the protected-mode part
//   0x228   4      command line address
//   0x248   4 each offset in the protected-mode part and size of the compressed kernel (2.08)
//   0x258   8      preferred load address (2.10)
//
// Up to its size the whole image has a CRC-32 without final xor of 0; a signature put on after the
// build makes that void.
//
// Source: Linux, Documentation/arch/x86/boot.rst.
#include <fmt/core.h>

#include "base/checksum.h"
#include "base/endian.h"
#include "base/quote.h"
#include "unpack/checks.h"
#include "unpack/handler.h"
#include "unpack/kernel_payload.h"

namespace assay::unpack {
namespace {

struct Header {
  std::uint8_t setup_sectors;
  le16 root_flags;
  le32 size;
  le16 ram_size;
  le16 video_mode;
  le16 root_device;
  le16 boot_flag;
  le16 jump;
  char magic[4];
  le16 protocol;
  le32 switch_address;
  le16 start_segment;
  le16 version_offset;
  std::uint8_t loader;
  std::uint8_t load_flags;
  le16 move_size;
  le32 load_address;
  le32 fields[12];
  le32 payload_offset;
  le32 payload_size;
};
static_assert(sizeof(Header) == 0x250 - 0x1f1);

constexpr std::uint64_t header_offset = 0x1f1;

struct Layout {
  Header header;
  std::uint64_t setup_size = 0;
  std::uint64_t image_size = 0;  // as stated
};

Result<Layout> read_layout(Bytes tail) {
  Layout layout;
  layout.header = TRY(read<Header>(tail, header_offset));
  const Header& header = layout.header;
  if (std::string_view(header.magic, 4) != "HdrS" || header.boot_flag != 0xaa55)
    return fail(ErrorCode::corrupt, "no magic");
  if (header.protocol < 0x0200 || header.protocol > 0x02ff || header.size == 0)
    return fail(ErrorCode::corrupt, fmt::format("protocol {:#x}", header.protocol.get()));
  const std::uint64_t sectors = header.setup_sectors == 0 ? 4 : header.setup_sectors;
  layout.setup_size = (sectors + 1) * 512;
  layout.image_size = layout.setup_size + std::uint64_t{header.size} * 16;
  return layout;
}

std::string version_of(Bytes tail, const Layout& layout) {
  const std::uint64_t at = std::uint64_t{layout.header.version_offset} + 0x200;
  if (layout.header.version_offset == 0 || at >= std::min(layout.setup_size, tail.size()))
    return "";
  constexpr std::uint64_t version_size_max = 512;
  const Bytes rest = tail.subspan(at);
  return std::string(until_nul(rest.first(std::min<std::uint64_t>(rest.size(), version_size_max))));
}

// The compressed kernel, where the header says where it is and its first bytes agree.
std::optional<KernelPayload> payload_of(Bytes chunk, const Layout& layout) {
  if (layout.header.protocol < 0x0208) return std::nullopt;
  const Range range{layout.setup_size + layout.header.payload_offset, layout.header.payload_size};
  const auto stored = slice(chunk, range);
  if (!stored || stored->empty()) return std::nullopt;
  const codec::Codec* codec = kernel_codec(*stored);
  if (codec == nullptr) return std::nullopt;
  return KernelPayload{range, codec, nullptr};
}

Result<Probe> probe(const Candidate& candidate) {
  const Bytes tail = candidate.tail();
  const Layout layout = TRY(read_layout(tail));
  const Header& header = layout.header;
  Probe probe;
  const bool whole = set_size(probe, layout.image_size, tail.size());
  const std::string version = version_of(tail, layout);
  probe.title = fmt::format("Linux bzImage, boot protocol {}.{}", header.protocol >> 8U,
                            header.protocol & 0xffU);
  if (!version.empty()) probe.title += ", version " + quote(version, 64);
  probe.header = {
      {"protocol", fmt::format("{}.{}", header.protocol >> 8U, header.protocol & 0xffU)},
      {"version", version},
      {"load_address", header.load_address.get()},
      {"setup_size", static_cast<std::int64_t>(layout.setup_size)}};
  if (!whole) {
    probe.checks.push_back(absent_check("crc32", "the image is cut short"));
    return probe;
  }
  if (~crc32(tail.first(probe.size)) == 0) {
    probe.checks.push_back({"crc32", CheckState::ok, ""});
    probe.confidence = Confidence::proven;
  } else {
    probe.checks.push_back(absent_check("crc32", "not 0; changed or signed after the build"));
  }
  if (const auto payload = payload_of(tail.first(probe.size), layout)) {
    probe.confidence = std::max(probe.confidence, Confidence::consistent);
    probe.title += ", " + std::string(payload->codec->title);
    probe.header.push_back({"compression", std::string(payload->codec->id)});
    probe.header.push_back({"payload_offset", static_cast<std::int64_t>(payload->range.offset)});
    probe.header.push_back({"payload_size", static_cast<std::int64_t>(payload->range.size)});
  }
  return probe;
}

Result<void> expand(Bytes chunk, const Probe&, Sink& sink) {
  const Layout layout = TRY(read_layout(chunk));
  sink.claim({0, layout.setup_size}, "setup");
  const Range body{layout.setup_size,
                   chunk.size() - std::min<std::uint64_t>(chunk.size(), layout.setup_size)};
  if (const auto payload = payload_of(chunk, layout)) {
    sink.claim({body.offset, payload->range.offset - body.offset}, "decompressor");
    sink.claim({payload->range.end(), body.end() - payload->range.end()}, "decompressor");
    return add_kernel(*payload, sink);
  }
  // Before protocol 2.08 the kernel stands somewhere in the protected-mode part.
  if (body.size == 0) return {};
  Member member;
  member.name = "protected_mode";
  member.content = Content::plain(body);
  return sink.add(std::move(member));
}

constexpr Magic magics[] = {{"55 aa ?? ?? 48 64 72 53", 0x1fe}};

}  // namespace

extern const Handler linux_bzimage = {
    .id = "linux_bzimage",
    .title = "Linux bzImage for x86",
    .source = "Linux, Documentation/arch/x86/boot.rst",
    .magics = magics,
    .recheck = "/usr/src/linux/scripts/extract-vmlinux {input}",
    .probe = probe,
    .expand = expand,
};

}  // namespace assay::unpack
