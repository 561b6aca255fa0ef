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

std::string document(const Json& json) {
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace assay::cli
