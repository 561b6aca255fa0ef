#include "codec/codec_test.h"

namespace assay::codec::testing {
namespace {

const bool known =
    add_sample({.codec = "lzma_jffs2", .ending = Ending::caller, .store = [](Bytes plain) {
                  return made_by("xz -0c --format=raw --lzma1=lc=0,lp=0,pb=0,dict=8KiB", plain);
                }});

}  // namespace
}  // namespace assay::codec::testing
