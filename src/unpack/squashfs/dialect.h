// Dialect: finds out how an image is really compressed. Vendors store raw LZMA where the super
// block says gzip, leave out parts of LZMA's header, or write lengths in another byte order.
#pragma once

#include <string_view>

#include "unpack/squashfs/metadata.h"

namespace assay::unpack::sqfs {

struct ChosenDialect {
  Dialect dialect;
  bool fits = false;  // inodes come out right; else it is what the super block states
};

// Decodes the first metadata blocks in every way that we know, most likely first, and takes the
// first that gives sane inodes. Costs a few blocks of 8 KiB.
ChosenDialect choose_dialect(Bytes image, const Superblock& super);

// What version 4's super block calls its compression: "gzip", "lzma", "lzo", "xz", "lz4", "zstd",
// or its number. Empty in older versions, which state none.
std::string stated_compression(const Superblock& super);

// The family that a codec belongs to, in the same words.
std::string_view compression_of(const codec::Codec& codec);

}  // namespace assay::unpack::sqfs
