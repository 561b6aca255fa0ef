// Why a program that a boot starts is no file of the image: the reason, as far as bytes state one.
#pragma once

#include <cstdint>
#include <map>
#include <span>

#include "casefile/database.h"
#include "casefile/file_names.h"

namespace assay::casefile {

// Fills the table program_missing for these rows of `started`, which a boot comes to and for which
// program_file has no file. `systems` are the file systems of the case by their node. Throws
// SqlError where the machine fails.
void explain_missing(Database& database, const std::map<std::int64_t, FileNames>& systems,
                     std::span<const std::int64_t> facts);

}  // namespace assay::casefile
