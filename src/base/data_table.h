// A table that the program carries as text (data/*.tsv). Its first line is "# NAME YYYY-MM-DD:
// ...", further lines that begin with # are remarks, and each other one is a row, with tabs between
// its columns.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace assay {

struct DataRow {
  std::int64_t line = 0;  // from 1
  std::vector<std::string_view> columns;
};

struct DataTable {
  std::string_view version;  // 'NAME YYYY-MM-DD'; empty where the first line is no such
  std::vector<DataRow> rows;
};

// Views of `text`. How many columns a row has is for the caller to check.
DataTable read_data_table(std::string_view text);

}  // namespace assay
