#include "unpack/jffs2_log.h"

#include <fmt/core.h>

#include <algorithm>
#include <optional>

#include "base/checksum.h"

namespace assay::unpack {
namespace {

constexpr std::uint16_t bit_accurate = 0x2000;
constexpr std::uint16_t type_name = 0xe001;
constexpr std::uint16_t type_inode = 0xe002;
constexpr std::uint16_t type_clean_marker = 0x2003;
constexpr std::uint16_t type_padding = 0x2004;
constexpr std::uint16_t type_summary = 0x2006;
constexpr std::uint16_t type_xattr = 0xe008;
constexpr std::uint16_t type_xattr_use = 0xe009;

constexpr std::uint64_t head_size = 12;
constexpr std::uint64_t nodes_max = 4'000'000;
constexpr std::uint64_t erase_block_size_min = 4096;
constexpr std::uint64_t erase_block_size_max = 4U << 20U;
// How far to look for the next node. Blocks of NAND flash that are free are ff throughout.
constexpr std::uint64_t gap_max = 512U << 10U;

struct Head {
  std::uint16_t type = 0;
  std::uint32_t size = 0;
};

class LogReader {
 public:
  LogReader(Bytes bytes, ByteOrder order) : bytes_(bytes) { log_.order = order; }

  Result<Jffs2Log> read() {
    auto head = head_at(0);
    if (!head) return fail(ErrorCode::corrupt, "no node at the start");
    std::uint64_t at = 0;
    std::uint64_t end = 0;
    while (head) {
      if (log_.nodes++ == nodes_max)
        return fail(ErrorCode::limit, fmt::format("more than {} nodes", nodes_max));
      if (head->size > bytes_.size() - at) {
        log_.cut_short = true;
        add_other({at, bytes_.size() - at}, "node cut short");
        end = bytes_.size();
        break;
      }
      take(at, *head);
      end = std::min<std::uint64_t>(bytes_.size(), at + (head->size + 3ULL) / 4 * 4);
      at = end;
      head = head_at(at);
      if (!head) {
        at = next_node(at);
        head = head_at(at);
        if (head) starts_ |= at;  // a gap ends where an erase block does
      }
    }
    log_.erase_block_size = erase_block_size();
    log_.size = rounded(end);
    return std::move(log_);
  }

 private:
  std::uint16_t u16(std::uint64_t at) const {
    const std::uint8_t a = bytes_[at];
    const std::uint8_t b = bytes_[at + 1];
    return static_cast<std::uint16_t>(log_.order == ByteOrder::big ? a << 8U | b : b << 8U | a);
  }
  std::uint32_t u32(std::uint64_t at) const { return jffs2_u32(bytes_, at, log_.order); }

  static std::uint32_t crc(Bytes bytes) { return ~crc32(bytes, ~0U); }

  // The head at `at`, where there is one whose checksum holds.
  std::optional<Head> head_at(std::uint64_t at) const {
    if (at > bytes_.size() || bytes_.size() - at < head_size) return std::nullopt;
    const std::uint16_t magic = u16(at);
    if (magic != 0x1985 && magic != 0x1984) return std::nullopt;
    const Head head{u16(at + 2), u32(at + 4)};
    std::uint8_t first[8];
    std::copy_n(bytes_.begin() + static_cast<std::ptrdiff_t>(at), 8, first);
    first[log_.order == ByteOrder::big ? 2 : 3] |= bit_accurate >> 8U;
    if (head.size < head_size || crc(first) != u32(at + 8)) return std::nullopt;
    return head;
  }

  // Where the next node starts behind `at`; the end where there is none near.
  std::uint64_t next_node(std::uint64_t at) const {
    const std::uint64_t reach = std::min<std::uint64_t>(bytes_.size(), at + gap_max + head_size);
    const std::uint8_t first = log_.order == ByteOrder::big ? 0x19 : 0x85;
    bool blank = true;
    for (std::uint64_t here = at; here + head_size <= reach; here += 4) {
      // Nothing but nodes and blank flash stands in an erase block; what else there is, is damage
      // and ends at the next block (128 KiB is the largest common size), or another partition.
      if (!blank && here % 0x20000 == 0 && !head_at(here)) return bytes_.size();
      if ((bytes_[here] & 0xfeU) == (first & 0xfeU) && head_at(here)) return here;
      blank = blank && bytes_[here] == 0xff && bytes_[here + 3] == 0xff;
    }
    return bytes_.size();
  }

  void add_other(Range node, std::string_view label) {
    if (!log_.others.empty() && log_.others.back().label == label &&
        log_.others.back().node.end() == node.offset) {
      log_.others.back().node.size += node.size;
      return;
    }
    log_.others.push_back({node, label});
  }

