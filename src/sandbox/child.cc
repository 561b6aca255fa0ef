#include "sandbox/child.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <new>
#include <optional>
#include <system_error>

#include "base/quote.h"

namespace assay::sandbox {
namespace {

constexpr int status_refused = 77;
constexpr std::uint32_t end_of_messages = 0xffffffff;

[[noreturn]] void machine_fails(const char* what) {
  throw std::system_error(errno, std::generic_category(), what);
}

// Where a fatal signal leaves the key of the work that it struck.
Progress* fatal_progress = nullptr;  // NOLINT(cppcoreguidelines-avoid-non-const-global-variables)

void on_fatal_signal(int signal) {
  if (const WorkSlot* slot = thread_slot(); slot != nullptr)
    fatal_progress->culprit = slot->key.load();
  std::signal(signal, SIG_DFL);
  raise(signal);
}

void watch_fatal_signals(Progress& progress) {
  fatal_progress = &progress;
  // A stack that ran over has no room for a handler.
  static std::uint8_t room[64 << 10U];
  stack_t stack{};
  stack.ss_sp = room;
  stack.ss_size = sizeof(room);
  sigaltstack(&stack, nullptr);
  struct sigaction action{};
  action.sa_handler = on_fatal_signal;
  action.sa_flags = SA_ONSTACK;
  for (const int signal : {SIGSEGV, SIGBUS, SIGABRT, SIGFPE, SIGILL})
    sigaction(signal, &action, nullptr);
}

[[noreturn]] void be_the_child(const Confinement& asked, SharedProgress& progress, int out,
                               pid_t parent, const std::function<void(Outlet&)>& job) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() != parent) _exit(1);
  for (const int signal : {SIGINT, SIGPIPE}) std::signal(signal, SIG_IGN);
  watch_fatal_signals(*progress);
  Outlet outlet(out);
  try {
    Confinement confinement = asked;
    confinement.keep_fds.push_back(out);
    if (const auto layers = confine(confinement); !layers) {
      progress.refuse(layers.error().detail);
      _exit(status_refused);
    }
    job(outlet);
  } catch (const std::bad_alloc&) {
    progress.refuse("out of memory");
    std::abort();  // what the job cannot go on from ends it like a fatal signal
  } catch (const std::exception& error) {
    progress.refuse(error.what());
    std::abort();
  }
  const std::uint32_t end = end_of_messages;
  if (write(out, &end, sizeof(end)) != sizeof(end)) _exit(1);
  _exit(0);
}

// Cuts what arrives into messages.
class Inlet {
 public:
  explicit Inlet(int fd) : fd_(fd), buffer_(1U << 20U) {}

  // Reads what is there and hands whole messages on. False at the end of the pipe.
  Result<bool> take(const std::function<Result<void>(Bytes)>& receive) {
    if (buffer_.size() - used_ < (64U << 10U)) buffer_.resize(buffer_.size() * 2);
    const ssize_t got = ::read(fd_, buffer_.data() + used_, buffer_.size() - used_);
    if (got < 0 && errno != EINTR) machine_fails("cannot read from the engine");
    if (got == 0) return false;
    used_ += static_cast<std::size_t>(std::max<ssize_t>(got, 0));
    std::size_t at = 0;
    while (used_ - at >= sizeof(std::uint32_t)) {
      std::uint32_t size = 0;
      std::memcpy(&size, buffer_.data() + at, sizeof(size));
      if (ended_) return fail(ErrorCode::corrupt, "bytes behind the last message");
      if (size == end_of_messages) {
        ended_ = true;
        at += sizeof(size);
        continue;
      }
      if (size > message_size_max)
        return fail(ErrorCode::corrupt, fmt::format("a message of {} bytes", size));
      if (used_ - at - sizeof(size) < size) break;
      TRY(receive(Bytes(buffer_).subspan(at + sizeof(size), size)));
      at += sizeof(size) + size;
    }
    std::memmove(buffer_.data(), buffer_.data() + at, used_ - at);
    used_ -= at;
    return true;
  }

  bool ended() const { return ended_ && used_ == 0; }

 private:
  int fd_;
  Buffer buffer_;
  std::size_t used_ = 0;
  bool ended_ = false;
};

// The key of work that has been going on for longer than it may.
std::optional<std::uint64_t> stalled_work(const Progress& progress, std::int64_t ms_max) {
  const std::int64_t now = monotonic_ms();
  for (const WorkSlot& slot : progress.slots) {
    const std::uint64_t key = slot.key.load();
    if (key != 0 && now - slot.since_ms.load() > ms_max) return key;
  }
  return std::nullopt;
}

