// One password in every kind of place that a reader knows: no verb prints it, in any form, unless
// it is asked to.
#include "cli/program_test.h"

namespace assay::cli {
namespace {

const std::string secret = "Zq7VxLpW3k";

// Writes the image: a tar of files that hold $S, behind the environment of a boot loader.
constexpr const char* make_image = R"SH(
mkdir -p t/etc/config t/etc/snmp t/etc/ppp t/etc/raddb t/etc/init.d t/www
printf "root:$S:0:0::/root:/bin/sh\n" >t/etc/passwd
printf "admin:$S:19000:0:99999:7:::\n" >t/etc/shadow
printf "admin:$S\n" >t/etc/htpasswd
printf "config wifi-iface\n\toption encryption 'psk2'\n\toption key '$S'\n" >t/etc/config/wireless
printf "config acs\n\toption username 'cpe'\n\toption password '$S'\n" >t/etc/config/easycwmp
printf "rwcommunity $S\ncreateUser u MD5 $S DES $S\n" >t/etc/snmp/snmpd.conf
printf "u * $S *\n" >t/etc/ppp/chap-secrets
printf ": PSK \"$S\"\n" >t/etc/ipsec.secrets
printf "client 10.0.0.0/8 {\n secret = $S\n}\n" >t/etc/raddb/clients.conf
printf "http_username=admin\nhttp_passwd=$S\nwl_wpa_psk=$S\n" >t/etc/nvram.default
printf '<config><user name="admin" password="%s"/>' $S >t/etc/c.xml
printf '<Password>%s</Password></config>' $S >>t/etc/c.xml
printf '{"username": "admin", "password": "%s"}' $S >t/etc/config.json
printf "[admin]\nusername = admin\npassword = $S\n" >t/etc/app.conf
printf "INSERT INTO users (name, password) VALUES ('admin', '$S');\n" >t/etc/dump.sql
sqlite3 t/etc/users.db "CREATE TABLE users (name, password);
  INSERT INTO users VALUES ('admin', '$S')"
printf "see http://user:$S@host.example.com/path\n" >t/etc/urls.txt
printf "auth=$(printf %s "$S" | base64)\n" >t/etc/token.conf
cat >t/etc/init.d/rcS <<END
#!/bin/sh
PASSWORD=$S
echo "root:$S" | chpasswd
useradd -p $S bob
wget --user=u --password=$S http://u:$S@up.example.com/fw.bin -O /tmp/fw.bin
curl -u user:$S ftp://ftp.example.org/x
sshpass -p $S ssh root@203.0.113.7
mount -t cifs //203.0.113.9/s /mnt -o username=u,password=$S
[ "\$1" = $S ] && telnetd -l /bin/sh
snmpd -c $S
openssl enc -d -aes-256-cbc -k $S -in a -out b
iptables -A INPUT -s 1.2.3.4 -m comment --comment $S -j ACCEPT
httpd -p 80 -u admin:$S
END
chmod 755 t/etc/init.d/rcS
cat >t/www/index.html <<END
<html><form action="/cgi-bin/login.cgi" method=post><input type=hidden name=pw value="$S">
<input type=password name=password value="$S"></form>
<script>var password = "$S"; var aes_key = "$S"; \$.post("/api?token=$S");</script></html>
END
printf '<?php $password = "%s"; mysql_connect("localhost", "root", "%s"); ?>' $S $S >t/www/a.php
printf 'local password = "%s"\n' $S >t/www/a.lua
python3 - <<END
import struct, zlib
env = b"bootcmd=bootm 0x9f020000\0bootdelay=3\0password=$S\0bootargs=root=/dev/mtdblock2 pw=$S\0\0"
env = env.ljust(4092, b"\0")
open("image", "wb").write(struct.pack("<I", zlib.crc32(env)) + env)
END
tar -C t -cf - . >>image
)SH";

// Every verb and format once; the output of each in a file o.NAME.
constexpr const char* print_all = R"SH(
"$ASSAY" scan image -o case --fail-on never >o.scan 2>&1 || exit 1
"$ASSAY" scan image -o case2 --fail-on never --json >o.scan.json 2>&1
for format in html json markdown sarif pdf; do
  "$ASSAY" report case --format $format -o o.report.$format >/dev/null || exit 2
done
pdftotext o.report.pdf o.report.pdf.text
for verb in ls clauses metrics explain; do
  "$ASSAY" $verb case >o.$verb 2>&1
  "$ASSAY" $verb case --json >o.$verb.json 2>&1
done
"$ASSAY" verify case image >o.verify 2>&1
"$ASSAY" verify case image --json >o.verify.json 2>&1
sqlite3 case 'SELECT id FROM finding' >findings
for id in $(cat findings); do
  "$ASSAY" explain case $id
  "$ASSAY" explain case $id --json
done >o.explain.each 2>&1
for id in $(head -40 findings); do "$ASSAY" explain case $id --show-secrets; done >shown 2>&1
)SH";

// The secret in the clear, in hex and in base64; a row of a hex dump may begin within it.
constexpr const char* search = R"SH(
hex=$(printf %s "$S" | od -An -tx1 | tr -d ' \n')
spaced=$(printf %s "$S" | od -An -tx1 | sed 's/^ //; s/ $//')
for form in "$S" "${S:1}" "$hex" "$spaced" "$(printf %s "$S" | base64 | cut -c1-12)"; do
  grep -aiF -m 3 -- "$form" o.* && echo "stands there as $form"
done
tr -s ' \n' ' ' <o.explain.each | grep -aoiF -- "$spaced" | head -3
)SH";

TEST(Masking, NoVerbPrintsASecretUnlessAskedTo) {
  const TestFolder folder;
  const std::string start = "cd '" + folder.path() + "' && S=" + secret + "\n";
  ASSERT_EQ(shell(start + "set -e" + make_image).code, 0);
  const Ran printed = shell(start + print_all);
  ASSERT_EQ(printed.code, 0) << printed.out << printed.err;
  // The places were read, or nothing would be shown by this.
  const Ran known = shell(
      start +
      "sqlite3 case \"SELECT count(DISTINCT node || tbl) FROM fact WHERE id IN (SELECT id FROM "
      "credential WHERE value = '$S' UNION SELECT id FROM account WHERE password = '$S' UNION "
      "SELECT id FROM secret WHERE value = '$S')\"");
  EXPECT_GE(std::atoi(known.out.c_str()), 12) << known.out;
  EXPECT_EQ(shell(start + search).out, "");
  EXPECT_NE(read_all(folder / "shown").find(secret), std::string::npos);
}

}  // namespace
}  // namespace assay::cli
