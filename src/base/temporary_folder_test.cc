#include "base/temporary_folder.h"

#include <gtest/gtest.h>

#include <fstream>

namespace assay {
namespace {

TEST(TemporaryFolder, IsItsOwnersAloneAndGoesAwayWithWhatIsInIt) {
  std::filesystem::path path;
  {
    const TemporaryFolder folder;
    const TemporaryFolder another;
    path = folder.path();
    EXPECT_NE(path, another.path());
    EXPECT_EQ(std::filesystem::status(path).permissions(), std::filesystem::perms::owner_all);
    std::filesystem::create_directory(folder / "d");
    std::ofstream(folder / "d/file") << "x";
  }
  EXPECT_FALSE(std::filesystem::exists(path));
}

}  // namespace
}  // namespace assay
