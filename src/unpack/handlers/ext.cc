// ext2, ext3 and ext4. How blocks and inodes are found is in unpack/ext_volume.h, what directories
// and extended attributes look like in unpack/ext_entries.h.
//
// The directory tree is walked from inode 2, breadth first; each directory once. The journal is not
// replayed: where the file system was not unmounted, what is told is what stands in its blocks, and
// a problem says so. Deleted inodes are not looked for.
//
// Source: Linux, Documentation/filesystems/ext4/.
#include <fmt/core.h>

#include <algorithm>
#include <set>

#include "base/digest.h"
#include "base/quote.h"
#include "unpack/checks.h"
#include "unpack/ext_entries.h"
#include "unpack/ext_journal.h"
#include "unpack/ext_volume.h"
#include "unpack/handler.h"

namespace assay::unpack {
namespace {

constexpr std::uint32_t root_inode = 2;
constexpr std::uint32_t resize_inode = 7;
constexpr std::uint32_t attributes_magic = 0xea020000;

NodeKind kind_of_mode(std::uint16_t mode) {
  switch (mode >> 12U) {
    case 1:
      return NodeKind::fifo;
    case 2:
      return NodeKind::char_device;
    case 4:
      return NodeKind::directory;
    case 6:
      return NodeKind::block_device;
    case 10:
      return NodeKind::symlink;
    case 12:
      return NodeKind::socket;
    default:
      return NodeKind::file;
  }
}

class Walk {
 public:
  Walk(const ExtVolume& volume, Sink& sink)
      : volume_(volume),
        sink_(sink),
        pieces_left_(sink.limits().extents_max),
        attribute_bytes_left_(sink.limits().text_size_max / 2) {}

  Result<void> run() {
    claim_groups();
    claim_inode(volume_.super().journal_inode, "journal");
    claim_inode(resize_inode, "room for group descriptors");
    const ExtInode root = TRY(volume_.inode(root_inode));
    TRY(add(".", root_inode, root));
    for (std::size_t i = 0; i < directories_.size(); i++) TRY(list(i));
    return {};
  }

 private:
  struct Directory {
    ExtInode inode;
    std::size_t member;
  };

  void claim_block(std::uint64_t block, std::string_view label, std::uint64_t count = 1) {
    sink_.claim(volume_.block_range(block, count), label);
  }

  // How many bytes of the volume there are from `offset` on.
  std::uint64_t bytes_from(std::uint64_t offset) const {
    return volume_.bytes().size() - std::min<std::uint64_t>(offset, volume_.bytes().size());
  }

  void claim_groups() {
    const std::uint64_t tables = (volume_.group_count() + volume_.descriptors_per_block() - 1) /
                                 volume_.descriptors_per_block();
    const std::uint64_t tables_in_front =
        volume_.has(ExtFeature::meta_groups)
            ? std::min<std::uint64_t>(tables, volume_.super().first_meta_group)
            : tables;
    sink_.claim({1024, 1024}, "super block");
    for (std::uint64_t n = 0; n < volume_.group_count(); n++) {
      const std::uint64_t first = volume_.first_block(n);
      if (volume_.has_super_copy(n)) {
        if (n > 0) sink_.claim({first * volume_.block_size(), 1024}, "super block copy");
        claim_block(first + 1, "group descriptors", tables_in_front);
        if (!volume_.has(ExtFeature::meta_groups))
          claim_block(first + 1 + tables, "room for group descriptors",
                      volume_.super().reserved_descriptor_blocks);
      }
      if (const std::uint64_t table = n / volume_.descriptors_per_block(); table >= tables_in_front)
        claim_meta_descriptors(n, table);
      const auto group = volume_.group(n);
      if (!group) {
        sink_.problem(group.error());
        return;
      }
      claim_block(group->block_bitmap, "block bitmap");
      claim_block(group->inode_bitmap, "inode bitmap");
      claim_block(group->inode_table, "inode table", volume_.inode_table_blocks());
    }
  }

