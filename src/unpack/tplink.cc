#include "unpack/tplink.h"

#include <fmt/core.h>

#include <algorithm>

#include "base/digest.h"
#include "unpack/checks.h"

namespace assay::unpack {
namespace {

Result<void> add_part(Bytes chunk, std::string_view name, Range range, Sink& sink) {
  if (range.size == 0) return {};
  if (range.offset >= chunk.size() || range.size > chunk.size() - range.offset) {
    sink.problem(ErrorCode::truncated,
                 fmt::format("{} of {} bytes at {:#x} does not fit in {} bytes", name, range.size,
                             range.offset, chunk.size()));
    if (range.offset >= chunk.size()) return {};
    range.size = chunk.size() - range.offset;
  }
  Member member;
  member.name = name;
  member.content = Content::plain(range);
  return sink.add(std::move(member));
}

}  // namespace

std::optional<std::uint64_t> find_second_header(Bytes chunk, const TplinkImage& image) {
  if (image.boot.size == 0) return std::nullopt;
  constexpr std::uint64_t block_size = 0x10000;
  constexpr std::uint64_t boot_size_max = 0x400000;
  const std::uint64_t reach = std::min<std::uint64_t>(chunk.size(), boot_size_max);
  for (std::uint64_t at = tplink_header_size + block_size; at + tplink_header_size <= reach;
       at += block_size) {
    if (std::ranges::equal(chunk.first(image.same_size), chunk.subspan(at, image.same_size)))
      return at;
  }
  return std::nullopt;
}

void check_tplink(Bytes tail, const TplinkImage& image, Probe& probe) {
  if (!set_size(probe, image.size, tail.size())) {
    probe.checks.push_back(absent_check("md5", "the image is cut short"));
    return;
  }
  const Bytes chunk = tail.first(probe.size);
  const Bytes stated = chunk.subspan(image.digest_offset, 16);
  if (image.digest_may_be_zero && std::ranges::all_of(stated, [](auto b) { return b == 0; })) {
    probe.checks.push_back(absent_check("md5", "the header states none"));
    return;
  }
  const Bytes salt = image.boot.size > 0 ? image.salt_boot : image.salt_normal;
  const auto computed = digest_by(
      "md5", {chunk.first(image.digest_offset), salt, chunk.subspan(image.digest_offset + 16)});
  if (!computed) {
    probe.checks.push_back(absent_check("md5", computed.error().detail));
    return;
  }
  probe.checks.push_back(compare_digest("md5", stated, *computed));
  if (probe.checks.back().state == CheckState::ok) probe.confidence = Confidence::proven;
}

Result<void> expand_tplink(Bytes chunk, const TplinkImage& image, Sink& sink) {
  sink.claim({0, tplink_header_size}, "header");
  if (image.boot.size > 0)
    TRY(add_part(chunk, "boot", {tplink_header_size, image.boot.size}, sink));
  if (const auto second = find_second_header(chunk, image))
    return add_part(chunk, "firmware", {*second, chunk.size() - *second}, sink);
  TRY(add_part(chunk, "kernel", image.kernel, sink));
  return add_part(chunk, "rootfs", image.rootfs, sink);
}

}  // namespace assay::unpack