  void take(std::uint64_t at, Head head) {
    const Range node{at, head.size};
    if ((head.type & bit_accurate) == 0) return add_other(node, "obsolete node");
    bool whole = true;
    switch (head.type) {
      case type_name:
        whole = take_name(node);
        break;
      case type_inode:
        whole = take_inode(node);
        break;
      case type_xattr:
        whole = take_xattr(node);
        break;
      case type_xattr_use:
        whole = take_xattr_use(node);
        break;
      case type_clean_marker:
        starts_ |= at;
        add_other(node, "clean marker");
        break;
      case type_padding:
        add_other(node, "padding node");
        break;
      case type_summary:
        add_other(node, "summary node");
        break;
      default:
        add_other(node, "node of another type");
        break;
    }
    if (!whole) log_.damaged.push_back(node);
  }

  bool take_name(Range node) {
    const std::uint64_t at = node.offset;
    if (node.size < 40) return false;
    const std::uint8_t size = bytes_[at + 28];
    if (size > node.size - 40 || crc(bytes_.subspan(at, 32)) != u32(at + 32)) return false;
    const Bytes name = bytes_.subspan(at + 40, size);
    if (crc(name) != u32(at + 36)) return false;
    log_.names.push_back({.node = node,
                          .parent = u32(at + 12),
                          .version = u32(at + 16),
                          .ino = u32(at + 20),
                          .mtime_s = u32(at + 24),
                          .type = bytes_[at + 29],
                          .name = as_text(name)});
    return true;
  }

  bool take_inode(Range node) {
    const std::uint64_t at = node.offset;
    if (node.size < 68 || crc(bytes_.subspan(at, 60)) != u32(at + 64)) return false;
    const std::uint32_t stored_size = u32(at + 48);
    if (stored_size > node.size - 68) return false;
    const Range data{at + 68, stored_size};
    if (crc(bytes_.subspan(data.offset, data.size)) != u32(at + 60)) return false;
    log_.inodes.push_back({.node = node,
                           .data = data,
                           .ino = u32(at + 12),
                           .version = u32(at + 16),
                           .mode = u32(at + 20),
                           .uid = u16(at + 24),
                           .gid = u16(at + 26),
                           .size = u32(at + 28),
                           .mtime_s = u32(at + 36),
                           .offset = u32(at + 44),
                           .plain_size = u32(at + 52),
                           .compression = bytes_[at + 56]});
    return true;
  }

  bool take_xattr(Range node) {
    const std::uint64_t at = node.offset;
    if (node.size < 32 || crc(bytes_.subspan(at, 28)) != u32(at + 28)) return false;
    const std::uint64_t name_size = bytes_[at + 21];
    const std::uint64_t value_size = u16(at + 22);
    if (name_size + 1 + value_size > node.size - 32) return false;
    const Bytes data = bytes_.subspan(at + 32, name_size + 1 + value_size);
    if (crc(data) != u32(at + 24)) return false;
    log_.xattrs.push_back({.node = node,
                           .id = u32(at + 12),
                           .version = u32(at + 16),
                           .prefix = bytes_[at + 20],
                           .name = as_text(data.first(name_size)),
                           .value = as_text(data.subspan(name_size + 1))});
    return true;
  }

  bool take_xattr_use(Range node) {
    const std::uint64_t at = node.offset;
    if (node.size < 28 || crc(bytes_.subspan(at, 24)) != u32(at + 24)) return false;
    log_.xattr_uses.push_back({node, u32(at + 12), u32(at + 16), u32(at + 20)});
    return true;
  }

  // The largest power of two of which every place that must start an erase block is a multiple.
  std::uint64_t erase_block_size() const {
    const std::uint64_t size = starts_ & (~starts_ + 1);
    return size < erase_block_size_min ? 0 : std::min(size, erase_block_size_max);
  }

  // `end`, or the end of its erase block where all up to there is blank flash.
  std::uint64_t rounded(std::uint64_t end) const {
    const std::uint64_t block = log_.erase_block_size == 0 ? 0x10000 : log_.erase_block_size;
    const std::uint64_t edge =
        std::min<std::uint64_t>(bytes_.size(), (end + block - 1) / block * block);
    const Bytes rest = bytes_.subspan(end, edge - end);
    return std::ranges::all_of(rest, [](auto b) { return b == 0xff; }) ? edge : end;
  }

  Bytes bytes_;
  Jffs2Log log_;
  std::uint64_t starts_ = 0;  // places where erase blocks start, or-ed
};

}  // namespace

std::uint32_t jffs2_u32(Bytes bytes, std::uint64_t offset, ByteOrder order) {
  const Bytes field = bytes.subspan(offset, 4);
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < 4; i++)
    value = value << 8U | field[order == ByteOrder::big ? i : 3 - i];
  return value;
}

Result<Jffs2Log> read_jffs2_log(Bytes bytes) {
  const auto magic = TRY(read<be16>(bytes, 0));
  const bool big = magic == 0x1985 || magic == 0x1984;
  return LogReader(bytes, big ? ByteOrder::big : ByteOrder::little).read();
}

}  // namespace assay::unpack
