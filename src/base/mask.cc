#include "base/mask.h"

#include "base/quote.h"

namespace assay {

std::string mask(std::string_view secret) {
  if (secret.empty()) return "(empty)";
  return secret.size() < 4 ? "****" : quote(secret.substr(0, 1)) + "****";
}

}  // namespace assay
