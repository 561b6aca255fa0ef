#include "codec/lzma_decoder.h"

#include <fmt/core.h>

#include <algorithm>
#include <new>

#include "base/endian.h"

namespace assay::codec {
namespace {

// A thread that met one huge dictionary does not keep it.
constexpr std::uint64_t kept_size_max = std::uint64_t{16} << 20U;

}  // namespace

void LzmaDecoder::release(std::uint64_t memory_size) {
  if (memory_size > kept_size_max) lzma_end(&stream);
}

Error LzmaDecoder::explain(lzma_ret status, std::string_view what) {
  switch (status) {
    case LZMA_MEM_ERROR:
      throw std::bad_alloc();
    case LZMA_MEMLIMIT_ERROR:
      return {ErrorCode::limit, fmt::format("{} asks for a dictionary of more than {} bytes", what,
                                            dictionary_size_max)};
    case LZMA_OPTIONS_ERROR:
      return {ErrorCode::unsupported,
              fmt::format("{} uses a filter or option that is not known", what)};
    case LZMA_UNSUPPORTED_CHECK:
      return {ErrorCode::unsupported,
              fmt::format("{} has a checksum of a kind that is not known", what)};
    case LZMA_FORMAT_ERROR:
      return {ErrorCode::corrupt, fmt::format("{} does not start as one", what)};
    default:
      return {ErrorCode::corrupt, fmt::format("{} is damaged", what)};
  }
}

Result<std::uint64_t> LzmaDecoder::run(Bytes stored, WhenFull when_full, PlainRoom& room,
                                       std::string_view what) {
  stream.next_in = stored.data();
  stream.avail_in = stored.size();
  bool checked = true;
  lzma_ret status = LZMA_OK;
  while (status != LZMA_STREAM_END) {
    if (room.full() && when_full == WhenFull::stop) break;
    const auto out = room.next();
    stream.next_out = out.data();
    stream.avail_out = out.size();
    status = lzma_code(&stream, LZMA_RUN);
    room.took(out.size() - stream.avail_out);
    if (room.over()) break;
    if (status == LZMA_UNSUPPORTED_CHECK) {
      checked = false;
    } else if (status != LZMA_OK && status != LZMA_BUF_ERROR) {
      break;
    }
    if (stream.avail_in == 0 && stream.avail_out > 0) status = LZMA_BUF_ERROR;
    if (status == LZMA_BUF_ERROR) break;
  }
  const std::uint64_t taken = stored.size() - stream.avail_in;
  if (room.over()) return tl::unexpected(room.too_much(what));
  if (status == LZMA_BUF_ERROR && when_full == WhenFull::look_for_more)
    return fail(ErrorCode::truncated, fmt::format("{} does not end within {} bytes", what, taken));
  if (status != LZMA_OK && status != LZMA_STREAM_END && status != LZMA_BUF_ERROR) {
    Error error = explain(status, what);
    error.detail += fmt::format(", at byte {}", taken);
    return tl::unexpected(std::move(error));
  }
  if (!checked) return tl::unexpected(explain(LZMA_UNSUPPORTED_CHECK, what));
  return taken;
}

Result<Lzma1> read_lzma1_properties(Bytes stored) {
  struct Properties {
    std::uint8_t lc_lp_pb;  // (pb * 5 + lp) * 9 + lc
    le32 dictionary_size;
  };
  const auto properties = TRY(read<Properties>(stored, 0));
  if (properties.lc_lp_pb >= 9 * 5 * 5) {
    return fail(ErrorCode::corrupt,
                fmt::format("LZMA properties byte is {:#04x}, 0xe0 at most", properties.lc_lp_pb));
  }
  Lzma1 how;
  how.lc = properties.lc_lp_pb % 9U;
  how.lp = properties.lc_lp_pb / 9U % 5U;
  how.pb = properties.lc_lp_pb / 45U;
  how.dictionary_size = properties.dictionary_size;
  return how;
}

Result<std::uint64_t> decode_lzma1(Bytes stored, const Lzma1& how, std::uint64_t size_max,
                                   Buffer& plain) {
  if (stored.empty()) return fail(ErrorCode::truncated, "an LZMA stream of no bytes");
  if (how.lc + how.lp > LZMA_LCLP_MAX) {
    return fail(ErrorCode::unsupported,
                fmt::format("LZMA with lc {} and lp {}: together they may be {} at most", how.lc,
                            how.lp, LZMA_LCLP_MAX));
  }
  // No match reaches back past the first plain byte, so there is no use for more than there can be.
  const std::uint64_t dictionary_size =
      std::min({std::uint64_t{how.dictionary_size}, size_max, how.plain_size.value_or(size_max)});
  if (dictionary_size > dictionary_size_max)
    return tl::unexpected(LzmaDecoder::explain(LZMA_MEMLIMIT_ERROR, "the LZMA stream"));
  lzma_options_lzma options{};
  options.dict_size =
      std::max<std::uint32_t>(static_cast<std::uint32_t>(dictionary_size), LZMA_DICT_SIZE_MIN);
  options.lc = how.lc;
  options.lp = how.lp;
  options.pb = how.pb;
  options.ext_flags = LZMA_LZMA1EXT_ALLOW_EOPM;
  lzma_set_ext_size(options, how.plain_size.value_or(LZMA_VLI_UNKNOWN));
  const lzma_filter filters[] = {{.id = LZMA_FILTER_LZMA1EXT, .options = &options},
                                 {.id = LZMA_VLI_UNKNOWN, .options = nullptr}};
  static thread_local LzmaDecoder decoder;
  const lzma_ret status = lzma_raw_decoder(&decoder.stream, filters);
  if (status != LZMA_OK) return tl::unexpected(LzmaDecoder::explain(status, "the LZMA stream"));
  PlainRoom room(plain, size_max);
  using enum LzmaDecoder::WhenFull;
  auto taken = decoder.run(stored, how.open_end ? stop : look_for_more, room, "the LZMA stream");
  decoder.release(dictionary_size);
  return how.open_end && taken ? std::max<std::uint64_t>(*taken, 1) : taken;
}

}  // namespace assay::codec
