#include "code/deed.h"

#include <fmt/core.h>

#include <gtest/gtest.h>

#include "code/arm_sets.h"
#include "code/program_sample.h"

namespace assay::code {
namespace {

// How each processor asks its kernel: man-pages, syscall(2).
constexpr const char* sample = R"(
#if defined __x86_64__
#define ASK "syscall"
#define IN(n, a, b, c) "a"(n), "D"(a), "S"(b), "d"(c)
#elif defined __i386__
#define ASK "int $0x80"
#define IN(n, a, b, c) "a"(n), "b"(a), "c"(b), "d"(c)
#else
#if defined __aarch64__
#define ASK "svc #0"
#define N "x8"
#elif defined __arm__
#define ASK "svc #0"
#define N "r7"
#elif defined __mips__
#define ASK "syscall"
#define N "$2"
#elif defined __powerpc__
#define ASK "sc"
#define N "r0"
#elif defined __riscv
#define ASK "ecall"
#define N "a7"
#endif
#if defined __aarch64__
#define A "x0"
#define B "x1"
#define C "x2"
#elif defined __arm__
#define A "r0"
#define B "r1"
#define C "r2"
#elif defined __mips__
#define A "$4"
#define B "$5"
#define C "$6"
#elif defined __powerpc__
#define A "r3"
#define B "r4"
#define C "r5"
#elif defined __riscv
#define A "a0"
#define B "a1"
#define C "a2"
#endif
#endif
static inline __attribute__((always_inline)) long ask(long n, long a, long b, long c) {
#ifdef N
  register long rn __asm__(N) = n;
  register long ra __asm__(A) = a;
  register long rb __asm__(B) = b;
  register long rc __asm__(C) = c;
  __asm__ volatile(ASK : "+r"(ra) : "r"(rn), "r"(rb), "r"(rc) : "memory");
  return ra;
#else
  long out;
  __asm__ volatile(ASK : "=a"(out) : IN(n, a, b, c) : "memory");
  return out;
#endif
}
int error;
int threads;
long slow(long, long, long);
long socket_(long a, long b, long c) {
  if (threads) return slow(a, b, c);
  long got = ask(SOCKET, a, b, c);
  if (got < 0) error = 1;
  return got;
}
long execve_(long a, long b, long c) { return ask(EXECVE, a, b, c); }
long access_(long a, int b) { return ask(FACCESSAT, -100, a, b); }
long access_there(long a, int b) { return ask(FACCESSAT, 5, a, b); }
long access_so(long a, int b) { return ask(FACCESSAT, -100, a, 4); }
#if defined __thumb__
__asm__(".thumb\n.type taker, %function\ntaker: push {r7, lr}\nmov r7, r12\nsvc 0\npop {r7, pc}\n"
        ".type turner, %function\nturner: push {r7, lr}\nmov r7, r12\nmov r1, r2\nsvc 0\n"
        "pop {r7, pc}\n"
        ".globl by_taker\n.type by_taker, %function\nby_taker: push {lr}\nmov.w r12, #11\n"
        "bl taker\npop {pc}\n"
        ".globl by_turner\n.type by_turner, %function\nby_turner: push {lr}\nmov.w r12, #11\n"
        "bl turner\npop {pc}\n");
#endif
long fixed_family(long a, long b, long c) { return ask(SOCKET, 2, b, c); }
long turned(long a, long b, long c) { return ask(EXECVE, b, a, c); }
long any(long n, long a, long b, long c) { return ask(n, a, b, c); }
long another(long a, long b, long c) { return ask(9999, a, b, c); }
int spawn(const char*, const char**);
int runs_text(const char* text) {
  const char* words[] = {"sh", "-c", text, 0};
  return spawn("/bin/sh", words);
}
int runs_own(void) {
  const char* words[] = {"sh", "-c", "reboot", 0};
  return spawn("/bin/sh", words);
}
)";

// Of socket, execve and faccessat.
constexpr auto numbers_of = [](const std::string& triple) -> std::array<int, 3> {
  if (triple.starts_with("x86_64")) return {41, 59, 269};
  if (triple.starts_with("i386")) return {359, 11, 307};
  if (triple.starts_with("arm")) return {281, 11, 334};
  if (triple.starts_with("mips64")) return {5040, 5057, 5259};
  if (triple.starts_with("mips")) return {4183, 4011, 4300};
  if (triple.starts_with("powerpc")) return {326, 11, 298};
  return {198, 221, 48};  // aarch64, riscv64
};

class DeedOf : public testing::TestWithParam<std::size_t> {};

TEST_P(DeedOf, NamesWhatOnlyHandsItsArgumentsOn) {
  const Target& target = targets()[GetParam()];
  const auto [socket, execve, faccessat] = numbers_of(target.triple);
  const auto bytes = shared_object(target, sample,
                                   "-O2 -fomit-frame-pointer -DSOCKET=" + std::to_string(socket) +
                                       " -DEXECVE=" + std::to_string(execve) +
                                       " -DFACCESSAT=" + std::to_string(faccessat));
  const auto program = Program::open(bytes);
  ASSERT_TRUE(program) << target.triple;
  FunctionDecoder decoder(*program);
  std::map<std::string, std::string> told;
  for (const Symbol& symbol : program->functions()) {
    const Decoder& set = symbol.thumb ? *t32_like(program->decoder()) : program->decoder();
    const Machine machine{*program, set, abi_of(set.architecture)};
    told[std::string(symbol.name)] = name_by_deed(machine, symbol.address, decoder);
  }
  EXPECT_EQ(told["socket_"], "socket") << target.triple;
  EXPECT_EQ(told["execve_"], "execve") << target.triple;
  EXPECT_EQ(told["access_"], "access") << target.triple;
  for (const auto* other :
       {"fixed_family", "turned", "any", "another", "runs_own", "access_there", "access_so"}) {
    ASSERT_TRUE(told.contains(other));
    EXPECT_EQ(told[other], "") << target.triple << " " << other;
  }
  EXPECT_EQ(told["runs_text"], "system") << target.triple;
  // The number of the call goes by way of another function, where r7 is the frame pointer.
  const bool thumb = target.options.find("-mthumb") != std::string::npos;
  EXPECT_EQ(told["by_taker"], thumb ? "execve" : "");
  EXPECT_EQ(told["by_turner"], "");
}

INSTANTIATE_TEST_SUITE_P(Targets, DeedOf, testing::Range(std::size_t{0}, targets().size()));

// A program of the C library of this machine: what is told is what its symbols say.
TEST(Deed, NamesFunctionsOfAStaticProgramAsItsSymbolsDo) {
  const formats::TestFolder folder;
  std::ofstream(folder / "a.c")
      << "#include <sys/socket.h>\n#include <stdlib.h>\n"
         "#include <unistd.h>\n"
         "int main(void) { char b[9]; int s = socket(2, 1, 0);\n"
         "bind(s, 0, 0); listen(s, 5); s = accept(s, 0, 0);\n"
         "b[recv(s, b, 8, 0)] = 0; return system(b) + execl(b, b, NULL); }";
  formats::output_of("cd '" + (folder / "") + "' && g++ -xc -O2 -static -w a.c -o a.out");
  std::ifstream file(folder / "a.out", std::ios::binary);
  const std::vector<std::uint8_t> bytes{std::istreambuf_iterator<char>(file), {}};
  const auto program = Program::open(bytes);
  ASSERT_TRUE(program);
  FunctionDecoder decoder(*program);
  std::set<std::string> found;
  for (const Symbol& symbol : program->functions()) {
    const Machine machine{*program, program->decoder(), abi_of(program->decoder().architecture)};
    const std::string name(name_by_deed(machine, symbol.address, decoder));
    if (name.empty()) continue;
    found.insert(name);
    // All names of that address: "recv" and "__libc_recv" are one function.
    const std::string names =
        formats::output_of("nm '" + (folder / "a.out") + "' | awk '$1 == \"" +
                           fmt::format("{:016x}", symbol.address) + "\" { print $3 }'");
    const std::string part = name == "recvfrom" ? "recv" : name == "sendto" ? "send" : name;
    EXPECT_NE(names.find(part), std::string::npos) << name << " is called " << names;
  }
  for (const auto* name : {"socket", "bind", "listen", "accept", "recvfrom", "system", "execve"})
    EXPECT_TRUE(found.contains(name)) << name;
}

}  // namespace
}  // namespace assay::code
