// Metadata: reads the blocks of at most 8 KiB in which SquashFS keeps inodes, directories and
// tables, each decoded once.
#pragma once

#include <cstdint>
#include <span>
#include <unordered_map>

#include "codec/codec.h"
#include "unpack/squashfs/superblock.h"

namespace assay::unpack::sqfs {

// What of an image its super block does not say, or says wrongly: see choose_dialect().
struct Dialect {
  const codec::Codec* codec = nullptr;         // null: none that we have
  ByteOrder length_order = ByteOrder::little;  // of metadata blocks' lengths
};

class Metadata {
 public:
  struct Block {
    Bytes plain;
    std::uint64_t next = 0;  // offset of the block behind it
    Buffer decoded;          // what `plain` shows, where it was stored compressed
    Error error;             // why `plain` is empty, where `next` is 0
  };

  Metadata(Bytes image, const Superblock& super, const Dialect& dialect)
      : image_(image), super_(super), dialect_(dialect) {}

  // The block whose length stands at `offset` of the image; it lives as long as this does.
  // Errors: truncated; corrupt and others of the codec; limit, past 256 MiB of metadata.
  Result<const Block*> block(std::uint64_t offset);

  // Where the block at `offset` stands, its length included, and whether it is compressed.
  // Errors: truncated; corrupt.
  struct Stored {
    Range range;
    std::uint64_t header_size = 0;  // of it: the length, and a marker in old versions
    bool compressed = false;
  };
  Result<Stored> stored(std::uint64_t offset) const;

  Bytes image() const { return image_; }
  const Superblock& super() const { return super_; }
  std::uint64_t compressed_blocks() const { return compressed_blocks_; }  // decoded so far

 private:
  Result<Block> decode(std::uint64_t offset);

  Bytes image_;
  const Superblock& super_;
  Dialect dialect_;
  std::unordered_map<std::uint64_t, Block> blocks_;
  std::uint64_t compressed_blocks_ = 0;
};

// A place in a run of metadata blocks, which reads on over their edges. Cheap to copy.
class Cursor {
 public:
  Cursor() = default;
  // At `offset` plain bytes into the block at `block`.
  Cursor(Metadata& metadata, std::uint64_t block, std::uint64_t offset)
      : metadata_(&metadata), at_(block), offset_(offset) {}

  // Fills `out` with the next bytes. Errors: those of Metadata::block(); corrupt.
  Result<void> read(std::span<std::uint8_t> out);
  Result<void> skip(std::uint64_t size);

  // The next `size` bytes as text; `size` is bounded by the caller.
  Result<std::string> text(std::uint64_t size);

  std::uint64_t block() const { return at_; }  // offset of the current block in the image

 private:
  Result<Bytes> ahead();  // of the current block, at least one byte

  Metadata* metadata_ = nullptr;
  const Metadata::Block* current_ = nullptr;
  std::uint64_t at_ = 0;
  std::uint64_t offset_ = 0;
};

}  // namespace assay::unpack::sqfs
