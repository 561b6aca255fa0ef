#include "unpack/sink.h"

#include <fmt/core.h>

#include <algorithm>

namespace assay::unpack {

Result<void> Sink::add(Member member) {
  if (members_.size() == limits_.members_max)
    return fail(ErrorCode::limit, fmt::format("more than {} members", limits_.members_max));
  cut(member.name, "name");
  if (member.attributes.link_target) cut(*member.attributes.link_target, "link text");
  extents_ += member.content.extents.size();
  if (extents_ > limits_.extents_max)
    return fail(ErrorCode::limit, fmt::format("more than {} pieces", limits_.extents_max));
  for (const Extent& extent : member.content.extents) {
    const auto [offset, size] = extent.stored;
    if (offset > size_ || size > size_ - offset) {
      return fail(ErrorCode::corrupt,
                  fmt::format("{} bytes at {:#x} do not fit in {} bytes", size, offset, size_));
    }
    if (extent.codec == nullptr && size > 0) ASSAY_ASSERT(extent.skip == 0 && extent.size == size);
  }
  for (const Extent& extent : member.content.extents)
    if (extent.stored.size > 0)
      claims_.push_back({extent.stored, RegionKind::known, "member data"});
  members_.push_back(std::move(member));
  return {};
}

void Sink::cut(std::string& text, std::string_view what) {
  if (text.size() <= limits_.name_size_max) return;
  problem(ErrorCode::limit,
          fmt::format("a {} of {} bytes was cut to {}", what, text.size(), limits_.name_size_max));
  text.resize(limits_.name_size_max);
}

void Sink::claim(Range range, std::string_view label, RegionKind kind) {
  if (range.offset >= size_) return;
  range.size = std::min(range.size, size_ - range.offset);
  if (range.size > 0) claims_.push_back({range, kind, std::string(label)});
}

void Sink::problem(ErrorCode code, std::string sentence, Range range) {
  if (problems_.size() < limits_.problems_max) {
    problems_.push_back({"expand", code, std::move(sentence), range});
    return;
  }
  problems_untold_++;
  problems_.back() = {"expand",
                      ErrorCode::limit,
                      fmt::format("{} further problems are not listed", problems_untold_ + 1),
                      {}};
}

void Sink::problem(const Error& error, Range range) { problem(error.code, error.detail, range); }

}  // namespace assay::unpack
