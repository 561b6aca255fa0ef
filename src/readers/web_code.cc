// A path is a string that is written like one: it begins with '/' (JavaScript only; for a server
// that is a file of its own), or has the suffix of a page, or stands where an address stands:
// fetch(), open("GET", ...), url: ..., entry({...}). A secret is a string that is assigned to a
// name that says so, or handed to a cipher as its key. What a request brings is followed through
// one variable, and no further.
//
// Source: MDN, XMLHttpRequest.open and fetch; jQuery API, jQuery.ajax; LuCI, "ModulesHowTo"
// (entry, call, formvalue); PHP manual, "Predefined variables"; CryptoJS and lua-resty-jwt
// documentation.
#include "readers/web_code.h"

#include <algorithm>
#include <array>
#include <set>

#include "readers/secret_names.h"
#include "readers/web_place.h"

namespace assay::readers {
namespace {

using formats::ScriptLanguage;
using formats::ScriptToken;
using Kind = ScriptToken::Kind;

constexpr std::size_t arguments_max = 48;  // tokens of a call that are looked at

template <std::size_t n>
bool is_one_of(std::string_view text, const std::string_view (&list)[n]) {
  return std::ranges::find(list, text) != std::end(list);
}

constexpr auto path_characters = [] {
  std::array<bool, 256> table{};
  for (unsigned c = '0'; c <= 'z'; c++)
    table[c] = c <= '9' || (c >= 'A' && c <= 'Z') || c >= 'a' || c == '_';
  for (const char c : {'-', '.', '/', '~', '%', '+'}) table[static_cast<unsigned char>(c)] = true;
  return table;
}();

bool is_path_character(char c) { return path_characters[static_cast<unsigned char>(c)]; }

bool has_letter(std::string_view text) {
  return std::ranges::any_of(text, [](char c) { return (c | 32) >= 'a' && (c | 32) <= 'z'; });
}

// A path of the device's own file system, and not of its web server.
bool is_system_path(std::string_view path) {
  constexpr std::string_view folders[] = {"/etc/", "/tmp/",  "/proc/", "/sys/", "/usr/",  "/var/",
                                          "/lib/", "/sbin/", "/bin/",  "/dev/", "/root/", "/rom/"};
  return std::ranges::any_of(folders, [&](auto folder) { return path.starts_with(folder); });
}

class CodeReader {
 public:
  CodeReader(std::span<const ScriptToken> tokens, ScriptLanguage language, bool server,
             WebRows& rows)
      : tokens_(tokens), language_(language), server_(server), rows_(rows) {}

  void run() {
    for (std::size_t i = 0; i < tokens_.size(); i++) {
      const Kind kind = tokens_[i].kind;
      if (kind == Kind::string) string_at(i);
      // Most names are not called, and say nothing in a page.
      if (kind == Kind::name && (server_ || at(i + 1).is('('))) name_at(i);
    }
  }

 private:
  const ScriptToken& at(std::size_t i) const {
    static const ScriptToken none;
    return i < tokens_.size() ? tokens_[i] : none;
  }
  const ScriptToken& before(std::size_t i, std::size_t back) const {
    return at(i >= back ? i - back : tokens_.size());
  }

  void string_at(std::size_t i) {
    const ScriptToken& token = tokens_[i];
    if (token.text.empty() || token.text.size() > web_text_size_max) return;
    const bool plain = token.text.find('\\') == token.text.npos;
    const std::string put_in = plain ? std::string() : formats::unescaped(token.text);
    const std::string_view text = plain ? token.text : std::string_view(put_in);
    if (const std::string_view service = token_service(text); !service.empty())
      secret(i, "token", service, text, {});
    path_at(i, text);
    assigned_secret(i, text);
    // "&name=" and "?name=" are put together with what follows them.
    if (text.size() > 2 && (text[0] == '&' || text[0] == '?') && text.find('=') != text.npos)
      rows_.query(token.range, text.substr(1), {});
  }

  // The string is what a name before it is set to.
  void assigned_secret(std::size_t i, std::string_view text) {
    const bool equals = before(i, 1).is('=');
    if (!equals && !before(i, 1).is(':')) return;
    const ScriptToken& name = before(i, 2);
    if (name.kind != Kind::name && name.kind != Kind::string) return;
    const std::string_view kind = secret_kind(name.text);
    if (!kind.empty() && is_secret_value(kind, text, equals)) secret(i, kind, name.text, text, {});
  }

