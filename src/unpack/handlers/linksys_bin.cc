// The header that Linksys and Cisco put in front of a TRX image, so that a router takes no other
// model's.
//
//   offset  bytes  field     meaning
//   0       4      model     "W54G", "W54S", ...
//   4       4      not known
//   8       3      date      year since 2000, month, day
//   11      3      version   three numbers
//   14      4      id        "U2ND"
//   18      1      hardware  0: BCM4702, 1: 4712, 2: 4712L, 3: 4704
//   19      1      serial number
//   20      2      flags     little-endian: what the board supports
//   22      10     not known
//   32             the TRX image, which says how long it is
//
// Source: OpenWrt firmware-utils, src/addpattern.c.
#include <fmt/core.h>

#include "base/endian.h"
#include "base/quote.h"
#include "unpack/checks.h"
#include "unpack/handler.h"

namespace assay::unpack {
namespace {

struct Header {
  char model[4];
  char unknown[4];
  std::uint8_t date[3];
  std::uint8_t version[3];
  char id[4];
  std::uint8_t hardware;
  std::uint8_t serial_number;
  le16 flags;
  char unknown_2[10];
};
static_assert(sizeof(Header) == 32);

struct TrxStart {
  char magic[4];
  le32 size;
};

Result<Probe> probe(const Candidate& candidate) {
  const Bytes tail = candidate.tail();
  const auto header = TRY(read<Header>(tail, 0));
  const auto trx = TRY(read<TrxStart>(tail, sizeof(Header)));
  if (std::string_view(header.id, 4) != "U2ND" || std::string_view(trx.magic, 4) != "HDR0")
    return fail(ErrorCode::corrupt, "no TRX image behind the header");
  for (const char c : header.model)
    if (c <= ' ' || c > '~') return fail(ErrorCode::corrupt, "no model's name at the start");
  const auto& [year, month, day] = header.date;
  if (month < 1 || month > 12 || day < 1 || day > 31)
    return fail(ErrorCode::corrupt, fmt::format("month {}, day {}", month, day));
  Probe probe;
  probe.confidence = Confidence::consistent;
  set_size(probe, sizeof(Header) + std::uint64_t{trx.size}, tail.size());
  const std::string model(header.model, 4);
  const std::string version =
      fmt::format("{}.{}.{}", header.version[0], header.version[1], header.version[2]);
  const std::string date = fmt::format("{:04}-{:02}-{:02}", 2000 + year, month, day);
  probe.title = fmt::format("Linksys image for {}, version {}, {}", quote(model), version, date);
  probe.header = {{"board_id", model},
                  {"version", version},
                  {"build_date", date},
                  {"hardware_version", header.hardware},
                  {"serial_number", header.serial_number},
                  {"flags", header.flags.get()}};
  return probe;
}

Result<void> expand(Bytes chunk, const Probe&, Sink& sink) {
  sink.claim({0, sizeof(Header)}, "header");
  Member member;
  member.name = "firmware";
  member.content = Content::plain({sizeof(Header), chunk.size() - sizeof(Header)});
  return sink.add(std::move(member));
}

constexpr Magic magics[] = {
    {"55 32 4e 44 ?? ?? ?? ?? ?? ?? ?? ?? ?? ?? ?? ?? ?? ?? 48 44 52 30", 14}};

}  // namespace

extern const Handler linksys_bin = {
    .id = "linksys_bin",
    .title = "Linksys image with a model's name in front",
    .source = "OpenWrt firmware-utils, src/addpattern.c",
    .magics = magics,
    .recheck = "tail -c +33 {input}",
    .probe = probe,
    .expand = expand,
};

}  // namespace assay::unpack
