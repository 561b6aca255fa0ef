// A directory's inode that is met a second time is not read again: SquashFS has no hard links to
// directories, and an image that has them may be a loop.
//
// A device's number is 16 bits, major and minor of 8 each, in versions 1 to 3. Version 4 has
// Linux's 32 bits: minor 7 to 0, major 19 to 8, minor 31 to 20.
#include "unpack/squashfs/tree.h"

#include <fmt/core.h>

#include "base/quote.h"
#include "unpack/squashfs/file_content.h"

namespace assay::unpack::sqfs {
namespace {

NodeKind kind_of(std::uint64_t type) {
  switch (type) {
    case InodeType::directory:
      return NodeKind::directory;
    case InodeType::symlink:
      return NodeKind::symlink;
    case InodeType::block_device:
      return NodeKind::block_device;
    case InodeType::char_device:
      return NodeKind::char_device;
    case InodeType::fifo:
      return NodeKind::fifo;
    case InodeType::socket:
      return NodeKind::socket;
    default:
      return NodeKind::file;
  }
}

void set_device(std::uint64_t device, Attributes& attributes) {
  attributes.device_major = static_cast<std::uint32_t>(device >> 8U & 0xfffU);
  attributes.device_minor =
      static_cast<std::uint32_t>((device & 0xffU) | (device >> 12U & 0xfff00U));
}

}  // namespace

void Tree::tell(const Error& error, std::string_view path) {
  sink_.problem(error.code, fmt::format("{}: {}", quote(path, 256), error.detail));
}

void Tree::set_owner(const Inode& inode, Member& member) {
  const auto owner = read_owner(metadata_, ids_, inode.uid, inode.gid);
  if (!owner) return tell(owner.error(), member.name);
  member.attributes.uid = owner->uid;
  member.attributes.gid = owner->gid;
}

void Tree::set_xattrs(const Inode& inode, Member& member) {
  if (inode.xattr == no_xattrs || xattrs_.count() == 0) return;
  auto xattrs = xattrs_.read(inode.xattr);
  if (!xattrs) return tell(xattrs.error(), member.name);
  member.attributes.xattrs = *std::move(xattrs);
}

void Tree::set_attributes(const Inode& inode, std::uint64_t reference, Member& member) {
  Attributes& attributes = member.attributes;
  attributes.mode = static_cast<std::uint32_t>(inode.mode);
  if (inode.has_mtime) attributes.mtime_s = static_cast<std::int64_t>(inode.mtime);
  set_owner(inode, member);
  set_xattrs(inode, member);
  if (inode.type == InodeType::char_device || inode.type == InodeType::block_device)
    set_device(inode.device, attributes);
  if (inode.type == InodeType::symlink) {
    if (inode.target.size() <= sink_.limits().name_size_max) {
      attributes.link_target = inode.target;
    } else {
      tell({ErrorCode::limit, fmt::format("a link's target of {} bytes", inode.target.size())},
           member.name);
    }
  }
  if (metadata_.super().major < 3) {
    attributes.inode = reference;  // these versions do not number inodes
    return;
  }
  const auto [known, is_new] = reference_of_.try_emplace(inode.number, reference);
  if (is_new || known->second == reference) {
    attributes.inode = inode.number;
  } else {
    tell({ErrorCode::corrupt, fmt::format("number {} stands for two inodes", inode.number)},
         member.name);
  }
}

void Tree::descend(const Inode& inode, std::uint64_t reference, const std::string& path) {
  if (!reached_.insert(reference).second) {
    return tell({ErrorCode::corrupt,
                 fmt::format("directory inode {:#x} stands in a second place", reference)},
                path);
  }
  path_ = path;
  frames_.push_back({Directory(metadata_, inode), path_.size()});
}

Result<void> Tree::add_entry(const DirectoryEntry& entry, const std::string& path) {
  if (path.size() > sink_.limits().name_size_max) {
    tell({ErrorCode::limit, fmt::format("a path of {} bytes", path.size())}, path);
    return {};
  }
  Member member;
  member.name = path;
  auto inode = read_inode(metadata_, entry.reference);
  if (!inode) {
    tell(inode.error(), path);
    member.kind = kind_of(entry.type);
    if (member.kind == NodeKind::file) member.unreadable = std::move(inode).error();
    return sink_.add(std::move(member));
  }
  member.kind = kind_of(inode->type);
  set_attributes(*inode, entry.reference, member);
  if (inode->type == InodeType::file) {
    FileContent file = read_file_content(*inode, metadata_, fragments_, codec_, blocks_left_);
    if (file.error) tell(*file.error, path);
    member.content = std::move(file.content);
    (member.content.extents.empty() ? member.unreadable : member.incomplete) =
        std::move(file.error);
  }
  TRY(sink_.add(std::move(member)));
  if (inode->type == InodeType::directory) {
    descend(*inode, entry.reference, path + "/");
  } else {
    reached_.insert(entry.reference);
  }
  return {};
}

Result<void> Tree::add_all() {
  const std::uint64_t root = metadata_.super().root_inode;
  TRY(add_entry({".", root, InodeType::directory}, "."));
  if (frames_.empty()) return {};
  frames_.back().path_size = 0;
  while (!frames_.empty()) {
    path_.resize(frames_.back().path_size);
    auto entry = frames_.back().directory.next();
    if (!entry) tell(entry.error(), path_.empty() ? "." : path_);
    if (!entry || !*entry) {
      frames_.pop_back();
      continue;
    }
    if (entries_left_ == 0) return fail(ErrorCode::limit, "too many names in all directories");
    entries_left_--;
    if ((*entry)->name.find('/') != std::string::npos)
      tell({ErrorCode::corrupt, "a name with a slash in it"}, (*entry)->name);
    TRY(add_entry(**entry, path_ + (*entry)->name));
  }
  return {};
}

}  // namespace assay::unpack::sqfs
