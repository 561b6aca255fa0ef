#include "unpack/checks.h"

#include <fmt/core.h>

#include <algorithm>

#include "base/checksum.h"
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

std::vector<Check> compare_stated(const Stated& stated, Bytes plain, bool whole) {
  std::vector<Check> checks;
  const std::string cut = fmt::format("only {} bytes could be decoded", plain.size());
  if (stated.size && !whole) {
    checks.push_back(absent_check("size", cut));
  } else if (stated.size && *stated.size == plain.size()) {
    checks.push_back({"size", CheckState::ok, ""});
  } else if (stated.size) {
    checks.push_back({"size", CheckState::bad,
                      fmt::format("stated {}, decoded {}", *stated.size, plain.size())});
  }
  if (stated.crc32) {
    checks.push_back(whole ? compare_checksum("crc32", *stated.crc32, crc32(plain))
                           : absent_check("crc32", cut));
  }
  return checks;
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
