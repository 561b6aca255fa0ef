// passwd(5), shadow(5) and group(5): who may log in, and with what.
#pragma once

#include <optional>

#include "formats/lines.h"

namespace assay::formats {

// A line of passwd. Vendors leave fields away at the end of the line: those are not there, which is
// not the same as empty.
struct PasswdEntry {
  Range line;
  Text name;
  Text password;
  std::optional<std::uint32_t> uid;  // nothing where the field is no number
  std::optional<std::uint32_t> gid;
  Range uid_range;
  Range gid_range;
  std::optional<Text> gecos;
  std::optional<Text> home;
  std::optional<Text> shell;  // empty or not there: /bin/sh, says passwd(5)
};

// A line of shadow. The days count from 1970-01-01; nothing where the field is empty or not there.
struct ShadowEntry {
  Range line;
  Text name;
  Text password;
  std::optional<std::uint32_t> changed;  // days; 0: must be changed at the next login
  std::optional<std::uint32_t> age_min;  // days
  std::optional<std::uint32_t> age_max;  // days
  std::optional<std::uint32_t> expires;  // days since 1970
};

struct GroupEntry {
  Range line;
  Text name;
  Text password;
  std::optional<std::uint32_t> gid;
  std::vector<Text> members;
};

template <class Entry>
struct AccountFile {
  std::vector<Entry> entries;
  std::vector<FormatProblem> problems;  // lines that are odd; those that could be read are entries
};

constexpr std::size_t group_members_max = 4096;

// None fails: a line that is none of the format becomes a problem. Comments, blank lines and NIS
// inclusions ("+::::::") are no entries.
AccountFile<PasswdEntry> read_passwd(Bytes bytes);
AccountFile<ShadowEntry> read_shadow(Bytes bytes);
AccountFile<GroupEntry> read_group(Bytes bytes);

}  // namespace assay::formats
