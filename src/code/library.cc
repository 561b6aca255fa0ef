// Source: ISO C11 chapter 7; POSIX.1-2017; the Linux manual pages of sections 2 and 3; for
// __NAME_chk the Linux Standard Base core 5.0.
#include "code/library.h"

#include <algorithm>
#include <array>

namespace assay::code {
namespace {

using F = LibraryFunction;

constexpr std::int8_t none = F::none;
constexpr F reads(std::string_view name) { return {name}; }
constexpr F fills(std::string_view name, std::int8_t argument, std::int8_t size_from) {
  return {name, argument, size_from, 0, true, none};
}
constexpr F copies(std::string_view name, std::int8_t size_from) {
  return {name, 0, size_from, 0, true, 0};
}
constexpr F sets(std::string_view name, std::int8_t argument, std::uint16_t size) {
  return {name, argument, none, size, true, none};
}
constexpr F ends(std::string_view name) { return {name, none, none, 0, false, none}; }

constexpr auto unsorted = std::to_array<F>({
    // Those that only read.
    reads("access"),
    reads("atoi"),
    reads("atol"),
    reads("atoll"),
    reads("bind"),
    reads("chdir"),
    reads("chmod"),
    reads("chown"),
    reads("close"),
    reads("connect"),
    reads("execl"),
    reads("execle"),
    reads("execlp"),
    reads("execv"),
    reads("execve"),
    reads("execvp"),
    reads("fclose"),
    reads("fflush"),
    reads("fopen"),
    reads("fopen64"),
    reads("fork"),
    reads("fprintf"),
    reads("fputc"),
    reads("fputs"),
    reads("free"),
    reads("fwrite"),
    reads("getenv"),
    reads("getpid"),
    reads("getuid"),
    reads("geteuid"),
    reads("htonl"),
    reads("htons"),
    reads("inet_addr"),
    reads("getservbyname"),
    reads("freeaddrinfo"),
    reads("gai_strerror"),
    reads("if_nametoindex"),
    reads("strerror"),
    reads("fcntl"),
    reads("fcntl64"),
    reads("epoll_ctl"),
    reads("ioctl"),
    reads("kill"),
    reads("listen"),
    reads("malloc"),
    reads("calloc"),
    reads("memchr"),
    reads("memcmp"),
    reads("mkdir"),
    reads("mount"),
    reads("ntohl"),
    reads("ntohs"),
    reads("open"),
    reads("open64"),
    reads("openlog"),
    reads("pclose"),
    reads("perror"),
    reads("popen"),
    reads("printf"),
    reads("__printf_chk"),
    reads("__fprintf_chk"),
    reads("__syslog_chk"),
    reads("putchar"),
    reads("puts"),
    reads("remove"),
    reads("rename"),
    reads("send"),
    reads("sendto"),
    reads("setenv"),
    reads("setgid"),
    reads("setsid"),
    reads("setsockopt"),
    reads("setuid"),
    reads("shutdown"),
    reads("signal"),
    reads("sleep"),
    reads("socket"),
    reads("strcasecmp"),
    reads("strchr"),
    reads("strcmp"),
    reads("strcspn"),
    reads("strdup"),
    reads("strlen"),
    reads("strncasecmp"),
    reads("strncmp"),
    reads("strndup"),
    reads("strrchr"),
    reads("strspn"),
    reads("strstr"),
    reads("strcasestr"),
    reads("syslog"),
    reads("system"),
    reads("umask"),
    reads("unlink"),
    reads("unsetenv"),
    reads("usleep"),
    reads("vfork"),
    reads("write"),
    reads("__errno_location"),
    reads("__ctype_b_loc"),
    reads("crypt"),
    reads("getpwnam"),
    reads("getspnam"),
    reads("daemon"),
    reads("time"),
    // Those that write at most so many bytes.
    copies("memcpy", 2),
    copies("__memcpy_chk", 2),
    copies("memmove", 2),
    copies("__memmove_chk", 2),
    copies("memset", 2),
    copies("__memset_chk", 2),
    copies("strncpy", 2),
    copies("__strncpy_chk", 2),
    fills("mempcpy", 0, 2),
    fills("bzero", 0, 1),
    fills("bcopy", 1, 2),
    fills("snprintf", 0, 1),
    fills("__snprintf_chk", 0, 1),
    fills("vsnprintf", 0, 1),
    fills("__vsnprintf_chk", 0, 1),
    fills("fgets", 0, 1),
    fills("__fgets_chk", 0, 2),
    fills("read", 1, 2),
    fills("__read_chk", 1, 2),
    fills("recv", 1, 2),
    fills("__recv_chk", 1, 2),
    fills("recvfrom", 1, 2),
    fills("pread", 1, 2),
    fills("readlink", 1, 2),
    fills("getcwd", 0, 1),
    fills("gethostname", 0, 1),
    fills("strlcpy", 0, 2),
    fills("strlcat", 0, 2),
    sets("inet_aton", 1, 4),
    sets("inet_pton", 2, 16),
    sets("getaddrinfo", 3, 8),
    sets("strtol", 1, 8),
    sets("strtoul", 1, 8),
    sets("pipe", 0, 8),
    sets("gettimeofday", 0, 16),
    sets("sigemptyset", 0, 128),
    sets("pthread_create", 0, 8),
    sets("wait", 0, 4),
    sets("waitpid", 1, 4),
    sets("stat", 1, 144),
    sets("fstat", 1, 144),
    sets("lstat", 1, 144),
    // Those that write as long as their input goes on.
    copies("strcpy", none),
    copies("__strcpy_chk", none),
    copies("strcat", none),
    copies("__strcat_chk", none),
    copies("strncat", none),
    copies("__strncat_chk", none),
    copies("gets", none),
    fills("sprintf", 0, none),
    fills("__sprintf_chk", 0, none),
    fills("vsprintf", 0, none),
    fills("__vsprintf_chk", 0, none),
    // Those that do not come back.
    ends("abort"),
    ends("exit"),
    ends("_exit"),
    ends("_Exit"),
    ends("quick_exit"),
    ends("__assert_fail"),
    ends("__assert"),
    ends("__stack_chk_fail"),
    ends("__fortify_fail"),
    ends("__chk_fail"),
    ends("err"),
    ends("errx"),
    ends("verr"),
    ends("verrx"),
    ends("longjmp"),
    ends("_longjmp"),
    ends("siglongjmp"),
    ends("pthread_exit"),
    ends("__libc_start_main"),
    ends("__uClibc_main"),
    ends("__cxa_throw"),
    ends("__cxa_rethrow"),
    ends("_Unwind_Resume"),
    ends("__longjmp_chk"),
});

constexpr auto functions = [] {
  auto sorted = unsorted;
  std::ranges::sort(sorted, {}, &F::name);
  return sorted;
}();

}  // namespace

const LibraryFunction* library_function(std::string_view name) {
  const auto found = std::ranges::lower_bound(functions, name, {}, &F::name);
  return found != functions.end() && found->name == name ? &*found : nullptr;
}

}  // namespace assay::code
