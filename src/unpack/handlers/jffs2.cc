// JFFS2, the journalling flash file system: a log of nodes (see unpack/jffs2_log.h) that give names
// to inodes and pieces of data to files. Of nodes that speak of the same name or the same bytes of
// a file, the one with the highest version counts; the others are what was overwritten or deleted.
//
//   name    40 bytes: parent inode, version, inode (0: deleted), time, type, and the name
//   inode   68 bytes: inode, version, mode, owners, file size, times, where in the file the data
//           stand, stored and plain size, compression, and the data
//
// The root directory is inode 1. An extended attribute is a node of its own that inodes point to.
//
// Source: Linux, include/uapi/linux/jffs2.h and fs/jffs2/; OpenWrt, the JFFS2 LZMA patch.
#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "base/quote.h"
#include "unpack/checks.h"
#include "unpack/handler.h"
#include "unpack/jffs2_log.h"

namespace assay::unpack {
namespace {

constexpr std::uint64_t inode_node_size = 68;
constexpr std::uint64_t plain_size_max = 1U << 20U;  // of a compressed node; a page in practice

enum Compression : std::uint8_t { none = 0, zero = 1, rtime = 2, zlib = 6, lzo = 7, lzma = 8 };

// The id of the codec, or nothing where we have none.
std::string_view codec_id(std::uint8_t compression) {
  switch (compression) {
    case rtime:
      return "rtime";
    case zlib:
      return "zlib";
    case lzo:
      return "lzo1x";
    case lzma:
      return "lzma_jffs2";
    default:
      return {};
  }
}

// Those without a codec: the kernel's Rubin coders, which hardly any kernel was built with and no
// image tool writes.
std::string compression_name(std::uint8_t compression) {
  switch (compression) {
    case 3:
      return "3 (rubinmips)";
    case 4:
      return "4 (copy)";
    case 5:
      return "5 (dynrubin)";
    default:
      return fmt::format("{}", compression);
  }
}

NodeKind kind_of_mode(std::uint32_t mode) {
  switch (mode >> 12U & 15U) {
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

class Tree {
 public:
  Tree(Bytes chunk, const Jffs2Log& log, Sink& sink)
      : chunk_(chunk),
        log_(log),
        sink_(sink),
        attribute_bytes_left_(sink.limits().text_size_max / 2) {
    sort_inodes();
    sort_names();
    sort_xattrs();
  }

  Result<void> expand() {
    TRY(add_root());
    // Breadth first; a directory is entered once, however many names it has.
    for (std::size_t i = 0; i < directories_.size(); i++) {
      const Directory directory = directories_[i];
      for (std::size_t n = first_name(directory.ino);
           n < names_.size() && names_[n]->parent == directory.ino; n++)
        TRY(add(*names_[n], directory));
    }
    claim_rest();
    return {};
  }

 private:
  struct Directory {
    std::uint32_t ino;
    std::size_t member;
  };
  struct Piece {
    std::uint64_t end;
    const Jffs2Inode* node;
  };
  using Pieces = std::map<std::uint64_t, Piece>;
  using Versions = std::span<const Jffs2Inode* const>;

  void sort_inodes() {
    for (const Jffs2Inode& inode : log_.inodes) inodes_.push_back(&inode);
    std::ranges::sort(inodes_, {}, [](const Jffs2Inode* i) {
      return std::tuple(i->ino, i->version, i->node.offset);
    });
  }

  void sort_names() {
    std::vector<const Jffs2Name*> all;
    for (const Jffs2Name& name : log_.names) all.push_back(&name);
    std::ranges::sort(all, {}, [](const Jffs2Name* n) {
      return std::tuple(n->parent, n->name, n->version, n->node.offset);
    });
    for (std::size_t i = 0; i < all.size(); i++) {
      const bool last = i + 1 == all.size() || all[i + 1]->parent != all[i]->parent ||
                        all[i + 1]->name != all[i]->name;
      if (last && all[i]->ino != 0)
        names_.push_back(all[i]);
      else
        sink_.claim(all[i]->node, last ? "deletion of a name" : "obsolete node");
    }
  }

  void sort_xattrs() {
    std::map<std::uint32_t, const Jffs2Xattr*> by_id;
    for (const Jffs2Xattr& xattr : log_.xattrs) {
      sink_.claim(xattr.node, "extended attribute");
      const Jffs2Xattr*& latest = by_id[xattr.id];
      if (latest == nullptr || latest->version <= xattr.version) latest = &xattr;
    }
    std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint32_t> uses;
    for (const Jffs2XattrUse& use : log_.xattr_uses) {
      sink_.claim(use.node, "use of an extended attribute");
      std::uint32_t& sequence = uses[{use.ino, use.id}];
      sequence = std::max(sequence, use.sequence);
    }
    for (const auto& [use, sequence] : uses) {
      const auto found = by_id.find(use.second);
      if (sequence % 2 == 0 && found != by_id.end()) xattrs_.emplace(use.first, found->second);
    }
  }

  Versions versions(std::uint32_t ino) const {
    const auto [begin, end] = std::ranges::equal_range(
        inodes_, ino, {}, [](const Jffs2Inode* inode) { return inode->ino; });
    return {begin, end};
  }

  std::size_t first_name(std::uint32_t parent) const {
    const auto at = std::ranges::lower_bound(names_, parent, {},
                                             [](const Jffs2Name* name) { return name->parent; });
    return static_cast<std::size_t>(at - names_.begin());
  }

  Result<void> add_root() {
    Member root;
    root.name = ".";
    root.kind = NodeKind::directory;
    const Versions nodes = versions(1);
    if (!nodes.empty()) set_attributes(nodes, root);
    claim_nodes(nodes, {});
    TRY(sink_.add(std::move(root)));
    entered_.insert(1);
    directories_.push_back({1, 0});
    return {};
  }

  Result<void> add(const Jffs2Name& name, const Directory& directory) {
    sink_.claim(name.node, "name node");
    Member member;
    const std::string& parent = sink_.members()[directory.member].name;
    member.name =
        directory.member == 0 ? std::string(name.name) : parent + "/" + std::string(name.name);
    if (name.name.empty() || name.name == "." || name.name == ".." ||
        name.name.find_first_of(std::string_view("/\0", 2)) != std::string_view::npos) {
      sink_.problem(ErrorCode::corrupt, fmt::format("a name \"{}\"", quote(name.name, 256)),
                    name.node);
    }
    const Versions nodes = versions(name.ino);
    member.kind = kind_of_mode(std::uint32_t{name.type} << 12U);
    member.attributes.mtime_s = name.mtime_s;
    if (!nodes.empty()) set_attributes(nodes, member);
    if (member.kind == NodeKind::directory) return add_directory(name, nodes, std::move(member));

    member.attributes.inode = name.ino;
    if (nodes.empty()) {
      if (member.kind == NodeKind::file)
        member.unreadable = Error{ErrorCode::corrupt, fmt::format("no node of inode {}", name.ino)};
      sink_.problem(ErrorCode::corrupt,
                    fmt::format("no node of inode {}, \"{}\"", name.ino, quote(member.name, 256)));
      return sink_.add(std::move(member));
    }
    Pieces pieces;
    if (member.kind == NodeKind::file) {
      pieces = overlay(nodes);
      read_content(nodes.back()->size, pieces, member);
    } else {
      read_special(*nodes.back(), member);
      pieces[0] = {1, nodes.back()};
    }
    claim_nodes(nodes, pieces);
    return sink_.add(std::move(member));
  }

  Result<void> add_directory(const Jffs2Name& name, Versions nodes, Member member) {
    claim_nodes(nodes, {});
    const bool first = entered_.insert(name.ino).second;
    if (!first) {
      sink_.problem(
          ErrorCode::corrupt,
          fmt::format("directory {} has a second name, \"{}\"", name.ino, quote(member.name, 256)),
          name.node);
    }
    const bool deep = member.name.size() > sink_.limits().name_size_max;
    if (deep)
      sink_.problem(ErrorCode::limit, fmt::format("a path of {} bytes", member.name.size()));
    TRY(sink_.add(std::move(member)));
    if (first && !deep) directories_.push_back({name.ino, sink_.members().size() - 1});
    return {};
  }

  void set_attributes(Versions nodes, Member& member) {
    const Jffs2Inode& latest = *nodes.back();
    member.kind = kind_of_mode(latest.mode);
    member.attributes.mode = latest.mode & 07777U;
    member.attributes.uid = latest.uid;
    member.attributes.gid = latest.gid;
    member.attributes.mtime_s = latest.mtime_s;
    constexpr std::string_view prefixes[] = {
        "",        "user.", "security.", "system.posix_acl_access", "system.posix_acl_default",
        "trusted."};
    const auto [begin, end] = xattrs_.equal_range(latest.ino);
    for (auto at = begin; at != end; ++at) {
      const Jffs2Xattr& xattr = *at->second;
      // Many names may lead to one inode, and many inodes to one attribute.
      const std::uint64_t size = xattr.name.size() + xattr.value.size();
      if (size > attribute_bytes_left_) {
        sink_.problem(ErrorCode::limit, "too many bytes of extended attributes", xattr.node);
        return;
      }
      attribute_bytes_left_ -= size;
      const std::string_view prefix =
          xattr.prefix < std::size(prefixes) ? prefixes[xattr.prefix] : "";
      member.attributes.xattrs.push_back(
          {std::string(prefix) + std::string(xattr.name), std::string(xattr.value)});
    }
  }

  // Which node gives which bytes of the file, by its nodes in the order of their versions.
  static Pieces overlay(Versions nodes) {
    Pieces pieces;
    for (const Jffs2Inode* node : nodes) {
      const std::uint64_t begin = node->offset;
      const std::uint64_t end = begin + node->plain_size;
      if (begin == end) continue;
      auto at = pieces.upper_bound(begin);
      if (at != pieces.begin()) {
        const auto before = std::prev(at);
        if (before->second.end > begin) {
          if (before->second.end > end)
            pieces.emplace(end, Piece{before->second.end, before->second.node});
          before->second.end = begin;
          if (before->first == begin) pieces.erase(before);
        }
      }
      at = pieces.lower_bound(begin);
      while (at != pieces.end() && at->first < end) {
        if (at->second.end > end) {
          const Piece rest = at->second;
          pieces.erase(at);
          pieces.emplace(end, rest);
          break;
        }
        at = pieces.erase(at);
      }
      pieces.emplace(begin, Piece{end, node});
    }
    return pieces;
  }

  void read_content(std::uint64_t file_size, const Pieces& pieces, Member& member) {
    std::vector<Extent>& extents = member.content.extents;
    bool readable = false;
    std::uint64_t at = 0;
    for (const auto& [begin, piece] : pieces) {
      if (begin >= file_size) break;
      if (begin > at) extents.push_back(Content::hole(begin - at));
      at = std::min(piece.end, file_size);
      auto extent = extent_of(*piece.node, begin - piece.node->offset, at - begin);
      if (extent) {
        readable = true;
        extents.push_back(std::move(*extent));
        continue;
      }
      // The file's own bytes all the same, with zeros in their place.
      sink_.problem(extent.error(), piece.node->node);
      sink_.claim(piece.node->data, "member data");
      if (!member.incomplete) member.incomplete = extent.error();
      extents.push_back(Content::hole(at - begin));
    }
    if (member.incomplete && !readable) {
      member.unreadable = std::exchange(member.incomplete, {});
      extents.clear();
      return;
    }
    if (at < file_size) extents.push_back(Content::hole(file_size - at));
  }

  static Result<Extent> extent_of(const Jffs2Inode& node, std::uint64_t skip, std::uint64_t size) {
    if (node.compression == zero) return Content::hole(size);
    if (node.compression == none) {
      if (node.plain_size != node.data.size) {
        return fail(ErrorCode::corrupt, fmt::format("{} plain bytes are stored as {}",
                                                    node.plain_size, node.data.size));
      }
      return Extent{{node.data.offset + skip, size}, nullptr, 0, 0, size, nullptr};
    }
    const codec::Codec* codec = codec::find_codec(codec_id(node.compression));
    if (codec == nullptr) {
      return fail(ErrorCode::unsupported,
                  "JFFS2 compression " + compression_name(node.compression));
    }
    if (node.plain_size > plain_size_max) {
      return fail(ErrorCode::corrupt,
                  fmt::format("a compressed node of {} plain bytes", node.plain_size));
    }
    return Extent{node.data, codec, node.plain_size, skip, size, nullptr};
  }

  // The text of a link, the numbers of a device.
  void read_special(const Jffs2Inode& node, Member& member) {
    const Bytes data = chunk_.subspan(node.data.offset, node.data.size);
    if (member.kind == NodeKind::symlink) {
      const codec::Codec* codec = codec::find_codec(codec_id(node.compression));
      Buffer plain;
      if (codec == nullptr || node.plain_size > plain_size_max ||
          !codec->decode(data, node.plain_size, plain))
        plain.assign(data.begin(), data.end());
      member.attributes.link_target = std::string(as_text(plain));
      return;
    }
    if (member.kind != NodeKind::char_device && member.kind != NodeKind::block_device) return;
    if (data.size() == 2) {
      const bool big = log_.order == ByteOrder::big;
      member.attributes.device_major = data[big ? 0 : 1];
      member.attributes.device_minor = data[big ? 1 : 0];
    } else if (data.size() == 4) {
      const std::uint32_t device = jffs2_u32(data, 0, log_.order);
      member.attributes.device_major = device >> 8U & 0xfffU;
      member.attributes.device_minor = (device & 0xffU) | (device >> 12U & 0xfff00U);
    } else {
      sink_.problem(ErrorCode::corrupt, fmt::format("a device number of {} bytes", data.size()),
                    node.node);
    }
  }

  // The latest node says what the inode is; those in `pieces` give data; the others are obsolete.
  void claim_nodes(Versions nodes, const Pieces& pieces) {
    if (nodes.empty() || !claimed_.insert(nodes.front()->ino).second) return;
    std::set<const Jffs2Inode*> used = {nodes.back()};
    for (const auto& [begin, piece] : pieces) used.insert(piece.node);
    const bool is_file = kind_of_mode(nodes.back()->mode) == NodeKind::file;
    for (const Jffs2Inode* node : nodes) {
      if (!used.contains(node))
        sink_.claim(node->node, "obsolete node");
      else
        sink_.claim(is_file ? Range{node->node.offset, inode_node_size} : node->node, "inode node");
    }
  }

  // What no name leads to, and the nodes that are neither names nor inodes.
  void claim_rest() {
    for (const Jffs2Inode* inode : inodes_)
      if (!claimed_.contains(inode->ino)) sink_.claim(inode->node, "node of a deleted file");
    for (const Jffs2Name* name : names_)
      if (!entered_.contains(name->parent)) sink_.claim(name->node, "name in a deleted directory");
    for (const Jffs2Other& other : log_.others) sink_.claim(other.node, other.label);
    for (const Range& node : log_.damaged)
      sink_.problem(ErrorCode::corrupt, "a node whose checksum does not hold", node);
  }

  Bytes chunk_;
  const Jffs2Log& log_;
  Sink& sink_;
  std::uint64_t attribute_bytes_left_;
  std::vector<const Jffs2Inode*> inodes_;                   // by inode and version
  std::vector<const Jffs2Name*> names_;                     // that are in force, by parent and name
  std::multimap<std::uint32_t, const Jffs2Xattr*> xattrs_;  // by inode
  std::vector<Directory> directories_;
  std::set<std::uint32_t> entered_;  // directories
  std::set<std::uint32_t> claimed_;  // inodes
};

Result<Probe> probe(const Candidate& candidate) {
  const Jffs2Log log = TRY(read_jffs2_log(candidate.tail()));
  Probe probe;
  probe.size = log.size;
  const bool big = log.order == ByteOrder::big;
  const bool filled = !log.names.empty() || !log.inodes.empty();
  probe.confidence = filled ? Confidence::proven : Confidence::consistent;
  probe.title = fmt::format("JFFS2, {}-endian, {} nodes", big ? "big" : "little", log.nodes);
  probe.header = {{"byte_order", big ? "big" : "little"},
                  {"node_count", static_cast<std::int64_t>(log.nodes)},
                  {"name_node_count", static_cast<std::int64_t>(log.names.size())},
                  {"inode_node_count", static_cast<std::int64_t>(log.inodes.size())}};
  if (log.erase_block_size > 0) {
    probe.header.push_back({"erase_block_size", static_cast<std::int64_t>(log.erase_block_size)});
  }
  if (log.damaged.empty()) {
    probe.checks.push_back({"node crc32", CheckState::ok, ""});
  } else {
    probe.checks.push_back({"node crc32", CheckState::bad,
                            fmt::format("of {} of {} nodes, the first at {:#x}", log.damaged.size(),
                                        log.nodes, log.damaged[0].offset)});
  }
  if (log.cut_short)
    probe.problems.push_back({"probe", ErrorCode::truncated, "the last node is cut short", {}});
  return probe;
}

Result<void> expand(Bytes chunk, const Probe&, Sink& sink) {
  const Jffs2Log log = TRY(read_jffs2_log(chunk));
  return Tree(chunk, log, sink).expand();
}

constexpr Magic magics[] = {{"85 19 01 e0"}, {"85 19 02 e0"}, {"85 19 03 20"}, {"85 19 08 e0"},
                            {"85 19 09 e0"}, {"19 85 e0 01"}, {"19 85 e0 02"}, {"19 85 20 03"},
                            {"19 85 e0 08"}, {"19 85 e0 09"}, {"84 19 01 e0"}, {"84 19 02 e0"},
                            {"84 19 03 20"}, {"19 84 e0 01"}, {"19 84 e0 02"}, {"19 84 20 03"}};

}  // namespace

extern const Handler jffs2 = {
    .id = "jffs2",
    .title = "JFFS2 file system",
    .source = "Linux, include/uapi/linux/jffs2.h and fs/jffs2/",
    .magics = magics,
    .recheck = "jefferson -d out {input} && cat out/{member}",
    .probe = probe,
    .expand = expand,
};

}  // namespace assay::unpack
