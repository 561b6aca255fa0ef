// cpio: headers (unpack/cpio_entry.cc), each with its file's name and data behind it, up to an
// entry by the name of "TRAILER!!!". Initial file systems of Linux are such archives, sometimes
// several one behind the other; each is an instance of its own here.
//
// The names of one file share device and inode number. In newc only the last of them has the data;
// the other writings repeat it.
//
// Source: cpio(5) of libarchive; GNU cpio manual.
#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <unordered_map>

#include "base/quote.h"
#include "unpack/archive_members.h"
#include "unpack/cpio_entry.h"
#include "unpack/handler.h"

namespace assay::unpack {
namespace {

constexpr std::string_view writing_names[] = {"newc", "crc", "odc", "binary", "binary, big-endian"};
constexpr std::string_view trailer_name = "TRAILER!!!";
constexpr std::uint64_t block_size = 512;  // that programs fill an archive up to
constexpr std::uint64_t link_size_max = 65536;

class CpioWalk {
 public:
  explicit CpioWalk(Bytes archive) : archive_(archive) {}

  // The next entry, or nothing behind the trailer or where the archive is broken. Its data is
  // data(), cut where the archive is.
  std::optional<CpioEntry> next() {
    if (ended_) return {};
    if (at_ == archive_.size()) return end(ErrorCode::truncated, "there is no trailer");
    auto entry = read_cpio_entry(archive_.subspan(at_));
    if (!entry) return end(entry.error().code, entry.error().detail);
    if (first_ && entry->writing != *first_)
      return end(ErrorCode::corrupt, "the archive goes on in another writing");
    first_ = entry->writing;
    const std::uint64_t header_end =
        std::min<std::uint64_t>(archive_.size(), at_ + entry->header_size);
    header_ = {at_, header_end - at_};
    const std::uint64_t rest = archive_.size() - header_end;
    data_ = {header_end, std::min(entry->size, rest)};
    at_ = header_end + std::min(entry->padded_size, rest);
    if (entry->name == trailer_name && entry->size == 0) return end_at_trailer();
    if (entry->size > rest) {
      end(ErrorCode::truncated, fmt::format("{}: {} bytes of data are stated, {} are there",
                                            quote(entry->name, 80), entry->size, rest));
    }
    count_++;
    return *std::move(entry);
  }

  Range header() const { return header_; }  // of the entry that next() gave, with its name
  Range data() const { return data_; }
  std::int64_t count() const { return count_; }
  std::uint64_t size() const { return at_; }
  const std::optional<Problem>& problem() const { return problem_; }
  std::optional<CpioWriting> writing() const { return first_; }

 private:
  std::nullopt_t end(ErrorCode code, std::string sentence) {
    ended_ = true;
    problem_ = {"probe", code, std::move(sentence), {at_, 0}};
    return std::nullopt;
  }

  std::nullopt_t end_at_trailer() {
    ended_ = true;
    const std::uint64_t filled = (at_ + block_size - 1) / block_size * block_size;
    const Bytes rest =
        archive_.subspan(at_, std::min<std::uint64_t>(filled, archive_.size()) - at_);
    if (std::ranges::all_of(rest, [](std::uint8_t byte) { return byte == 0; })) at_ += rest.size();
    return std::nullopt;
  }

  Bytes archive_;
  std::uint64_t at_ = 0;
  Range header_, data_;
  std::int64_t count_ = 0;
  std::optional<CpioWriting> first_;
  std::optional<Problem> problem_;
  bool ended_ = false;
};

Result<Probe> probe(const Candidate& candidate) {
  const Bytes tail = candidate.tail();
  const CpioEntry first = TRY(read_cpio_entry(tail));
  if (first.name != trailer_name && !kind_of_mode(first.mode))
    return fail(ErrorCode::corrupt, fmt::format("cpio: a mode of {:o}", first.mode));
  CpioWalk walk(tail);
  while (walk.next()) continue;
  const bool has_trailer = !walk.problem();
  const bool is_binary = first.writing >= CpioWriting::binary_little;
  if (is_binary && !has_trailer && walk.count() < 2)
    return fail(ErrorCode::corrupt, "cpio: one binary header proves nothing");
  Probe probe;
  probe.size = walk.size();
  if (has_trailer)
    probe.confidence = Confidence::proven;
  else if (walk.count() > 1)
    probe.confidence = Confidence::consistent;
  if (!has_trailer) probe.problems.push_back(*walk.problem());
  const std::string_view writing = writing_names[static_cast<std::size_t>(first.writing)];
  probe.title = fmt::format("cpio ({}), {} entries", writing, walk.count());
  probe.header = {{"writing", std::string(writing)}, {"entries", walk.count()}};
  return probe;
}

bool has_names_elsewhere(const CpioEntry& entry) {
  return entry.links > 1 && kind_of_mode(entry.mode) == NodeKind::file;
}

// Finds the data of files of several names.
class Links {
 public:
  explicit Links(Bytes archive) : archive_(archive) {
    CpioWalk walk(archive);
    while (const auto entry = walk.next()) {
      device_number(*entry);
      if (has_names_elsewhere(*entry) && entry->size > 0)
        data_.try_emplace({entry->device, entry->inode}, walk.data());
    }
  }

