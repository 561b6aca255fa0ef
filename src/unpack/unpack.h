// Unpack: finds and opens every container of an image, down to the leaves, and has each leaf read
// while its bytes are in memory.
//
// Work is cut into tasks: decode a member, search it, open an instance found in it. A task's result
// depends on bytes alone, never on its order, so that the tree is the same for any number of
// threads; where a limit on the whole image is met, which does depend on order, all is done again
// on one thread.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "base/progress.h"
#include "model/image_chunk.h"
#include "model/node.h"
#include "unpack/limits.h"
#include "unpack/source.h"
#include "unpack/visitor.h"

namespace assay::unpack {

struct Options {
  Limits limits;
  unsigned threads = 1;
  // Pieces of work that are not to be done, as an earlier attempt died of them: key and reason.
  std::map<std::uint64_t, std::string> skip;
};

struct Tree {
  std::vector<Node> nodes;               // in pre-order; nodes[0] is the image
  std::vector<ImageChunk> image_chunks;  // partition the image; empty for a directory
};

// Errors are problems of the nodes they belong to; the only thing thrown is std::bad_alloc and
// std::system_error where the source itself cannot be mapped.
Tree unpack(const Source& source, const Options& options, const Visitor& visitor,
            Progress& progress);

}  // namespace assay::unpack
