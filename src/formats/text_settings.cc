// Configuration in lines. What a line is, the first that fits:
//
//   # ; // ! --          a remark
//   [section]            a section, until the next
//   config TYPE 'NAME'   a section of UCI; `option NAME VALUE` and `list NAME VALUE` stand in it
//   NAME ... {           a block, until "}"
//   NAME = VALUE         also with ":" or ":=" for "="; `export`, `set`, `nvram set` before it are
//                        passed over
//   NAME VALUE           where nothing else fits
//
// Quotes around a value are taken off, and so are ";" at its end and a remark behind blanks.
//
// Source: systemd.syntax(7), smb.conf(5), OpenWrt "The UCI system", sysctl.conf(5), nginx
// "Beginner's Guide"; each of them is read as far as the others agree with it.
#include <fmt/core.h>

#include <algorithm>

#include "formats/lines.h"
#include "formats/section_path.h"
#include "formats/settings.h"

namespace assay::formats {
namespace {

bool is_name_byte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         std::string_view("_.-@[]/").find(c) != std::string_view::npos;
}

bool is_remark(std::string_view line) {
  return line[0] == '#' || line[0] == ';' || line[0] == '!' || line.starts_with("//") ||
         line.starts_with("--");
}

// A value without its quotes, or without the remark and semicolon behind it.
std::string_view value_of(std::string_view text) {
  text = trim(text);
  if (!text.empty() && (text[0] == '"' || text[0] == '\'')) {
    const std::size_t end = text.find(text[0], 1);
    if (end != std::string_view::npos) return text.substr(1, end - 1);
  }
  for (const std::string_view remark : {" #", "\t#", " ;", "\t;"})
    text = text.substr(0, text.find(remark));
  text = trim(text);
  while (text.ends_with(';') || text.ends_with(',')) text.remove_suffix(1);
  return text;
}

std::string_view unquoted(std::string_view word) {
  if (word.size() >= 2 && (word[0] == '"' || word[0] == '\'') && word.back() == word[0])
    return word.substr(1, word.size() - 2);
  return word;
}

class TextSettings {
 public:
  TextSettings(Bytes bytes, const TakeSetting& take) : whole_(as_text(bytes)), take_(take) {}

  SettingProblems read() {
    using namespace std::string_view_literals;
    for (std::size_t at = 0; at < whole_.size();) {
      const std::size_t end = std::min(whole_.find_first_of("\n\0"sv, at), whole_.size());
      const std::string_view line = trim(whole_.substr(at, end - at));
      if (count_ == settings_max) {
        problems_.push_back(
            {{ErrorCode::limit, fmt::format("only {} settings are read", settings_max)},
             {at, whole_.size() - at}});
        break;
      }
      if (line.size() > line_size_max) {
        problems_.push_back({{ErrorCode::limit, fmt::format("a line of {} bytes, {} at most",
                                                            line.size(), line_size_max)},
                             {at, end - at}});
      } else if (!line.empty() && !is_remark(line)) {
        read_line(line);
      }
      at = end + 1;
    }
    return std::move(problems_);
  }

 private:
  void read_line(std::string_view line) {
    if (line[0] == '[' && line.find(']') != std::string_view::npos) {
      blocks_.clear();
      blocks_.enter(trim(line.substr(1, line.find(']') - 1)).substr(0, setting_name_size_max));
      return;
    }
    if (line[0] == '}') return blocks_.leave();
    if (line.ends_with('{')) return blocks_.enter(trim(line.substr(0, line.size() - 1)));
    std::string_view rest = line;
    std::string_view first = next_word(rest);
    if (first == "config" && !rest.empty() && rest.find('=') == std::string_view::npos)
      return enter_uci(rest);
    while (first == "export" || first == "set" || first == "nvram" || first == "option" ||
           first == "list") {
      const bool uci = first == "option" || first == "list";
      std::string_view after = rest;
      const std::string_view next = next_word(after);
      if (next.empty() || next[0] == '=') break;
      if (uci) return add(unquoted(next), after);
      line = trim(rest);
      rest = after;
      first = next;
    }
    read_pair(line);
  }

  void enter_uci(std::string_view rest) {
    std::string name(next_word(rest));
    if (const auto given = unquoted(next_word(rest)); !given.empty())
      name += ' ' + std::string(given);
    blocks_.clear();
    blocks_.enter(std::string_view(name).substr(0, setting_name_size_max));
  }

  void read_pair(std::string_view line) {
    const std::string_view start = line.substr(line[0] == '"' || line[0] == '\'' ? 1 : 0);
    std::size_t size = 0;
    while (size < start.size() && is_name_byte(start[size])) size++;
    const std::string_view name = start.substr(0, size);
    std::string_view rest = start.substr(size);
    if (!rest.empty() && rest[0] == line[0] && start.size() != line.size()) rest.remove_prefix(1);
    const bool apart = !rest.empty() && (rest[0] == ' ' || rest[0] == '\t');
    rest = trim(rest);
    if (rest.starts_with(":=") || rest.starts_with("+=") || rest.starts_with("==")) {
      rest.remove_prefix(2);
    } else if (!rest.empty() && (rest[0] == '=' || rest[0] == ':')) {
      rest.remove_prefix(1);
    } else if (!apart || rest.empty()) {
      return;
    }
    add(name, rest);
  }

  void add(std::string_view name, std::string_view rest) {
    if (name.empty() || name.size() > setting_name_size_max) return;
    const std::string_view value = value_of(rest);
    if (value.size() > setting_value_size_max) return;
    count_++;
    const Range named = range_in(whole_, name, 0);
    const Range range = value.empty() ? Range{named.end(), 0} : range_in(whole_, value, 0);
    take_({blocks_.text(), name, value, range, {named.offset, range.end() - named.offset}});
  }

  std::string_view whole_;
  const TakeSetting& take_;
  SectionPath blocks_;
  SettingProblems problems_;
  std::size_t count_ = 0;
};

}  // namespace

SettingProblems read_text_settings(Bytes bytes, const TakeSetting& take) {
  return TextSettings(bytes, take).read();
}

}  // namespace assay::formats
