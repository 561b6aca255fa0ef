#include "unpack/checks.h"

#include <fmt/core.h>

#include <algorithm>

#include "base/digest.h"

namespace assay::unpack {

Check compare_checksum(std::string_view name, std::uint32_t stated, std::uint32_t computed) {
  if (stated == computed) return {std::string(name), CheckState::ok, ""};
  return {std::string(name), CheckState::bad,
          fmt::format("stated {:08x}, computed {:08x}", stated, computed)};
}

Check compare_digest(std::string_view name, Bytes stated, Bytes computed) {
  if (std::ranges::equal(stated, computed)) return {std::string(name), CheckState::ok, ""};
  return {std::string(name), CheckState::bad,
          fmt::format("stated {}, computed {}", to_hex(stated), to_hex(computed))};
}

Check absent_check(std::string_view name, std::string_view why) {
  return {std::string(name), CheckState::absent, std::string(why)};
}

bool set_size(Probe& probe, std::uint64_t stated, std::uint64_t present) {
  probe.size = std::min(stated, present);
  if (stated <= present) return true;
  probe.problems.push_back(
      {"probe",
       ErrorCode::truncated,
       fmt::format("the header states {} bytes, {} are there", stated, present),
       {}});
  return false;
}

}  // namespace assay::unpack
