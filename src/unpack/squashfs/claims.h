// Claims: tells the sink which bytes of a SquashFS image are its own structures.
#pragma once

#include "unpack/sink.h"
#include "unpack/squashfs/metadata.h"
#include "unpack/squashfs/xattrs.h"

namespace assay::unpack::sqfs {

// Claims super block, compression options and all tables, as far as they lie in the image. What
// stands between the last block of a table and the next table stays unclaimed.
void claim_structures(Metadata& metadata, const Xattrs& xattrs, Sink& sink);

}  // namespace assay::unpack::sqfs
