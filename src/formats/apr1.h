// The password hash of Apache's htpasswd, which libxcrypt lacks: MD5 crypt with a name of its own.
#pragma once

#include <string>
#include <string_view>

namespace assay::formats {

// "$apr1$salt$digest" of `password`. At most 8 bytes of `salt` count.
std::string apr1_crypt(std::string_view password, std::string_view salt);

}  // namespace assay::formats
