// Source: POSIX.1-2017, pax; GNU tar manual, "Basic Tar Format" and "GNU Extensions".
#include "unpack/tar_walk.h"

#include <fmt/core.h>

#include <algorithm>

#include "unpack/tar_sparse.h"

namespace assay::unpack {
namespace {

// A pax header or long name of more bytes is skipped: extended attributes are 64 KiB at most.
constexpr std::uint64_t extension_size_max = std::uint64_t{1} << 20U;

// GNU tar writes archives in records of this size, filled up with zeros.
constexpr std::uint64_t record_size = 10240;

constexpr std::string_view extension_types = "LKxXg";

}  // namespace

std::nullopt_t TarWalk::end(ErrorCode code, std::string sentence) {
  problems_.push_back({"probe", code, std::move(sentence), {at_, 0}});
  ended_ = true;
  return std::nullopt;
}

void TarWalk::end_at_zeros() {
  ended_ = true;
  const std::uint64_t start = at_;
  const std::uint64_t record_end =
      (at_ + 2 * tar_block + record_size - 1) / record_size * record_size;
  const std::uint64_t limit = std::min<std::uint64_t>(record_end, archive_.size());
  while (at_ < limit) {
    const Bytes block = archive_.subspan(at_, std::min(tar_block, limit - at_));
    if (!is_zero(block)) break;
    at_ += block.size();
  }
  end_blocks_ = {start, at_ - start};
}

// The data behind the header that was read last, cut at the archive's end.
Range TarWalk::take_data(std::uint64_t size) {
  const std::uint64_t rest = archive_.size() - at_;
  const Range data{at_, std::min(size, rest)};
  if (size > rest) {
    end(ErrorCode::truncated, fmt::format("{} bytes of data are stated, {} are there", size, rest));
  }
  at_ += std::min(rest, data.size + (tar_block - data.size % tar_block) % tar_block);
  return data;
}

void TarWalk::extend_by(TarEntry& entry, char type, Range data) {
  const Bytes bytes = archive_.subspan(data.offset, data.size);
  if (type == 'L') {
    long_name_ = until_nul(bytes);
  } else if (type == 'K') {
    long_link_ = until_nul(bytes);
  } else {
    const auto done = read_pax(bytes, type == 'g' ? global_ : entry.pax);
    if (type == 'g') global_.xattrs.clear();
    if (!done) problems_.push_back({"probe", done.error().code, done.error().detail, data});
  }
}

// Whether the header is not an entry but says something of the next one. If so, takes it in.
bool TarWalk::extend(TarEntry& entry, const TarHeader& header) {
  if (extension_types.find(header.type) == std::string_view::npos) return false;
  const Range data = take_data(header.size);
  if (data.size > extension_size_max) {
    problems_.push_back(
        {"probe", ErrorCode::limit,
         fmt::format("a '{}' header of {} bytes was skipped", header.type, header.size), data});
  } else {
    extend_by(entry, header.type, data);
  }
  return true;
}

// Puts what extensions say into the header.
void TarWalk::settle(TarEntry& entry) {
  TarHeader& header = entry.header;
  entry.pax = laid_over(std::move(entry.pax), global_);
  const PaxRecords& pax = entry.pax;
  if (long_name_) header.name = *long_name_;
  if (long_link_) header.link = *long_link_;
  if (pax.path) header.name = *pax.path;
  if (pax.sparse_name) header.name = *pax.sparse_name;
  if (pax.linkpath) header.link = *pax.linkpath;
  if (pax.user) header.user = *pax.user;
  if (pax.group) header.group = *pax.group;
  if (pax.size && *pax.size >= 0) header.size = static_cast<std::uint64_t>(*pax.size);
  if (pax.uid) header.uid = pax.uid;
  if (pax.gid) header.gid = pax.gid;
  if (pax.mtime_s) header.mtime_s = pax.mtime_s;
  if (pax.device_major) header.device_major = pax.device_major;
  if (pax.device_minor) header.device_minor = pax.device_minor;
}

// Links, devices and directories have no data, but some writers state the size of the file that is
// linked to. What stands behind the header decides.
bool TarWalk::has_data(const TarHeader& header) const {
  constexpr std::string_view dataless = "123456";
  if (header.size == 0 || dataless.find(header.type) == std::string_view::npos)
    return header.size > 0;
  const auto next = slice(archive_, {at_, tar_block});
  return next && !is_zero(*next) && !read_tar_header(*next);
}

void TarWalk::read_content(TarEntry& entry, Bytes block) {
  SparseMap map;
  const auto& sparse = entry.pax.sparse;
  const bool old_gnu = entry.header.type == 'S';
  const auto give_up = [&](const Error& error) {
    entry.unreadable = error;
    entry.content = Content::plain(entry.data);  // its own, though nobody can tell where they go
  };
  std::optional<Error> no_map;
  if (old_gnu) {
    if (auto read = read_gnu_sparse(block, archive_, at_)) {
      map = *std::move(read);
      at_ += map.blocks;
    } else {
      no_map = read.error();
    }
  }
  entry.data = take_data(entry.header.size);
  if (no_map) return give_up(*no_map);
  Range pieces = entry.data;
  if (!old_gnu && !sparse) {
    entry.content = Content::plain(pieces);
    return;
  }
  if (!old_gnu && sparse->major >= 1) {
    auto read = read_sparse_1_0(archive_.subspan(pieces.offset, pieces.size));
    if (!read) return give_up(read.error());
    map = *std::move(read);
    const std::uint64_t front = std::min(map.blocks, pieces.size);
    pieces = {pieces.offset + front, pieces.size - front};
  } else if (!old_gnu) {
    map.pieces = sparse->map;
  }
  if (!old_gnu) {
    if (sparse->real_size.value_or(-1) < 0)
      return give_up({ErrorCode::corrupt, "a sparse file without its size"});
    map.real_size = static_cast<std::uint64_t>(*sparse->real_size);
  }
  auto content = sparse_content(map, pieces);
  if (!content) return give_up(content.error());
  entry.content = *std::move(content);
}

std::optional<TarEntry> TarWalk::next() {
  TarEntry entry;
  const std::uint64_t start = at_;
  long_name_.reset();
  long_link_.reset();
  while (!ended_) {
    if (at_ == archive_.size()) {
      ended_ = true;
      break;
    }
    const auto block = slice(archive_, {at_, tar_block});
    if (!block) return end(ErrorCode::truncated, "the archive ends within a header");
    if (is_zero(*block)) {
      end_at_zeros();
      break;
    }
    auto header = read_tar_header(*block);
    if (!header) {
      return end(ErrorCode::corrupt, fmt::format("the block at {:#x} is neither a header nor zero: "
                                                 "{}",
                                                 at_, header.error().detail));
    }
    at_ += tar_block;
    if (extend(entry, *header)) continue;
    entry.header = *std::move(header);
    settle(entry);
    if (!has_data(entry.header)) entry.header.size = 0;
    entry.stated = entry.header.size;
    read_content(entry, *block);
    entry.headers = {start, entry.data.offset - start};
    return entry;
  }
  return std::nullopt;
}

}  // namespace assay::unpack
