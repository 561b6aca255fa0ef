// Child: runs a job in a confined process and takes its messages, until it ends or dies.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/progress.h"
#include "sandbox/layers.h"

namespace assay::sandbox {

// Memory that the program and its confined child share.
class SharedProgress {
 public:
  SharedProgress();  // throws std::system_error
  ~SharedProgress();
  SharedProgress(const SharedProgress&) = delete;
  SharedProgress& operator=(const SharedProgress&) = delete;
  Progress& operator*() const { return *progress_; }
  Progress* operator->() const { return progress_; }

  void clear();

  // Why the child refuses to work; a stranger's text, like all that it says.
  void refuse(std::string_view why);
  std::string refusal() const;

 private:
  struct Page;
  Page* page_ = nullptr;
  Progress* progress_ = nullptr;
};

// The way out of the child: messages, in order.
class Outlet {
 public:
  explicit Outlet(int fd) : fd_(fd) {}
  // At most message_size_max bytes each. Ends the process where the reader is gone.
  void send(Bytes message);

 private:
  int fd_;
};

constexpr std::uint32_t message_size_max = 256U << 20U;

struct Ending {
  enum class Kind : std::uint8_t {
    finished,    // the job returned, and every message was taken
    died,        // of a signal, or with a status of its own
    stalled,     // one piece of work took longer than it may; it was killed
    refused,     // a layer is missing; `detail` says which
    misbehaved,  // its messages are not what they should be; it was killed
  };
  Kind kind = Kind::finished;
  int signal = 0;             // of died
  std::uint64_t culprit = 0;  // of died and stalled: the key of the work it was at; 0: not known
  std::string detail;         // for people, no full stop
};

struct Watch {
  std::int64_t work_ms_max = 120'000;  // of one piece of work
  std::function<void()> tick = [] {};  // called about ten times a second while waiting
};

// Forks; the child confines itself, calls `job` and ends. The parent hands each message to
// `receive`, whose error ends the child. Call it while this process has one thread. Messages are a
// stranger's: `receive` must not believe them. Throws std::system_error where the machine gives no
// process.
Ending run_confined(const Confinement& confinement, SharedProgress& progress, const Watch& watch,
                    const std::function<void(Outlet&)>& job,
                    const std::function<Result<void>(Bytes)>& receive);

}  // namespace assay::sandbox
