// TRX, the container of Broadcom-based routers (ASUS, Linksys, Netgear): a header and 3 or 4 parts,
// usually a boot loader, an LZMA kernel and a root file system.
//
//   offset  bytes  field    meaning
//   0       4      magic    "HDR0"
//   4       4      length   of header and parts, in bytes
//   8       4      crc      CRC-32 without the final xor, over [12, length)
//   12      2      flags    not used here
//   14      2      version  1 (three parts) or 2 (four)
//   16      4 each offsets  of each part from the header's start; 0: no such part
//
// Source: OpenWrt firmware-utils, src/trx.c.
#include <fmt/core.h>

#include <algorithm>

#include "base/checksum.h"
#include "base/endian.h"
#include "unpack/handler.h"

namespace assay::unpack {
namespace {

struct Header {
  char magic[4];
  le32 length;
  le32 crc;
  le16 flags;
  le16 version;
  le32 offsets[4];

  std::uint64_t size() const { return version == 1 ? 28 : 32; }
};

Result<Header> read_header(Bytes tail) {
  const auto header = TRY(read<Header>(tail, 0));
  if (header.version != 1 && header.version != 2)
    return fail(ErrorCode::unsupported, fmt::format("version {}", header.version.get()));
  if (header.length < header.size()) {
    return fail(ErrorCode::corrupt,
                fmt::format("length {} is below the header's", header.length.get()));
  }
  return header;
}

Result<Probe> probe(const Candidate& candidate) {
  const Bytes tail = candidate.tail();
  const auto header = TRY(read_header(tail));
  Probe probe;
  probe.size = std::min<std::uint64_t>(header.length, tail.size());
  probe.title = fmt::format("TRX version {}", header.version.get());
  probe.header = {{"version", header.version.get()}, {"flags", header.flags.get()}};
  if (probe.size < header.length) {
    probe.problems.push_back(
        {"probe",
         ErrorCode::truncated,
         fmt::format("the header states {} bytes, {} are there", header.length.get(), probe.size),
         {}});
    probe.checks.push_back({"crc32", CheckState::absent, "cut short"});
    return probe;
  }
  const std::uint32_t computed = ~crc32(tail.subspan(12, probe.size - 12));
  if (computed == header.crc) {
    probe.confidence = Confidence::proven;
    probe.checks.push_back({"crc32", CheckState::ok, ""});
  } else {
    probe.checks.push_back(
        {"crc32", CheckState::bad,
         fmt::format("stated {:08x}, computed {:08x}", header.crc.get(), computed)});
  }
  return probe;
}

Result<void> expand(Bytes chunk, const Probe& probe, Sink& sink) {
  const auto header = TRY(read_header(chunk));
  sink.claim({0, header.size()}, "header");
  std::vector<std::uint64_t> edges(header.offsets, header.offsets + (header.version == 1 ? 3 : 4));
  std::erase(edges, 0U);
  edges.push_back(probe.size);
  std::ranges::sort(edges);
  for (std::size_t i = 0; i + 1 < edges.size(); i++) {
    const Range part{edges[i], edges[i + 1] - edges[i]};
    if (const auto fits = slice(chunk, part); !fits) {
      sink.problem(fits.error());
      continue;
    }
    Member member;
    member.name = fmt::format("part{}", i);
    member.content = Content::plain(part);
    TRY(sink.add(std::move(member)));
  }
  return {};
}

constexpr Magic magics[] = {{"48 44 52 30 ?? ?? ?? ?? ?? ?? ?? ?? ?? ?? 01 00"},
                            {"48 44 52 30 ?? ?? ?? ?? ?? ?? ?? ?? ?? ?? 02 00"}};

}  // namespace

extern const Handler trx = {
    .id = "trx",
    .title = "Broadcom TRX firmware image",
    .source = "OpenWrt firmware-utils, src/trx.c",
    .magics = magics,
    .probe = probe,
    .expand = expand,
};

}  // namespace assay::unpack
