#include "sandbox/child.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <gtest/gtest.h>
#include <linux/openat2.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <csignal>
#include <thread>

#include "sandbox/sanitized.h"

namespace assay::sandbox {
namespace {

struct Run {
  Ending ending;
  std::vector<std::string> messages;
};

Run run(const std::function<void(Outlet&, Progress&)>& job, Watch watch = {}, int directory = -1) {
  SharedProgress progress;
  Run result;
  Confinement confinement;
  confinement.directory_fd = directory;
  if (directory >= 0) confinement.keep_fds = {directory};
  result.ending = run_confined(
      confinement, progress, watch, [&](Outlet& out) { job(out, *progress); },
      [&](Bytes message) -> Result<void> {
        result.messages.emplace_back(as_text(message));
        if (message.size() == 13) return fail(ErrorCode::corrupt, "thirteen bytes");
        return {};
      });
  return result;
}

void say(Outlet& out, const std::string& text) { out.send(as_bytes(text)); }

TEST(Child, SendsItsMessagesInOrder) {
  const auto [ending, messages] = run([](Outlet& out, Progress&) {
    say(out, "");
    say(out, std::string(5'000'000, 'x'));
    say(out, "end");
  });
  EXPECT_EQ(ending.kind, Ending::Kind::finished) << ending.detail;
  ASSERT_EQ(messages.size(), 3U);
  EXPECT_EQ(messages[1].size(), 5'000'000U);
}

TEST(Child, HasThreads) {
  const auto [ending, messages] = run([](Outlet& out, Progress&) {
    std::string text;
    std::thread([&] { text = "from a thread"; }).join();
    say(out, text + ".");
  });
  EXPECT_EQ(ending.kind, Ending::Kind::finished) << ending.detail;
  EXPECT_EQ(messages, std::vector<std::string>{"from a thread."});
}

// What a hostile image that took the engine over would try first.
TEST(Child, CannotReachTheMachine) {
  const std::vector<std::pair<const char*, std::function<bool()>>> attempts = {
      {"open a file", [] { return open("/etc/passwd", O_RDONLY) >= 0; }},
      {"make a file", [] { return open("/tmp/assay-escape", O_CREAT | O_WRONLY, 0600) >= 0; }},
      {"open a socket", [] { return socket(AF_INET, SOCK_STREAM, 0) >= 0; }},
      {"start a program", [] { return execl("/bin/true", "true", nullptr) == 0; }},
      {"fork", [] { return fork() >= 0; }},
      {"signal the parent", [] { return kill(getppid(), 0) == 0; }},
      {"open beneath the root",
       [] {
         open_how how{};
         return syscall(SYS_openat2, AT_FDCWD, "/etc/passwd", &how, sizeof(how)) >= 0;
       }},
  };
  for (const auto& [what, attempt] : attempts) {
    const auto [ending, messages] = run([&](Outlet& out, Progress&) {
      if (attempt()) say(out, "it worked");
    });
    EXPECT_TRUE(messages.empty()) << what;
  }
}

TEST(Child, ReadsBeneathTheDirectoryGivenAndNowhereElse) {
  const int directory = open("/usr/include", O_RDONLY | O_DIRECTORY);
  const auto [ending, messages] = run(
      [directory](Outlet& out, Progress&) {
        open_how how{};
        const auto try_open = [&](const char* path) {
          return syscall(SYS_openat2, directory, path, &how, sizeof(how)) >= 0 ? "yes" : "no";
        };
        say(out, std::string(try_open("stdio.h")) + try_open("../../etc/passwd"));
      },
      {}, directory);
  close(directory);
  EXPECT_EQ(messages, std::vector<std::string>{"yesno"}) << ending.detail;
}

TEST(Child, ThatDiesLeavesTheKeyOfItsWork) {
  const auto [ending, messages] = run([](Outlet& out, Progress& progress) {
    say(out, "before");
    thread_slot() = &progress.slots[0];
    progress.slots[0].since_ms = monotonic_ms();
    progress.slots[0].key = 42;
    raise(SIGSEGV);
  });
  EXPECT_EQ(ending.kind, Ending::Kind::died);
  EXPECT_EQ(ending.signal, SIGSEGV);
  EXPECT_EQ(ending.culprit, 42U);
  EXPECT_EQ(messages.size(), 1U);
}

TEST(Child, ThatThrowsHasDied) {
  const auto [ending, messages] = run([](Outlet&, Progress&) { throw std::bad_alloc(); });
  EXPECT_EQ(ending.kind, Ending::Kind::died);
  EXPECT_TRUE(ending.detail.ends_with(": out of memory")) << ending.detail;
}

TEST(Child, ThatStallsIsEnded) {
  const auto start = std::chrono::steady_clock::now();
  const auto [ending, messages] = run(
      [](Outlet&, Progress& progress) {
        progress.slots[3].since_ms = monotonic_ms();
        progress.slots[3].key = 7;
        for (;;) std::this_thread::sleep_for(std::chrono::seconds(1));
      },
      {.work_ms_max = 300});
  EXPECT_EQ(ending.kind, Ending::Kind::stalled);
  EXPECT_EQ(ending.culprit, 7U);
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(20));
}

TEST(Child, ThatSendsRubbishIsEnded) {
  const auto [ending, messages] = run([](Outlet& out, Progress&) {
    say(out, "thirteen byte");
    for (;;) std::this_thread::sleep_for(std::chrono::seconds(1));
  });
  EXPECT_EQ(ending.kind, Ending::Kind::misbehaved);
  EXPECT_EQ(ending.detail, "thirteen bytes");
}

TEST(Child, HasNoMoreMemoryThanItMay) {
  if (sanitized) GTEST_SKIP() << "a sanitizer needs the address space";
  const auto [ending, messages] = run([](Outlet& out, Progress&) {
    try {
      const std::vector<char> big(16ULL << 30U);
      say(out, "it worked");
    } catch (const std::bad_alloc&) {
      say(out, "refused");
    }
  });
  EXPECT_EQ(messages, std::vector<std::string>{"refused"});
}

TEST(Layers, AreAllThereOnThisMachine) {
  for (const Layer& layer : available_layers())
    EXPECT_TRUE(layer.in_force || !layer.required) << layer.name << ": " << layer.detail;
}

}  // namespace
}  // namespace assay::sandbox
