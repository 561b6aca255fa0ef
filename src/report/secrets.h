// What of the evidence is a secret in the clear, and is shown only to who asks for it.
#pragma once

#include "model/finding.h"

namespace assay::report {

// Puts masks over the columns of `evidence` that state a secret in the clear. Whether there were
// any: then the bytes of the evidence state it too.
bool hide_secret(Evidence& evidence);

}  // namespace assay::report
