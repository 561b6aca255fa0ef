// Rows of the tables of the web side, for one file: each route, parameter and secret once, and no
// more than a bound.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "model/leaf.h"

namespace assay::readers {

constexpr std::size_t web_rows_max = 8192;       // of one file
constexpr std::size_t web_text_size_max = 1024;  // bytes of a name, path or value

class WebRows {
 public:
  // `method` is how the rows were read.
  WebRows(Bytes bytes, std::string_view method, Reading& out)
      : bytes_(bytes), method_(method), out_(out) {}

  // What a page or script names as a place of this device. `link` is as written; with its query, of
  // which the names become parameters.
  void route(Range range, std::string_view link, std::string_view how,
             std::string_view handler = {});

  // The name of something that a page sends or a handler takes.
  void parameter(Range range, std::string_view name, std::string_view kind,
                 std::string_view target = {}, std::string_view value = {});

  // The names of "a=1&b=2".
  void query(Range range, std::string_view query, std::string_view target);

  // A constant that is a secret; `call` is the function or program that takes it.
  void secret(Range range, std::string_view kind, std::string_view name, std::string_view value,
              std::string_view holder, std::string_view call = {});

  // A row of any table; null where there are too many.
  Fact* add(std::string_view table, Range range);

  // The number of the line that `offset` stands in, from 1.
  std::int64_t line_at(std::uint64_t offset);

  Bytes bytes() const { return bytes_; }

 private:
  bool is_new(std::string key) { return seen_.insert(std::move(key)).second; }

  Bytes bytes_;
  std::vector<std::uint64_t> line_ends_;  // made when it is first asked for
  std::string method_;
  std::set<std::string> seen_;
  std::size_t count_ = 0;
  Reading& out_;
};

}  // namespace assay::readers
