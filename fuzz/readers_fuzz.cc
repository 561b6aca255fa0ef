// Any bytes as a file of any name and as a content with every word at its start: all readers end in
// a result, and every fact shows bytes of the input.
#include <cstdlib>

#include "formats/file_type.h"
#include "readers/read.h"
#include "unpack/finder.h"

namespace {

using namespace assay;

constexpr std::string_view names[] = {"etc/passwd",
                                      "etc/shadow",
                                      "etc/inittab",
                                      "etc/init.d/rcS",
                                      "etc/inetd.conf",
                                      "etc/xinetd.d/x",
                                      "etc/crontab",
                                      "etc/crontabs/root",
                                      "www/.htpasswd",
                                      "root/.ssh/authorized_keys",
                                      "lib/systemd/system/x.service",
                                      "www/index.htm",
                                      "www/a.js",
                                      "www/x.php",
                                      "www/cgi-bin/x",
                                      "usr/lib/lua/x.lua",
                                      "usr/share/luci/menu.d/x.json",
                                      "etc/lighttpd/lighttpd.conf",
                                      "etc/config/uhttpd",
                                      "usr/sbin/x.sh",
                                      "var/core.1",
                                      "bin/x",
                                      "etc/x.conf",
                                      "etc/x.xml",
                                      "etc/x.json",
                                      "etc/x.sql",
                                      "etc/group",
                                      "etc/htdigest",
                                      "etc/smbpasswd",
                                      "etc/snmp/snmpd.conf",
                                      "etc/ppp/chap-secrets",
                                      "etc/ipsec.secrets",
                                      "etc/raddb/users",
                                      "etc/smb.conf",
                                      "root/.rhosts"};

std::vector<unpack::Pattern> patterns_of(const std::vector<std::string_view>& words) {
  std::vector<unpack::Pattern> patterns;
  for (const std::string_view word : words) patterns.push_back({{}, word});
  return patterns;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const readers::Readers readers;
  static const unpack::Finder finder(patterns_of(readers.words()));
  const Bytes bytes(data, size);
  bool cut = false;
  const auto hits = finder.find(bytes, 10'000, cut);
  const Attributes attributes;
  Reading reading;
  readers.read_content({bytes, {}, attributes, "script", hits}, reading);
  const std::string_view kind = formats::file_type(bytes, {}).kind;
  for (const std::string_view name : names)
    readers.read_named({bytes, name, attributes, kind, {}}, reading);
  for (const Fact& fact : reading.facts)
    if (fact.range.size == 0 || !slice(bytes, fact.range)) std::abort();
  return 0;
}
