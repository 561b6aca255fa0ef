#include "sandbox/syscalls.h"

#include <fmt/core.h>
#include <sched.h>
#include <seccomp.h>
#include <sys/mman.h>

#include <cerrno>
#include <memory>
#include <system_error>

#include "sandbox/sanitized.h"

namespace assay::sandbox {
namespace {

// Memory, threads, time, and descriptors that are open already.
constexpr int allowed[] = {
    SCMP_SYS(brk),
    SCMP_SYS(munmap),
    SCMP_SYS(mremap),
    SCMP_SYS(madvise),
    SCMP_SYS(futex),
    SCMP_SYS(set_robust_list),
    SCMP_SYS(rseq),
    SCMP_SYS(sched_yield),
    SCMP_SYS(sched_getaffinity),
    SCMP_SYS(exit),
    SCMP_SYS(exit_group),
    SCMP_SYS(gettid),
    SCMP_SYS(getpid),
    SCMP_SYS(tgkill),
    SCMP_SYS(rt_sigaction),
    SCMP_SYS(rt_sigprocmask),
    SCMP_SYS(rt_sigreturn),
    SCMP_SYS(sigaltstack),
    SCMP_SYS(clock_gettime),
    SCMP_SYS(clock_nanosleep),
    SCMP_SYS(nanosleep),
    SCMP_SYS(gettimeofday),
    SCMP_SYS(getrandom),
    SCMP_SYS(read),
    SCMP_SYS(pread64),
    SCMP_SYS(write),
    SCMP_SYS(writev),
    SCMP_SYS(lseek),
    SCMP_SYS(fstat),
    SCMP_SYS(close),
    SCMP_SYS(restart_syscall),
};

// What a directory as input needs besides; Landlock says beneath which directory.
constexpr int allowed_for_directories[] = {SCMP_SYS(openat2), SCMP_SYS(getdents64),
                                           SCMP_SYS(newfstatat), SCMP_SYS(readlinkat),
                                           SCMP_SYS(fcntl)};

// What libraries try and can do without.
constexpr int refused[] = {SCMP_SYS(open),  SCMP_SYS(openat),   SCMP_SYS(access),
                           SCMP_SYS(stat),  SCMP_SYS(lstat),    SCMP_SYS(readlink),
                           SCMP_SYS(uname), SCMP_SYS(sysinfo),  SCMP_SYS(prctl),
                           SCMP_SYS(ioctl), SCMP_SYS(prlimit64)};

class Filter {
 public:
  explicit Filter(std::uint32_t otherwise) : context_(seccomp_init(otherwise), &seccomp_release) {
    ok_ = context_ != nullptr;
  }

  template <class... Compare>
  void rule(std::uint32_t action, int call, Compare... compare) {
    if (!ok_) return;
    const int error =
        seccomp_rule_add(context_.get(), action, call, sizeof...(compare), compare...);
    ok_ = error == 0 || error == -EEXIST;
  }

  Result<void> load() {
    const int error = ok_ ? seccomp_load(context_.get()) : -EINVAL;
    if (error == 0) return {};
    return fail(ErrorCode::unsupported, fmt::format("seccomp does not take the filter: {}",
                                                    std::generic_category().message(-error)));
  }

 private:
  std::unique_ptr<void, decltype(&seccomp_release)> context_;
  bool ok_ = false;
};

}  // namespace

Result<void> enter_seccomp(bool may_open) {
  // A sanitizer looks around when it reports; it must not be killed before it has.
  Filter filter(sanitized ? SCMP_ACT_ERRNO(EPERM) : SCMP_ACT_KILL_PROCESS);
  for (const int call : allowed) filter.rule(SCMP_ACT_ALLOW, call);
  for (const int call : refused) filter.rule(SCMP_ACT_ERRNO(EACCES), call);
  // The undefined-behaviour sanitizer tells readable memory from other by writing it to a pipe.
  if (sanitized)
    for (const int call : {SCMP_SYS(pipe), SCMP_SYS(pipe2)}) filter.rule(SCMP_ACT_ALLOW, call);
  if (may_open)
    for (const int call : allowed_for_directories) filter.rule(SCMP_ACT_ALLOW, call);
  // Memory that can be run is never made.
  const scmp_arg_cmp not_executable = SCMP_A2_64(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0);
  filter.rule(SCMP_ACT_ALLOW, SCMP_SYS(mmap), not_executable);
  filter.rule(SCMP_ACT_ALLOW, SCMP_SYS(mprotect), not_executable);
  // Threads, not processes. The C library falls back from clone3, whose flags a filter cannot see.
  filter.rule(SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3));
  filter.rule(SCMP_ACT_ALLOW, SCMP_SYS(clone),
              SCMP_A0_64(SCMP_CMP_MASKED_EQ, CLONE_THREAD, CLONE_THREAD));
  return filter.load();
}

}  // namespace assay::sandbox
