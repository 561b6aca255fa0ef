// lzma: LZMA1 behind the 13-byte header of the .lzma file, as kernels and boot loaders of routers
// are stored.
//
//   0  1  (pb * 5 + lp) * 9 + lc: 5d in most, 6c, 6d, 6e in some vendors' images
//   1  4  dictionary size, little-endian
//   5  8  plain size, little-endian; all ones where the stream ends with a marker instead
//  13  n  raw LZMA1; its first byte is always 0
//
// Nothing in this is a magic. Looked for are the properties and dictionary sizes that encoders
// write; then the stream must decode whole and not be longer than what it decodes to.
//
// Source: LZMA SDK, lzma-specification.txt, ".lzma file format".
#include <fmt/core.h>

#include <algorithm>
#include <array>

#include "base/endian.h"
#include "unpack/handler.h"
#include "unpack/stream.h"

namespace assay::codec {
extern const Codec lzma_alone;
}

namespace assay::unpack {
namespace {

struct Header {
  std::uint8_t properties;
  le32 dictionary_size;
  le64 plain_size;
  std::uint8_t first;
};

constexpr std::uint64_t stream_offset = 13;
constexpr std::uint64_t unknown = ~std::uint64_t{0};

// Bytes that mean nothing decode to a few plain bytes, now and then.
constexpr std::uint64_t plain_size_min = 64;

Result<Header> read_header(const Candidate& candidate) {
  const auto header = TRY(read<Header>(candidate.tail(), 0));
  if (header.properties >= 9 * 5 * 5 || header.first != 0)
    return fail(ErrorCode::corrupt, "no LZMA properties");
  // Zeros decode to zeros, literal by literal; but no encoder writes equal bytes so.
  const Bytes coded = candidate.tail().subspan(stream_offset);
  constexpr std::size_t zeros_max = 16;
  if (coded.size() > zeros_max &&
      std::ranges::all_of(coded.first(zeros_max), [](std::uint8_t byte) { return byte == 0; }))
    return fail(ErrorCode::corrupt, "LZMA: a stream of zeros");
  if (header.plain_size != unknown && (header.plain_size < plain_size_min ||
                                       header.plain_size > candidate.limits().plain_size_max)) {
    return fail(ErrorCode::corrupt,
                fmt::format("LZMA: a plain size of {} bytes", header.plain_size.get()));
  }
  return header;
}

Result<Probe> probe(const Candidate& candidate) {
  const Header header = TRY(read_header(candidate));
  Trial trial = TRY(candidate.decode(codec::lzma_alone, 0));
  const std::uint64_t plain_size = trial.plain->size();
  if (trial.stored_size > plain_size + plain_size / 16 + 64) {
    return fail(ErrorCode::corrupt,
                fmt::format("LZMA: {} bytes decode to {}", trial.stored_size, plain_size));
  }
  const int properties = header.properties;
  const std::int64_t lc = properties % 9;
  const std::int64_t lp = properties / 9 % 5;
  const std::int64_t pb = properties / 45;
  Probe probe;
  probe.size = trial.stored_size;
  probe.confidence = Confidence::proven;
  probe.title = fmt::format("LZMA, lc {} lp {} pb {}, dictionary of {} bytes", lc, lp, pb,
                            header.dictionary_size.get());
  probe.header = {{"lc", lc},
                  {"lp", lp},
                  {"pb", pb},
                  {"dictionary_size", header.dictionary_size.get()},
                  {"plain_size", static_cast<std::int64_t>(plain_size)},
                  {"plain_size_stated", header.plain_size == unknown ? 0 : 1}};
  probe.pieces = {{{0, trial.stored_size}, &codec::lzma_alone, 0, 0, 0, std::move(trial.plain)}};
  return probe;
}

Result<void> expand(Bytes chunk, const Probe& probe, Sink& sink) {
  (void)chunk;
  return add_plain(probe, "", sink);
}

// "PP DD DD DD DD", the plain size as any bytes, and the 0 with which the stream starts.
using Text = std::array<char, 28>;

constexpr Text magic_text(std::uint8_t properties, std::uint32_t dictionary_size) {
  constexpr char digits[] = "0123456789abcdef";
  Text text{};
  std::size_t at = 0;
  const auto put = [&](std::uint32_t byte) {
    text[at++] = digits[byte >> 4U & 0xfU];
    text[at++] = digits[byte & 0xfU];
  };
  put(properties);
  for (unsigned shift = 0; shift < 32; shift += 8) put(dictionary_size >> shift & 0xffU);
  for (int i = 0; i < 16; i++) text[at++] = '?';
  put(0);
  return text;
}

// Powers of two from 4 KiB to 128 MiB, and the ones half way between them from 96 KiB on.
constexpr std::size_t powers = 16;
constexpr std::size_t halves = 11;

constexpr auto make_texts() {
  constexpr std::uint8_t seldom[] = {0x5e, 0x66, 0x6c, 0x6d, 0x6e};
  std::array<Text, powers + halves + std::size(seldom) * powers> texts{};
  std::size_t at = 0;
  for (unsigned i = 0; i < halves; i++) texts[at++] = magic_text(0x5d, 3U << (15U + i));
  for (unsigned i = 0; i < powers; i++) {
    texts[at++] = magic_text(0x5d, 1U << (12U + i));
    for (const std::uint8_t properties : seldom)
      texts[at++] = magic_text(properties, 1U << (12U + i));
  }
  return texts;
}

constexpr auto texts = make_texts();

constexpr auto make_magics() {
  std::array<Magic, texts.size()> made{};
  for (std::size_t i = 0; i < texts.size(); i++)
    made[i].hex = std::string_view(texts[i].data(), texts[i].size());
  return made;
}

constexpr auto magics = make_magics();

}  // namespace

extern const Handler lzma = {
    .id = "lzma",
    .title = "LZMA file (.lzma)",
    .source = "LZMA SDK, lzma-specification.txt",
    .magics = magics,
    .recheck = "xz --format=lzma -dc < {input}",
    .probe = probe,
    .expand = expand,
};

}  // namespace assay::unpack
