// The system calls that the engine may make: memory, threads, clocks, and reading and writing what
// it already has open. Everything else ends the process.
#pragma once

#include "base/result.h"

namespace assay::sandbox {

// Loads the filter for the calling process; needs no_new_privs. With `may_open`, files beneath a
// directory descriptor may be opened and looked at; which, Landlock decides.
// Errors: unsupported.
Result<void> enter_seccomp(bool may_open);

}  // namespace assay::sandbox
