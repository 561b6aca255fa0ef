// Replay: goes down a locator, step by step, to the bytes or the container that it names, and
// decodes nothing beside the way.
#pragma once

#include <functional>
#include <optional>

#include "base/held.h"
#include "model/locator.h"
#include "unpack/limits.h"
#include "unpack/source.h"

namespace assay::unpack {

// Bytes, and why they are not all that there should be.
struct Replayed {
  Held held;
  std::optional<Error> incomplete;
};

// The bytes that `locator` names. Of a member that does not decode whole it is what does; a range
// of those is complete. Errors: corrupt, with the step at which the image does not have what the
// locator says; those of handlers and codecs; unsupported, where it names no bytes (a folder, a
// link).
Result<Replayed> replay(const Source& source, const Locator& locator, const Limits& limits);

// A member of a container, and its bytes where it is a file that can be read.
struct ReplayedMember {
  Member* member = nullptr;
  std::uint32_t nth = 1;                 // among those of its name
  Held bytes;                            // of a file
  std::optional<Error> incomplete = {};  // why they are not all, or none
};

// Hands every member of the container that `locator` names (its last step has no member) to `take`,
// in the container's order; stops at its first error. Errors: as above.
Result<void> replay_members(const Source& source, const Locator& locator, const Limits& limits,
                            const std::function<Result<void>(const ReplayedMember&)>& take);

}  // namespace assay::unpack
