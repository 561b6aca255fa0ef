#include "readers/credential_rows.h"

#include "formats/crypt_hash.h"
#include "readers/credential_value.h"

namespace assay::readers {
namespace {

void set_if(Fact& fact, std::string_view column, std::string_view text) {
  if (!text.empty()) fact.set(column, text);
}

}  // namespace

Fact* CredentialRows::add(const Credential& credential, Range range) {
  const CredentialValue value = judge_credential(credential.kind, credential.value);
  if (value.state.empty() || range.size == 0) return nullptr;
  if (count_++ >= credentials_max) {
    if (count_ == credentials_max + 1)
      out_.problems.push_back({"read", ErrorCode::limit, "more than 4096 credentials", range});
    return nullptr;
  }
  out_.facts.emplace_back("credential", range, method_);
  Fact& fact = out_.facts.back();
  fact.set("kind", credential.kind).set("name", credential.name).set("value", credential.value);
  fact.set("state", value.state);
  set_if(fact, "service", credential.service);
  set_if(fact, "user", credential.user);
  set_if(fact, "section", credential.section);
  set_if(fact, "access", credential.access);
  set_if(fact, "source", credential.source);
  set_if(fact, "scheme", value.scheme);
  set_if(fact, "encoding", value.encoding);
  set_if(fact, "plain", value.plain);
  if (value.state == "hash") {
    if (value.scheme.ends_with(" hex")) {
      trial_.try_digest(value.scheme.substr(0, value.scheme.find(' ')), value.text, credential.user,
                        fact);
    } else if (const auto hash = formats::identify_crypt_hash(value.text);
               hash.scheme != formats::HashScheme::unknown) {
      trial_.try_hash(hash, credential.user, fact);
    }
  } else if (value.state == "reversible" || value.state == "plain") {
    look_up(value.plain.empty() ? credential.value : std::string_view(value.plain), credential.user,
            fact);
  }
  return &fact;
}

}  // namespace assay::readers
