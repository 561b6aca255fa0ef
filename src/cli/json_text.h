// JSON of image text: bytes that are not UTF-8 stand in JSON twice, for people and for programs.
//
// A text is a string. Where its bytes are not UTF-8, the string is the text as assay shows it on a
// screen (\xNN, see base/quote.h), and a member of the same name with "_hex" behind it has the
// bytes as hex digits. So a member has always the same type, and nothing is lost.
#pragma once

#include <nlohmann/json.hpp>
#include <string_view>

#include "model/value.h"

namespace assay::cli {

using Json = nlohmann::ordered_json;

// Sets `object[name]`, and `object[name + "_hex"]` where the text is not UTF-8.
void set_text(Json& object, std::string_view name, std::string_view text);

// The same for a value; nothing stands as null.
void set_value(Json& object, std::string_view name, const Value& value);

// An object with each field as a member; a further field of one name is called name_2, name_3 ...
Json json_of(const Fields& fields);

// JSON as text, `indent` blanks to a level, or on one line where it is negative. Control characters
// that JSON lets stand, DEL and U+0080 to U+009F, are escaped as well: a terminal may act on them.
std::string json_as_text(const Json& json, int indent);

// The document as text with a newline behind it, two blanks to a level.
std::string document(const Json& json);

}  // namespace assay::cli
