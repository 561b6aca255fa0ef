#include "cli/version.h"

namespace assay::cli {

const std::string_view version_text = ASSAY_VERSION;

}  // namespace assay::cli
