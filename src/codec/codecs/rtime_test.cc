#include "codec/codec_test.h"

namespace assay::codec::testing {
namespace {

// The data of the first node in a JFFS2 image whose only compressor is rtime.
Buffer store(Bytes plain) {
  const Buffer image = made_by(
      "mkdir root && cat >root/file && mkfs.jffs2 -l -n -x zlib -x lzo -d root -o image && "
      "cat image && rm -r root image",
      plain);
  const auto le32 = [&](std::size_t at) {
    return std::size_t{image[at]} | std::size_t{image[at + 1]} << 8U |
           std::size_t{image[at + 2]} << 16U | std::size_t{image[at + 3]} << 24U;
  };
  for (std::size_t at = 0; at + 68 <= image.size(); at += (le32(at + 4) + 3) / 4 * 4) {
    if (image[at] != 0x85 || image[at + 1] != 0x19 || le32(at + 4) == 0) break;
    const bool inode = image[at + 2] == 0x02 && image[at + 3] == 0xe0;
    const bool rtime = image[at + 56] == 2;
    if (inode && rtime && le32(at + 52) == plain.size())
      return without(image, at + 68, image.size() - at - 68 - le32(at + 48));
  }
  return {};
}

const bool known = add_sample(
    {.codec = "rtime", .ending = Ending::caller, .store = store, .plain_size_max = 4096});

}  // namespace
}  // namespace assay::codec::testing
