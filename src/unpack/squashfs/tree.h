// Tree: hands a SquashFS image's files, directories, links and devices to a sink.
#pragma once

#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "unpack/sink.h"
#include "unpack/squashfs/directory.h"
#include "unpack/squashfs/table.h"
#include "unpack/squashfs/xattrs.h"

namespace assay::unpack::sqfs {

class Tree {
 public:
  // All must outlive this. `codec` is what files' blocks are stored with.
  Tree(Metadata& metadata, Xattrs& xattrs, const codec::Codec* codec, Sink& sink)
      : metadata_(metadata),
        xattrs_(xattrs),
        codec_(codec),
        sink_(sink),
        blocks_left_(sink.limits().extents_max),
        entries_left_(sink.limits().members_max),
        fragments_(fragment_table(metadata)),
        ids_(id_table(metadata)) {}

  // Adds the root as "." and everything beneath it, each directory before what is in it. What
  // cannot be read is told as a problem, and reading goes on beside it.
  // Errors: the sink's limits.
  Result<void> add_all();

  std::uint64_t inodes_reached() const { return reached_.size(); }

 private:
  struct Frame {
    Directory directory;
    std::size_t path_size;  // of the directory's path with its "/"
  };

  Result<void> add_entry(const DirectoryEntry& entry, const std::string& path);
  void descend(const Inode& inode, std::uint64_t reference, const std::string& path);
  void set_attributes(const Inode& inode, std::uint64_t reference, Member& member);
  void set_owner(const Inode& inode, Member& member);
  void set_xattrs(const Inode& inode, Member& member);
  void tell(const Error& error, std::string_view path);

  Metadata& metadata_;
  Xattrs& xattrs_;
  const codec::Codec* codec_;
  Sink& sink_;
  std::uint64_t blocks_left_;   // that files may list
  std::uint64_t entries_left_;  // that directories may list
  Table fragments_;
  Table ids_;
  std::vector<Frame> frames_;  // from the root down to the directory that is being read
  std::string path_;           // of that directory, with a "/" behind it
  std::unordered_set<std::uint64_t> reached_;                      // references of inodes
  std::unordered_map<std::uint64_t, std::uint64_t> reference_of_;  // by inode number
};

}  // namespace assay::unpack::sqfs
