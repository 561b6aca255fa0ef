// gzip: a deflate stream with a header before and a CRC-32 behind it; several of them one behind
// the other are one file, as long as no further one bears a name of its own.
//
//   offset  bytes  field
//   0       2      1f 8b
//   2       1      method: 8, deflate
//   3       1      flags: 1 text, 2 header CRC, 4 extra field, 8 name, 16 comment
//   4       4      mtime, seconds since 1970; 0: not stated
//   8       1      2: packed tightest, 4: fastest
//   9       1      system that it was made on
//   10             extra field with its size in 2 bytes, name and comment ended by NUL, header CRC;
//                  then deflate, CRC-32 and size of the plain bytes
//
// Source: RFC 1952.
#include <fmt/core.h>

#include <algorithm>

#include "base/endian.h"
#include "base/quote.h"
#include "unpack/handler.h"
#include "unpack/stream.h"

namespace assay::codec {
extern const Codec gzip;
}

namespace assay::unpack {
namespace {

struct Header {
  std::uint8_t magic[3];
  std::uint8_t flags;
  le32 mtime_s;
  std::uint8_t extra_flags;
  std::uint8_t system;
};

struct Names {
  std::string name, comment;
};

enum Flag : std::uint8_t { header_crc = 2, extra = 4, name = 8, comment = 16, reserved = 0xe0 };

constexpr std::string_view systems[] = {"FAT",       "Amiga", "VMS",       "Unix",        "VM/CMS",
                                        "Atari TOS", "HPFS",  "Macintosh", "Z-System",    "CP/M",
                                        "TOPS-20",   "NTFS",  "QDOS",      "Acorn RISCOS"};

Result<std::string> text_at(Bytes bytes, std::uint64_t& at) {
  const std::string_view text = as_text(TRY(slice_from(bytes, at)));
  const auto nul = text.find('\0');
  if (nul == std::string_view::npos)
    return fail(ErrorCode::truncated, "a gzip name without an end");
  at += nul + 1;
  return std::string(text.substr(0, nul));
}

Result<Names> read_names(Bytes bytes) {
  const auto header = TRY(read<Header>(bytes, 0));
  std::uint64_t at = sizeof(Header);
  if ((header.flags & extra) != 0) at += 2U + TRY(read<le16>(bytes, at)).get();
  Names names;
  if ((header.flags & name) != 0) names.name = TRY(text_at(bytes, at));
  if ((header.flags & comment) != 0) names.comment = TRY(text_at(bytes, at));
  return names;
}

// A member that bears a name of its own is another file, though gzip would join them.
bool starts(Bytes bytes, Bytes first) {
  const auto header = read<Header>(bytes, 0);
  if (!header || header->magic[0] != 0x1f || header->magic[1] != 0x8b || header->magic[2] != 8 ||
      (header->flags & reserved) != 0)
    return false;
  if (bytes.data() == first.data()) return true;
  const auto own = read_names(bytes);
  const auto other = read_names(first);
  return own && other && (own->name.empty() || own->name == other->name);
}

Result<Probe> probe(const Candidate& candidate) {
  Probe probe = TRY(probe_streams(candidate, {&codec::gzip, starts, nullptr, "crc32"}));
  const auto header = TRY(read<Header>(candidate.tail(), 0));
  const auto names = TRY(read_names(candidate.tail()));
  probe.title = "gzip";
  if (!names.name.empty()) {
    probe.title += fmt::format(", {}", quote(names.name, 80));
    probe.header.push_back({"original_name", names.name});
  }
  if (!names.comment.empty()) probe.header.push_back({"comment", names.comment});
  if (header.mtime_s != 0) probe.header.push_back({"mtime_s", header.mtime_s.get()});
  probe.header.push_back({"flags", header.flags});
  if (header.system < std::size(systems))
    probe.header.push_back({"system", std::string(systems[header.system])});
  return probe;
}

Result<void> expand(Bytes chunk, const Probe& probe, Sink& sink) {
  return add_plain(probe, TRY(read_names(chunk)).name, sink);
}

constexpr Magic magics[] = {{"1f 8b 08"}};

}  // namespace

extern const Handler gzip = {
    .id = "gzip",
    .title = "gzip stream",
    .source = "RFC 1952",
    .magics = magics,
    .recheck = "gzip -dc < {input}",
    .probe = probe,
    .expand = expand,
};

}  // namespace assay::unpack
