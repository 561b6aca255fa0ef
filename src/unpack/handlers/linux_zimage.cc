// Linux zImage for ARM: a decompressor with the compressed kernel inside.
//
//   offset  bytes  field   meaning
//   0x00    36             code that branches over what follows
//   0x24    4      magic   0x016f2818
//   0x28    4      start   address of the first byte
//   0x2c    4      end     address behind the last byte
//   0x30    4      order   0x04030201, in newer kernels
//
// All integers are in the kernel's byte order. Where the compressed kernel stands is not said: it
// is the first stream in the image that decodes.
//
// Source: Linux, Documentation/arch/arm/booting.rst and arch/arm/boot/compressed/head.S.
#include <fmt/core.h>

#include <bit>

#include "base/endian.h"
#include "unpack/checks.h"
#include "unpack/handler.h"
#include "unpack/kernel_payload.h"

namespace assay::unpack {
namespace {

constexpr std::uint64_t header_size = 0x34;

struct Header {
  be32 code[9];
  be32 magic;
  be32 start;
  be32 end;
  be32 order;
};
static_assert(sizeof(Header) == header_size);

Result<Probe> probe(const Candidate& candidate) {
  const Bytes tail = candidate.tail();
  const auto header = TRY(read<Header>(tail, 0));
  const bool big = header.magic == 0x016f2818;
  if (!big && header.magic != 0x18286f01) return fail(ErrorCode::corrupt, "no magic");
  const std::uint32_t start = big ? header.start.get() : __builtin_bswap32(header.start);
  const std::uint32_t end = big ? header.end.get() : __builtin_bswap32(header.end);
  constexpr std::uint32_t image_size_max = 256U << 20U;
  if (end <= start || end - start <= header_size || end - start > image_size_max)
    return fail(ErrorCode::corrupt, fmt::format("start {:#x}, end {:#x}", start, end));
  Probe probe;
  set_size(probe, end - start, tail.size());
  probe.header = {
      {"byte_order", big ? "big" : "little"}, {"start_address", start}, {"end_address", end}};
  probe.title = "Linux zImage for ARM";
  const auto payload = find_kernel_payload(candidate, {header_size, probe.size - header_size});
  if (!payload) {
    probe.problems.push_back(
        {"probe", ErrorCode::unsupported, "no compressed kernel was found in it", {}});
    return probe;
  }
  probe.confidence = Confidence::proven;
  probe.plain = payload->plain;
  probe.title += ", " + std::string(payload->codec->title);
  probe.header.push_back({"compression", std::string(payload->codec->id)});
  probe.header.push_back({"payload_offset", static_cast<std::int64_t>(payload->range.offset)});
  probe.header.push_back({"payload_size", static_cast<std::int64_t>(payload->range.size)});
  return probe;
}

std::int64_t number(const Probe& probe, std::string_view name) {
  for (const Field& field : probe.header)
    if (field.name == name) return std::get<std::int64_t>(field.value);
  return 0;
}

Result<void> expand(Bytes chunk, const Probe& probe, Sink& sink) {
  const Range payload{static_cast<std::uint64_t>(number(probe, "payload_offset")),
                      static_cast<std::uint64_t>(number(probe, "payload_size"))};
  if (payload.size == 0) {
    sink.claim({0, header_size}, "header");
    return {};
  }
  const Bytes stored = TRY(slice(chunk, payload));
  sink.claim({0, payload.offset}, "decompressor");
  sink.claim({payload.end(), chunk.size() - payload.end()}, "decompressor");
  return add_kernel({payload, kernel_codec(stored), probe.plain}, sink);
}

constexpr Magic magics[] = {{"18 28 6f 01", 0x24}, {"01 6f 28 18", 0x24}};

}  // namespace

extern const Handler linux_zimage = {
    .id = "linux_zimage",
    .title = "Linux zImage for ARM",
    .source = "Linux, arch/arm/boot/compressed/head.S",
    .magics = magics,
    .recheck = "binwalk -e {input}",
    .probe = probe,
    .expand = expand,
};

}  // namespace assay::unpack
