// LzmaDecoder: liblzma's decoder, kept from block to block; and raw LZMA1, the stream in all of the
// wrappings that vendors gave it.
#pragma once

#include <lzma.h>

#include <optional>
#include <string_view>

#include "base/bytes.h"
#include "codec/plain_room.h"

namespace assay::codec {

// A dictionary of more than this is refused: what `xz -9` asks for, four times over. Its pages are
// touched only as plain bytes are written.
constexpr std::uint64_t dictionary_size_max = std::uint64_t{256} << 20U;

// One per thread. Keeps its memory between uses, up to a limit.
class LzmaDecoder {
 public:
  LzmaDecoder() = default;
  ~LzmaDecoder() { lzma_end(&stream); }
  LzmaDecoder(const LzmaDecoder&) = delete;
  LzmaDecoder& operator=(const LzmaDecoder&) = delete;

  // What to do where `room` is full.
  enum class WhenFull : std::uint8_t { look_for_more, stop };

  // Runs the decoder, which was set up in `stream`, to the end of its stream, or of `stored`, or of
  // `room`. Returns the stored bytes it took. `what` is for the error's sentence.
  Result<std::uint64_t> run(Bytes stored, WhenFull when_full, PlainRoom& room,
                            std::string_view what);

  // Gives back the memory of the decoder where it is too much to keep.
  void release(std::uint64_t memory_size);

  // The error that a status of liblzma stands for. Throws where the machine is out of memory.
  static Error explain(lzma_ret status, std::string_view what);

  lzma_stream stream = LZMA_STREAM_INIT;
};

// How raw LZMA1 is to be read: its header where it has one, its vendor's custom where not.
struct Lzma1 {
  std::uint32_t lc = 3;
  std::uint32_t lp = 0;
  std::uint32_t pb = 2;
  std::uint32_t dictionary_size = 1U << 23U;
  std::optional<std::uint64_t> plain_size;  // where the header states it
  // Neither size nor end marker is promised: it ends where the bytes or the room do.
  bool open_end = false;
};

// The five bytes of properties that most LZMA1 streams open with. Errors: truncated, corrupt.
Result<Lzma1> read_lzma1_properties(Bytes stored);

// As Codec::decode (codec.h), for the raw stream at stored[0]; adds behind what `plain` holds.
Result<std::uint64_t> decode_lzma1(Bytes stored, const Lzma1& how, std::uint64_t size_max,
                                   Buffer& plain);

}  // namespace assay::codec
