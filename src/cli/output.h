// Output: standard output, buffered. A write that fails is an exception, so that a full disk is
// never taken for success; a reader that went away (a pipe to head) only ends the output.
#pragma once

#include <fmt/format.h>

#include <string>
#include <string_view>

#include "base/bytes.h"
#include "cli/terminal.h"

namespace assay::cli {

class Output {
 public:
  Output(int fd, Paint with_paint, std::size_t columns)
      : paint(with_paint), width(columns), fd_(fd) {}

  const Paint paint;
  const std::size_t width;  // in columns

  // Throws std::system_error where bytes cannot be written.
  void write(std::string_view text);
  void write(Bytes bytes) { write(as_text(bytes)); }

  template <class... Args>
  void print(fmt::format_string<Args...> format, Args&&... args) {
    write(fmt::format(format, std::forward<Args>(args)...));
  }

  // Hands on what is buffered: at the end, and where a person should see it at once.
  void flush();

  // Nobody reads any more; what is written is dropped. Long outputs may stop here.
  bool reader_gone() const { return reader_gone_; }

 private:
  int fd_;
  bool reader_gone_ = false;
  std::string buffer_;
};

}  // namespace assay::cli
