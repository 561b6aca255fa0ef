// What cron starts. The trigger is the time as written; the user of a user's own crontab is the
// file's name.
//
// Source: crontab(5); BusyBox, miscutils/crond.c.
#include "formats/crontab.h"
#include "readers/left_out.h"
#include "readers/path.h"
#include "readers/reader.h"
#include "readers/started.h"

namespace assay::readers {
namespace {

bool is_system(std::string_view name) {
  return path_ends_with(name, "etc/crontab") || path_ends_with(folder_of(name), "etc/cron.d");
}

bool is_user(std::string_view name) {
  const std::string_view folder = folder_of(name);
  return path_ends_with(folder, "crontabs") || path_ends_with(folder, "spool/cron");
}

bool wants(std::string_view name) { return is_system(name) || is_user(name); }

void read_named(const Leaf& leaf, Reading& out) {
  const bool system = is_system(leaf.name);
  const formats::Crontab crontab = formats::read_crontab(
      leaf.bytes, system ? formats::CrontabStyle::system : formats::CrontabStyle::user);
  tell_limits(crontab.problems, out);
  StartedRows rows(leaf.bytes, "cron", "crontab(5) line", out);
  for (const formats::CrontabEntry& entry : crontab.entries) {
    const std::string user = entry.user ? entry.user->value : std::string(base_of(leaf.name));
    std::vector<Start> starts = starts_of_line(entry.command.value);
    for (Start& start : starts) {
      if (start.user.empty()) start.user = user;
      Fact* fact = rows.add(entry.line, start);
      if (fact != nullptr) fact->set("trigger", entry.when.value);
    }
  }
}

}  // namespace

extern const Reader cron = {
    .id = "cron",
    .title = "Programs that cron starts",
    .source = "crontab(5); BusyBox, miscutils/crond.c",
    .wants = wants,
    .read_named = read_named,
};

}  // namespace assay::readers
