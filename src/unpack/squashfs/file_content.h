// File content: which stored bytes a SquashFS file's bytes come from.
#pragma once

#include <optional>

#include "unpack/content.h"
#include "unpack/squashfs/inode.h"
#include "unpack/squashfs/table.h"

namespace assay::unpack::sqfs {

struct FileContent {
  Content content;             // up to the first piece that cannot be had
  std::optional<Error> error;  // why the rest cannot
};

// The pieces of a file: blocks, holes, and the end in a fragment. Pieces lie in the image.
// `codec` is what compressed blocks are stored with. `budget` is how many blocks may still be
// listed; it is lowered by those that were, so that one list under many names stalls nothing.
FileContent read_file_content(const Inode& inode, const Metadata& metadata, const Table& fragments,
                              const codec::Codec* codec, std::uint64_t& budget);

}  // namespace assay::unpack::sqfs
