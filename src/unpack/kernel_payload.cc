#include "unpack/kernel_payload.h"

#include <algorithm>

namespace assay::unpack {
namespace {

struct Start {
  std::string_view bytes;
  std::string_view codec;
};

using namespace std::string_view_literals;

constexpr Start starts[] = {{"\x1f\x8b\x08"sv, "gzip"},
                            {"\xfd"
                             "7zXZ\0"sv,
                             "xz"},
                            {"BZh"sv, "bzip2"},
                            {"\x5d\0\0"sv, "lzma_alone"},
                            {"\x89LZO\0\r\n\x1a\n"sv, "lzop"},
                            {"\x02\x21\x4c\x18"sv, "lz4_legacy"},
                            {"\x28\xb5\x2f\xfd"sv, "zstd"}};

constexpr std::uint64_t kernel_size_min = 64U << 10U;

}  // namespace

const codec::Codec* kernel_codec(Bytes stored) {
  for (const Start& start : starts)
    if (as_text(stored).starts_with(start.bytes)) return codec::find_codec(start.codec);
  return nullptr;
}

std::optional<KernelPayload> find_kernel_payload(const Candidate& candidate, Range range) {
  const Bytes image = candidate.tail().first(range.end());
  constexpr int tries_max = 64;
  int tries = 0;
  for (std::uint64_t at = range.offset; at + 4 <= image.size() && tries < tries_max; at++) {
    const codec::Codec* codec = kernel_codec(image.subspan(at));
    if (codec == nullptr) continue;
    tries++;
    auto trial = candidate.decode(*codec, at);
    if (!trial || trial->plain->size() < kernel_size_min) continue;
    const std::uint64_t size = std::min(trial->stored_size, image.size() - at);
    return KernelPayload{{at, size}, codec, trial->plain};
  }
  return std::nullopt;
}

Result<void> add_kernel(const KernelPayload& payload, Sink& sink) {
  Member member;
  member.name = "kernel";
  member.title = std::string(payload.codec->title);
  member.content = Content::coded(payload.range, *payload.codec, payload.plain);
  return sink.add(std::move(member));
}

}  // namespace assay::unpack
