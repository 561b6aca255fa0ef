// tar: files one behind the other, each behind a 512-byte header (unpack/tar_header.cc) and filled
// up with zeros to 512 bytes. What does not fit a header stands in entries of its own before it:
//
//   type  says of the next entry
//   L, K  its name, its link target (GNU)
//   x     "LENGTH KEY=VALUE\n" records (POSIX, pax); g: of all entries from here on
//
// Two zero blocks end it, and more of them fill it up to a record of 10 KiB. A hard link ('1')
// names an earlier entry; it gets that entry's bytes, attributes and inode number here.
//
// Source: POSIX.1-2017, pax; GNU tar manual, "Tar Internals".
#include <fmt/core.h>

#include <algorithm>
#include <unordered_map>

#include "base/quote.h"
#include "unpack/archive_members.h"
#include "unpack/handler.h"
#include "unpack/tar_walk.h"

namespace assay::unpack {
namespace {

constexpr std::string_view dialect_names[] = {"v7", "ustar", "gnu"};

Result<Probe> probe(const Candidate& candidate) {
  const Bytes tail = candidate.tail();
  TRY(read_tar_header(tail));
  TarWalk walk(tail);
  std::int64_t count = 0;
  TarDialect dialect = TarDialect::v7;
  bool pax = false;
  while (const auto entry = walk.next()) {
    count++;
    dialect = std::max(dialect, entry->header.dialect);
    const auto& own = entry->pax;
    pax = pax || own.path || own.mtime_s || own.size || own.sparse || !own.xattrs.empty();
  }
  Probe probe;
  probe.size = walk.size();
  probe.confidence = Confidence::proven;
  const std::string_view name = pax ? "pax" : dialect_names[static_cast<std::size_t>(dialect)];
  probe.title = fmt::format("tar ({}), {} entries", name, count);
  probe.header = {{"dialect", std::string(name)}, {"entries", count}};
  if (walk.global().comment) probe.header.push_back({"comment", *walk.global().comment});
  probe.checks.push_back({"header checksums", CheckState::ok, ""});
  probe.problems = walk.problems();
  return probe;
}

NodeKind kind_of(const TarHeader& header) {
  switch (header.type) {
    case '2':
      return NodeKind::symlink;
    case '3':
      return NodeKind::char_device;
    case '4':
      return NodeKind::block_device;
    case '5':
    case 'D':
      return NodeKind::directory;
    case '6':
      return NodeKind::fifo;
    default:
      // Before there was a type for it, a directory was a file with a '/' behind its name.
      return header.name.ends_with('/') ? NodeKind::directory : NodeKind::file;
  }
}

std::optional<std::uint32_t> attribute(std::optional<std::int64_t> value) {
  return value ? as_u32(*value) : std::nullopt;
}

Member member_of(TarEntry entry) {
  const TarHeader& header = entry.header;
  Member member;
  member.name = member_path(header.name);
  member.kind = kind_of(header);
  Attributes& attributes = member.attributes;
  if (header.mode) attributes.mode = static_cast<std::uint32_t>(*header.mode & 07777);
  attributes.uid = attribute(header.uid);
  attributes.gid = attribute(header.gid);
  attributes.mtime_s = header.mtime_s;
  attributes.xattrs = std::move(entry.pax.xattrs);
  if (member.kind == NodeKind::symlink) attributes.link_target = header.link;
  if (member.kind == NodeKind::char_device || member.kind == NodeKind::block_device) {
    attributes.device_major = attribute(header.device_major);
    attributes.device_minor = attribute(header.device_minor);
  }
  if (!header.user.empty()) member.header.push_back({"user", header.user});
  if (!header.group.empty()) member.header.push_back({"group", header.group});
  if (member.kind == NodeKind::file) {
    member.content = std::move(entry.content);
    member.unreadable = std::move(entry.unreadable);
  }
  return member;
}

// Members by name, for hard links to find what they link to: the last of that name so far.
class Linker {
 public:
  explicit Linker(Sink& sink) : sink_(sink) {}

  void remember(const std::string& name, std::size_t index) { by_name_[name] = index; }

  // The member that is a further name of an earlier one.
  Member link(const TarEntry& entry) {
    const std::string target = member_path(entry.header.link);
    const auto found = by_name_.find(target);
    if (found == by_name_.end()) {
      Member member = member_of(entry);
      member.content = {};
      member.unreadable =
          Error{ErrorCode::corrupt,
                fmt::format("a hard link to {}, which no entry before it is", quote(target, 200))};
      return member;
    }
    Member& first = sink_.members()[found->second];
    if (!first.attributes.inode) first.attributes.inode = found->second + 1;
    Member member = first;
    member.name = member_path(entry.header.name);
    return member;
  }

 private:
  Sink& sink_;
  std::unordered_map<std::string, std::size_t> by_name_;
};

Result<void> add_entry(TarEntry entry, Linker& linker, Sink& sink) {
  sink.claim(entry.headers, "header");
  if (entry.header.type == 'V') {
    sink.field({"volume", entry.header.name});
    return {};
  }
  if (entry.header.type == 'M') {
    sink.problem(ErrorCode::truncated,
                 fmt::format("{} goes on from an earlier volume", quote(entry.header.name, 200)),
                 entry.headers);
  }
  // The blocks of a sparse map and of a directory's listing are data that no member has.
  if (entry.header.type == 'D' || (entry.pax.sparse && !entry.unreadable))
    sink.claim(entry.data, "header");
  Member member = entry.header.type == '1' && entry.stated == 0 ? linker.link(entry)
                                                                : member_of(std::move(entry));
  const std::string name = member.name;
  const std::size_t index = sink.members().size();
  TRY(add_or_tell(sink, std::move(member)));
  if (sink.members().size() > index) linker.remember(name, index);
  return {};
}

Result<void> expand(Bytes chunk, const Probe& probe, Sink& sink) {
  (void)probe;
  TarWalk walk(chunk);
  Linker linker(sink);
  while (auto entry = walk.next()) TRY(add_entry(*std::move(entry), linker, sink));
  sink.claim(walk.end_blocks(), "end of archive");
  return {};
}

constexpr Magic magics[] = {{"75 73 74 61 72 00 30 30", 257},
                            {"75 73 74 61 72 20 20 00", 257},
                            {"75 73 74 61 72 00 00 00", 257},
                            {"00 20", 154, true},   // v7 has no magic; this ends the checksum
                            {"20 00", 154, true}};  // written the other way round

}  // namespace

extern const Handler tar = {
    .id = "tar",
    .title = "tar archive",
    .source = "POSIX.1-2017, pax; GNU tar manual",
    .magics = magics,
    .recheck = "tar -xOf {input} {member}",
    .probe = probe,
    .expand = expand,
};

}  // namespace assay::unpack
