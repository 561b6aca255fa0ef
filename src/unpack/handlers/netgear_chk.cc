// Netgear CHK (Broadcom-based routers). All integers are big-endian.
//
//   offset  bytes  field             meaning
//   0       4      magic             "*#$^"
//   4       4      header size       with the board's name
//   8       1      region            1: whole world, 2: North America, ...
//   9       7      version           a.b.c.d_e.f.g
//   16      4 each kernel checksum, root file system checksum
//   24      4 each kernel size, root file system size; the second is 0 where the first part is a
//                  TRX image with both
//   32      4      image checksum    of both parts together
//   36      4      header checksum   of the header with this field zero
//   40             board's name, to the header's end
//
// The checksum is Netgear's own: c0 is the sum of all bytes, c1 the sum of c0 after each byte; both
// are folded to 16 bits, and c1 stands above c0.
//
// Source: OpenWrt firmware-utils, src/mkchkimg.c.
#include <fmt/core.h>

#include "base/endian.h"
#include "base/quote.h"
#include "unpack/checks.h"
#include "unpack/handler.h"

namespace assay::unpack {
namespace {

struct Header {
  char magic[4];
  be32 header_size;
  std::uint8_t region;
  std::uint8_t version[7];
  be32 kernel_checksum;
  be32 rootfs_checksum;
  be32 kernel_size;
  be32 rootfs_size;
  be32 image_checksum;
  be32 header_checksum;
};
static_assert(sizeof(Header) == 40);

constexpr std::uint64_t header_size_max = 1024;

class Checksum {
 public:
  Checksum& add(Bytes bytes) {
    for (const std::uint8_t byte : bytes) {
      low_ += byte;
      high_ += low_;
    }
    return *this;
  }
  std::uint32_t value() const { return fold(high_) << 16U | fold(low_); }

 private:
  static std::uint32_t fold(std::uint32_t sum) {
    const std::uint32_t once = (sum & 0xffffU) + (sum >> 16U);
    return (once + (once >> 16U)) & 0xffffU;
  }
  std::uint32_t low_ = 0;
  std::uint32_t high_ = 0;
};

std::uint32_t header_checksum(Bytes header) {
  constexpr std::uint8_t zeros[4] = {};
  return Checksum().add(header.first(36)).add(zeros).add(header.subspan(40)).value();
}

void check_parts(Bytes chunk, const Header& header, Probe& probe) {
  const Bytes kernel = chunk.subspan(header.header_size, header.kernel_size);
  const Bytes rootfs = chunk.subspan(header.header_size + kernel.size());
  probe.checks.push_back(compare_checksum("image checksum", header.image_checksum,
                                          Checksum().add(kernel).add(rootfs).value()));
  probe.checks.push_back(
      compare_checksum("kernel checksum", header.kernel_checksum, Checksum().add(kernel).value()));
  if (!rootfs.empty()) {
    probe.checks.push_back(compare_checksum("rootfs checksum", header.rootfs_checksum,
                                            Checksum().add(rootfs).value()));
  }
}

Result<Probe> probe(const Candidate& candidate) {
  const Bytes tail = candidate.tail();
  const auto header = TRY(read<Header>(tail, 0));
  if (header.header_size < sizeof(Header) || header.header_size > header_size_max) {
    return fail(ErrorCode::corrupt, fmt::format("a header of {} bytes", header.header_size.get()));
  }
  const Bytes whole_header = TRY(slice(tail, {0, header.header_size}));
  const std::string board(until_nul(whole_header.subspan(sizeof(Header))));
  Probe probe;
  probe.checks.push_back(
      compare_checksum("header checksum", header.header_checksum, header_checksum(whole_header)));
  const bool header_holds = probe.checks[0].state == CheckState::ok;
  for (const char c : board)
    if (c < ' ' || c > '~') return fail(ErrorCode::corrupt, "no board's name behind the header");
  const std::uint64_t size =
      std::uint64_t{header.header_size} + header.kernel_size + header.rootfs_size;
  if (!header_holds && (board.empty() || size > tail.size()))
    return fail(ErrorCode::corrupt, "the header's checksum does not hold");
  if (set_size(probe, size, tail.size()))
    check_parts(tail.first(size), header, probe);
  else
    probe.checks.push_back(absent_check("image checksum", "the image is cut short"));
  probe.confidence = header_holds ? Confidence::proven : Confidence::plausible;
  const auto& v = header.version;
  const std::string version =
      fmt::format("{}.{}.{}.{}_{}.{}.{}", v[0], v[1], v[2], v[3], v[4], v[5], v[6]);
  probe.title = fmt::format("Netgear CHK for {}, version {}", quote(board), version);
  probe.header = {{"board_id", board},
                  {"version", version},
                  {"region_code", header.region},
                  {"kernel_size", header.kernel_size.get()},
                  {"rootfs_size", header.rootfs_size.get()}};
  return probe;
}

Result<void> expand(Bytes chunk, const Probe&, Sink& sink) {
  const auto header = TRY(read<Header>(chunk, 0));
  sink.claim({0, header.header_size}, "header");
  const std::uint64_t there = chunk.size() - header.header_size;
  const std::uint64_t kernel_size = std::min<std::uint64_t>(header.kernel_size, there);
  const std::pair<std::string_view, Range> parts[] = {
      {header.rootfs_size == 0 ? "firmware" : "kernel", {header.header_size, kernel_size}},
      {"rootfs", {header.header_size + kernel_size, there - kernel_size}}};
  for (const auto& [name, range] : parts) {
    if (range.size == 0) continue;
    Member member;
    member.name = name;
    member.content = Content::plain(range);
    TRY(sink.add(std::move(member)));
  }
  return {};
}

constexpr Magic magics[] = {{"2a 23 24 5e 00 00"}};

}  // namespace

extern const Handler netgear_chk = {
    .id = "netgear_chk",
    .title = "Netgear CHK image",
    .source = "OpenWrt firmware-utils, src/mkchkimg.c",
    .magics = magics,
    .probe = probe,
    .expand = expand,
};

}  // namespace assay::unpack
