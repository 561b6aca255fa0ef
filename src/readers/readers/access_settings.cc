// Settings that decide who gets in without a password, of servers whose configuration is in lines:
//
//   Samba      guest ok, public, map to guest, null passwords, security = share, guest account
//   vsftpd     anonymous_enable, anon_upload_enable, local_enable, no_anon_password
//   ProFTPD    <Anonymous PATH>, RequireValidShell
//   Mosquitto  allow_anonymous
//   rsyncd     auth users, read only: a module without the first lets in everyone
//
// Source: smb.conf(5), vsftpd.conf(5), ProFTPD "Anonymous", mosquitto.conf(5), rsyncd.conf(5).
#include <algorithm>

#include "formats/lines.h"
#include "readers/path.h"
#include "readers/reader.h"

namespace assay::readers {
namespace {

using formats::Line;

constexpr std::size_t file_size_max = 1U << 20U;  // bytes
constexpr std::size_t settings_max = 4096;        // of one file

struct Known {
  std::string_view service;
  std::string_view name;    // in lower case, without blanks around it
  std::string_view allows;  // where the value is one of `when`
  std::string_view when;    // values, each with blanks around it
};

constexpr std::string_view yes = " yes true 1 on ";

constexpr Known known[] = {
    {"samba", "guest ok", "guest", yes},
    {"samba", "public", "guest", yes},
    {"samba", "guest only", "guest", yes},
    {"samba", "null passwords", "guest", yes},
    {"samba", "map to guest", "guest", " bad user bad password bad uid "},
    {"samba", "security", "guest", " share "},
    {"samba", "guest account", "", ""},
    {"samba", "hosts allow", "", ""},
    {"ftp", "anonymous_enable", "guest", yes},
    {"ftp", "anon_upload_enable", "guest", yes},
    {"ftp", "no_anon_password", "guest", yes},
    {"ftp", "local_enable", "", ""},
    {"ftp", "chroot_local_user", "", ""},
    {"mqtt", "allow_anonymous", "guest", yes},
    {"rsync", "auth users", "", ""},
    {"rsync", "hosts allow", "", ""},
    {"rsync", "read only", "", ""},
};

std::string_view service_of(std::string_view path) {
  const std::string_view base = base_of(path);
  if (base.starts_with("smb") && base.find(".conf") != base.npos) return "samba";
  if (base.find("ftp") != base.npos && base.find(".conf") != base.npos) return "ftp";
  if (base.starts_with("mosquitto") && base.find(".conf") != base.npos) return "mqtt";
  if (base.starts_with("rsyncd") && base.find(".conf") != base.npos) return "rsync";
  return {};
}

bool wants(std::string_view name) { return !service_of(name).empty(); }

std::string lower(std::string_view text) {
  std::string small(formats::trim(text));
  for (char& c : small)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return small;
}

class File {
 public:
  File(std::string_view service, Reading& out) : service_(service), out_(out) {}

  void read(const Line& line) {
    const std::string_view text = formats::trim(line.text);
    if (text.empty() || text[0] == '#' || text[0] == ';') return;
    if (text[0] == '[') {
      section_ = text.substr(1, text.find(']') - 1);
      return;
    }
    if (text.starts_with("<Anonymous")) {
      const std::string_view path = text.substr(10, text.find('>') - 10);
      return add(line, "Anonymous", formats::trim(path), "guest");
    }
    std::size_t divider = text.find('=');
    if (divider == text.npos) divider = text.find_first_of(" \t");
    if (divider == text.npos) return;
    const std::string name = lower(text.substr(0, divider));
    const std::string_view value = formats::trim(text.substr(divider + 1));
    for (const Known& one : known) {
      if (one.service != service_ || one.name != name) continue;
      const bool allows = one.when.find(" " + lower(value) + " ") != one.when.npos;
      add(line, name, value, allows ? one.allows : std::string_view());
    }
  }

 private:
  void add(const Line& line, std::string_view name, std::string_view value,
           std::string_view allows) {
    if (out_.facts.size() >= settings_max) return;
    Fact fact("access_setting", line.range, "configuration line");
    fact.set("service", service_).set("name", name).set("value", value);
    if (!section_.empty()) fact.set("section", section_);
    if (!allows.empty()) fact.set("allows", allows);
    out_.facts.push_back(std::move(fact));
  }

  std::string_view service_;
  std::string_view section_;
  Reading& out_;
};

void read_named(const Leaf& leaf, Reading& out) {
  if (leaf.bytes.size() > file_size_max) return;
  std::vector<formats::FormatProblem> problems;
  File file(service_of(leaf.name), out);
  for (const Line& line : formats::split_lines(leaf.bytes, problems)) file.read(line);
}

}  // namespace

extern const Reader access_settings = {
    .id = "access_settings",
    .title = "Settings that let in guests",
    .source = "smb.conf(5), vsftpd.conf(5), mosquitto.conf(5), rsyncd.conf(5)",
    .wants = wants,
    .read_named = read_named,
};

}  // namespace assay::readers
