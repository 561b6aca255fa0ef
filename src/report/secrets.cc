#include "report/secrets.h"

#include <algorithm>
#include <functional>

#include "base/mask.h"

namespace assay::report {
namespace {

std::string* text_column(Evidence& evidence, std::string_view name) {
  for (Field& field : evidence.columns)
    if (field.name == name) return std::get_if<std::string>(&field.value);
  return nullptr;
}

constexpr std::size_t texts_max = 512;
constexpr std::size_t text_size_min = 6;

// Whether a text can hardly be anything but the secret: letters of both cases, digits or signs
// together.
bool is_distinctive(std::string_view text) {
  if (text.size() < text_size_min) return false;
  bool lower = false;
  bool upper = false;
  bool digit = false;
  bool sign = false;
  for (const char c : text) {
    const bool is_lower = c >= 'a' && c <= 'z';
    const bool is_upper = c >= 'A' && c <= 'Z';
    const bool is_digit = c >= '0' && c <= '9';
    lower = lower || is_lower;
    upper = upper || is_upper;
    digit = digit || is_digit;
    sign = sign || (!is_lower && !is_upper && !is_digit);
  }
  return lower + upper + digit + sign >= 2;
}

bool is_part_of_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

// Masks each whole `word` in `text`.
void mask_word(std::string& text, const std::string& word) {
  for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at)) {
    const std::size_t end = at + word.size();
    const bool whole = (at == 0 || !is_part_of_word(text[at - 1])) &&
                       (end == text.size() || !is_part_of_word(text[end]));
    const std::string shown = whole ? mask(word) : word;
    text.replace(at, word.size(), shown);
    at += shown.size();
  }
}

// Masks the password of //user:password@host.
void mask_addresses(std::string& text) {
  for (std::size_t at = text.find("://"); at != std::string::npos; at = text.find("://", at + 3)) {
    const std::size_t end = std::min(text.find_first_of("/ \t\n\"'", at + 3), text.size());
    const std::size_t host = text.rfind('@', end);
    const std::size_t colon = text.find(':', at + 3);
    if (host == std::string::npos || host <= at || colon >= host) continue;
    const std::string_view password = std::string_view(text).substr(colon + 1, host - colon - 1);
    if (!password.empty() && password[0] != '$')
      text.replace(colon + 1, host - colon - 1, mask(password));
  }
}

bool hide(Evidence& evidence, std::string_view column) {
  std::string* text = text_column(evidence, column);
  if (text == nullptr || text->empty()) return false;
  *text = mask(*text);
  return true;
}

}  // namespace

bool hide_secret(Evidence& evidence) {
  if (evidence.table == "secret") return hide(evidence, "value");
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

Result<Secrets> Secrets::of(const casefile::Case& file) {
  const casefile::Rows rows = TRY(file.query(
      "SELECT password FROM account WHERE state IN ('plain', 'reversible')"
      " UNION SELECT value FROM credential WHERE state IN ('plain', 'reversible')"
      " UNION SELECT plain FROM credential UNION SELECT known_plaintext FROM account"
      " UNION SELECT known_plaintext FROM credential UNION SELECT value FROM secret ORDER BY 1"));
  std::vector<std::string> texts;
  for (const auto& row : rows.rows)
    if (const auto* text = std::get_if<std::string>(&row[0])) texts.push_back(*text);
  return Secrets(std::move(texts));
}

Secrets::Secrets(std::vector<std::string> texts) : texts_(std::move(texts)) {
  std::erase_if(texts_, [](const std::string& text) { return !is_distinctive(text); });
  std::ranges::stable_sort(texts_, std::greater(), &std::string::size);
  if (texts_.size() > texts_max) texts_.resize(texts_max);
}

std::string Secrets::masked(std::string_view text) const {
  std::string shown(text);
  for (const std::string& secret : texts_) mask_word(shown, secret);
  mask_addresses(shown);
  return shown;
}

bool Secrets::stand_in(Bytes bytes) const {
  return std::ranges::any_of(texts_, [&](const std::string& secret) {
    return as_text(bytes).find(secret) != std::string_view::npos;
  });
}

void Secrets::hide_in(std::vector<Finding>& findings) const {
  const auto hide_fields = [&](Fields& fields) {
    for (Field& field : fields)
      if (auto* text = std::get_if<std::string>(&field.value)) *text = masked(*text);
  };
  for (Finding& finding : findings) {
    finding.message = masked(finding.message);
    hide_fields(finding.columns);
    for (Evidence& evidence : finding.evidence) {
      hide_secret(evidence);
      hide_fields(evidence.columns);
    }
  }
}

}  // namespace assay::report
