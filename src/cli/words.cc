#include "cli/words.h"

#include <algorithm>

#include "base/quote.h"

namespace assay::cli {

Tone tone_of(Severity severity) {
  constexpr Tone tones[] = {Tone::info, Tone::low, Tone::medium, Tone::high, Tone::critical};
  return tones[static_cast<std::size_t>(severity)];
}

std::string_view words_of(Confidence confidence) {
  switch (confidence) {
    case Confidence::likely:
      return "likely";
    case Confidence::strong:
      return "strong";
    case Confidence::proven:
      return "proven from the bytes";
  }
  return "";
}

std::string_view words_of(std::optional<Activation> activation) {
  if (!activation) return "activation not shown";
  switch (*activation) {
    case Activation::present:
      return "present";
    case Activation::started:
      return "started";
    case Activation::exposed:
      return "exposed";
    case Activation::reachable:
      return "reachable before login";
  }
  return "";
}

std::string_view words_of(ErrorCode code) {
  switch (code) {
    case ErrorCode::truncated:
      return "cut short";
    case ErrorCode::corrupt:
      return "damaged";
    case ErrorCode::unsupported:
      return "not supported";
    case ErrorCode::encrypted:
      return "encrypted";
    case ErrorCode::limit:
      return "over a limit";
  }
  return "";
}

std::string escaped_once(std::string_view message) {
  std::string text = quote(message);
  for (std::size_t at = text.find("\\\\"); at != std::string::npos; at = text.find("\\\\", at + 1))
    text.erase(at, 1);
  return text;
}

std::map<std::string, std::string> short_ids(const std::vector<Finding>& findings) {
  std::vector<std::string> ids;
  for (const Finding& finding : findings) ids.push_back(finding.id);
  std::ranges::sort(ids);
  const auto common = [](const std::string& a, const std::string& b) {
    return static_cast<std::size_t>(std::ranges::mismatch(a, b).in1 - a.begin());
  };
  std::map<std::string, std::string> shortened;
  for (std::size_t i = 0; i < ids.size(); i++) {
    constexpr std::size_t digits_min = 4;
    std::size_t size = ids[i].rfind('-');
    size = size == std::string::npos ? ids[i].size() : size + 1 + digits_min;
    if (i > 0) size = std::max(size, common(ids[i], ids[i - 1]) + 1);
    if (i + 1 < ids.size()) size = std::max(size, common(ids[i], ids[i + 1]) + 1);
    shortened[ids[i]] = ids[i].substr(0, size);
  }
  return shortened;
}

}  // namespace assay::cli
