#include "sandbox/landlock.h"

#include <fmt/core.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <system_error>

namespace assay::sandbox {
namespace {

// The kernel's structures and numbers, as the headers of Debian 12 know only the first versions.
struct RulesetAttributes {
  std::uint64_t handled_access_fs;
  std::uint64_t handled_access_net;
  std::uint64_t scoped;
};

struct [[gnu::packed]] PathBeneath {
  std::uint64_t allowed_access;
  std::int32_t parent_fd;
};

constexpr int rule_path_beneath = 1;
constexpr unsigned flag_version = 1;
constexpr std::uint64_t read_file = 1U << 2U;
constexpr std::uint64_t read_dir = 1U << 3U;
constexpr std::uint64_t all_net = 3;     // bind and connect TCP
constexpr std::uint64_t all_scoped = 3;  // abstract Unix sockets, signals

// The file system rights that an ABI version knows: 13, then refer, truncate, and ioctl on devices.
std::uint64_t all_fs(int abi) {
  const unsigned rights = abi >= 5 ? 16U : abi >= 3 ? 15U : abi == 2 ? 14U : 13U;
  return (1ULL << rights) - 1;
}

tl::unexpected<Error> refused(const char* what) {
  return fail(ErrorCode::unsupported,
              fmt::format("{}: {}", what, std::generic_category().message(errno)));
}

}  // namespace

int landlock_abi() {
  const auto abi = syscall(SYS_landlock_create_ruleset, nullptr, 0, flag_version);
  return abi < 0 ? 0 : static_cast<int>(abi);
}

Result<void> enter_landlock(int directory_fd) {
  const int abi = landlock_abi();
  if (abi == 0) return refused("the kernel has no Landlock");
  const RulesetAttributes attributes{all_fs(abi), abi >= 4 ? all_net : 0,
                                     abi >= 6 ? all_scoped : 0};
  const std::size_t size = abi >= 6 ? 24 : abi >= 4 ? 16 : 8;
  const int ruleset = static_cast<int>(syscall(SYS_landlock_create_ruleset, &attributes, size, 0));
  if (ruleset < 0) return refused("Landlock gives no ruleset");
  if (directory_fd >= 0) {
    const PathBeneath beneath{read_file | read_dir, directory_fd};
    if (syscall(SYS_landlock_add_rule, ruleset, rule_path_beneath, &beneath, 0) != 0) {
      close(ruleset);
      return refused("Landlock does not take the directory");
    }
  }
  const auto entered = syscall(SYS_landlock_restrict_self, ruleset, 0);
  close(ruleset);
  if (entered != 0) return refused("Landlock does not confine");
  return {};
}

}  // namespace assay::sandbox
