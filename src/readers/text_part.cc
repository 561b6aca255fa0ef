#include "readers/text_part.h"

#include <algorithm>

namespace assay::readers {

bool MadeText::has(TextPart::Kind kind) const {
  return std::ranges::any_of(parts, [&](const TextPart& part) { return part.kind == kind; });
}

void MadeText::add_constant(std::string_view text) {
  if (text.empty()) return;
  if (parts.empty() || parts.back().kind != TextPart::Kind::constant)
    parts.emplace_back().kind = TextPart::Kind::constant;
  parts.back().text += text;
}

void MadeText::add(TextPart part) {
  if (parts.size() < text_parts_max)
    parts.push_back(std::move(part));
  else
    exact = false;
}

void MadeText::add(TextPart::Kind kind) {
  TextPart part;
  part.kind = kind;
  add(std::move(part));
}

}  // namespace assay::readers