  void path_at(std::size_t i, std::string_view text) {
    if (text.size() < 3 || !is_path_character(text[0])) return;
    // Most strings are words with blanks between them.
    const auto* const end = std::ranges::find_if_not(text, is_path_character);
    if (end != text.end() && *end != '?' && *end != '#') return;
    const std::string_view path(text.begin(), end);
    if (path.size() < 3 || path.starts_with("//") || !has_letter(path)) return;
    const bool asked = is_address(i);
    const bool rooted = path[0] == '/' && !server_ && !is_system_path(path);
    if (asked || rooted || (has_page_suffix(path) && !is_system_path(path)) ||
        path.find("cgi-bin/") != path.npos || path.find("goform/") != path.npos)
      rows_.route(tokens_[i].range, text, asked ? "request" : "script");
  }

  // Whether the string stands where an address is asked for.
  bool is_address(std::size_t i) const {
    static constexpr std::string_view calls[] = {"fetch", "get",     "post",    "ajax",
                                                 "load",  "getJSON", "redirect"};
    static constexpr std::string_view names[] = {"url", "action",   "href",
                                                 "src", "location", "path"};
    const ScriptToken& sign = before(i, 1);
    const ScriptToken& name = before(i, 2);
    if (server_) return false;
    if (sign.is('(')) return is_one_of(name.text, calls);
    if (sign.is('=') || sign.is(':')) return is_one_of(name.text, names);
    return sign.is(',') && name.kind == Kind::string && before(i, 4).is_name("open");
  }

  void name_at(std::size_t i) {
    const std::string_view name = tokens_[i].text;
    static constexpr std::string_view inputs[] = {"$_GET", "$_POST", "$_REQUEST", "$_COOKIE"};
    static constexpr std::string_view getters[] = {"formvalue", "formvaluetable", "getParameter",
                                                   "getenv",    "websGetVar",     "get_cgi"};
    const bool asks = server_ && is_one_of(name, inputs);
    const bool gets = server_ && is_one_of(name, getters) && at(i + 1).is('(');
    if (asks || gets) {
      const ScriptToken& what = at(i + 2);
      if (what.kind == Kind::string && name != "getenv")
        rows_.parameter(what.range, what.text, "lookup");
      if (name != "getenv" || what.text == "QUERY_STRING") taint(i);
    }
    if (!at(i + 1).is('(')) return;
    if (name == "entry" && language_ == ScriptLanguage::lua) entry(i);
    if (server_) execution(i);
    if (name == "eval") evaluation(i);
    cipher(i);
  }

  // entry({"admin", "x"}, call("f")): a path of LuCI, and what serves it.
  void entry(std::size_t i) {
    if (!at(i + 2).is('{')) return;
    std::string path;
    std::size_t end = i + 3;
    for (; end < i + arguments_max && at(end).kind != Kind::end && !at(end).is('}'); end++)
      if (at(end).kind == Kind::string) path += "/" + std::string(at(end).text);
    std::string handler;
    if (at(end).is('}') && at(end + 1).is(',') && at(end + 2).kind == Kind::name) {
      handler = at(end + 2).text;
      if (at(end + 3).is('(') && at(end + 4).kind == Kind::string)
        handler += " " + std::string(at(end + 4).text);
    }
    rows_.route(tokens_[i].range, path, "entry", handler);
  }

  // x = input(...): from here on x is what a request brings.
  void taint(std::size_t i) {
    for (std::size_t back = 1; back <= 8 && back <= i; back++) {
      const ScriptToken& token = before(i, back);
      if (token.is(';') || token.is('{') || token.is('(')) return;
      if (token.is('=') && before(i, back + 1).kind == Kind::name) {
        tainted_.insert(before(i, back + 1).text);
        return;
      }
    }
  }

