#include "code/system_call.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

namespace assay::code {
namespace {

// Held to the kernel's own headers, as far as a machine has them: those of x86, and the generic one
// that AArch64 and RISC-V go by.
void expect_as_in(const char* path, Architecture architecture, std::size_t count_min) {
  std::ifstream file(path);
  ASSERT_TRUE(file) << path;
  std::size_t count = 0;
  for (std::string line; std::getline(file, line);) {
    std::istringstream words(line);
    std::string define;
    std::string name;
    std::uint64_t number = 0;
    if (!(words >> define >> name >> number) || !name.starts_with("__NR_")) continue;
    const SystemCall* call = system_call(architecture, number);
    if (call == nullptr) continue;
    name = name.substr(5);
    if (name == "accept4") name = "accept";
    if (name == "exit_group") name = "_exit";
    EXPECT_EQ(call->name, name) << path;
    EXPECT_LE(call->arguments, 3U);
    count++;
  }
  EXPECT_GE(count, count_min) << path;
}

TEST(SystemCall, NumbersAreTheKernels) {
  expect_as_in("/usr/include/x86_64-linux-gnu/asm/unistd_64.h", Architecture::x86_64, 32);
  expect_as_in("/usr/include/x86_64-linux-gnu/asm/unistd_32.h", Architecture::x86, 32);
  expect_as_in("/usr/include/asm-generic/unistd.h", Architecture::aarch64, 25);
  expect_as_in("/usr/include/asm-generic/unistd.h", Architecture::riscv64, 25);
}

TEST(SystemCall, NoneIsWhereNoneStands) {
  EXPECT_EQ(system_call(Architecture::aarch64, 0xffff), nullptr);  // what open has there
  EXPECT_EQ(system_call(Architecture::x86_64, 100000), nullptr);
  EXPECT_EQ(socket_call(0), "");
  EXPECT_EQ(socket_call(2), "bind");
  EXPECT_EQ(socket_call(7), "");
  EXPECT_EQ(socket_call(13), "");
}

}  // namespace
}  // namespace assay::code
