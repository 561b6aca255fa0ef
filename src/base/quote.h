// Makes text of an image safe to show. Nothing from an image reaches a terminal, a log or a message
// but through here; HTML and JSON have escapes of their own on top (report/).
#pragma once

#include <string>
#include <string_view>

namespace assay {

// The text with every byte that is not printable UTF-8 written as \n, \t, \r, \\ or \xNN. Control
// characters of Unicode (C1, bidirectional overrides, zero-width and line separators) count as not
// printable. At most `size_max` bytes of `text` are taken; where it was cut, "..." follows.
std::string quote(std::string_view text, std::size_t size_max = 4096);

// Whether all of `text` is well-formed UTF-8 without NUL.
bool is_utf8_text(std::string_view text);

}  // namespace assay
