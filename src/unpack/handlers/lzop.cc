// lzop: a header with name, mode and time, then LZO1X blocks with checksums. All integers are
// big-endian.
//
//   0   9  89 4c 5a 4f 00 0d 0a 1a 0a
//   9   2  version of lzop that wrote it; from 0940 on with the fields marked *
//  11   2  version of the library
//  13   2* version needed to read it
//  15   1  method, and 1* level
//  17   4  flags: 800: a filter (4 bytes) follows
//       4  mode; 4 time, low half; 4* time, high half
//       1  size of the name, and the name
//
// Source: lzop 1.04, the files it writes.
#include <fmt/core.h>

#include "base/endian.h"
#include "base/quote.h"
#include "unpack/handler.h"
#include "unpack/stream.h"

namespace assay::codec {
extern const Codec lzop;
}

namespace assay::unpack {
namespace {

constexpr std::uint8_t magic[9] = {0x89, 'L', 'Z', 'O', 0, '\r', '\n', 0x1a, '\n'};

struct Header {
  std::uint8_t method = 0;
  std::uint32_t mode = 0;
  std::uint64_t mtime_s = 0;
  std::string name;
};

// Each file in a row has a header of its own, so it is one of its own here, too.
bool starts(Bytes bytes, Bytes first) {
  return bytes.data() == first.data() && as_text(bytes).starts_with(as_text(magic));
}

Result<Header> read_header(Bytes bytes) {
  constexpr std::uint32_t has_filter = 0x800;
  const std::uint16_t version = TRY(read<be16>(bytes, 9));
  const bool later = version >= 0x940;
  std::uint64_t at = later ? 15 : 13;
  Header header;
  header.method = TRY(slice(bytes, {at, 1}))[0];
  at += later ? 2 : 1;
  const std::uint32_t flags = TRY(read<be32>(bytes, at));
  at += (flags & has_filter) != 0 ? 8 : 4;
  header.mode = TRY(read<be32>(bytes, at));
  header.mtime_s = TRY(read<be32>(bytes, at + 4));
  at += 8;
  if (later) {
    header.mtime_s |= std::uint64_t{TRY(read<be32>(bytes, at))} << 32U;
    at += 4;
  }
  const std::uint64_t name_size = TRY(slice(bytes, {at, 1}))[0];
  header.name = as_text(TRY(slice(bytes, {at + 1, name_size})));
  return header;
}

Result<Probe> probe(const Candidate& candidate) {
  Probe probe = TRY(probe_streams(candidate, {&codec::lzop, starts, nullptr, "checksums"}));
  const Header header = TRY(read_header(candidate.tail()));
  probe.title = "lzop";
  if (!header.name.empty()) {
    probe.title += fmt::format(", {}", quote(header.name, 80));
    probe.header.push_back({"original_name", header.name});
  }
  probe.header.push_back({"mtime_s", static_cast<std::int64_t>(header.mtime_s)});
  probe.header.push_back({"mode", header.mode & 07777U});
  probe.header.push_back({"method", header.method});
  return probe;
}

Result<void> expand(Bytes chunk, const Probe& probe, Sink& sink) {
  return add_plain(probe, TRY(read_header(chunk)).name, sink);
}

constexpr Magic magics[] = {{"89 4c 5a 4f 00 0d 0a 1a 0a"}};

}  // namespace

extern const Handler lzop = {
    .id = "lzop",
    .title = "lzop file",
    .source = "lzop 1.04, the files it writes",
    .magics = magics,
    .recheck = "lzop -dc < {input}",
    .probe = probe,
    .expand = expand,
};

}  // namespace assay::unpack
