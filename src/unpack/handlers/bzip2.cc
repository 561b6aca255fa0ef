// bzip2: a header, blocks with a CRC each, and the CRC of the CRCs. Streams that follow each other
// directly are one file.
//
//   0  3  "BZh"
//   3  1  '1' to '9': size of a plain block in units of 100,000 bytes
//   4  6  31 41 59 26 53 59 before a block, 17 72 45 38 50 90 before the end
//
// Source: the bzip2 program.
#include <fmt/core.h>

#include "unpack/handler.h"
#include "unpack/stream.h"

namespace assay::codec {
extern const Codec bzip2;
}

namespace assay::unpack {
namespace {

bool starts(Bytes bytes, Bytes first) {
  (void)first;
  const std::string_view text = as_text(bytes);
  if (text.size() < 14 || !text.starts_with("BZh") || text[3] < '1' || text[3] > '9') return false;
  const std::string_view next = text.substr(4, 6);
  return next == "\x31\x41\x59\x26\x53\x59" || next == "\x17\x72\x45\x38\x50\x90";
}

Result<Probe> probe(const Candidate& candidate) {
  Probe probe = TRY(probe_streams(candidate, {&codec::bzip2, starts, nullptr, "crc32"}));
  const int level = candidate.tail()[3] - '0';
  probe.title = fmt::format("bzip2, blocks of {},000 bytes", level * 100);
  probe.header.push_back({"block_size", std::int64_t{level} * 100'000});
  return probe;
}

Result<void> expand(Bytes chunk, const Probe& probe, Sink& sink) {
  (void)chunk;
  return add_plain(probe, "", sink);
}

constexpr Magic magics[] = {{"42 5a 68 ?? 31 41 59 26 53 59"}, {"42 5a 68 ?? 17 72 45 38 50 90"}};

}  // namespace

extern const Handler bzip2 = {
    .id = "bzip2",
    .title = "bzip2 stream",
    .source = "the bzip2 program",
    .magics = magics,
    .recheck = "bzip2 -dc < {input}",
    .probe = probe,
    .expand = expand,
};

}  // namespace assay::unpack
