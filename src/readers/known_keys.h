// Keys whose private half is public, of data/known_keys.tsv, which the program carries in itself.
#pragma once

#include <string_view>

#include "model/fact.h"

namespace assay::readers {

struct KnownKey {
  std::string_view kind;    // "login", "host", "sample", "test": the file says what they mean
  std::string_view name;    // whose it is
  std::string_view source;  // where it was published
};

// The known key of one of these fingerprints (either may be empty), or null.
const KnownKey* find_known_key(std::string_view spki_sha256, std::string_view ssh_sha256);

// Sets the columns known_kind, known_as and known_source; none where `known` is null.
void set_known(Fact& fact, const KnownKey* known);

}  // namespace assay::readers
