// Netgear firmware with a header of text (DNI-built routers): 128 bytes of lines "key:value", ended
// by NULs; then the firmware; then one byte that makes the sum of all bytes 0xff.
//
//   device:WNR2000v5
//   version:V1.0.0.18
//   region:
//   hd_id:29764648+4+0+32+2x2+0
//
// The header does not say how long the firmware is. Where it is a chain of U-Boot images, as it is
// for most of these routers, the chain's end says so; else the file's end is taken.
//
// Source: OpenWrt firmware-utils, src/mkdniimg.c.
#include <fmt/core.h>

#include <algorithm>

#include "base/endian.h"
#include "base/quote.h"
#include "unpack/checks.h"
#include "unpack/handler.h"

namespace assay::unpack {
namespace {

constexpr std::uint64_t header_size = 128;

Result<Fields> read_lines(Bytes tail) {
  const Bytes header = TRY(slice(tail, {0, header_size}));
  std::string_view text = until_nul(header);
  const auto rest = header.subspan(text.size());
  if (rest.empty() || !std::ranges::all_of(rest, [](auto b) { return b == 0; }))
    return fail(ErrorCode::corrupt, "the text is not ended by NULs");
  constexpr std::pair<std::string_view, std::string_view> names[] = {{"device", "board_id"},
                                                                     {"version", "version"},
                                                                     {"region", "region"},
                                                                     {"hd_id", "hardware_id"}};
  Fields fields;
  bool device = false;
  bool version = false;
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos)
      return fail(ErrorCode::corrupt, fmt::format("line \"{}\" has no colon", quote(line, 64)));
    const std::string_view key = line.substr(0, colon);
    device = device || key == "device";
    version = version || key == "version";
    for (const auto& [theirs, ours] : names)
      if (key == theirs) fields.push_back({std::string(ours), std::string(line.substr(colon + 1))});
  }
  if (!device || !version) return fail(ErrorCode::corrupt, "no device and version lines");
  return fields;
}

// The end of the chain of U-Boot images at the header's end, or the header's end.
std::uint64_t chain_end(Bytes tail) {
  constexpr std::uint64_t gap_max = 0x10000;  // zeros between two of them
  std::uint64_t end = header_size;
  while (true) {
    std::uint64_t at = end;
    while (at < tail.size() && at - end < gap_max && tail[at] == 0) at++;
    const auto magic = read<be32>(tail, at);
    const auto size = read<be32>(tail, at + 12);
    if (!magic || !size || *magic != 0x27051956) return end;
    const std::uint64_t next = at + 64 + *size;
    if (next > tail.size()) return end;
    end = next;
  }
}

std::uint8_t sum_of(Bytes bytes) {
  std::uint64_t sum = 0;
  for (const std::uint8_t byte : bytes) sum += byte;
  return static_cast<std::uint8_t>(sum);
}

Result<Probe> probe(const Candidate& candidate) {
  const Bytes tail = candidate.tail();
  Probe probe;
  probe.header = TRY(read_lines(tail));
  if (tail.size() <= header_size + 1) return fail(ErrorCode::truncated, "no firmware behind it");
  const std::uint64_t chain = chain_end(tail);
  probe.confidence = chain > header_size ? Confidence::consistent : Confidence::plausible;
  probe.size = tail.size();
  bool holds = false;
  if (chain > header_size && chain < tail.size()) {
    holds = sum_of(tail.first(chain + 1)) == 0xff;
    if (holds) probe.size = chain + 1;
  }
  if (!holds) holds = sum_of(tail) == 0xff;
  const std::uint8_t stated = tail[probe.size - 1];
  const auto computed = static_cast<std::uint8_t>(0xffU - sum_of(tail.first(probe.size - 1)));
  probe.checks.push_back(
      {"sum8", holds ? CheckState::ok : CheckState::bad,
       holds ? "" : fmt::format("stated {:02x}, computed {:02x}", stated, computed)});
  if (holds && probe.confidence == Confidence::plausible) probe.confidence = Confidence::consistent;
  std::string board, version;
  for (const Field& field : probe.header) {
    if (field.name == "board_id") board = std::get<std::string>(field.value);
    if (field.name == "version") version = std::get<std::string>(field.value);
  }
  probe.title = fmt::format("Netgear image for {}, version {}", quote(board), quote(version));
  return probe;
}

Result<void> expand(Bytes chunk, const Probe&, Sink& sink) {
  sink.claim({0, header_size}, "header");
  sink.claim({chunk.size() - 1, 1}, "checksum");
  Member member;
  member.name = "firmware";
  member.content = Content::plain({header_size, chunk.size() - header_size - 1});
  return sink.add(std::move(member));
}

constexpr Magic magics[] = {{"64 65 76 69 63 65 3a", 0, true}};

}  // namespace

extern const Handler netgear_text = {
    .id = "netgear_text",
    .title = "Netgear image with a header of text",
    .source = "OpenWrt firmware-utils, src/mkdniimg.c",
    .magics = magics,
    .recheck = "head -c 128 {input}; tail -c +129 {input} | head -c -1",
    .probe = probe,
    .expand = expand,
};

}  // namespace assay::unpack
