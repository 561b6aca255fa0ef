// Compression options: how a SquashFS 4 image was compressed, where it says so.
#pragma once

#include "model/value.h"
#include "unpack/squashfs/metadata.h"

namespace assay::unpack::sqfs {

struct CompressionOptions {
  Range range;    // in the image; empty where there are none
  Fields fields;  // "compression_level", "xz_dictionary_size", ...
};

// Errors: truncated.
Result<CompressionOptions> read_compression_options(const Metadata& metadata);

}  // namespace assay::unpack::sqfs
