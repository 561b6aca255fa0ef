#include "sandbox/layers.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

#include "sandbox/landlock.h"
#include "sandbox/sanitized.h"
#include "sandbox/syscalls.h"

namespace assay::sandbox {
namespace {

Layer layer_of(const char* name, const Result<void>& entered, std::string detail) {
  return {name, entered.has_value(), true, entered ? std::move(detail) : entered.error().detail};
}

Result<void> limit(int resource, std::uint64_t value) {
  const rlimit both{value, value};
  if (setrlimit(static_cast<__rlimit_resource>(resource), &both) == 0) return {};
  return fail(ErrorCode::unsupported, std::generic_category().message(errno));
}

Result<void> enter_limits(std::uint64_t memory_max) {
  if (!sanitized) TRY(limit(RLIMIT_AS, memory_max));
  TRY(limit(RLIMIT_CORE, 0));
  TRY(limit(RLIMIT_FSIZE, 0));
  return {};
}

// Everything but the descriptors to keep is closed; input and output lead nowhere.
void close_others(std::vector<int> keep) {
  const int null = open("/dev/null", O_RDWR | O_CLOEXEC);
  dup2(null, STDIN_FILENO);
  dup2(null, STDOUT_FILENO);
  if (!sanitized) dup2(null, STDERR_FILENO);
  std::ranges::sort(keep);
  unsigned from = STDERR_FILENO + 1;
  for (const int fd : keep) {
    if (fd < static_cast<int>(from)) continue;
    if (static_cast<unsigned>(fd) > from) close_range(from, static_cast<unsigned>(fd) - 1, 0);
    from = static_cast<unsigned>(fd) + 1;
  }
  close_range(from, ~0U, 0);
}

// A network of its own, without an interface. Not every machine lets a user have one; the filter of
// system calls forbids sockets in any case.
Layer enter_namespaces() {
  const bool entered = unshare(CLONE_NEWUSER | CLONE_NEWNET | CLONE_NEWIPC) == 0;
  return {"namespaces", entered, false,
          entered ? "own user, network and IPC namespaces"
                  : "not available to this user: " + std::generic_category().message(errno)};
}

}  // namespace

Result<std::vector<Layer>> confine(const Confinement& confinement) {
  std::vector<Layer> layers;
  if (confinement.level == Level::none) return layers;
  close_others(confinement.keep_fds);
  layers.push_back(layer_of("limits", enter_limits(confinement.memory_max),
                            sanitized
                                ? "no core file, no file written"
                                : fmt::format("{} MiB of memory, no core file, no file written",
                                              confinement.memory_max >> 20U)));
  layers.push_back(enter_namespaces());
  Result<void> no_new_privs;
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
    no_new_privs = fail(ErrorCode::unsupported, std::generic_category().message(errno));
  layers.push_back(layer_of("no_new_privs", no_new_privs, "set-id programs give nothing"));
  const int abi = landlock_abi();
  layers.push_back(
      layer_of("landlock", enter_landlock(confinement.directory_fd),
               fmt::format("ABI {}: no file system{}{}", abi,
                           confinement.directory_fd >= 0 ? " but the directory given" : "",
                           abi >= 4 ? ", no TCP" : "")));
  layers.push_back(layer_of("seccomp", enter_seccomp(confinement.directory_fd >= 0),
                            "memory, threads, clocks and open descriptors only"));
  if (confinement.level == Level::full) {
    for (const Layer& layer : layers) {
      if (layer.required && !layer.in_force) {
        return fail(ErrorCode::unsupported,
                    fmt::format("the sandbox layer {} is missing: {}", layer.name, layer.detail));
      }
    }
  }
  return layers;
}

std::vector<Layer> available_layers() {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0)
    throw std::system_error(errno, std::generic_category(), "cannot make a pipe");
  const pid_t child = fork();
  if (child < 0) throw std::system_error(errno, std::generic_category(), "cannot fork");
  if (child == 0) {
    Confinement confinement;
    confinement.level = Level::weak;
    confinement.keep_fds = {ends[1]};
    std::string text;
    const auto layers = confine(confinement);
    for (const Layer& layer : *layers) {
      text += fmt::format("{}\t{}\t{}\t{}\n", layer.name, layer.in_force ? 1 : 0,
                          layer.required ? 1 : 0, layer.detail);
    }
    const ssize_t written = write(ends[1], text.data(), text.size());
    _exit(written == static_cast<ssize_t>(text.size()) ? 0 : 1);
  }
  close(ends[1]);
  std::string text(65536, '\0');
  std::size_t size = 0;
  for (ssize_t got = 1; got > 0 && size < text.size(); size += static_cast<std::size_t>(got))
    got = std::max<ssize_t>(0, ::read(ends[0], text.data() + size, text.size() - size));
  close(ends[0]);
  waitpid(child, nullptr, 0);
  text.resize(size);
  std::vector<Layer> layers;
  for (std::size_t at = 0; at < text.size();) {
    std::string fields[4];
    for (std::string& field : fields) {
      const std::size_t end = text.find_first_of("\t\n", at);
      field = text.substr(at, end - at);
      at = end == text.npos ? text.size() : end + 1;
    }
    layers.push_back({fields[0], fields[1] == "1", fields[2] == "1", fields[3]});
  }
  return layers;
}

}  // namespace assay::sandbox
