// Which names and values in code are those of a secret, told with care: a label that says
// "Password" is none. Settings of configuration have credential_name.h, where a name says more:
// "token" or "pass" alone is a credential there, and any variable here.
#pragma once

#include <string_view>

namespace assay::readers {

// What a variable, property or setting of this name holds: password, key, iv, token; empty where
// the name does not say that it is a secret.
std::string_view secret_kind(std::string_view name);

// Whether `value` can be a secret of `kind`: printable, of a sensible length, and no label, path,
// variable, placeholder or name of a field. `sure` lets a value of letters alone pass, as for what
// is assigned and not listed.
bool is_secret_value(std::string_view kind, std::string_view value, bool sure);

// Tokens that tell themselves by their form, as services publish it: the kind of service, or empty.
std::string_view token_service(std::string_view value);

}  // namespace assay::readers
