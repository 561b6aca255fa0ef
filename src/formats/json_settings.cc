// JSON, read from left to right without a tree: an object or array is a section named by its key.
// What is no JSON is passed over, so that remarks, trailing commas and the JSON-like files of
// scripts do no harm.
//
// Source: RFC 8259.
#include <fmt/core.h>

#include <algorithm>
#include <cctype>
#include <string>
#include <vector>

#include "formats/section_path.h"
#include "formats/settings.h"

namespace assay::formats {
namespace {

void put_utf8(std::string& text, std::uint32_t code) {
  const auto put = [&](std::uint32_t byte) { text += static_cast<char>(byte); };
  if (code < 0x80) return put(code);
  if (code < 0x800) {
    put(0xc0U | code >> 6U);
  } else {
    put(0xe0U | code >> 12U);
    put(0x80U | (code >> 6U & 0x3fU));
  }
  put(0x80U | (code & 0x3fU));
}

// A string's content with its escapes resolved; surrogates stand as they are.
std::string unescaped(std::string_view raw) {
  std::string text;
  for (std::size_t i = 0; i < raw.size(); i++) {
    if (raw[i] != '\\' || i + 1 == raw.size()) {
      text += raw[i];
      continue;
    }
    constexpr std::string_view letters = "bfnrt";
    constexpr std::string_view meant = "\b\f\n\r\t";
    const char letter = raw[++i];
    std::uint32_t code = 0;
    std::size_t digits = 0;
    for (; letter == 'u' && digits < 4 && i + 1 + digits < raw.size(); digits++) {
      const std::size_t value =
          std::string_view("0123456789abcdef").find(static_cast<char>(raw[i + 1 + digits] | 0x20));
      if (value == std::string_view::npos) break;
      code = code << 4U | static_cast<std::uint32_t>(value);
    }
    if (digits == 4) {
      put_utf8(text, code);
      i += 4;
    } else {
      const std::size_t at = letters.find(letter);
      text += at == std::string_view::npos ? letter : meant[at];
    }
  }
  return text;
}

class JsonSettings {
 public:
  JsonSettings(Bytes bytes, const TakeSetting& take) : text_(as_text(bytes)), take_(take) {}

  SettingProblems read() {
    while (at_ < text_.size() && count_ < settings_max) step();
    if (count_ == settings_max) {
      problems_.push_back(
          {{ErrorCode::limit, fmt::format("only {} settings are read", settings_max)},
           {at_, text_.size() - at_}});
    }
    return std::move(problems_);
  }

 private:
  void step() {
    const char c = text_[at_];
    if (c == '{' || c == '[') {
      enter(c == '[');
      at_++;
    } else if (c == '}' || c == ']') {
      leave();
      at_++;
    } else if (c == '"') {
      read_string();
    } else if ((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || c == '-') {
      read_word();
    } else {
      at_++;
    }
  }

  // An object within an array is named by the array and its place there: "users[2]".
  void enter(bool array) {
    std::string name(array ? "" : key_.substr(0, setting_name_size_max));
    if (!array && !frames_.empty() && frames_.back().array)
      name += fmt::format("[{}]", frames_.back().next++);
    path_.enter(name);
    if (frames_.size() < settings_depth_max) {
      frames_.push_back({key_, array, 1});
    } else {
      deeper_++;
    }
    if (!array) key_ = {};
  }
  void leave() {
    path_.leave();
    if (deeper_ > 0) {
      deeper_--;
    } else if (!frames_.empty()) {
      frames_.pop_back();
    }
    key_ = !frames_.empty() && frames_.back().array ? frames_.back().key : std::string_view();
  }

  void read_string() {
    const std::size_t start = at_ + 1;
    std::size_t end = start;
    while (end < text_.size() && text_[end] != '"') end += text_[end] == '\\' ? 2U : 1U;
    end = std::min(end, text_.size());
    at_ = std::min(end + 1, text_.size());
    std::size_t next = at_;
    while (next < text_.size() && (text_[next] == ' ' || text_[next] == '\t')) next++;
    if (next < text_.size() && text_[next] == ':') {
      key_ = text_.substr(start, end - start);
      at_ = next + 1;
    } else {
      add(start, end - start, true);
    }
  }

  void read_word() {
    const std::size_t start = at_;
    while (at_ < text_.size() && (std::isalnum(static_cast<unsigned char>(text_[at_])) != 0 ||
                                  text_[at_] == '.' || text_[at_] == '-' || text_[at_] == '+'))
      at_++;
    add(start, at_ - start, false);
  }

  void add(std::size_t start, std::size_t size, bool quoted) {
    if (key_.empty() || key_.size() > setting_name_size_max || size > setting_value_size_max)
      return;
    count_++;
    std::string_view value = text_.substr(start, size);
    std::string plain;
    if (quoted && value.find('\\') != std::string_view::npos) value = plain = unescaped(value);
    const auto named = static_cast<std::uint64_t>(key_.data() - text_.data());
    // An array's key stands far before its later elements.
    const bool near = start - named < std::uint64_t{2} * setting_value_size_max;
    const std::uint64_t from = near ? named : start;
    take_({path_.text(), key_, value, {start, size}, {from, start + size - from}});
  }

  struct Frame {
    std::string_view key;
    bool array = false;
    std::size_t next = 1;  // object of an array
  };

  std::string_view text_;
  const TakeSetting& take_;
  SectionPath path_;
  std::vector<Frame> frames_;
  std::size_t deeper_ = 0;  // past the frames that are kept
  SettingProblems problems_;
  std::string_view key_;
  std::size_t at_ = 0;
  std::size_t count_ = 0;
};

}  // namespace

SettingProblems read_json_settings(Bytes bytes, const TakeSetting& take) {
  return JsonSettings(bytes, take).read();
}

}  // namespace assay::formats
