// Options that choose what an image is held against: folders of rules, standards, a declaration.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "cli/arguments.h"
#include "cli/exit_code.h"
#include "model/declaration.h"

namespace assay::cli {

// The folders of --rules. Errors: usage, where one is no folder.
tl::expected<std::vector<std::filesystem::path>, Failure> rule_folders_of(
    const Arguments& arguments);

// The names of --standard, in order. Errors: usage, where neither the shipped rules nor those in
// `folders` know one.
tl::expected<std::vector<std::string>, Failure> standards_of(
    const Arguments& arguments, const std::vector<std::filesystem::path>& folders);

// The file of --declared, read; nothing where it was not given. Errors: usage, with file, line and
// what is wrong.
tl::expected<std::optional<Declaration>, Failure> declaration_of(const Arguments& arguments);

}  // namespace assay::cli
