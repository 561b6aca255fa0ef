// Route rows: the facts about names that a program has functions for, however those were found.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "readers/opened.h"
#include "readers/reader.h"

namespace assay::readers {

constexpr std::size_t route_rows_max = 8192;  // of one program, found in one way

class RouteRows {
 public:
  RouteRows(const code::Survey& survey, Reading& out) : survey_(survey), out_(out) {}

  bool full() const { return rows_.size() >= route_rows_max; }
  // `fact` has where it stands and how it was found already; `opened` is what its code runs.
  void add(Fact fact, std::uint32_t index, std::string_view name, std::uint64_t handler,
           const Opened& opened);
  // Which names another text has as a word of its own, and all rows to the reading.
  void finish();

 private:
  struct Row {
    Fact fact;
    std::string name;
  };
  using Names = std::map<std::string, bool, std::less<>>;
  void note_mentions();

  const code::Survey& survey_;
  Reading& out_;
  std::vector<Row> rows_;
  Names mentioned_;
};

}  // namespace assay::readers
