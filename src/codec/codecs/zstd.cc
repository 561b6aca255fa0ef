// zstd: one Zstandard frame. Its checksum, where it has one, is verified. Skippable frames and
// frames behind it are left to the handler.
//
//   0  4  fd2fb528, little-endian
//   4  n  header: window size, plain size and dictionary id where stated
//      n  blocks; 4 bytes of xxHash-64 where the header says so
//
// Source: RFC 8878; decoded by libzstd.
#define ZSTD_STATIC_LINKING_ONLY  // for ZSTD_d_forceIgnoreChecksum
#include <fmt/core.h>
#include <zstd.h>
#include <zstd_errors.h>

#include <algorithm>
#include <new>

#include "base/endian.h"
#include "codec/codec.h"
#include "codec/plain_room.h"

namespace assay::codec {
namespace {

constexpr std::uint32_t magic = 0xfd2fb528;

// As the zstd program: a window of more than 128 MiB is refused.
constexpr int window_log_max = 27;

// A thread that met one huge window does not keep it.
constexpr std::size_t kept_size_max = std::size_t{16} << 20U;

// A damaged frame is read a second time in such pieces, to save what stands before the damage.
constexpr std::uint64_t replay_piece_size = 32;

class Decoder {
 public:
  Decoder() = default;
  ~Decoder() { ZSTD_freeDCtx(context_); }
  Decoder(const Decoder&) = delete;
  Decoder& operator=(const Decoder&) = delete;

  ZSTD_DCtx* fresh(bool checked) {
    if (context_ != nullptr && ZSTD_sizeof_DCtx(context_) > kept_size_max) {
      ZSTD_freeDCtx(context_);
      context_ = nullptr;
    }
    if (context_ == nullptr) context_ = ZSTD_createDCtx();
    if (context_ == nullptr) throw std::bad_alloc();
    ZSTD_DCtx_reset(context_, ZSTD_reset_session_only);
    ZSTD_DCtx_setParameter(context_, ZSTD_d_windowLogMax, window_log_max);
    ZSTD_DCtx_setParameter(context_, ZSTD_d_forceIgnoreChecksum,
                           checked ? ZSTD_d_validateChecksum : ZSTD_d_ignoreChecksum);
    return context_;
  }

 private:
  ZSTD_DCtx* context_ = nullptr;
};

Error explain(std::size_t status, std::uint64_t taken) {
  const std::string reason = ZSTD_getErrorName(status);
  const auto code = [&] {
    switch (ZSTD_getErrorCode(status)) {
      case ZSTD_error_memory_allocation:
        throw std::bad_alloc();
      case ZSTD_error_frameParameter_windowTooLarge:
        return ErrorCode::limit;
      case ZSTD_error_version_unsupported:
      case ZSTD_error_frameParameter_unsupported:
      case ZSTD_error_dictionary_wrong:
        return ErrorCode::unsupported;
      default:
        return ErrorCode::corrupt;
    }
  }();
  return {code, fmt::format("Zstandard frame, byte {}: {}", taken, reason)};
}

// Decodes with `piece_size` stored bytes at a time. Sets `damaged` where libzstd finds an error: it
// then keeps back the plain bytes of the piece that it was given last.
Result<std::uint64_t> decode_in_pieces(Bytes stored, std::uint64_t piece_size,
                                       std::uint64_t size_max, Buffer& plain, bool checked,
                                       bool& damaged) {
  static thread_local Decoder decoder;
  ZSTD_DCtx* const context = decoder.fresh(checked);
  plain.clear();
  PlainRoom room(plain, size_max);
  ZSTD_inBuffer in = {.src = stored.data(), .size = 0, .pos = 0};
  while (true) {
    if (in.pos == in.size) in.size += std::min<std::uint64_t>(piece_size, stored.size() - in.pos);
    const auto next = room.next();
    ZSTD_outBuffer out = {.dst = next.data(), .size = next.size(), .pos = 0};
    const std::size_t status = ZSTD_decompressStream(context, &out, &in);
    damaged = ZSTD_isError(status) != 0;
    if (damaged) return tl::unexpected(explain(status, in.pos));
    room.took(out.pos);
    if (room.over()) return tl::unexpected(room.too_much("the Zstandard frame"));
    if (status == 0) return in.pos;
    if (in.pos == stored.size() && out.pos < out.size) {
      return fail(ErrorCode::truncated,
                  fmt::format("the Zstandard frame does not end within {} bytes", in.pos));
    }
  }
}

Result<std::uint64_t> decode_with(bool checked, Bytes stored, std::uint64_t size_max,
                                  Buffer& plain) {
  plain.clear();
  const std::uint32_t start = TRY(read<le32>(stored, 0));
  if (start != magic) {
    return fail(ErrorCode::corrupt,
                fmt::format("Zstandard frame starts with {:#010x}, not {:#010x}", start, magic));
  }
  bool damaged = false;
  auto taken = decode_in_pieces(stored, stored.size(), size_max, plain, checked, damaged);
  if (damaged)
    taken = decode_in_pieces(stored, replay_piece_size, size_max, plain, checked, damaged);
  return taken;
}

Result<std::uint64_t> decode(Bytes stored, std::uint64_t size_max, Buffer& plain) {
  return decode_with(true, stored, size_max, plain);
}

Result<std::uint64_t> decode_unchecked(Bytes stored, std::uint64_t size_max, Buffer& plain) {
  return decode_with(false, stored, size_max, plain);
}

}  // namespace

extern const Codec zstd = {
    .id = "zstd",
    .title = "Zstandard frame",
    .source = "RFC 8878",
    .decode = decode,
    .decode_unchecked = decode_unchecked,
};

}  // namespace assay::codec
