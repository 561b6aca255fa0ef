// zip: local headers (unpack/zip_records.cc) with the members' data behind them, then a directory
// that lists them, then its end. The directory is what counts: it alone has modes and links, and
// what it does not list is not a member. Where it is missing or cut off, the local headers are gone
// through instead.
//
// Source: PKWARE APPNOTE.TXT 6.3.10; Info-ZIP, proginfo/extrafld.txt.
#include <fmt/core.h>

#include <algorithm>

#include "base/checksum.h"
#include "base/quote.h"
#include "unpack/archive_members.h"
#include "unpack/handler.h"
#include "unpack/zip_directory.h"

namespace assay::codec {
extern const Codec bzip2, deflate, lzma_props, xz, zstd;
}

namespace assay::unpack {
namespace {

struct Method {
  std::uint16_t number;
  std::string_view name;
  const codec::Codec* codec;  // null: stored as it is, or none of ours
};

constexpr Method methods[] = {{0, "stored", nullptr},           {1, "shrunk", nullptr},
                              {6, "imploded", nullptr},         {8, "deflate", &codec::deflate},
                              {9, "deflate64", nullptr},        {12, "bzip2", &codec::bzip2},
                              {14, "lzma", &codec::lzma_props}, {93, "zstd", &codec::zstd},
                              {95, "xz", &codec::xz},           {98, "ppmd", nullptr},
                              {99, "encrypted (AES)", nullptr}};

constexpr std::uint16_t stored = 0;
constexpr std::uint16_t lzma = 14;
constexpr std::uint16_t aes = 99;
constexpr std::uint64_t link_size_max = 65536;

const Method* find_method(std::uint16_t number) {
  const auto* found = std::ranges::find(methods, number, &Method::number);
  return found == std::end(methods) ? nullptr : found;
}

std::string method_name(std::uint16_t number) {
  const Method* const method = find_method(number);
  return method != nullptr ? std::string(method->name) : fmt::format("method {}", number);
}

// The stored bytes as the codec wants them. Behind LZMA's own header (version, size of the
// properties, 5) come the properties.
Extent extent_of(Bytes archive, const ZipHeader& header, Range data) {
  const Method* const method = find_method(header.method);
  if (header.method == stored) return Content::plain(data).extents[0];
  constexpr std::uint64_t lzma_header_size = 4;
  if (header.method == lzma) {
    const auto own = slice(archive, {data.offset, lzma_header_size});
    if (!own || data.size < lzma_header_size || (*own)[2] != 5 || (*own)[3] != 0)
      return {data, nullptr, 0, 0, 0, nullptr};
    data = {data.offset + lzma_header_size, data.size - lzma_header_size};
    return {data, method->codec, header.plain_size, 0, header.plain_size, nullptr};
  }
  // What a stream decodes to counts, and not what the directory says that it does.
  return {data, method != nullptr ? method->codec : nullptr, 0, 0, 0, nullptr};
}

std::optional<Error> why_unreadable(const ZipHeader& header, const Extent& extent) {
  if (header.encrypted() || header.method == aes)
    return Error{ErrorCode::encrypted, "the member is encrypted"};
  if (header.method != stored && extent.codec == nullptr) {
    return Error{ErrorCode::unsupported, fmt::format("compression {}", method_name(header.method))};
  }
  return {};
}

// ---- probe

// A zip that says of one of its members what is not so is not proven to be whole.
Confidence try_a_checksum(const Candidate& candidate, const ZipDirectory& directory, Probe& probe) {
  const Bytes tail = candidate.tail();
  constexpr std::uint64_t small = 1U << 20U;
  for (std::size_t i = 0; i < directory.entries.size() && i < 64; i++) {
    const ZipHeader& entry = directory.entries[i];
    const Method* const method = find_method(entry.method);
    const auto local = read_zip_local(tail, directory.places[i]);
    if (!local || entry.encrypted() || entry.plain_size == 0 || entry.stored_size > small ||
        (entry.method != stored && (method == nullptr || method->codec != &codec::deflate)))
      continue;
    const auto data = slice(tail, {directory.places[i] + local->size, entry.stored_size});
    if (!data) continue;
    std::uint32_t computed = 0;
    if (entry.method == stored) {
      computed = crc32(*data);
    } else {
      const Trial trial = candidate.decode_part(codec::deflate, directory.places[i] + local->size,
                                                entry.stored_size);
      if (trial.error) return Confidence::consistent;
      computed = crc32(*trial.plain);
    }
    const bool holds = computed == entry.crc;
    probe.checks.push_back(
        {fmt::format("crc32 of {}", quote(entry.name, 80)),
         holds ? CheckState::ok : CheckState::bad,
         holds ? "" : fmt::format("stated {:08x}, computed {:08x}", entry.crc, computed)});
    return holds ? Confidence::proven : Confidence::consistent;
  }
  return Confidence::consistent;
}

Probe probe_of(const Candidate& candidate, ZipDirectory directory) {
  Probe probe;
  const std::uint64_t comment_size = directory.end.comment.size();
  probe.size = directory.end.end;
  const auto count = static_cast<std::int64_t>(directory.entries.size());
  const auto encrypted = std::ranges::count_if(directory.entries, &ZipHeader::encrypted);
  probe.title = fmt::format("zip, {} entries{}", count, encrypted > 0 ? ", encrypted" : "");
  probe.confidence = try_a_checksum(candidate, directory, probe);
  probe.header = {{"entries", count},
                  {"encrypted_entries", static_cast<std::int64_t>(encrypted)},
                  {"zip64", directory.end.zip64 ? 1 : 0},
                  {"directory_offset", static_cast<std::int64_t>(directory.range.offset)},
                  {"end_offset", static_cast<std::int64_t>(probe.size - comment_size - 22)}};
  if (comment_size > 0) probe.header.push_back({"comment", std::move(directory.end.comment)});
  probe.problems = std::move(directory.problems);
  return probe;
}

// The data behind a local header that does not say how much it is.
std::uint64_t measure(const Candidate& candidate, const ZipHeader& header, std::uint64_t at) {
  const Bytes tail = candidate.tail();
  const Extent extent = extent_of(tail, header, {at, tail.size() - at});
  if (extent.codec != nullptr && header.method != lzma && !header.encrypted()) {
    const Trial trial = candidate.decode_part(*extent.codec, at);
    if (!trial.error) return trial.stored_size;
  }
  // Else it goes on to the next header.
  const std::string_view rest = as_text(tail.subspan(at));
  const auto next = std::min({rest.find(zip_local_magic), rest.find(zip_central_magic),
                              rest.find(zip_descriptor_magic), rest.size()});
  (void)candidate.charge(next / 16);
  return next;
}

bool makes_sense(const ZipHeader& header) {
  constexpr std::uint16_t version_max = 100;  // 6.3 is the latest, written 63
  return !header.name.empty() && header.name.find('\0') == std::string::npos &&
         (header.version_needed & 0xffU) <= version_max && find_method(header.method) != nullptr &&
         (header.method != stored || header.has_descriptor() || header.encrypted() ||
          header.stored_size == header.plain_size);
}

// Goes through local headers where there is no directory; probe.pieces is each member's data.
Result<Probe> probe_local_headers(const Candidate& candidate, const Error& why) {
  const Bytes tail = candidate.tail();
  Probe probe;
  std::uint64_t at = 0;
  bool cut = false;
  while (!cut) {
    const auto header = read_zip_local(tail, at);
    if (!header || !makes_sense(*header)) break;
    const std::uint64_t data_at = at + header->size;
    const std::uint64_t rest = tail.size() - data_at;
    const bool unknown = header->has_descriptor() && header->stored_size == 0;
    const std::uint64_t size = unknown ? measure(candidate, *header, data_at) : header->stored_size;
    cut = size > rest;
    const Range data{data_at, std::min(size, rest)};
    probe.pieces.push_back({data, nullptr, 0, 0, data.size, nullptr});
    at = data.end() + zip_descriptor_size(tail, data.end(), *header);
  }
  if (probe.pieces.empty()) return fail(ErrorCode::corrupt, "zip: no local header here");
  while (const auto entry = read_zip_central(tail, at)) at += entry->size;
  probe.size = at;
  probe.confidence =
      probe.pieces.size() > 1 && !cut ? Confidence::consistent : Confidence::plausible;
  probe.title = fmt::format("zip without directory, {} entries", probe.pieces.size());
  probe.header = {{"entries", static_cast<std::int64_t>(probe.pieces.size())}};
  probe.problems.push_back(
      {"probe", ErrorCode::truncated, "members are read without directory: " + why.detail, {}});
  return probe;
}

Result<Probe> probe(const Candidate& candidate) {
  const Bytes tail = candidate.tail();
  if (as_text(tail).starts_with(zip_end_magic)) {
    ZipDirectory directory = TRY(read_zip_directory(tail, 0));
    if (directory.end.entries != 0 || directory.end.directory_offset != 0)
      return fail(ErrorCode::corrupt, "zip: an end without its archive");
    return probe_of(candidate, std::move(directory));
  }
  TRY(read_zip_local(tail, 0));
  auto directory = find_zip_directory(candidate);
  if (!directory) return probe_local_headers(candidate, directory.error());
  return probe_of(candidate, *std::move(directory));
}

// ---- expand

// The time of MS-DOS as text: it is local time of an unknown place.
std::string dos_time(const ZipHeader& header) {
  const unsigned date = header.dos_date;
  const unsigned time = header.dos_time;
  return fmt::format("{:04}-{:02}-{:02} {:02}:{:02}:{:02}", 1980 + (date >> 9U), date >> 5U & 15U,
                     date & 31U, time >> 11U, time >> 5U & 63U, (time & 31U) * 2);
}

NodeKind kind_of(const ZipHeader& entry) {
  // A name that ends in '/' is a directory's; but what has data is a file, lest they be hidden.
  // Info-ZIP itself calls what it read from a pipe one.
  if (entry.name.ends_with('/') && entry.stored_size == 0) return NodeKind::directory;
  const NodeKind kind = kind_of_mode(entry.mode()).value_or(NodeKind::file);
  return kind != NodeKind::symlink && entry.stored_size > 0 ? NodeKind::file : kind;
}

// Reads the text of a link, which is the member's bytes.
void read_link(Bytes chunk, Member& member) {
  const Extent& extent = member.content.extents[0];
  const Bytes bytes = chunk.subspan(extent.stored.offset, extent.stored.size);
  if (extent.codec == nullptr) {
    member.attributes.link_target = as_text(bytes.first(std::min(bytes.size(), link_size_max)));
  } else {
    Buffer plain;
    const auto done = extent.codec->decode(bytes, link_size_max, plain);
    if (done) member.attributes.link_target = as_text(plain);
  }
  member.content = {};
}

// `entry` is the central header, or the local one where there is no directory.
Member member_of(Bytes chunk, const ZipHeader& entry, const ZipHeader& local, Range data) {
  Member member;
  member.name = member_path(entry.name);
  member.kind = kind_of(entry);
  Attributes& attributes = member.attributes;
  if (entry.mode() != 0) attributes.mode = entry.mode() & 07777U;
  attributes.uid = local.extra.uid ? local.extra.uid : entry.extra.uid;
  attributes.gid = local.extra.gid ? local.extra.gid : entry.extra.gid;
  attributes.mtime_s = local.extra.mtime_s ? local.extra.mtime_s : entry.extra.mtime_s;
  member.header = {{"method", method_name(entry.method)},
                   {"crc32", entry.crc},
                   {"plain_size", static_cast<std::int64_t>(entry.plain_size)},
                   {"modified_local_time", dos_time(entry)}};
  if (member.kind == NodeKind::directory) return member;
  const Extent extent = extent_of(chunk, entry, data);
  member.unreadable = why_unreadable(entry, extent);
  if (member.unreadable) {
    member.content = Content::plain(data);
    return member;
  }
  member.content.extents = {extent};
  if (member.kind == NodeKind::file) member.stated = {entry.plain_size, entry.crc};
  if (member.kind == NodeKind::symlink) read_link(chunk, member);
  return member;
}

// Archives are made whose two headers of a member differ, so that a scanner sees one thing and the
// device another.
void compare(const ZipHeader& entry, const ZipHeader& local, std::uint64_t at, Sink& sink) {
  const auto tell = [&](std::string_view what, const auto& central, const auto& own) {
    sink.problem(ErrorCode::corrupt,
                 fmt::format("{}: {} is {} in the directory, {} before the data",
                             quote(entry.name, 80), what, central, own),
                 {at, local.size});
  };
  if (entry.name != local.name) tell("the name", quote(entry.name, 80), quote(local.name, 80));
  if (entry.method != local.method)
    tell("the method", method_name(entry.method), method_name(local.method));
  if (entry.encrypted() != local.encrypted())
    tell("encryption", entry.encrypted(), local.encrypted());
  if (local.has_descriptor() || (entry.flags & zip_masked) != 0) return;
  if (entry.stored_size != local.stored_size)
    tell("the stored size", entry.stored_size, local.stored_size);
  if (entry.plain_size != local.plain_size) tell("the size", entry.plain_size, local.plain_size);
  if (entry.crc != local.crc) tell("the CRC-32", entry.crc, local.crc);
}

void claim_member(Bytes chunk, const ZipHeader& local, Range data, const Member& member,
                  Sink& sink) {
  sink.claim({data.offset - local.size, local.size}, "local header");
  const std::uint64_t descriptor = zip_descriptor_size(chunk, data.end(), local);
  if (descriptor > 0) sink.claim({data.end(), descriptor}, "data descriptor");
  if (member.kind != NodeKind::file) sink.claim(data, "link text");
}

// Members that share bytes, and local headers that the directory does not list.
void look_between(Bytes chunk, std::vector<Range> spans, std::uint64_t directory_at, Sink& sink) {
  std::ranges::sort(spans, {}, &Range::offset);
  spans.push_back({directory_at, 0});
  std::uint64_t overlaps = 0;
  std::uint64_t at = 0;
  for (const Range& span : spans) {
    if (span.offset < at) overlaps++;
    if (span.offset > at && as_text(chunk.subspan(at)).starts_with(zip_local_magic)) {
      sink.problem(ErrorCode::corrupt, "a local header that the directory does not list",
                   {at, span.offset - at});
    }
    at = std::max(at, span.end());
  }
  if (overlaps > 0) {
    sink.problem(ErrorCode::corrupt,
                 fmt::format("{} members share stored bytes with others", overlaps));
  }
}

Result<void> add_listed(Bytes chunk, const ZipDirectory& directory, Sink& sink) {
  std::vector<Range> spans;
  for (std::size_t i = 0; i < directory.entries.size(); i++) {
    const ZipHeader& entry = directory.entries[i];
    const std::uint64_t at = directory.places[i];
    const auto local = read_zip_local(chunk, at);
    const auto data = !local ? Result<Bytes>(tl::unexpected(local.error()))
                             : slice(chunk, {at + local->size, entry.stored_size});
    if (!data) {
      Member member = member_of(chunk, entry, entry, {});
      member.content = {};
      member.unreadable = data.error();
      TRY(add_or_tell(sink, std::move(member)));
      continue;
    }
    const Range range{at + local->size, entry.stored_size};
    compare(entry, *local, at, sink);
    Member member = member_of(chunk, entry, *local, range);
    claim_member(chunk, *local, range, member, sink);
    TRY(add_or_tell(sink, std::move(member)));
    spans.push_back({at, range.end() + zip_descriptor_size(chunk, range.end(), *local) - at});
  }
  look_between(chunk, std::move(spans), directory.range.offset, sink);
  return {};
}

std::optional<std::uint64_t> field_of(const Probe& probe, std::string_view name) {
  for (const Field& field : probe.header)
    if (field.name == name) return static_cast<std::uint64_t>(std::get<std::int64_t>(field.value));
  return {};
}

Result<void> expand(Bytes chunk, const Probe& probe, Sink& sink) {
  if (const auto end_at = field_of(probe, "end_offset")) {
    const ZipDirectory directory = TRY(read_zip_directory(chunk, *end_at));
    sink.claim(directory.range, "central directory");
    const std::uint64_t records_at = directory.end.records_at;
    sink.claim({records_at, chunk.size() - records_at}, "end of central directory");
    return add_listed(chunk, directory, sink);
  }
  std::uint64_t end = 0;
  for (const Extent& piece : probe.pieces) {
    const Range data = piece.stored;
    // The header stands behind what came before it.
    const ZipHeader local = TRY(read_zip_local(chunk, end));
    ZipHeader entry = local;
    entry.stored_size = data.size;
    const bool has_sums = read_zip_descriptor(chunk, data.end(), entry) || !local.has_descriptor();
    Member member = member_of(chunk, entry, local, data);
    if (!has_sums) member.stated = {};
    claim_member(chunk, local, data, member, sink);
    TRY(add_or_tell(sink, std::move(member)));
    end = data.end() + zip_descriptor_size(chunk, data.end(), local);
  }
  sink.claim({end, chunk.size() - end}, "central directory");
  return {};
}

constexpr Magic magics[] = {{"50 4b 03 04"}, {"50 4b 05 06"}};

}  // namespace

extern const Handler zip = {
    .id = "zip",
    .title = "zip archive",
    .source = "PKWARE APPNOTE.TXT 6.3.10",
    .magics = magics,
    .recheck = "unzip -p {input} {member}",
    .probe = probe,
    .expand = expand,
};

}  // namespace assay::unpack
