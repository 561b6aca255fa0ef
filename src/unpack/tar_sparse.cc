// Source: GNU tar manual, "Storing Sparse Files"; tar(5) of libarchive, "Sparse Files".
#include "unpack/tar_sparse.h"

#include <fmt/core.h>

#include <charconv>

#include "unpack/tar_header.h"

namespace assay::unpack {
namespace {

constexpr std::uint64_t pieces_max = std::uint64_t{1} << 20U;

// Offset and size, 12 octal digits each; an empty one ends the list.
Result<bool> add_piece(Bytes field, SparseMap& map) {
  if (field[0] == 0) return false;
  const std::int64_t offset = TRY(tar_number(field.first(12)));
  const std::int64_t size = TRY(tar_number(field.subspan(12, 12)));
  if (offset < 0 || size < 0)
    return fail(ErrorCode::corrupt, fmt::format("sparse piece of {} bytes at {}", size, offset));
  if (map.pieces.size() == pieces_max)
    return fail(ErrorCode::limit, fmt::format("a sparse file of more than {} pieces", pieces_max));
  map.pieces.emplace_back(offset, size);
  return true;
}

Result<void> add_pieces(Bytes block, std::uint64_t at, std::uint64_t count, SparseMap& map) {
  for (std::uint64_t i = 0; i < count; i++)
    if (!TRY(add_piece(block.subspan(at + i * 24, 24), map))) break;
  return {};
}

Result<std::uint64_t> next_line(Bytes data, std::uint64_t& at) {
  const std::string_view text = as_text(TRY(slice_from(data, at)));
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const auto digits = static_cast<std::uint64_t>(end - text.data());
  if (error != std::errc() || digits == text.size() || *end != '\n')
    return fail(ErrorCode::corrupt, fmt::format("no number in the sparse map at byte {}", at));
  at += digits + 1;
  return value;
}

}  // namespace

Result<SparseMap> read_gnu_sparse(Bytes header, Bytes archive, std::uint64_t at) {
  SparseMap map;
  const Bytes size_field = TRY(slice(header, {483, 12}));
  const std::int64_t real_size = TRY(tar_number(size_field));
  if (real_size < 0)
    return fail(ErrorCode::corrupt, fmt::format("a sparse file of {} bytes", real_size));
  map.real_size = static_cast<std::uint64_t>(real_size);
  TRY(add_pieces(header, 386, 4, map));
  bool more = header[482] != 0;
  while (more) {
    const Bytes block = TRY(slice(archive, {at + map.blocks, tar_block}));
    map.blocks += tar_block;
    TRY(add_pieces(block, 0, 21, map));
    more = block[504] != 0;
  }
  return map;
}

Result<SparseMap> read_sparse_1_0(Bytes data) {
  SparseMap map;
  std::uint64_t at = 0;
  const std::uint64_t count = TRY(next_line(data, at));
  if (count > pieces_max)
    return fail(ErrorCode::limit, fmt::format("a sparse file of {} pieces", count));
  for (std::uint64_t i = 0; i < count; i++) {
    const std::uint64_t offset = TRY(next_line(data, at));
    const std::uint64_t size = TRY(next_line(data, at));
    map.pieces.emplace_back(offset, size);
  }
  map.blocks = (at + tar_block - 1) / tar_block * tar_block;
  return map;
}

Result<Content> sparse_content(const SparseMap& map, Range data) {
  Content content;
  std::uint64_t file_at = 0;
  std::uint64_t used = 0;
  for (const auto& [offset, size] : map.pieces) {
    if (offset < file_at || offset > map.real_size || size > map.real_size - offset) {
      return fail(ErrorCode::corrupt,
                  fmt::format("sparse piece of {} bytes at {} in a file of {}, read up to {}", size,
                              offset, map.real_size, file_at));
    }
    if (size > data.size - used) {
      return fail(ErrorCode::corrupt,
                  fmt::format("sparse pieces of more than the {} bytes stored", data.size));
    }
    if (offset > file_at) content.extents.push_back(Content::hole(offset - file_at));
    if (size > 0)
      content.extents.push_back({{data.offset + used, size}, nullptr, 0, 0, size, nullptr});
    used += size;
    file_at = offset + size;
  }
  if (file_at < map.real_size) content.extents.push_back(Content::hole(map.real_size - file_at));
  return content;
}

}  // namespace assay::unpack
