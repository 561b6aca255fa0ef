// What a setting of a service decides, said in the same words for all services.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace assay::readers {

struct Meaning {
  std::string_view about;  // 'listing', 'guests', 'tls versions' ...: see service_setting.about
  std::string value;       // 'on', 'off', 'TLSv1.0 TLSv1.2': see service_setting.meaning; or empty
};

// `name` in lower case. Nothing where the setting is of another kind.
std::optional<Meaning> meaning_of(std::string_view service, std::string_view name,
                                  std::string_view value);

// The part of it that is about TLS: versions, ciphers, whether the peer is checked.
std::optional<Meaning> tls_meaning_of(std::string_view service, std::string_view name,
                                      std::string_view value);

}  // namespace assay::readers
