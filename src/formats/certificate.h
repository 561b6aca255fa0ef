// X.509 certificates: whose key, by whose word, from when to when.
#pragma once

#include <optional>
#include <vector>

#include "formats/key.h"

namespace assay::formats {

constexpr std::size_t certificate_names_max = 1024;  // subject alternative names

// A subject alternative name: kind "dns", "email", "uri", "ip" (4 or 16 bytes), "other".
struct AlternativeName {
  std::string_view kind;
  std::string value;
};

struct Certificate {
  Range range;          // of the DER, in the bytes read
  int version = 0;      // 1 to 3
  std::string subject;  // "C=DE, O=Vendor, CN=router"; values are bytes as they are
  std::string subject_common_name;
  std::string issuer;
  std::string serial;                      // hexadecimal, upper case; "-" before a negative one
  std::optional<std::int64_t> not_before;  // seconds since 1970; nothing where it is no time
  std::optional<std::int64_t> not_after;
  std::string signature_algorithm;  // "RSA-SHA256"; dotted numbers where it has no name
  Key key;  // as far as it could be read; its SPKI fingerprint is there in any case
  bool self_issued = false;                    // subject and issuer are the same
  Presence self_signed = Presence::not_shown;  // whether its own key verifies its signature
  Presence authority = Presence::not_shown;    // basicConstraints; not_shown before version 3
  std::optional<std::int64_t> path_length;     // of an authority; nothing where unlimited
  std::vector<AlternativeName> alternative_names;
  std::string sha256;  // of the DER, 64 hexadecimal digits
};

// The certificate at the start of `der`. Errors: truncated, corrupt, limit.
Result<Certificate> read_certificate(Bytes der);

}  // namespace assay::formats