Ending ending_of(int status, bool ended, const SharedProgress& progress) {
  if (WIFSIGNALED(status)) {
    const int signal = WTERMSIG(status);
    std::string why = signal == SIGSYS ? ", a forbidden system call" : "";
    if (const std::string said = progress.refusal(); !said.empty()) why = ": " + quote(said, 200);
    return {Ending::Kind::died, signal, progress->culprit,
            fmt::format("the engine died of signal {} ({}){}", signal, sigdescr_np(signal), why)};
  }
  const int code = WEXITSTATUS(status);
  if (code == status_refused) return {Ending::Kind::refused, 0, 0, progress.refusal()};
  if (code == 0 && ended) return {};
  return {Ending::Kind::died, 0, progress->culprit,
          fmt::format("the engine ended with status {} before it was done", code)};
}

// Ends the child where the parent leaves by an exception.
class Offspring {
 public:
  explicit Offspring(pid_t pid) : pid_(pid) {}
  ~Offspring() {
    if (pid_ > 0) (void)end();
  }
  Offspring(const Offspring&) = delete;
  Offspring& operator=(const Offspring&) = delete;

  int wait() {
    int status = 0;
    while (waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
    }
    pid_ = 0;
    return status;
  }
  int end() {
    kill(pid_, SIGKILL);
    return wait();
  }

 private:
  pid_t pid_;
};

}  // namespace

// Shared memory starts as zeros, so a refusal that was never written is an empty text.
struct SharedProgress::Page {
  Progress progress;
  char refusal[512];
};

SharedProgress::SharedProgress() {
  void* const at =
      mmap(nullptr, sizeof(Page), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (at == MAP_FAILED) machine_fails("cannot share memory");
  page_ = new (at) Page;
  progress_ = &page_->progress;
}

SharedProgress::~SharedProgress() { munmap(page_, sizeof(Page)); }

void SharedProgress::clear() { new (page_) Page{}; }

void SharedProgress::refuse(std::string_view why) {
  const std::size_t size = std::min(why.size(), sizeof(page_->refusal) - 1);
  std::memcpy(page_->refusal, why.data(), size);
  page_->refusal[size] = 0;
}

std::string SharedProgress::refusal() const {
  return std::string(page_->refusal, strnlen(page_->refusal, sizeof(page_->refusal)));
}

void Outlet::send(Bytes message) {
  ASSAY_ASSERT(message.size() <= message_size_max);
  const auto size = static_cast<std::uint32_t>(message.size());
  const auto put = [this](const void* from, std::size_t count) {
    const auto* at = static_cast<const std::uint8_t*>(from);
    while (count > 0) {
      const ssize_t written = write(fd_, at, count);
      if (written < 0 && errno == EINTR) continue;
      if (written <= 0) _exit(1);
      at += written;
      count -= static_cast<std::size_t>(written);
    }
  };
  put(&size, sizeof(size));
  put(message.data(), message.size());
}

Ending run_confined(const Confinement& confinement, SharedProgress& progress, const Watch& watch,
                    const std::function<void(Outlet&)>& job,
                    const std::function<Result<void>(Bytes)>& receive) {
  progress.clear();  // of what an earlier child left
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) machine_fails("cannot make a pipe");
  fcntl(ends[1], F_SETPIPE_SZ, 1 << 20);  // the child goes on while a message is taken; or waits
  const pid_t parent = getpid();
  const pid_t pid = fork();
  if (pid < 0) {
    close(ends[0]);
    close(ends[1]);
    machine_fails("cannot fork");
  }
  if (pid == 0) be_the_child(confinement, progress, ends[1], parent, job);
  close(ends[1]);
  Offspring child(pid);
  Inlet inlet(ends[0]);
  std::optional<Ending> cut_off;
  for (bool open = true; open && !cut_off;) {
    pollfd wanted{ends[0], POLLIN, 0};
    const int ready = poll(&wanted, 1, 100);
    watch.tick();
    if (const auto key = stalled_work(*progress, watch.work_ms_max)) {
      cut_off = Ending{Ending::Kind::stalled, 0, *key,
                       fmt::format("it took longer than {} s", watch.work_ms_max / 1000)};
    } else if (ready > 0) {
      const auto more = inlet.take(receive);
      open = more.value_or(false);
      if (!more) cut_off = Ending{Ending::Kind::misbehaved, 0, 0, more.error().detail};
    }
  }
  close(ends[0]);
  if (cut_off) {
    child.end();
    return *cut_off;
  }
  return ending_of(child.wait(), inlet.ended(), progress);
}

}  // namespace assay::sandbox
