// Replays locators in the confined child: bytes for `assay cat`, whole containers for `assay
// extract`.
#pragma once

#include <functional>
#include <string>

#include "base/result.h"
#include "model/locator.h"
#include "model/node.h"
#include "pipeline/isolated.h"
#include "unpack/source.h"

namespace assay::pipeline {

// Hands the bytes that `locator` names to `take`, in pieces of at most 1 MiB. Errors: those of
// unpack::replay; of the child, as unpack_isolated says; and take's own. Where a member does not
// decode whole, what does is handed over before its error is returned.
Result<void> read_bytes(const unpack::Source& source, const Locator& locator,
                        const unpack::Limits& limits, const Isolation& isolation,
                        const std::function<Result<void>(Bytes)>& take);

// What `tell` makes, in the child, of the bytes that `locator` names. Errors: as above, and tell's
// own.
Result<std::string> read_and_tell(const unpack::Source& source, const Locator& locator,
                                  const unpack::Limits& limits, const Isolation& isolation,
                                  const std::function<Result<std::string>(Bytes)>& tell);

// What a container holds, told member by member: begin(), then for files their bytes in pieces,
// then failed() where those are not all, or none.
struct MemberTaker {
  // `member` has kind, name, nth, size and attributes.
  std::function<Result<void>(const Node& member)> begin;
  std::function<Result<void>(Bytes)> bytes;
  std::function<Result<void>(const Node& member, const Error&)> failed;
};

// Hands over every member of the container that `locator` names, in the container's order. Errors:
// as above.
Result<void> read_members(const unpack::Source& source, const Locator& locator,
                          const unpack::Limits& limits, const Isolation& isolation,
                          const MemberTaker& taker);

}  // namespace assay::pipeline
