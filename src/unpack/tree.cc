#include "unpack/tree.h"

#include <algorithm>

namespace assay::unpack {

std::pair<Blob*, bool> Blobs::claim(const Digest& digest) {
  const std::lock_guard lock(mutex_);
  auto& blob = blobs_[digest];
  const bool first = blob == nullptr;
  if (first) blob = std::make_unique<Blob>();
  return {blob.get(), first};
}

std::vector<Node> assemble(Item root) {
  struct Pending {
    std::unique_ptr<Item> item;
    NodeId parent;
  };
  std::vector<Node> nodes;
  std::vector<Pending> pending;  // the back is next
  pending.push_back({std::make_unique<Item>(std::move(root)), no_node});
  const auto push_children = [&pending](std::vector<std::unique_ptr<Item>>& children, NodeId id) {
    for (auto child = children.rbegin(); child != children.rend(); ++child)
      pending.push_back({std::move(*child), id});
    children.clear();
  };
  while (!pending.empty()) {
    auto [item, parent] = std::move(pending.back());
    pending.pop_back();
    Node& node = nodes.emplace_back(std::move(item->node));
    const NodeId id = node.id = static_cast<NodeId>(nodes.size() - 1);
    node.parent = parent;
    push_children(item->children, id);
    Blob* const blob = item->blob;
    if (blob == nullptr) continue;
    node.file_type = blob->file_type;
    if (blob->first != no_node) {
      node.same_as = blob->first;
      continue;
    }
    blob->first = id;
    node.regions = std::move(blob->regions);
    std::ranges::move(blob->problems, std::back_inserter(node.problems));
    std::ranges::move(blob->facts, std::back_inserter(node.facts));
    push_children(blob->children, id);
  }
  return nodes;
}

namespace {

// FNV-1a, 64 bits. Source: RFC 9923.
constexpr std::uint64_t fnv_offset = 0xcbf29ce484222325;

std::uint64_t fnv(std::uint64_t hash, Bytes bytes) {
  for (const std::uint8_t byte : bytes) hash = (hash ^ byte) * 0x100000001b3;
  return hash;
}

std::uint64_t fnv(std::uint64_t hash, std::uint64_t number) {
  for (unsigned shift = 0; shift < 64; shift += 8)
    hash = (hash ^ (number >> shift & 0xffU)) * 0x100000001b3;
  return hash;
}

}  // namespace

std::uint64_t key_of(std::uint64_t parent, std::string_view name, std::uint64_t number) {
  return std::max<std::uint64_t>(1, fnv(fnv(fnv(fnv_offset, parent), as_bytes(name)), number));
}

std::uint64_t key_of(const Digest& digest) {
  return std::max<std::uint64_t>(1, fnv(fnv_offset, Bytes(digest)));
}

}  // namespace assay::unpack
