// Version: which assay this is.
#pragma once

#include <string_view>

namespace assay::cli {

extern const std::string_view version_text;  // "0.1.0"
constexpr std::string_view release_date = "2026-11-21";

// What the program is, in one sentence without a full stop.
constexpr std::string_view tagline = "a security evaluation centre for network equipment";

}  // namespace assay::cli
