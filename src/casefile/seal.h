// Seal: what stands behind a case file's database so that every altered byte shows, and where.
//
//   offset          size     what, integers little-endian
//   0               4096*n   the SQLite database, n pages
//   4096*n          11       "ASSAYSEAL1\n"
//   4096*n + 11     4        page size: 4096
//   4096*n + 15     8        n
//   4096*n + 23     32*n     SHA-256 of each page
//   4128*n + 23     32       root: SHA-256 of everything from "ASSAYSEAL1\n" up to here
//
// SQLite reads no further than the pages that its own header counts, so that any program opens a
// sealed file. The seal is no signature: it tells an accident, not a forger. Who signs a case,
// signs the root.
#pragma once

#include <filesystem>

#include "base/digest.h"
#include "base/result.h"

namespace assay::casefile {

constexpr std::uint32_t page_size = 4096;

struct Seal {
  std::uint64_t pages = 0;
  Digest root{};
};

// Puts the seal behind the database that `fd` holds, and gives it back. Throws std::system_error.
Seal seal(int fd);

// Reads the whole file. Errors: truncated, corrupt: no seal, or which bytes differ, and of which
// table they are where that can be told.
Result<Seal> check_seal(const std::filesystem::path& path);

}  // namespace assay::casefile
