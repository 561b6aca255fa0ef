// Keys and certificates in DER amid other bytes: in a program's data, in a flash partition.
#pragma once

#include <variant>

#include "formats/certificate.h"
#include "formats/private_key.h"

namespace assay::formats {

// What a search looks for, to then ask probe_der: a pattern, "?" for any byte, and how far before
// the match the object starts.
struct DerAnchor {
  std::string_view what;
  std::string_view hex;
};

constexpr DerAnchor der_anchors[] = {
    {"RSA private key (PKCS#1)", "3082????02010002"},
    {"private key (PKCS#8)", "3082????02010030"},
    {"private key (PKCS#8), short", "30??02010030"},
    {"EC private key (SEC1)", "30??02010104"},
    {"certificate, or encrypted private key", "3082????3082????a003020102"},
};

using DerObject = std::variant<Key, Certificate>;

// The certificate or private key that stands whole at `offset` of `bytes`; ranges count from the
// start of `bytes`. Cheap where the first bytes cannot be one. Errors: as read_private_key and
// read_certificate.
Result<DerObject> probe_der(Bytes bytes, std::uint64_t offset);

}  // namespace assay::formats
