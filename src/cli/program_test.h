// Runs the built program, or any shell line, for tests: exit code, standard output and error.
#pragma once

#include <gtest/gtest.h>
#include <sys/wait.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "base/temporary_folder.h"

namespace assay::cli {

struct Ran {
  int code = -1;
  std::string out;
  std::string err;
};

// A folder that goes away with this object; its paths are texts, for commands.
class TestFolder {
 public:
  std::string operator/(const std::string& name) const { return folder_ / name; }
  const std::string& path() const { return folder_.path().native(); }

  std::string write(const std::string& name, const std::string& bytes) const {
    std::ofstream(*this / name, std::ios::binary) << bytes;
    return *this / name;
  }

 private:
  TemporaryFolder folder_;
};

inline std::string read_all(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// Runs a line in bash; $ASSAY is the program. No terminal, 100 columns, and nothing of the caller's
// own wishes for colour.
inline Ran shell(const std::string& line) {
  const TestFolder folder;
  const std::string script =
      "export ASSAY='" ASSAY_PROGRAM "'\nexport TERM=xterm COLUMNS=100\nunset NO_COLOR\n" + line;
  folder.write("script", script);
  const int status = std::system(("bash '" + folder / "script" + "' >'" + folder / "out" + "' 2>'" +
                                  folder / "err" + "' </dev/null")
                                     .c_str());
  return {WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status),
          read_all(folder / "out"), read_all(folder / "err")};
}

inline Ran assay(const std::string& arguments) { return shell("exec \"$ASSAY\" " + arguments); }

}  // namespace assay::cli
