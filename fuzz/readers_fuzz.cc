// Any bytes as a file of any name and as a content with every word at its start: all readers end in
// a result, and every fact shows bytes of the input. The first byte chooses the name.
#include <cstdlib>

#include "formats/file_type.h"
#include "readers/read.h"

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

std::vector<Hit> hits_of(std::string_view text, const std::vector<std::string_view>& words) {
  std::vector<Hit> hits;
  for (std::size_t at = 0; at < text.size(); at++)
    for (std::uint32_t i = 0; i < words.size(); i++)
      if (text.substr(at).starts_with(words[i])) hits.push_back({at, i});
  return hits;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  static const readers::Readers readers;
  const Bytes bytes(data + 1, size - 1);
  const auto hits = hits_of(as_text(bytes), readers.words());
  const Attributes attributes;
  Reading reading;
  readers.read_content({bytes, {}, attributes, "script", hits}, reading);
  const std::string_view kind = formats::file_type(bytes, {}).kind;
  readers.read_named({bytes, names[data[0] % std::size(names)], attributes, kind, {}}, reading);
  for (const Fact& fact : reading.facts)
    if (fact.range.size == 0 || !slice(bytes, fact.range)) std::abort();
  return 0;
}
