#include "cli/json_text.h"

#include <fmt/format.h>

#include "base/bytes.h"
#include "base/digest.h"
#include "base/quote.h"

namespace assay::cli {

void set_text(Json& object, std::string_view name, std::string_view text) {
  if (is_utf8_text(text)) {
    object[std::string(name)] = text;
    return;
  }
  object[std::string(name)] = quote(text, text.size());
  object[std::string(name) + "_hex"] = to_hex(as_bytes(text));
}

void set_value(Json& object, std::string_view name, const Value& value) {
  if (const auto* number = std::get_if<std::int64_t>(&value))
    object[std::string(name)] = *number;
  else if (const auto* text = std::get_if<std::string>(&value))
    set_text(object, name, *text);
  else
    object[std::string(name)] = nullptr;
}

Json json_of(const Fields& fields) {
  Json object = Json::object();
  for (const Field& field : fields) {
    std::string name = quote(field.name);
    for (int nth = 2; object.contains(name); nth++) name = fmt::format("{}_{}", field.name, nth);
    set_value(object, name, field.value);
  }
  return object;
}

std::string json_as_text(const Json& json, int indent) {
  const std::string dumped = json.dump(indent, ' ', false, Json::error_handler_t::replace);
  std::string text;
  text.reserve(dumped.size());
  for (std::size_t i = 0; i < dumped.size(); i++) {
    const auto byte = static_cast<unsigned char>(dumped[i]);
    const auto next = static_cast<unsigned char>(i + 1 < dumped.size() ? dumped[i + 1] : 0);
    const bool is_c1 = byte == 0xc2 && next >= 0x80 && next < 0xa0;
    if (is_c1) i++;
    if (is_c1 || byte == 0x7f)
      text += fmt::format("\\u{:04x}", is_c1 ? next : byte);
    else
      text += dumped[i];
  }
  return text;
}

std::string document(const Json& json) { return json_as_text(json, 2) + "\n"; }

}  // namespace assay::cli
