// SEAMA, the container of routers built by Alpha Networks (D-Link and others), also called DLOB by
// tools that name it after the signature text of early images. A chain of records:
//
//   offset  bytes  field    meaning
//   0       4      magic    5e a3 a4 17, or reversed where all integers are little-endian
//   4       2      0
//   6       2      size of the meta data
//   8       4      size of the data
//   12      16     MD5 of the data; only where there are data
//   ...            meta data: texts "key=value", each ended by a NUL, NULs up to the stated size
//   ...            data
//
// A record without data is a seal: its meta data ("signature=wrgnd08_dlob_dir815") say for which
// board the records behind it are.
//
// Source: OpenWrt firmware-utils, src/seama.h and src/oseama.c.
#include <fmt/core.h>

#include <bit>
#include <vector>

#include "base/digest.h"
#include "base/endian.h"
#include "base/quote.h"
#include "unpack/checks.h"
#include "unpack/handler.h"

namespace assay::unpack {
namespace {

constexpr std::uint64_t head_size = 12;
constexpr std::uint64_t digest_size = 16;
constexpr std::size_t records_max = 64;

struct Record {
  Range head;  // with digest and meta data
  Range data;  // as stated
  Range digest;
  std::vector<std::string> meta;
};

struct Head {
  be32 magic;
  be16 zero;
  be16 meta_size;
  be32 data_size;
};

Result<Record> read_record(Bytes bytes, std::uint64_t at) {
  const auto head = TRY(read<Head>(bytes, at));
  const bool big = head.magic == 0x5ea3a417;
  if (!big && head.magic != 0x17a4a35e) return fail(ErrorCode::corrupt, "no magic");
  if (head.zero != 0) return fail(ErrorCode::corrupt, "bytes 4 and 5 are not 0");
  const std::uint16_t meta_size =
      big ? head.meta_size.get() : __builtin_bswap16(head.meta_size.get());
  const std::uint32_t data_size =
      big ? head.data_size.get() : __builtin_bswap32(head.data_size.get());
  Record record;
  const std::uint64_t meta_at = at + head_size + (data_size > 0 ? digest_size : 0);
  if (data_size > 0) record.digest = {at + head_size, digest_size};
  record.head = {at, meta_at + meta_size - at};
  record.data = {record.head.end(), data_size};
  std::string_view meta = as_text(TRY(slice(bytes, {meta_at, meta_size})));
  while (!meta.empty()) {
    const std::string_view text = meta.substr(0, meta.find('\0'));
    meta.remove_prefix(std::min(meta.size(), text.size() + 1));
    if (!text.empty()) record.meta.emplace_back(text);
  }
  return record;
}

std::vector<Record> read_chain(Bytes bytes) {
  std::vector<Record> records;
  std::uint64_t at = 0;
  while (records.size() < records_max) {
    auto record = read_record(bytes, at);
    if (!record) break;
    at = record->data.end();
    records.push_back(std::move(*record));
    if (at >= bytes.size()) break;
  }
  return records;
}

std::string value_of(const Record& record, std::string_view key) {
  for (const std::string& text : record.meta)
    if (text.starts_with(key) && text.size() > key.size() && text[key.size()] == '=')
      return text.substr(key.size() + 1);
  return "";
}

void add_meta(const Record& record, Fields& fields) {
  for (const std::string& text : record.meta) {
    const std::size_t equals = text.find('=');
    const std::string key = text.substr(0, equals);
    if (equals != std::string::npos && (key == "signature" || key == "dev" || key == "type"))
      fields.push_back({key == "signature" ? "board_id" : key, text.substr(equals + 1)});
    else
      fields.push_back({"meta", text});
  }
}

Check check_data(Bytes bytes, const Record& record) {
  const auto data = slice(bytes, record.data);
  if (!data) return absent_check("md5", "the data are cut short");
  const auto computed = digest_by("md5", {*data});
  if (!computed) return absent_check("md5", computed.error().detail);
  return compare_digest("md5", bytes.subspan(record.digest.offset, digest_size), *computed);
}

Result<Probe> probe(const Candidate& candidate) {
  const Bytes tail = candidate.tail();
  TRY(read_record(tail, 0));
  const std::vector<Record> records = read_chain(tail);
  Probe probe;
  set_size(probe, records.back().data.end(), tail.size());
  std::string board;
  std::size_t with_data = 0;
  bool proven = true;
  for (const Record& record : records) {
    if (record.meta.empty()) return fail(ErrorCode::corrupt, "a record without meta data");
    if (record.data.size > 0) {
      with_data++;
      probe.checks.push_back(check_data(tail, record));
      proven = proven && probe.checks.back().state == CheckState::ok;
    } else {
      add_meta(record, probe.header);
    }
    if (board.empty()) board = value_of(record, "signature");
  }
  if (with_data == 0 && board.empty())
    return fail(ErrorCode::corrupt, "neither data nor a signature text");
  probe.confidence = with_data > 0 && proven ? Confidence::proven : Confidence::consistent;
  probe.title = fmt::format("SEAMA for \"{}\", {} part{}", quote(board), with_data,
                            with_data == 1 ? "" : "s");
  return probe;
}

Result<void> expand(Bytes chunk, const Probe&, Sink& sink) {
  std::size_t part = 0;
  for (const Record& record : read_chain(chunk)) {
    sink.claim(record.head, record.data.size > 0 ? "record header" : "seal");
    if (record.data.size == 0) continue;
    Member member;
    const std::string type = value_of(record, "type");
    member.name = type.empty() ? fmt::format("part{}", part) : type;
    part++;
    add_meta(record, member.header);
    member.checks.push_back(check_data(chunk, record));
    Range range = record.data;
    if (range.offset >= chunk.size()) break;
    range.size = std::min(range.size, chunk.size() - range.offset);
    member.content = Content::plain(range);
    TRY(sink.add(std::move(member)));
  }
  return {};
}

constexpr Magic magics[] = {{"5e a3 a4 17 00 00"}, {"17 a4 a3 5e 00 00"}};

}  // namespace

extern const Handler seama = {
    .id = "seama",
    .title = "SEAMA (DLOB) firmware container",
    .source = "OpenWrt firmware-utils, src/seama.h",
    .magics = magics,
    .recheck = "seama -i {input}",
    .probe = probe,
    .expand = expand,
};

}  // namespace assay::unpack