  // With meta groups, the first, second and last group of each hold its block of descriptors.
  void claim_meta_descriptors(std::uint64_t group, std::uint64_t table) {
    const std::uint64_t first = table * volume_.descriptors_per_block();
    if (group != first && group != first + 1 &&
        group != first + volume_.descriptors_per_block() - 1)
      return;
    claim_block(volume_.first_block(group) + (volume_.has_super_copy(group) ? 1 : 0),
                "group descriptors");
  }

  // All blocks of an inode that no name leads to.
  void claim_inode(std::uint32_t number, std::string_view label) {
    if (number == 0) return;
    const auto inode = volume_.inode(number);
    if (!inode || inode->mode == 0 || inode->size == 0) return;
    const ExtMap map = volume_.map(*inode, pieces_left_);
    for (const std::uint64_t block : map.blocks) claim_block(block, label);
    if (map.error) sink_.problem(*map.error);
    for (const ExtRun& run : map.runs)
      if (run.physical != 0) claim_block(run.physical, label, run.count);
  }

  Result<void> list(std::size_t which) {
    const Directory directory = directories_[which];
    std::vector<ExtEntry> entries;
    if (const auto done = read_directory(directory.inode, entries); !done)
      sink_.problem(done.error(), directory.inode.range);
    for (const ExtEntry& entry : entries) {
      const auto inode = volume_.inode(entry.inode);
      const std::string& parent = sink_.members()[directory.member].name;
      std::string name =
          directory.member == 0 ? std::string(entry.name) : parent + "/" + std::string(entry.name);
      if (!inode || inode->mode == 0) {
        sink_.problem(ErrorCode::corrupt, fmt::format("\"{}\" names inode {}, which is not in use",
                                                      quote(name, 256), entry.inode));
        continue;
      }
      if (entry.name.empty() ||
          entry.name.find_first_of(std::string_view("/\0", 2)) != std::string_view::npos)
        sink_.problem(ErrorCode::corrupt, fmt::format("a name \"{}\"", quote(entry.name, 256)));
      TRY(add(std::move(name), entry.inode, *inode));
    }
    return {};
  }

  Result<void> read_directory(const ExtInode& inode, std::vector<ExtEntry>& entries) {
    const bool types = volume_.has(ExtFeature::filetype);
    if ((inode.flags & ExtInode::flag_inline) != 0) {
      // The parent's inode stands first; what does not fit stands in the attribute system.data.
      const Bytes map = TRY(slice(volume_.bytes(), inode.map));
      TRY(read_ext_entries(map.subspan(4), types, entries));
      const Range rest = inline_rest(inode);
      return read_ext_entries(TRY(slice(volume_.bytes(), rest)), types, entries);
    }
    const ExtMap map = volume_.map(inode, pieces_left_);
    for (const std::uint64_t block : map.blocks) claim_block(block, "block map");
    for (const ExtRun& run : map.runs) {
      if (run.physical == 0) continue;
      claim_block(run.physical, "directory", run.count);
      for (std::uint64_t i = 0; i < run.count; i++) {
        if (pieces_left_ == 0) return fail(ErrorCode::limit, "too many blocks of directories");
        pieces_left_--;
        const Bytes block = TRY(slice(volume_.bytes(), volume_.block_range(run.physical + i)));
        TRY(read_ext_entries(block, types, entries));
        if (entries.size() > sink_.limits().members_max)
          return fail(ErrorCode::limit, fmt::format("a directory of {} entries", entries.size()));
      }
    }
    if (map.error) return tl::unexpected(*map.error);
    return {};
  }

  Result<void> add(std::string name, std::uint32_t number, const ExtInode& inode) {
    Member member;
    member.name = std::move(name);
    member.kind = kind_of_mode(inode.mode);
    member.attributes.mode = inode.mode & 07777U;
    member.attributes.uid = inode.uid;
    member.attributes.gid = inode.gid;
    member.attributes.mtime_s = inode.mtime_s;
    read_attributes(inode, member.attributes);
    if (member.kind == NodeKind::directory) return add_directory(inode, std::move(member));
    member.attributes.inode = number;
    if (member.kind == NodeKind::file)
      read_content(inode, member);
    else
      read_special(inode, member);
    return sink_.add(std::move(member));
  }