  void execution(std::size_t i) {
    static constexpr std::string_view calls[] = {"execute",  "popen",     "exec",
                                                 "call",     "system",    "shell_exec",
                                                 "passthru", "proc_open", "eval"};
    static constexpr std::string_view guards[] = {"shellquote", "escapeshellarg", "escapeshellcmd",
                                                  "tonumber", "intval"};
    static constexpr std::string_view inputs[] = {"formvalue", "$_GET", "$_POST", "$_REQUEST",
                                                  "$_COOKIE"};
    if (!is_one_of(tokens_[i].text, calls)) return;
    const ScriptToken* input = nullptr;
    int depth = 0;
    for (std::size_t j = i + 1; j < i + arguments_max && j < tokens_.size(); j++) {
      const ScriptToken& token = tokens_[j];
      if (token.is('(')) depth++;
      if (token.is(')') && --depth == 0) break;
      if (token.kind != Kind::name) continue;
      if (is_one_of(token.text, guards)) return;
      if (is_one_of(token.text, inputs) || tainted_.contains(token.text)) input = &token;
    }
    if (input == nullptr) return;
    Fact* fact = rows_.add("web_execution", tokens_[i].range);
    if (fact == nullptr) return;
    fact->set("call", tokens_[i].text).set("input", input->text).set("taken_as", "command");
    fact->set("line", rows_.line_at(tokens_[i].range.offset));
  }

  // eval("(" + request.responseText + ")"): what a server answered is run to read it.
  void evaluation(std::size_t i) {
    static constexpr std::string_view replies[] = {"responseText", "response", "responseBody"};
    int depth = 0;
    for (std::size_t j = i + 1; j < i + arguments_max && j < tokens_.size(); j++) {
      const ScriptToken& token = tokens_[j];
      if (token.is('(')) depth++;
      if (token.is(')') && --depth == 0) return;
      if (token.kind != Kind::name || !is_one_of(token.text, replies)) continue;
      Fact* fact = rows_.add("web_execution", tokens_[i].range);
      if (fact == nullptr) return;
      fact->set("call", "eval").set("input", token.text).set("taken_as", "reply");
      fact->set("line", rows_.line_at(tokens_[i].range.offset));
      return;
    }
  }

  // A call of a cipher, with a string where its key stands.
  void cipher(std::size_t i) {
    static constexpr std::string_view calls[] = {
        "encrypt",    "decrypt", "createCipheriv", "createHmac", "createDecipheriv", "HmacSHA1",
        "HmacSHA256", "HmacMD5", "PBKDF2",         "hmac_sha1",  "hmac_sha256"};
    const std::string_view name = tokens_[i].text;
    const std::string_view owner = before(i, 2).text;
    const bool parses = name == "parse" && (owner == "Utf8" || owner == "Hex" || owner == "Latin1");
    const bool signs =
        (name == "sign" || name == "verify") && (owner == "jwt" || owner == "jwt_obj");
    if (!parses && !signs && !is_one_of(name, calls)) return;
    int depth = 0;
    for (std::size_t j = i + 1; j < i + arguments_max && j < tokens_.size(); j++) {
      const ScriptToken& token = tokens_[j];
      if (token.is('(') || token.is('{')) depth++;
      if ((token.is(')') || token.is('}')) && --depth == 0) break;
      if (token.kind == Kind::string && depth == 1 && is_key(token.text, parses))
        secret(j, iv_is_meant(i) ? "iv" : "key", name, formats::unescaped(token.text), name);
    }
  }

  // Whether the call stands behind "iv =" or "iv:".
  bool iv_is_meant(std::size_t i) const {
    for (std::size_t back = 1; back < 12 && back <= i; back++) {
      const ScriptToken& token = before(i, back);
      if (token.is(';') || token.is(',') || token.is('{')) return false;
      if (token.kind == Kind::name && (token.text == "iv" || secret_kind(token.text) == "iv"))
        return true;
    }
    return false;
  }

  static bool is_key(std::string_view text, bool parsed) {
    const std::size_t size = text.size();
    if (parsed) return (size == 8 || size == 16 || size == 24 || size == 32 || size == 64);
    return size >= 8 && size <= 128 && !text.starts_with("aes") && !text.starts_with("AES") &&
           text.find_first_of(" /\\<") == text.npos && is_secret_value("key", text, true);
  }

  void secret(std::size_t i, std::string_view kind, std::string_view name, std::string_view value,
              std::string_view call) {
    rows_.secret(tokens_[i].range, kind, name, value, server_ ? "server script" : "page script",
                 call);
  }

  std::span<const ScriptToken> tokens_;
  ScriptLanguage language_;
  bool server_;
  WebRows& rows_;
  std::set<std::string_view> tainted_;
};

}  // namespace

void read_web_code(std::string_view script, ScriptLanguage language, std::uint64_t start,
                   bool server, WebRows& rows) {
  CodeReader(formats::read_script(script, language, start), language, server, rows).run();
}

}  // namespace assay::readers
