#include "unpack/sink.h"

#include <fmt/core.h>

#include <algorithm>

namespace assay::unpack {

std::uint64_t text_size(const Member& member) {
  const auto of_field = [](const Field& field) -> std::uint64_t {
    const auto* text = std::get_if<std::string>(&field.value);
    return field.name.size() + (text != nullptr ? text->size() : 0);
  };
  std::uint64_t size = member.name.size() + member.title.size();
  if (member.attributes.link_target) size += member.attributes.link_target->size();
  for (const Field& field : member.attributes.xattrs) size += of_field(field);
  for (const Field& field : member.header) size += of_field(field);
  return size;
}

Result<void> Sink::add(Member member) {
  if (members_.size() == limits_.members_max)
    return fail(ErrorCode::limit, fmt::format("more than {} members", limits_.members_max));
  cut(member.name, "name");
  if (member.attributes.link_target) cut(*member.attributes.link_target, "link text");
  const std::uint64_t text = text_size(member);
  if (text > limits_.text_size_max - text_size_) {
    return fail(ErrorCode::limit,
                fmt::format("more than {} bytes of names, link texts and attributes; members "
                            "behind the first {} are missing",
                            limits_.text_size_max, members_.size()));
  }
  text_size_ += text;
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
  const bool encrypted = member.unreadable && member.unreadable->code == ErrorCode::encrypted;
  const RegionKind kind = encrypted ? RegionKind::encrypted : RegionKind::known;
  for (const Extent& extent : member.content.extents)
    if (extent.stored.size > 0) claims_.push_back({extent.stored, kind, "member data"});
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
