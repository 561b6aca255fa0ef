// Known dialects, all but the last two seen in images of the makers named:
//
//   lzma_alone       13-byte header: squashfs-tools 4, Netgear
//   lzma_props       5 bytes of properties, no size: TP-Link, D-Link (version 4)
//   lzma_headerless  nothing in front, lc 3 lp 0 pb 2: TRENDnet (version 3, big-endian), and
//                    little-endian images that call themselves 2.76 and 3.76
//   little-endian lengths of metadata blocks in a big-endian version 4: AVM
//   big-endian version 4 as such, and any codec under any other's number
//
// Source: the images; README-AVM-BE of squashfs-avm-tools; LZMA SDK, lzma-specification.txt.
#include "unpack/squashfs/dialect.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <vector>

#include "unpack/squashfs/directory.h"
#include "unpack/squashfs/inode.h"
#include "unpack/squashfs/table.h"

namespace assay::unpack::sqfs {
namespace {

struct Known {
  std::string_view codec;
  std::string_view compression;
};
constexpr Known known[] = {
    {"zlib", "gzip"}, {"lzma_alone", "lzma"}, {"lzma_props", "lzma"}, {"lzma_headerless", "lzma"},
    {"xz", "xz"},     {"lzo1x", "lzo"},       {"lz4_block", "lz4"},   {"zstd", "zstd"},
};
constexpr std::string_view stated_names[] = {"", "gzip", "lzma", "lzo", "xz", "lz4", "zstd"};

// Codecs of the stated compression first.
std::vector<Dialect> candidates(const Superblock& super) {
  const std::string stated = super.major == 4 ? stated_compression(super) : "gzip";
  std::vector<ByteOrder> orders = {super.order};
  if (super.major == 4 && super.order == ByteOrder::big) orders.push_back(ByteOrder::little);
  std::vector<Dialect> found;
  for (const ByteOrder order : orders) {
    for (const bool as_stated : {true, false}) {
      for (const Known& one : known) {
        if ((one.compression == stated) != as_stated) continue;
        if (const codec::Codec* codec = codec::find_codec(one.codec))
          found.push_back({codec, order});
      }
    }
  }
  return found;
}

bool is_sane(const Inode& inode, const Superblock& super, const Bytes image) {
  const std::uint64_t gid_same = super.major == 1 ? 15 : 255;
  if (super.major == 4 && (inode.uid >= super.ids || inode.gid >= super.ids)) return false;
  if (super.major < 4 && inode.uid >= super.uids) return false;
  if (super.major < 4 && inode.gid >= super.gids && inode.gid != gid_same) return false;
  if (super.major > 2 && (inode.number == 0 || inode.number > super.inodes)) return false;
  if (inode.type != InodeType::file) return true;
  return inode.start <= image.size() &&
         (inode.fragment == no_fragment || inode.fragment < super.fragments);
}

// Whether the first few inodes of the table make sense.
bool has_sane_inodes(Metadata& metadata) {
  constexpr std::uint64_t inodes_to_try = 8;
  constexpr std::uint64_t blocks_to_skip_max = 4096;
  const Superblock& super = metadata.super();
  const auto first = metadata.block(super.inode_table);
  if (!first) return false;
  if ((*first)->next < super.directory_table && (*first)->plain.size() != metadata_size_max)
    return false;
  Cursor cursor(metadata, super.inode_table, 0);
  for (std::uint64_t i = 0; i < std::min(super.inodes, inodes_to_try); i++) {
    const auto inode = read_inode(cursor, super);
    if (!inode || !is_sane(*inode, super, metadata.image())) return false;
    if (inode->indexes > 0) break;  // an index of unknown size follows
    if (inode->type != InodeType::file) continue;
    const std::uint64_t blocks =
        inode->size / super.block_size +
        (inode->fragment == no_fragment && inode->size % super.block_size != 0 ? 1 : 0);
    if (blocks > blocks_to_skip_max) break;
    if (!cursor.skip(blocks * (super.major == 1 ? 2 : 4))) return false;
  }
  return true;
}

// Whether the root is a directory whose listing starts with a name. Tells less than the first
// inodes do, and serves where those are damaged.
bool has_sane_root(Metadata& metadata) {
  const Superblock& super = metadata.super();
  const auto root = read_inode(metadata, super.root_inode);
  if (!root || root->type != InodeType::directory || !is_sane(*root, super, metadata.image()))
    return false;
  const auto first = Directory(metadata, *root).next();
  return first && *first &&
         (*first)->name.find_first_of(std::string_view("\0/", 2)) == std::string::npos;
}

// Where no inode is stored compressed: whether the first compressed block of directories, or the
// first compressed fragment, decodes. Nothing where there is none either.
std::optional<bool> decodes_elsewhere(Metadata& metadata, const codec::Codec& codec) {
  const Superblock& super = metadata.super();
  const auto listing = metadata.stored(super.directory_table);
  if (listing && listing->compressed) return metadata.block(super.directory_table).has_value();
  const Table fragments = fragment_table(metadata);
  constexpr std::uint64_t fragments_to_try = 16;
  for (std::uint64_t i = 0; i < std::min(super.fragments, fragments_to_try); i++) {
    const auto fragment = read_fragment(fragments, super, i);
    if (!fragment) return std::nullopt;
    const auto stored = slice(metadata.image(), fragment->stored);
    if (!stored || !fragment->compressed) continue;
    Buffer plain;
    return codec.decode(*stored, super.block_size, plain).has_value();
  }
  return std::nullopt;
}

}  // namespace

std::string stated_compression(const Superblock& super) {
  if (super.major < 4) return "";
  if (super.compression == 0 || super.compression >= std::size(stated_names))
    return fmt::format("{}", super.compression);
  return std::string(stated_names[super.compression]);
}

std::string_view compression_of(const codec::Codec& codec) {
  for (const Known& one : known)
    if (one.codec == codec.id) return one.compression;
  return codec.id;
}

ChosenDialect choose_dialect(Bytes image, const Superblock& super) {
  const std::vector<Dialect> dialects = candidates(super);
  std::optional<Dialect> undecided;  // inodes are stored plain, and nothing tells codecs apart
  for (const auto& is_right : {has_sane_inodes, has_sane_root}) {
    for (const Dialect& dialect : dialects) {
      Metadata metadata(image, super, dialect);
      if (!is_right(metadata)) continue;
      if (metadata.compressed_blocks() > 0) return {dialect, true};
      const auto decodes = decodes_elsewhere(metadata, *dialect.codec);
      if (decodes && *decodes) return {dialect, true};
      if (!decodes && !undecided) undecided = dialect;
    }
    if (undecided) return {*undecided, true};
  }
  return {dialects.empty() ? Dialect{nullptr, super.order} : dialects.front(), false};
}

}  // namespace assay::unpack::sqfs
