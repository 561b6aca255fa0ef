// Node: a run of bytes with a name: the image, a container in it, a member of a container, a gap.
//
// Nodes form a tree, kept as a list in pre-order; a node's id is its place in that list, so that
// ids come from content and position alone.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/digest.h"
#include "model/fact.h"
#include "model/problem.h"
#include "model/region.h"
#include "model/value.h"

namespace assay {

enum class NodeKind : std::uint8_t {
  image,         // the root: what was given to `assay scan`
  chunk,         // an instance of a container format, a range of its parent
  file,          // a member with bytes: a file, a partition, a decompressed stream
  directory,     // a member without bytes, as the six below
  symlink,       // its text is in Attributes::link_target
  char_device,   //
  block_device,  //
  fifo,          //
  socket,        //
  gap,           // bytes of a node that no format claimed and that are not padding
};

constexpr std::string_view node_kind_names[] = {
    "image",       "chunk",        "file", "directory", "symlink",
    "char_device", "block_device", "fifo", "socket",    "gap"};

// What a container says of a member besides its bytes. Nothing where the format has no such field.
struct Attributes {
  std::optional<std::uint32_t> mode;  // permission, set-id and sticky bits: 07777
  std::optional<std::uint32_t> uid;
  std::optional<std::uint32_t> gid;
  std::optional<std::int64_t> mtime_s;  // seconds since 1970-01-01 UTC
  std::optional<std::uint32_t> device_major;
  std::optional<std::uint32_t> device_minor;
  std::optional<std::uint64_t> inode;      // names with one inode are hard links to one file
  std::optional<std::string> link_target;  // of a symlink, as bytes
  std::vector<Field> xattrs;               // extended attributes, e.g. security.capability
  friend bool operator==(const Attributes&, const Attributes&) = default;
};

enum class CheckState : std::uint8_t { ok, bad, absent };

constexpr std::string_view check_state_names[] = {"ok", "bad", "absent"};

// A checksum or other self-test that a format carries.
struct Check {
  std::string name;  // "header crc32", "data crc32", "sha1"
  CheckState state = CheckState::absent;
  std::string detail;  // stated and computed value where they differ
  friend bool operator==(const Check&, const Check&) = default;
};

using NodeId = std::uint32_t;
constexpr NodeId no_node = 0xffffffff;

struct Node {
  NodeId id = 0;
  NodeId parent = no_node;  // of the root: no_node
  NodeKind kind = NodeKind::image;
  std::string name;        // chunk: the handler's id; member: its path as bytes; gap: empty
  std::uint32_t nth = 1;   // counts members of one container that bear the same name, from 1
  Range range;             // chunk, gap: of the parent's bytes; member: of the chunk's where its
                           // bytes stand there as one plain run, else {0, 0}
  std::uint64_t size = 0;  // bytes of the node itself, plain
  std::optional<Digest> sha256;   // of the node's bytes; nothing where they could not be read
  std::optional<NodeId> same_as;  // an earlier node with the same bytes, which was read instead
  std::string title;              // one line for people: "SquashFS 4.0, xz, 552 inodes"
  std::string file_type;          // of a leaf: what its bytes look like
  Attributes attributes;
  Fields header;  // typed header fields
  std::vector<Check> checks;
  Regions regions;  // empty for nodes without bytes or with same_as
  std::vector<Problem> problems;
  std::vector<Fact> facts;
  friend bool operator==(const Node&, const Node&) = default;
};

}  // namespace assay
