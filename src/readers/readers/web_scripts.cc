// Scripts of the web side in files of their own: JavaScript and JSON that a browser loads, Lua and
// PHP that a server runs; and the menus of LuCI, whose keys are paths:
//
//   { "admin/system/reboot": { "title": ..., "action": { "type": "view", "path": ... } } }
//
// Source: ECMA-262; RFC 8259; LuCI, "menu.d"; Lua 5.1 manual.
#include <algorithm>

#include "formats/script_lexer.h"
#include "readers/path.h"
#include "readers/reader.h"
#include "readers/web_code.h"
#include "readers/web_place.h"

namespace assay::readers {
namespace {

using formats::ScriptLanguage;
using formats::ScriptToken;

constexpr std::size_t script_size_max = 16U << 20U;  // bytes that are read

// Keys of the outermost object.
void read_menu(std::string_view text, WebRows& rows) {
  const auto tokens = formats::read_script(text, ScriptLanguage::javascript, 0);
  int depth = 0;
  for (std::size_t i = 0; i < tokens.size(); i++) {
    if (tokens[i].is('{') || tokens[i].is('[')) depth++;
    if (tokens[i].is('}') || tokens[i].is(']')) depth--;
    const bool key = depth == 1 && tokens[i].kind == ScriptToken::Kind::string &&
                     i + 1 < tokens.size() && tokens[i + 1].is(':');
    if (key) rows.route(tokens[i].range, formats::unescaped(tokens[i].text), "menu");
  }
}

bool wants(std::string_view name) {
  const auto place = web_place(name);
  if (!place) return false;
  return place->kind == "script" || place->kind == "controller" || place->kind == "menu" ||
         place->kind == "cgi";
}

void read_named(const Leaf& leaf, Reading& out) {
  const std::string_view text = as_text(leaf.bytes).substr(0, script_size_max);
  if (text.empty() || text.substr(0, 4096).find('\0') != text.npos) return;
  if (leaf.bytes.size() > script_size_max)
    out.problems.push_back({"read",
                            ErrorCode::limit,
                            "of a script only 16 MiB are read",
                            {script_size_max, leaf.bytes.size() - script_size_max}});
  const auto place = web_place(leaf.name);
  const std::string_view first = text.substr(0, text.find('\n'));
  WebRows rows(leaf.bytes, "script of the web side", out);
  if (place->kind == "menu" && leaf.name.find("menu.d/") != leaf.name.npos) {
    read_menu(text, rows);
  } else if (place->kind == "controller" ||
             (place->kind == "cgi" && first.find("lua") != first.npos)) {
    read_web_code(text, ScriptLanguage::lua, 0, true, rows);
  } else if (place->kind == "script" || place->kind == "menu") {
    read_web_code(text, ScriptLanguage::javascript, 0, false, rows);
  } else if (first.starts_with("#!") && first.find("php") != first.npos) {
    read_web_code(text, ScriptLanguage::php, 0, true, rows);
  }
}

}  // namespace

extern const Reader web_scripts = {
    .id = "web_scripts",
    .title = "Paths, parameters and secrets in scripts of the web side",
    .source = "ECMA-262; RFC 8259; LuCI menu.d; Lua 5.1 manual",
    .wants = wants,
    .read_named = read_named,
};

}  // namespace assay::readers
