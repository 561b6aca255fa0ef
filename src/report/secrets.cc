#include "report/secrets.h"

#include <algorithm>

#include "base/mask.h"

namespace assay::report {
namespace {

std::string* text_column(Evidence& evidence, std::string_view name) {
  for (Field& field : evidence.columns)
    if (field.name == name) return std::get_if<std::string>(&field.value);
  return nullptr;
}

bool hide(Evidence& evidence, std::string_view column) {
  std::string* text = text_column(evidence, column);
  if (text == nullptr || text->empty()) return false;
  *text = mask(*text);
  return true;
}

}  // namespace

bool hide_secret(Evidence& evidence) {
  if (evidence.table != "account" && evidence.table != "credential") return false;
  const std::string* state = text_column(evidence, "state");
  const bool clear = state != nullptr && (*state == "plain" || *state == "reversible");
  bool hidden = false;
  if (clear) {
    hidden = hide(evidence, "password") || hidden;
    hidden = hide(evidence, "value") || hidden;
    hidden = hide(evidence, "plain") || hidden;
  }
  // The bytes of a hash do not show what the dictionary found.
  hide(evidence, "known_plaintext");
  return hidden;
}

}  // namespace assay::report
