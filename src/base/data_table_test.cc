#include "base/data_table.h"

#include <gtest/gtest.h>

namespace assay {
namespace {

using Columns = std::vector<std::string_view>;

TEST(DataTable, HasTheRowsBetweenRemarks) {
  const DataTable table =
      read_data_table("# ports 2026-11-22: of\n# them\n\nssh\t22\n#x\ty\nsmtp\t25");
  EXPECT_EQ(table.version, "ports 2026-11-22");
  ASSERT_EQ(table.rows.size(), 2U);
  EXPECT_EQ(table.rows[0].line, 4);
  EXPECT_EQ(table.rows[0].columns, (Columns{"ssh", "22"}));
  EXPECT_EQ(table.rows[1].line, 6);
  EXPECT_EQ(table.rows[1].columns, (Columns{"smtp", "25"}));
}

TEST(DataTable, KeepsColumnsThatAreEmpty) {
  const DataTable table = read_data_table("\ta\t\tb\t\n\t\n");
  EXPECT_EQ(table.version, "");
  ASSERT_EQ(table.rows.size(), 2U);
  EXPECT_EQ(table.rows[0].columns, (Columns{"", "a", "", "b", ""}));
  EXPECT_EQ(table.rows[1].columns, (Columns{"", ""}));
}

TEST(DataTable, IsEmptyForNothing) {
  EXPECT_TRUE(read_data_table("").rows.empty());
  EXPECT_TRUE(read_data_table("# only\n").rows.empty());
}

}  // namespace
}  // namespace assay
