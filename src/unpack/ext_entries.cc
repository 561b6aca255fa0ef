#include "unpack/ext_entries.h"

#include <fmt/core.h>

#include "base/endian.h"

namespace assay::unpack {

Result<void> read_ext_entries(Bytes block, bool with_types, std::vector<ExtEntry>& entries) {
  constexpr std::uint64_t head_size = 8;
  std::uint64_t at = 0;
  while (at + head_size <= block.size()) {
    const std::uint32_t inode = TRY(read<le32>(block, at));
    std::uint64_t size = TRY(read<le16>(block, at + 4));
    if (size == 0 || size == 0xffff) size = block.size() - at;  // 64 KiB does not fit in 16 bits
    const std::uint64_t name_size =
        with_types ? block[at + 6] : TRY(read<le16>(block, at + 6)).get();
    if (size < head_size || size > block.size() - at || name_size > size - head_size) {
      return fail(ErrorCode::corrupt, fmt::format("a directory entry of {} bytes at {:#x}, with a "
                                                  "name of {}",
                                                  size, at, name_size));
    }
    const std::string_view name = as_text(block.subspan(at + head_size, name_size));
    if (inode != 0 && name != "." && name != "..")
      entries.push_back({inode, with_types ? block[at + 7] : std::uint8_t{0}, name});
    at += size;
  }
  return {};
}

Result<void> read_ext_attributes(Bytes entries, Bytes values, std::vector<ExtAttribute>& found) {
  constexpr std::string_view prefixes[] = {
      "",          "user.",   "system.posix_acl_access", "system.posix_acl_default", "trusted.", "",
      "security.", "system.", "system.richacl"};
  constexpr std::uint64_t head_size = 16;
  std::uint64_t at = 0;
  while (at + 4 <= entries.size() && TRY(read<le32>(entries, at)) != 0) {
    const Bytes head = TRY(slice(entries, {at, head_size}));
    const std::uint64_t name_size = head[0];
    const std::uint16_t value_offset = TRY(read<le16>(head, 2));
    const std::uint32_t value_inode = TRY(read<le32>(head, 4));
    const std::uint32_t value_size = TRY(read<le32>(head, 8));
    const std::string_view name = as_text(TRY(slice(entries, {at + head_size, name_size})));
    ExtAttribute attribute;
    attribute.name = std::string(head[1] < std::size(prefixes) ? prefixes[head[1]] : "");
    attribute.name += name;
    attribute.inode = value_inode;
    if (value_inode == 0) {
      attribute.value_range = {value_offset, value_size};
      attribute.value = as_text(TRY(slice(values, attribute.value_range)));
    }
    found.push_back(std::move(attribute));
    at += head_size + (name_size + 3) / 4 * 4;
  }
  return {};
}

}  // namespace assay::unpack
