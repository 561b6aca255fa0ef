#include "codec/codec.h"

namespace assay::codec {

const Codec* find_codec(std::string_view id) {
  for (const Codec* codec : all_codecs())
    if (codec->id == id) return codec;
  return nullptr;
}

}  // namespace assay::codec
