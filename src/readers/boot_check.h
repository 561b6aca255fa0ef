// Rows of boot_check: what is verified before it is used at boot.
#pragma once

#include <string_view>

#include "model/leaf.h"
#include "readers/script_facts.h"

namespace assay::readers {

// Of a command: veritysetup, dmsetup with a verity table.
void add_boot_check(const ScriptLine& line, Reading& out);

// Of a parameter of a kernel's command line, where it is about verification.
void add_boot_check_parameter(std::string_view name, std::string_view value, Range range,
                              Reading& out);

// Of a variable of U-Boot's environment, likewise.
void add_boot_check_variable(std::string_view name, std::string_view value, Range range,
                             Reading& out);

// Of a mount in fstab whose options ask for verification.
void add_boot_check_mount(std::string_view folder, std::string_view options, Range range,
                          std::int64_t line, Reading& out);

// A line of veritytab: NAME DATA-DEVICE HASH-DEVICE ROOT-HASH [OPTIONS]
void add_boot_check_veritytab(std::string_view line, Range range, std::int64_t number,
                              Reading& out);

}  // namespace assay::readers