  // The data of the entry's file; and the inode number by which its names are known as such,
  // unless another of them has other data.
  Range data_of(const CpioEntry& entry, Range own, std::optional<std::uint64_t>& inode) const {
    const auto found = data_.find({entry.device, entry.inode});
    const Range shared = found == data_.end() ? own : found->second;
    if (entry.size > 0 && !same_bytes(own, shared)) return own;
    inode = devices_.at(entry.device) << 32U | entry.inode;
    return shared;
  }

 private:
  void device_number(const CpioEntry& entry) {
    devices_.try_emplace(entry.device, devices_.size());
  }

  bool same_bytes(Range a, Range b) const {
    return a == b || std::ranges::equal(archive_.subspan(a.offset, a.size),
                                        archive_.subspan(b.offset, b.size));
  }

  Bytes archive_;
  std::map<std::pair<std::uint64_t, std::uint32_t>, Range> data_;
  std::unordered_map<std::uint64_t, std::uint64_t> devices_;  // in the order they come
};

Check sum_check(Bytes data, std::uint32_t stated) {
  std::uint32_t sum = 0;
  for (const std::uint8_t byte : data) sum += byte;
  if (sum == stated) return {"sum32", CheckState::ok, ""};
  return {"sum32", CheckState::bad, fmt::format("stated {:08x}, computed {:08x}", stated, sum)};
}

Member member_of(Bytes chunk, const CpioEntry& entry, Range data, const Links& links) {
  Member member;
  member.name = member_path(entry.name);
  member.kind = kind_of_mode(entry.mode).value_or(NodeKind::file);
  Attributes& attributes = member.attributes;
  attributes.mode = entry.mode & 07777U;
  attributes.uid = entry.uid;
  attributes.gid = entry.gid;
  attributes.mtime_s = entry.mtime_s;
  if (member.kind == NodeKind::char_device || member.kind == NodeKind::block_device) {
    attributes.device_major = entry.device_major;
    attributes.device_minor = entry.device_minor;
  }
  if (member.kind == NodeKind::symlink) {
    const Bytes text = chunk.subspan(data.offset, std::min(data.size, link_size_max));
    attributes.link_target = as_text(text);
  }
  if (member.kind != NodeKind::file) return member;
  if (entry.writing == CpioWriting::crc && entry.size > 0)
    member.checks.push_back(sum_check(chunk.subspan(data.offset, data.size), entry.sum));
  if (has_names_elsewhere(entry)) data = links.data_of(entry, data, attributes.inode);
  member.content = Content::plain(data);
  return member;
}

Result<void> expand(Bytes chunk, const Probe& probe, Sink& sink) {
  (void)probe;
  const Links links(chunk);
  CpioWalk walk(chunk);
  std::uint64_t end = 0;
  while (const auto entry = walk.next()) {
    sink.claim(walk.header(), "header");
    const NodeKind kind = kind_of_mode(entry->mode).value_or(NodeKind::file);
    if (kind == NodeKind::symlink) sink.claim(walk.data(), "link text");
    Member member = member_of(chunk, *entry, walk.data(), links);
    if (kind == NodeKind::file && has_names_elsewhere(*entry) && !member.attributes.inode) {
      sink.problem(ErrorCode::corrupt,
                   fmt::format("{} has other bytes than another name of the same file",
                               quote(member.name, 200)),
                   walk.header());
    }
    TRY(add_or_tell(sink, std::move(member)));
    end = walk.size();
  }
  if (!walk.problem()) sink.claim({end, walk.size() - end}, "trailer");
  return {};
}

constexpr Magic magics[] = {{"30 37 30 37 30 31"},
                            {"30 37 30 37 30 32"},
                            {"30 37 30 37 30 37"},
                            {"c7 71", 0, true},
                            {"71 c7", 0, true}};

}  // namespace

extern const Handler cpio = {
    .id = "cpio",
    .title = "cpio archive",
    .source = "cpio(5) of libarchive; GNU cpio manual",
    .magics = magics,
    .recheck = "cpio -i --to-stdout {member} < {input}",
    .probe = probe,
    .expand = expand,
};

}  // namespace assay::unpack
