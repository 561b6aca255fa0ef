// For tests of readers of machine code: what one says of a small program, for many processors.
#pragma once

#include <string>
#include <vector>

#include "code/program_sample.h"
#include "readers/reader_test.h"

namespace assay::readers {

inline const char* const code_targets[] = {
    "x86_64-linux-gnu", "i686-linux-gnu",    "aarch64-linux-gnu", "armv7-linux-gnueabihf",
    "mipsel-linux-gnu", "riscv64-linux-gnu", "mips-linux-gnu",    "powerpc64le-linux-gnu"};

// A shared object of `source`, without stack protection: that has a comparison of its own.
inline formats::Sample shared_object(const std::string& target, const std::string& source,
                                     const std::string& options = "-O2") {
  return code::shared_object(target, source, "-fno-stack-protector " + options);
}

// What `reader` says of a program that may be damaged; nothing of bytes that are none.
inline std::vector<Fact> facts_of_damaged_code(const Reader& reader, Bytes bytes) {
  const auto program = code::Program::open(bytes);
  if (!program) return {};
  Reading reading;
  reader.read_code(code::Survey(program.value()), reading);
  return held_to_tables(reading, bytes);
}

inline std::vector<Fact> facts_of_code(const Reader& reader, Bytes bytes) {
  EXPECT_TRUE(code::Program::open(bytes)) << "not compiled";
  return facts_of_damaged_code(reader, bytes);
}

// Calls `held` for each target at two levels.
template <class Held>
void on_each_target(Held held) {
  for (const char* target : code_targets) {
    for (const char* level : {"-O0", "-O2"}) {
      SCOPED_TRACE(std::string(target) + level);
      held(target, level);
    }
  }
}

}  // namespace assay::readers
