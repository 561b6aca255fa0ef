// Landlock: takes file system, network and signals away from a process, by the kernel's own rules.
//
// Source: Linux, Documentation/userspace-api/landlock.rst, ABI 1 to 6.
#pragma once

#include "base/result.h"

namespace assay::sandbox {

// The kernel's Landlock ABI version; 0 where it has none.
int landlock_abi();

// Takes everything away but reading beneath `directory_fd` (-1: nothing at all). Needs
// no_new_privs. Errors: unsupported, with the kernel's reason.
Result<void> enter_landlock(int directory_fd);

}  // namespace assay::sandbox
