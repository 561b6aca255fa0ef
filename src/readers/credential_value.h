// What the value of a credential is: the thing itself, a hash of it, a form of it that anyone can
// turn back, or nothing.
#pragma once

#include <string>
#include <string_view>

namespace assay::readers {

struct CredentialValue {
  // "plain", "hash", "reversible", "placeholder" (to be put in later), "reference" (it stands
  // elsewhere), "empty", or empty for what is no credential at all: yes, no, a sentence.
  std::string_view state;
  std::string_view scheme;    // of a hash: as in account; "md5 hex", "sha1 hex", "sha256 hex" ...
  std::string_view encoding;  // of what is reversible: "base64", "cisco 7", "juniper 9"
  std::string plain;          // of what is reversible
  std::string_view text;      // of a hash: the hash itself, within the value
};

CredentialValue judge_credential(std::string_view kind, std::string_view value);

// The text behind Cisco's password type 7; empty where `text` is none.
std::string plain_of_cisco7(std::string_view text);

// The text behind Junos's "$9$" form; empty where `text` is none.
std::string plain_of_juniper9(std::string_view text);

}  // namespace assay::readers
