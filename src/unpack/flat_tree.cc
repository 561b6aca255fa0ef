#include "unpack/flat_tree.h"

#include <fmt/core.h>

#include <algorithm>

#include "base/endian.h"

namespace assay::unpack {
namespace {

struct Header {
  be32 magic;
  be32 size;
  be32 structure_offset;
  be32 strings_offset;
  be32 reservations_offset;
  be32 version;
  be32 version_compatible;
  be32 boot_cpu;
  be32 strings_size;
  be32 structure_size;
};
static_assert(sizeof(Header) == 40);

enum Token : std::uint32_t { node_begin = 1, node_end = 2, property = 3, nothing = 4, end = 9 };

constexpr std::size_t depth_max = 64;
constexpr std::size_t nodes_max = 1'000'000;

constexpr std::uint64_t padded(std::uint64_t size) { return (size + 3) / 4 * 4; }

}  // namespace

Result<FlatTree> FlatTree::read(Bytes bytes) {
  const auto header = TRY(assay::read<Header>(bytes, 0));
  if (header.magic != 0xd00dfeed) return fail(ErrorCode::corrupt, "no magic");
  if (header.version < 16 || header.version_compatible > 17 ||
      header.version_compatible > header.version) {
    return fail(ErrorCode::unsupported,
                fmt::format("version {}, compatible with {}", header.version.get(),
                            header.version_compatible.get()));
  }
  FlatTree tree;
  tree.size_ = header.size;
  tree.version_ = header.version;
  tree.bytes_ = TRY(slice(bytes, {0, header.size}));
  const std::uint64_t structure_size =
      header.version >= 17
          ? header.structure_size.get()
          : tree.size_ - std::min<std::uint64_t>(tree.size_, header.structure_offset);
  tree.structure_ = {header.structure_offset, structure_size};
  tree.strings_ = {header.strings_offset, header.strings_size};
  for (const Range part : {tree.structure_, tree.strings_}) {
    if (part.offset < sizeof(Header)) return fail(ErrorCode::corrupt, "a part inside the header");
    TRY(slice(tree.bytes_, part));
  }
  // Pairs of address and size, ended by a pair of zeros.
  std::uint64_t at = header.reservations_offset;
  while (true) {
    const auto pair = TRY(slice(tree.bytes_, {at, 16}));
    at += 16;
    if (std::ranges::all_of(pair, [](auto b) { return b == 0; })) break;
  }
  tree.reservations_ = {header.reservations_offset, at - header.reservations_offset};
  TRY(tree.read_structure());
  return tree;
}

Result<std::string_view> FlatTree::string_at(std::uint64_t offset) const {
  const Bytes strings = TRY(slice(bytes_, strings_));
  const Bytes rest = TRY(slice_from(strings, offset));
  const std::string_view text = until_nul(rest);
  if (text.size() == rest.size()) return fail(ErrorCode::corrupt, "a name without end");
  return text;
}

Result<void> FlatTree::read_structure() {
  const Bytes structure = TRY(slice(bytes_, structure_));
  std::vector<std::size_t> open;
  std::uint64_t at = 0;
  bool closed = false;
  while (true) {
    const std::uint32_t token = TRY(assay::read<be32>(structure, at));
    at += 4;
    if (token == nothing) continue;
    if (token == end) break;
    if (closed) return fail(ErrorCode::corrupt, fmt::format("token {} behind the root", token));
    if (token == node_begin) {
      const Bytes rest = TRY(slice_from(structure, at));
      const std::string_view name = until_nul(rest);
      if (name.size() == rest.size()) return fail(ErrorCode::corrupt, "a node's name without end");
      if (open.size() == depth_max)
        return fail(ErrorCode::limit, fmt::format("nodes more than {} deep", depth_max));
      if (nodes_.size() == nodes_max)
        return fail(ErrorCode::limit, fmt::format("more than {} nodes", nodes_max));
      at += padded(name.size() + 1);
      nodes_.push_back({name, open.empty() ? 0 : open.back(), properties_.size(), 0});
      open.push_back(nodes_.size() - 1);
    } else if (token == node_end) {
      if (open.empty()) return fail(ErrorCode::corrupt, "a node is closed that was not opened");
      open.pop_back();
      closed = open.empty();
    } else if (token == property) {
      const std::uint32_t size = TRY(assay::read<be32>(structure, at));
      const std::uint32_t name_offset = TRY(assay::read<be32>(structure, at + 4));
      at += 8;
      TRY(slice(structure, {at, size}));
      // Properties stand before a node's children, so those of one node are in a row.
      if (open.empty() || open.back() != nodes_.size() - 1)
        return fail(ErrorCode::corrupt, "a property behind a child node");
      properties_.push_back({TRY(string_at(name_offset)), {structure_.offset + at, size}});
      nodes_.back().property_count++;
      at += padded(size);
    } else {
      return fail(ErrorCode::corrupt, fmt::format("token {} in the structure", token));
    }
  }
  if (!closed) return fail(ErrorCode::corrupt, "a node is not closed");
  structure_.size = at;
  return {};
}

std::vector<std::size_t> FlatTree::children(std::size_t node) const {
  std::vector<std::size_t> found;
  for (std::size_t i = node + 1; i < nodes_.size(); i++)
    if (nodes_[i].parent == node) found.push_back(i);
  return found;
}

std::optional<std::size_t> FlatTree::child(std::size_t node, std::string_view name) const {
  for (std::size_t i = node + 1; i < nodes_.size(); i++)
    if (nodes_[i].parent == node && nodes_[i].name == name) return i;
  return std::nullopt;
}

std::optional<Range> FlatTree::find(std::size_t node, std::string_view name) const {
  for (std::size_t i = 0; i < nodes_[node].property_count; i++) {
    const FlatProperty& found = properties_[nodes_[node].first_property + i];
    if (found.name == name) return found.value;
  }
  return std::nullopt;
}

std::optional<std::string_view> FlatTree::text(std::size_t node, std::string_view name) const {
  const auto value = find(node, name);
  if (!value) return std::nullopt;
  return until_nul(bytes_.subspan(value->offset, value->size));
}

std::optional<std::uint64_t> FlatTree::number(std::size_t node, std::string_view name) const {
  const auto value = find(node, name);
  if (!value || (value->size != 4 && value->size != 8)) return std::nullopt;
  std::uint64_t result = 0;
  for (const std::uint8_t byte : bytes_.subspan(value->offset, value->size))
    result = result << 8U | byte;
  return result;
}

std::string FlatTree::text_list(std::size_t node, std::string_view name) const {
  const auto value = find(node, name);
  if (!value) return "";
  std::string list;
  std::string_view rest = as_text(bytes_.subspan(value->offset, value->size));
  while (!rest.empty()) {
    const std::string_view text = rest.substr(0, rest.find('\0'));
    rest.remove_prefix(std::min(rest.size(), text.size() + 1));
    if (text.empty()) continue;
    if (!list.empty()) list += ", ";
    list += text;
  }
  return list;
}

bool FlatTree::is_fit() const {
  const auto images = child(0, "images");
  if (!images) return false;
  return std::ranges::any_of(children(*images), [this](std::size_t image) {
    return find(image, "data") || find(image, "data-size");
  });
}

}  // namespace assay::unpack
