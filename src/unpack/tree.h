// Tree: what the engine has found so far, while many threads add to it, and how it becomes the list
// of nodes that everything after it works on.
//
// Bytes are read once however many names they have: what they contain hangs on the Blob, which all
// items with these bytes share. In the list it stands below the first of them.
#pragma once

#include <array>
#include <cstring>
#include <deque>
#include <memory>
#include <mutex>
#include <unordered_map>
#include <vector>

#include "base/digest.h"
#include "model/node.h"

namespace assay::unpack {

struct Item;

// What distinct bytes hold, whatever their name. Written by the one task that claimed it.
struct Blob {
  std::vector<std::unique_ptr<Item>> children;  // chunks and gaps, by offset
  Regions regions;
  std::vector<Problem> problems;
  std::vector<Fact> facts;
  std::string file_type;
  NodeId first = no_node;  // the node below which it stands, once it does
};

// A node in the making. Written by the one task that works on it.
struct Item {
  Node node;              // but for id, parent, same_as and what is the blob's
  std::uint64_t key = 0;  // names this piece of work (see Options::skip)
  std::vector<std::unique_ptr<Item>> children;  // of a chunk: members, then gaps
  Blob* blob = nullptr;                         // of a node with bytes that were read
};

// All distinct contents, by digest.
class Blobs {
 public:
  // The blob of these bytes, and whether the caller is the first to ask and so must fill it.
  std::pair<Blob*, bool> claim(const Digest& digest);

 private:
  struct Hash {
    std::size_t operator()(const Digest& digest) const {
      std::size_t hash = 0;
      std::memcpy(&hash, digest.data(), sizeof(hash));
      return hash;
    }
  };
  std::mutex mutex_;
  std::unordered_map<Digest, std::unique_ptr<Blob>, Hash> blobs_;
};

// The nodes in pre-order. Empties the tree. Depends only on what was found, not on who found it.
std::vector<Node> assemble(Item root);

// A key for a piece of work, from the key above it and what tells it from its siblings.
std::uint64_t key_of(std::uint64_t parent, std::string_view name, std::uint64_t number);
std::uint64_t key_of(const Digest& digest);

}  // namespace assay::unpack
