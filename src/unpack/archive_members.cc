#include "unpack/archive_members.h"

#include <fmt/core.h>

#include "base/quote.h"

namespace assay::unpack {

std::string member_path(std::string_view stored) {
  while (stored.size() > 1 && stored.ends_with('/')) stored.remove_suffix(1);
  while (stored.starts_with("./")) {
    stored.remove_prefix(2);
    while (stored.starts_with('/')) stored.remove_prefix(1);
  }
  return std::string(stored.empty() ? "." : stored);
}

std::optional<NodeKind> kind_of_mode(std::uint32_t mode) {
  switch (mode & 0170000U) {
    case 0100000:
      return NodeKind::file;
    case 0040000:
      return NodeKind::directory;
    case 0120000:
      return NodeKind::symlink;
    case 0020000:
      return NodeKind::char_device;
    case 0060000:
      return NodeKind::block_device;
    case 0010000:
      return NodeKind::fifo;
    case 0140000:
      return NodeKind::socket;
    default:
      return {};
  }
}

Result<void> add_or_tell(Sink& sink, Member member) {
  const std::string name = quote(member.name, 80);
  if (const auto added = sink.add(std::move(member)); !added) {
    if (added.error().code == ErrorCode::limit) return added;
    sink.problem(added.error().code, fmt::format("member {}: {}", name, added.error().detail));
  }
  return {};
}

std::optional<std::uint32_t> as_u32(std::int64_t value) {
  if (value < 0 || value > 0xffffffffLL) return {};
  return static_cast<std::uint32_t>(value);
}

}  // namespace assay::unpack
