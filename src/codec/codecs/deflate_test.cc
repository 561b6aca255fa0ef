#include "codec/codec_test.h"

namespace assay::codec::testing {
namespace {

// gzip without the ten bytes of its header and the eight of its trailer.
Buffer store(Bytes plain) { return without(made_by("gzip -nc", plain), 10, 8); }

const bool known = add_sample({.codec = "deflate", .ending = Ending::said, .store = store});

}  // namespace
}  // namespace assay::codec::testing
