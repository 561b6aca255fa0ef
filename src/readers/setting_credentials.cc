// The user's name is that of the nearest setting before a credential, or else behind it, in the
// same section whose name begins in the same way: http_username for http_passwd. In XML and JSON
// one user's name within an element is that of all passwords in it, whatever these are called:
// <Entry username="admin" web_passwd="x" console_passwd="y"/>.
//
// Source: OpenWrt, "UCI system"; Broadband Forum TR-069, 3.4.4 (ManagementServer.); TR-181
// (Device.Users.).
#include "readers/setting_credentials.h"

#include <map>

#include "readers/credential_name.h"
#include "readers/credential_rows.h"

namespace assay::readers {

void SettingCredentials::take(const formats::Setting& setting) {
  const std::string_view kind = credential_kind(setting.section, setting.name);
  const bool user = kind.empty() && names_user(setting.name);
  if (found_.size() >= 2 * credentials_max || (kind.empty() && !user)) return;
  if (user && (setting.value.empty() || setting.value.size() > 64)) return;
  found_.push_back({std::string(setting.section), std::string(setting.name),
                    std::string(setting.value), kind, stem_of_name(setting.name),
                    setting.range.size == 0 ? setting.whole : setting.range});
}

void SettingCredentials::write(std::string_view method, bool nested, Reading& out) {
  CredentialRows rows(method, out);
  std::vector<std::string_view> users(found_.size());
  pair(users, false);
  pair(users, true);
  if (nested) pair_within_sections(users);
  for (std::size_t i = 0; i < found_.size(); i++) {
    const Found& one = found_[i];
    if (one.kind.empty()) continue;
    // An empty setting without a user is no account: nothing was chosen yet.
    if (one.value.empty() && users[i].empty()) continue;
    rows.add({.kind = one.kind,
              .name = one.name,
              .value = one.value,
              .service = service_of_names(path_, one.section, one.name),
              .user = users[i],
              .section = one.section},
             one.range);
  }
}

// Gives each credential the user that was named last before it; or, going back, behind it.
void SettingCredentials::pair(std::vector<std::string_view>& users, bool back) const {
  std::map<std::pair<std::string_view, std::string_view>, std::string_view> last;
  for (std::size_t n = 0; n < found_.size(); n++) {
    const std::size_t i = back ? found_.size() - 1 - n : n;
    const Found& one = found_[i];
    const auto key = std::pair(std::string_view(one.section), std::string_view(one.stem));
    if (one.kind.empty()) {
      last[key] = one.value;
    } else if (const auto at = last.find(key); users[i].empty() && at != last.end()) {
      users[i] = at->second;
    }
  }
}

// Gives passwords that are left the one user of their section who is named without a word for what.
void SettingCredentials::pair_within_sections(std::vector<std::string_view>& users) const {
  std::map<std::string_view, std::pair<std::string_view, std::size_t>> named;  // and how often
  for (const Found& one : found_) {
    if (!one.kind.empty() || !one.stem.empty() || one.section.empty()) continue;
    named[one.section].first = one.value;
    named[one.section].second++;
  }
  for (std::size_t i = 0; i < found_.size(); i++) {
    const Found& one = found_[i];
    if (one.kind != "password" || !users[i].empty() || one.value.empty()) continue;
    const auto at = named.find(one.section);
    if (at != named.end() && at->second.second == 1) users[i] = at->second.first;
  }
}

}  // namespace assay::readers
