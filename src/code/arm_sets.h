// Arm's two instruction sets, A32 and T32 (Thumb), in either byte order.
#pragma once

#include "code/decoder.h"

namespace assay::code {

inline bool is_a32(const Decoder& decoder) {
  return decoder.architecture == Architecture::arm || decoder.architecture == Architecture::arm_big;
}
inline bool is_t32(const Decoder& decoder) {
  return decoder.architecture == Architecture::thumb ||
         decoder.architecture == Architecture::thumb_big;
}

// The decoder of the set in the byte order of `decoder`, which is of one of the two.
inline const Decoder* a32_like(const Decoder& decoder) {
  return decoder_of(decoder.order == ByteOrder::big ? Architecture::arm_big : Architecture::arm);
}
inline const Decoder* t32_like(const Decoder& decoder) {
  return decoder_of(decoder.order == ByteOrder::big ? Architecture::thumb_big
                                                    : Architecture::thumb);
}

// The decoder that control arrives at when it changes sets; the same where there is no other.
inline const Decoder* other_set(const Decoder& decoder) {
  if (is_a32(decoder)) return t32_like(decoder);
  if (is_t32(decoder)) return a32_like(decoder);
  return &decoder;
}

}  // namespace assay::code
