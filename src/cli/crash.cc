#include "cli/crash.h"

#include <unistd.h>

#include <atomic>
#include <csignal>
#include <cstring>
#include <string_view>

namespace assay::cli {
namespace {

std::atomic<bool> line_shown = false;
std::atomic<pid_t> program = 0;

char unfinished[4096];  // a path; written only while `has_unfinished` is false
std::atomic<bool> has_unfinished = false;

// Only async-signal-safe calls from here on (signal-safety(7)).
void write_all(std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = write(STDERR_FILENO, text.data(), text.size());
    if (written <= 0) return;
    text.remove_prefix(static_cast<std::size_t>(written));
  }
}

void wipe_line() {
  if (line_shown.exchange(false)) write_all("\r\x1b[K");
}

void on_signal(int signal) {
  // SA_RESETHAND has put the default back: what is raised again ends the process.
  if (getpid() != program) {
    raise(signal);
    return;
  }
  wipe_line();
  if (has_unfinished) unlink(unfinished);
  if (signal == SIGINT || signal == SIGTERM || signal == SIGHUP) {
    raise(signal);
    return;
  }
  char text[] = "assay: ended by signal 00, which is a defect of assay; please report it\n";
  text[23] = static_cast<char>('0' + signal / 10 % 10);
  text[24] = static_cast<char>('0' + signal % 10);
  write_all(text);
  _exit(70);
}

void handle(int signal) {
  struct sigaction action{};
  action.sa_handler = on_signal;
  action.sa_flags = static_cast<int>(SA_RESETHAND);
  sigemptyset(&action.sa_mask);
  sigaction(signal, &action, nullptr);
}

}  // namespace

void catch_crashes() {
  program = getpid();
  struct sigaction ignore{};
  ignore.sa_handler = SIG_IGN;  // NOLINT(cppcoreguidelines-pro-type-cstyle-cast): the macro's own
  sigaction(SIGPIPE, &ignore, nullptr);
  sigaction(SIGXFSZ, &ignore, nullptr);
  for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGABRT}) handle(signal);
#ifndef __SANITIZE_ADDRESS__  // the sanitizers tell more
  for (const int signal : {SIGSEGV, SIGBUS, SIGFPE, SIGILL}) handle(signal);
#endif
}

void remove_when_interrupted(const std::string& path) {
  has_unfinished = false;
  if (path.empty() || path.size() >= sizeof(unfinished)) return;
  std::memcpy(unfinished, path.c_str(), path.size() + 1);
  has_unfinished = true;
}

void set_line_shown(bool shown) { line_shown = shown; }

}  // namespace assay::cli