  Result<void> add_directory(const ExtInode& inode, Member member) {
    const bool first = entered_.insert(inode.number).second;
    const bool deep = member.name.size() > sink_.limits().name_size_max;
    if (!first) {
      sink_.problem(ErrorCode::corrupt, fmt::format("directory {} has a second name, \"{}\"",
                                                    inode.number, quote(member.name, 256)));
    }
    if (deep)
      sink_.problem(ErrorCode::limit, fmt::format("a path of {} bytes", member.name.size()));
    TRY(sink_.add(std::move(member)));
    if (first && !deep) directories_.push_back({inode, sink_.members().size() - 1});
    return {};
  }

  void read_content(const ExtInode& inode, Member& member) {
    if (inode.size == 0) return;
    const auto done = (inode.flags & ExtInode::flag_inline) != 0
                          ? inline_content(inode, member.content)
                          : block_content(inode, member.content);
    if (!done) sink_.problem(done.error(), inode.range);
    if ((inode.flags & ExtInode::flag_encrypted) != 0)
      member.unreadable = Error{ErrorCode::encrypted, "the file is encrypted (fscrypt)"};
    else if (!done && member.content.extents.empty())
      member.unreadable = done.error();
    else if (!done)
      member.incomplete = done.error();
  }

  // Adds the extents that are there, also before an error.
  Result<void> block_content(const ExtInode& inode, Content& content) {
    const ExtMap map = volume_.map(inode, pieces_left_);
    for (const std::uint64_t block : map.blocks) claim_block(block, "block map");
    std::uint64_t at = 0;
    for (const ExtRun& run : map.runs) {
      const Range blocks = volume_.block_range(run.logical, run.count);
      if (blocks.offset > at) content.extents.push_back(Content::hole(blocks.offset - at));
      const std::uint64_t size = std::min(blocks.end(), inode.size) - blocks.offset;
      const Range stored{run.physical * volume_.block_size(), size};
      at = blocks.offset + size;
      if (run.physical == 0) {
        content.extents.push_back(Content::hole(size));
        continue;
      }
      const std::uint64_t present = bytes_from(stored.offset);
      if (present < size) {
        const Range part{stored.offset, present};
        if (present > 0) content.extents.push_back({part, nullptr, 0, 0, present, nullptr});
        return fail(ErrorCode::truncated,
                    fmt::format("inode {}: {} bytes at {:#x} are wanted, {} are there",
                                inode.number, size, stored.offset, present));
      }
      content.extents.push_back({stored, nullptr, 0, 0, size, nullptr});
    }
    if (map.error) return tl::unexpected(*map.error);
    if (at < inode.size) content.extents.push_back(Content::hole(inode.size - at));
    return {};
  }

  Result<void> inline_content(const ExtInode& inode, Content& content) {
    std::uint64_t left = inode.size;
    for (Range part : {inode.map, inline_rest(inode)}) {
      part.size = std::min(part.size, left);
      left -= part.size;
      if (part.size > 0) content.extents.push_back({part, nullptr, 0, 0, part.size, nullptr});
    }
    if (left > 0) {
      return fail(ErrorCode::corrupt, fmt::format("inode {}: {} bytes of {} are missing",
                                                  inode.number, left, inode.size));
    }
    return {};
  }

  std::vector<ExtAttribute> body_attributes(const ExtInode& inode) {
    std::vector<ExtAttribute> found;
    if (inode.body_attributes.size < 8) return found;
    const auto body = slice(volume_.bytes(), inode.body_attributes);
    if (!body || *read<le32>(*body, 0) != attributes_magic) return found;
    const Bytes list = body->subspan(4);
    if (const auto done = read_ext_attributes(list, list, found); !done)
      sink_.problem(done.error(), inode.range);
    return found;
  }

  // Where the attribute system.data of an inode with inline data stands.
  Range inline_rest(const ExtInode& inode) {
    for (const ExtAttribute& attribute : body_attributes(inode)) {
      if (attribute.name == "system.data" && attribute.inode == 0) {
        return {inode.body_attributes.offset + 4 + attribute.value_range.offset,
                attribute.value_range.size};
      }
    }
    return {inode.range.offset, 0};
  }

