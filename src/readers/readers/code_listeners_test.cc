#include <algorithm>

#include "readers/code_reader_test.h"

namespace assay::readers {

extern const Reader code_listeners;

namespace {

// Functions that listen, and twins that do not. What the C library declares stands here, since no
// other processor's headers are needed then.
constexpr std::string_view source = R"(
typedef unsigned short u16; typedef unsigned int u32; typedef __SIZE_TYPE__ size;
int socket(int, int, int), bind(int, const void*, u32), listen(int, int);
int accept(int, void*, void*), connect(int, const void*, u32), close(int);
int getaddrinfo(const char*, const char*, const void*, void*);
long recvfrom(int, void*, size, int, void*, void*);
void* memset(void*, int, size); char* strcpy(char*, const char*); char* getenv(const char*);
int atoi(const char*); u16 htons(u16); void report(int, const void*);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
#define NET(x) (x)
#elif defined(__OPTIMIZE__)
#define NET(x) __builtin_bswap16(x)
#else
#define NET(x) htons(x)
#endif
#ifdef __mips__
enum { STREAM = 2, DATAGRAM = 1 };
#else
enum { STREAM = 1, DATAGRAM = 2 };
#endif
struct in { u16 family, port; u32 address; char zero[8]; };
struct un { u16 family; char path[108]; };
struct hints { int flags, family, type, protocol; size length; void *a, *b, *c; };
#define OWN __attribute__((noinline, visibility("hidden")))

OWN void serve(int client) { report(client, 0); close(client); }

void tcp_constant(void) {
  struct in a;
  memset(&a, 0, sizeof a);
  a.family = 2;
  a.port = NET(8080);
  int s = socket(2, STREAM, 0);
  if (bind(s, &a, sizeof a) < 0) return;
  listen(s, 5);
  for (;;) serve(accept(s, 0, 0));
}
void udp_loopback(void) {
  struct in a;
  char b[64];
  memset(&a, 0, sizeof a);
  a.family = 2;
  a.port = NET(5353);
  ((char*)&a)[4] = 127;
  ((char*)&a)[7] = 1;
  int s = socket(2, DATAGRAM, 17);
  if (bind(s, &a, sizeof a) == 0) recvfrom(s, b, sizeof b, 0, 0, 0);
}
OWN int given(int port, int more) {
  struct in a;
  memset(&a, 0, sizeof a);
  a.family = 2;
  a.port = NET(port);
  int s = socket(2, STREAM, 6);
  if (bind(s, &a, sizeof a) < 0) return -1;
  return listen(s, more);
}
void gives_one(void) { given(2323, 1); }
void gives_two(void) { given(2424, 2); }
OWN int bound(int s, const void* a, u32 size) { return bind(s, a, size) == 0 ? listen(s, 3) : -1; }
void hands_on(void) {
  struct in a;
  memset(&a, 0, sizeof a);
  a.family = 2;
  a.port = NET(3131);
  bound(socket(2, STREAM, 0), &a, sizeof a);
}
int usual = 7777;
void initial(void) {
  struct in a;
  memset(&a, 0, sizeof a);
  a.family = 2;
  a.port = NET(usual);
  int s = socket(2, STREAM, 0);
  bind(s, &a, sizeof a);
  listen(s, 5);
}
void by_name(void) {
  struct hints h;
  struct { int x[4]; size n; void* address; }* found;
  memset(&h, 0, sizeof h);
  h.flags = 1;
  h.type = DATAGRAM;
  getaddrinfo(0, "tftp", &h, &found);
  bind(socket(2, DATAGRAM, 0), found->address, 16);
}
void from_environment(void) {
  struct in a;
  memset(&a, 0, sizeof a);
  a.family = 2;
  a.port = htons(atoi(getenv("HTTP_PORT")));
  int s = socket(2, STREAM, 0);
  bind(s, &a, sizeof a);
  listen(s, 5);
}
void by_path(void) {
  struct un a;
  a.family = 1;
  strcpy(a.path, "/run/a.sock");
  int s = socket(1, STREAM, 0);
  bind(s, &a, sizeof a);
  listen(s, 5);
}
void sees_all(void) { report(socket(17, 3, NET(3)), 0); }
// None of these listens.
void only_listens_elsewhere(void) { listen(socket(2, STREAM, 0), 5); }
void sends_raw(void) { report(socket(2, 3, 255), 0); }
void client(void) {
  struct in a = {2, NET(4444), 0x0100007f, {0}};
  connect(socket(2, STREAM, 0), &a, sizeof a);
}
void bound_client(void) {
  struct in a = {2, NET(5555), 0, {0}}, b = {2, NET(80), 0x0100007f, {0}};
  int s = socket(2, STREAM, 0);
  bind(s, &a, sizeof a);
  connect(s, &b, sizeof b);
}
void other_way(struct in* a, int server) {
  int s = socket(2, STREAM, 0);
  a->family = 2;
  if (server) {
    bind(s, a, sizeof *a);
    listen(s, 5);
  } else {
    a->port = NET(1025);
    connect(s, a, sizeof *a);
  }
}
void asks_name(void) {
  struct hints h;
  void* found;
  memset(&h, 0, sizeof h);
  h.type = STREAM;
  getaddrinfo("a.example", "9999", &h, &found);
}
)";

TEST(CodeListeners, ReadsPortsOnEveryArchitecture) {
  for (const std::string target :
       {"mipsel-linux-gnu", "mips-linux-gnu", "mips64el-linux-gnuabi64", "arm-linux-gnueabihf",
        "aarch64-linux-gnu", "powerpc-linux-gnu", "powerpc64le-linux-gnu", "riscv64-linux-gnu",
        "i686-linux-gnu", "x86_64-linux-gnu"}) {
    for (const std::string options : {"-O0", "-O2"}) {
      SCOPED_TRACE(target + " " + options);
      const auto library = shared_object(
          target, std::string(source),
          options + " -ffreestanding -fno-builtin -Wl,--unresolved-symbols=ignore-all");
      auto rows = columns(facts_of_code(code_listeners, library),
                          {"function_name", "protocol", "address", "port", "port_from"});
      std::ranges::sort(rows);
      const std::vector<std::string> expected = {
          "by_name|udp|*|69|constant",
          "by_path|unix|-|-|-",
          "from_environment|tcp|0.0.0.0|-|-",
          "given|tcp|0.0.0.0|2323|parameter",
          "given|tcp|0.0.0.0|2424|parameter",
          "hands_on|tcp|0.0.0.0|3131|constant",
          "initial|tcp|0.0.0.0|7777|initial",
          "other_way|tcp|-|-|-",
          "sees_all|packet|-|-|-",
          "tcp_constant|tcp|0.0.0.0|8080|constant",
          "udp_loopback|udp|127.0.0.1|5353|constant",
      };
      EXPECT_EQ(rows, expected);
    }
  }
}

}  // namespace
}  // namespace assay::readers
