#include "base/bytes.h"

#include <fmt/core.h>

namespace assay {

Result<Bytes> slice(Bytes bytes, Range range) {
  if (range.offset > bytes.size() || range.size > bytes.size() - range.offset) {
    return fail(ErrorCode::truncated, fmt::format("{} bytes at {:#x} do not fit in {} bytes",
                                                  range.size, range.offset, bytes.size()));
  }
  return bytes.subspan(range.offset, range.size);
}

Result<Bytes> slice_from(Bytes bytes, std::uint64_t offset) {
  if (offset > bytes.size()) {
    return fail(ErrorCode::truncated,
                fmt::format("offset {:#x} is past the end of {} bytes", offset, bytes.size()));
  }
  return bytes.subspan(offset);
}

std::string_view until_nul(Bytes field) {
  const std::string_view text = as_text(field);
  return text.substr(0, text.find('\0'));
}

}  // namespace assay
