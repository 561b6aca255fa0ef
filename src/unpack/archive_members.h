// Archive members: what the handlers of archives share: how a stored name and a Unix mode become
// those of a Member, and how a member that contradicts itself is told without losing the ones
// behind it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "unpack/sink.h"

namespace assay::unpack {

// A stored path without leading "./" and trailing '/': "./etc/" is "etc", "./" is ".". Nothing else
// is changed: absolute names and ".." stay as they are.
std::string member_path(std::string_view stored);

// The kind that the file type bits (0170000) of a Unix mode name; nothing where they name none.
std::optional<NodeKind> kind_of_mode(std::uint32_t mode);

// Sink::add(), but a member whose bytes lie outside the container is told as a problem.
// Errors: limit.
Result<void> add_or_tell(Sink& sink, Member member);

// A signed value as the unsigned 32-bit one that an attribute is; nothing where it does not fit.
std::optional<std::uint32_t> as_u32(std::int64_t value);

}  // namespace assay::unpack
