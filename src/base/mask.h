// Shows a secret without giving it away.
#pragma once

#include <string>
#include <string_view>

namespace assay {

// "(empty)"; of four bytes and more the first character, so that who knows the secret knows it
// again, and stars; else stars alone. Safe to show.
std::string mask(std::string_view secret);

}  // namespace assay
