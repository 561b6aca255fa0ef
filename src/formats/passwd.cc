// Account files: one entry a line, fields divided by colons.
//
//   passwd  name:password:uid:gid:gecos:home:shell
//   shadow  name:password:changed:min:max:warn:inactive:expires:reserved
//   group   name:password:gid:member,member
//
// An entry needs a name and a password field; passwd needs a uid as well, as without one a colon in
// any other text would make an account. Fewer or more fields, carriage returns and NUL padding are
// read and noted.
//
// Source: passwd(5), shadow(5), group(5); for NIS lines nsswitch.conf(5), compat mode.
#include "formats/passwd.h"

#include <fmt/core.h>

#include <charconv>

namespace assay::formats {
namespace {

constexpr std::size_t fields_max = 32;

std::vector<std::string_view> split_fields(std::string_view text, char divider, std::size_t most) {
  std::vector<std::string_view> fields;
  while (fields.size() < most) {
    const std::size_t end = text.find(divider);
    fields.push_back(text.substr(0, end));
    if (end == std::string_view::npos) break;
    text.remove_prefix(end + 1);
  }
  return fields;
}

std::optional<std::uint32_t> number(std::string_view text) {
  std::uint32_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

// One line of a file under reading.
struct Fields {
  const Line& line;
  std::vector<std::string_view> values;

  bool has(std::size_t i) const { return i < values.size(); }
  Text text(std::size_t i) const { return located(line, values[i]); }
  std::optional<Text> text_if(std::size_t i) const {
    return has(i) ? std::optional(text(i)) : std::nullopt;
  }
  std::optional<std::uint32_t> number_if(std::size_t i) const {
    return has(i) ? number(values[i]) : std::nullopt;
  }
};

// Calls `add` for each line that could be an entry, with at least `least` fields; `usual` is the
// number that the manual names.
template <class Entry, class Add>
AccountFile<Entry> read_lines(Bytes bytes, std::size_t least, std::size_t usual, const Add& add) {
  AccountFile<Entry> file;
  const auto complain = [&](const Line& line, ErrorCode code, std::string detail) {
    file.problems.push_back({{code, std::move(detail)}, line.range});
  };
  for (const Line& line : split_lines(bytes, file.problems)) {
    const std::string_view text = trim(line.text);
    if (text.empty() || text[0] == '#') continue;
    if (text[0] == '+' || text[0] == '-') {
      complain(line, ErrorCode::unsupported, "a NIS inclusion, whose accounts are elsewhere");
      continue;
    }
    const Fields fields{line, split_fields(line.text, ':', fields_max)};
    if (fields.values.size() < least || trim(fields.values[0]).empty()) {
      complain(line, ErrorCode::corrupt,
               fmt::format("no entry: {} fields, or no name", fields.values.size()));
      continue;
    }
    if (fields.values.size() != usual) {
      complain(line, ErrorCode::corrupt,
               fmt::format("{} fields in place of {}", fields.values.size(), usual));
    }
    add(fields, file);
  }
  return file;
}

}  // namespace

AccountFile<PasswdEntry> read_passwd(Bytes bytes) {
  return read_lines<PasswdEntry>(
      bytes, 3, 7, [](const Fields& fields, AccountFile<PasswdEntry>& file) {
        PasswdEntry entry;
        entry.line = fields.line.range;
        entry.name = fields.text(0);
        entry.password = fields.text(1);
        entry.uid = fields.number_if(2);
        entry.uid_range = fields.text(2).range;
        entry.gid = fields.number_if(3);
        if (fields.has(3)) entry.gid_range = fields.text(3).range;
        entry.gecos = fields.text_if(4);
        entry.home = fields.text_if(5);
        entry.shell = fields.text_if(6);
        if (!entry.uid) {
          file.problems.push_back(
              {{ErrorCode::corrupt, "the user number is no number"}, entry.uid_range});
        }
        file.entries.push_back(std::move(entry));
      });
}

AccountFile<ShadowEntry> read_shadow(Bytes bytes) {
  return read_lines<ShadowEntry>(bytes, 2, 9,
                                 [](const Fields& fields, AccountFile<ShadowEntry>& file) {
                                   ShadowEntry entry;
                                   entry.line = fields.line.range;
                                   entry.name = fields.text(0);
                                   entry.password = fields.text(1);
                                   entry.changed = fields.number_if(2);
                                   entry.age_min = fields.number_if(3);
                                   entry.age_max = fields.number_if(4);
                                   entry.expires = fields.number_if(7);
                                   file.entries.push_back(std::move(entry));
                                 });
}

AccountFile<GroupEntry> read_group(Bytes bytes) {
  return read_lines<GroupEntry>(
      bytes, 3, 4, [](const Fields& fields, AccountFile<GroupEntry>& file) {
        GroupEntry entry;
        entry.line = fields.line.range;
        entry.name = fields.text(0);
        entry.password = fields.text(1);
        entry.gid = fields.number_if(2);
        if (fields.has(3) && !fields.values[3].empty()) {
          for (const auto member : split_fields(fields.values[3], ',', group_members_max))
            entry.members.push_back(located(fields.line, member));
        }
        file.entries.push_back(std::move(entry));
      });
}

}  // namespace assay::formats