  void read_attributes(const ExtInode& inode, Attributes& attributes) {
    std::vector<ExtAttribute> found = body_attributes(inode);
    if (inode.attribute_block != 0) {
      const Range range = volume_.block_range(inode.attribute_block);
      constexpr std::uint64_t head_size = 32;
      const auto block = slice(volume_.bytes(), range);
      if (!block || *read<le32>(*block, 0) != attributes_magic) {
        sink_.problem(
            ErrorCode::corrupt,
            fmt::format("inode {}: no attributes in block {}", inode.number, inode.attribute_block),
            inode.range);
      } else {
        sink_.claim(range, "extended attributes");
        if (const auto done = read_ext_attributes(block->subspan(head_size), *block, found); !done)
          sink_.problem(done.error(), range);
      }
    }
    for (const ExtAttribute& attribute : found) {
      if (attribute.name == "system.data") continue;
      if (attribute.inode != 0) {
        sink_.problem(ErrorCode::unsupported,
                      fmt::format("attribute {} stands in inode {}", quote(attribute.name, 256),
                                  attribute.inode),
                      inode.range);
        continue;
      }
      // Many names may lead to one inode, and many inodes to one block of attributes.
      const std::uint64_t size = attribute.name.size() + attribute.value.size();
      if (size > attribute_bytes_left_) {
        sink_.problem(ErrorCode::limit, "too many bytes of extended attributes", inode.range);
        return;
      }
      attribute_bytes_left_ -= size;
      attributes.xattrs.push_back({attribute.name, std::string(attribute.value)});
    }
  }

  void read_special(const ExtInode& inode, Member& member) {
    const Bytes map = volume_.bytes().subspan(inode.map.offset, inode.map.size);
    if (member.kind == NodeKind::symlink) {
      const auto target = link_target(inode, map);
      if (target)
        member.attributes.link_target = *target;
      else
        sink_.problem(target.error(), inode.range);
    } else if (member.kind != NodeKind::fifo && member.kind != NodeKind::socket) {
      const std::uint32_t old_number = *read<le32>(map, 0);
      const std::uint32_t number = *read<le32>(map, 4);
      if (old_number != 0) {
        member.attributes.device_major = old_number >> 8U & 0xffU;
        member.attributes.device_minor = old_number & 0xffU;
      } else {
        member.attributes.device_major = number >> 8U & 0xfffU;
        member.attributes.device_minor = (number & 0xffU) | (number >> 12U & 0xfff00U);
      }
    }
  }

  Result<std::string> link_target(const ExtInode& inode, Bytes map) {
    if ((inode.flags & ExtInode::flag_encrypted) != 0)
      return fail(ErrorCode::encrypted, "an encrypted link");
    if (inode.size < map.size()) return std::string(as_text(map.first(inode.size)));
    if (inode.size > sink_.limits().name_size_max)
      return fail(ErrorCode::limit, fmt::format("a link of {} bytes", inode.size));
    Content content;
    TRY((inode.flags & ExtInode::flag_inline) != 0 ? inline_content(inode, content)
                                                   : block_content(inode, content));
    std::string target;
    for (const Extent& extent : content.extents) {
      if (extent.stored.size == 0) return fail(ErrorCode::corrupt, "a link with a hole");
      target += as_text(TRY(slice(volume_.bytes(), extent.stored)));
      sink_.claim(extent.stored, "link text");
    }
    return target;
  }

