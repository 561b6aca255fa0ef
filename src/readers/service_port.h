// Ports by the names that /etc/services has for them.
#pragma once

#include <optional>
#include <string_view>

namespace assay::readers {

// The port that `text` is, as a number from 1 to 65535 or as the name of a well-known service.
std::optional<int> port_of_service(std::string_view text);

}  // namespace assay::readers