  const ExtVolume& volume_;
  Sink& sink_;
  std::uint64_t pieces_left_;
  std::uint64_t attribute_bytes_left_;
  std::vector<Directory> directories_;
  std::set<std::uint32_t> entered_;
};

std::string_view generation_of(const ExtSuper& super) {
  constexpr std::uint32_t only_ext4 = ExtFeature::extents | ExtFeature::bits_64 |
                                      ExtFeature::flexible_groups | ExtFeature::inline_data;
  if ((super.incompatible & only_ext4) != 0) return "ext4";
  return (super.compatible & ExtFeature::has_journal) != 0 ? "ext3" : "ext2";
}

void add_header(const ExtVolume& volume, Probe& probe) {
  const ExtSuper& super = volume.super();
  const std::string name(until_nul(as_bytes({super.volume_name, sizeof super.volume_name})));
  probe.header = {
      {"volume_name", name},
      {"uuid", to_hex(Bytes(super.uuid))},
      {"last_mounted",
       std::string(until_nul(as_bytes({super.last_mounted, sizeof super.last_mounted})))},
      {"block_size", static_cast<std::int64_t>(volume.block_size())},
      {"block_count", static_cast<std::int64_t>(volume.block_count())},
      {"inode_count", super.inode_count.get()},
      {"free_inode_count", super.free_inode_count.get()},
      {"build_time_s", super.make_time.get()},
      {"write_time_s", super.write_time.get()},
      {"mount_count", super.mount_count.get()},
      {"features_compatible", super.compatible.get()},
      {"features_incompatible", super.incompatible.get()},
      {"features_read_only_compatible", super.read_only_compatible.get()}};
  probe.title = fmt::format("{}, {} blocks of {} bytes", generation_of(super), volume.block_count(),
                            volume.block_size());
  if (!name.empty()) probe.title += fmt::format(", \"{}\"", quote(name));
}

void say_what_is_not_read(const ExtVolume& volume, Probe& probe) {
  const std::uint32_t unknown = volume.super().incompatible & ~ExtFeature::incompatible_known;
  if (unknown != 0) {
    probe.problems.push_back(
        {"probe", ErrorCode::unsupported, fmt::format("features {:#x} are not read", unknown), {}});
  }
  if (volume.has(ExtFeature::recover)) {
    const auto count = count_unreplayed(volume);
    const std::string many = count ? fmt::format("{} committed transactions", *count)
                                   : "changes (" + count.error().detail + ")";
    if (count)
      probe.header.push_back({"transactions_not_replayed", static_cast<std::int64_t>(*count)});
    probe.problems.push_back({"probe",
                              ErrorCode::unsupported,
                              fmt::format("the journal has {} that are not in place; files are "
                                          "read as they are without them",
                                          many),
                              {}});
  }
}

Result<Probe> probe(const Candidate& candidate) {
  const Bytes tail = candidate.tail();
  const ExtVolume volume = TRY(ExtVolume::open(tail));
  Probe probe;
  set_size(probe, volume.block_count() * volume.block_size(), tail.size());
  if ((volume.super().read_only_compatible & ExtFeature::metadata_checksums) != 0) {
    const bool holds = volume.checksum_holds();
    probe.checks.push_back({"super block crc32c", holds ? CheckState::ok : CheckState::bad, ""});
    if (holds) probe.confidence = Confidence::proven;
  }
  const auto root = volume.inode(root_inode);
  const bool rooted = root && kind_of_mode(root->mode) == NodeKind::directory;
  if (!rooted && probe.confidence == Confidence::plausible)
    return fail(ErrorCode::corrupt, "inode 2 is not a directory");
  if (rooted) probe.confidence = std::max(probe.confidence, Confidence::consistent);
  add_header(volume, probe);
  say_what_is_not_read(volume, probe);
  return probe;
}

Result<void> expand(Bytes chunk, const Probe&, Sink& sink) {
  const ExtVolume volume = TRY(ExtVolume::open(chunk));
  return Walk(volume, sink).run();
}

// The magic, and the state behind it: 1 clean, 2 errors, 4 orphans.
constexpr Magic magics[] = {{"53 ef 00 00", 0x438}, {"53 ef 01 00", 0x438}, {"53 ef 02 00", 0x438},
                            {"53 ef 03 00", 0x438}, {"53 ef 04 00", 0x438}, {"53 ef 05 00", 0x438},
                            {"53 ef 06 00", 0x438}, {"53 ef 07 00", 0x438}};

}  // namespace

extern const Handler ext = {
    .id = "ext",
    .title = "ext2, ext3 or ext4 file system",
    .source = "Linux, Documentation/filesystems/ext4/",
    .magics = magics,
    .recheck = "debugfs -R 'cat {member}' {input}",
    .probe = probe,
    .expand = expand,
};

}  // namespace assay::unpack
