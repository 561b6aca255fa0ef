#include "readers/reader_test.h"

namespace assay::readers {

extern const Reader web_scripts;
extern const Reader shell_cgi;

namespace {

using Rows = std::vector<std::string>;

Rows rows_of(const std::vector<Fact>& facts, std::string_view table,
             const std::vector<std::string_view>& names) {
  std::vector<Fact> wanted;
  for (const Fact& fact : facts)
    if (fact.table == table) wanted.push_back(fact);
  return columns(wanted, names);
}

TEST(WebScripts, ReadsJavaScript) {
  const auto facts = facts_of_file(web_scripts, "www/a.js",
                                   "// '/no.cgi'\n"
                                   "x.open('POST', '/HNAP1/', true); fetch('status.cgi?act=get');\n"
                                   "var f = '/etc/config/x'; s.url = \"/api/v1\";\n"
                                   "p = '&name=' + v;");
  EXPECT_EQ(rows_of(facts, "web_route", {"route", "how"}),
            (Rows{"/HNAP1/|request", "status.cgi|request", "/api/v1|request"}));
  EXPECT_EQ(rows_of(facts, "web_parameter", {"name", "target"}),
            (Rows{"act|status.cgi", "name|-"}));
}

TEST(WebScripts, FindsSecrets) {
  const auto facts = facts_of_file(
      web_scripts, "www/a.js",
      "var key = CryptoJS.enc.Utf8.parse('1111111111111111');\n"
      "var iv = CryptoJS.enc.Utf8.parse('2222222222222222');\n"
      "c = {apiKey: 'a81f3c99d0', password: 'x9-Kq2'}; AES.encrypt(msg, 's3cr3tAndFixed');");
  EXPECT_EQ(rows_of(facts, "secret", {"kind", "name", "value", "call", "line"}),
            (Rows{"key|parse|1111111111111111|parse|1", "iv|parse|2222222222222222|parse|2",
                  "token|apiKey|a81f3c99d0|-|3", "password|password|x9-Kq2|-|3",
                  "key|encrypt|s3cr3tAndFixed|encrypt|3"}));
}

TEST(WebScripts, TakesNoLabelForASecret) {
  const auto facts = facts_of_file(
      web_scripts, "www/lang.js",
      "l = {password: 'Password', passwd: 'Passwort', pwd: '#pwd1', wpa_passphrase: 'WPA key',"
      " password: 'new-password', old_pwd: '', apiKey: 'apiKey', pass: 12, admin_pwd: "
      "'==OoXx12=='};\n"
      "var password = document.getElementById('pwd'); var pwd = 'login_pwd';\n"
      "x.encrypt(a, 'aes-128-cbc'); key = 'Enter'; txt.parse('1111111111111111');");
  EXPECT_EQ(rows_of(facts, "secret", {"name", "value"}), Rows{});
}

TEST(WebScripts, ReadsLua) {
  const auto facts = facts_of_file(
      web_scripts, "usr/lib/lua/luci/controller/x.lua",
      "entry({\"admin\", \"debug\"}, call(\"act_debug\"), nil)\n"
      "local host = luci.http.formvalue(\"host\")\n"
      "os.execute(\"ping \" .. host)\nio.popen(\"ls \" .. luci.util.shellquote(host))\n"
      "jwt:sign(\"k3yThatNeverChanges\", t)");
  EXPECT_EQ(rows_of(facts, "web_route", {"route", "how", "handler"}),
            (Rows{"/admin/debug|entry|call act_debug"}));
  EXPECT_EQ(rows_of(facts, "web_parameter", {"name", "kind"}), (Rows{"host|lookup"}));
  EXPECT_EQ(rows_of(facts, "web_execution", {"call", "input", "line"}), (Rows{"execute|host|3"}));
  EXPECT_EQ(rows_of(facts, "secret", {"kind", "value", "call"}),
            (Rows{"key|k3yThatNeverChanges|sign"}));
}

TEST(WebScripts, RunWhatAServerAnswered) {
  const auto facts = facts_of_file(
      web_scripts, "www/js/a.js",
      "var a = eval('(' + request.responseText + ')');\nvar b = JSON.parse(r.responseText);\n"
      "eval(code);\n");
  EXPECT_EQ(rows_of(facts, "web_execution", {"call", "input", "taken_as", "line"}),
            Rows{"eval|responseText|reply|1"});
}

TEST(WebScripts, ReadsMenus) {
  const auto facts =
      facts_of_file(web_scripts, "usr/share/luci/menu.d/x.json",
                    "{\"admin\\/reboot\": {\"title\": \"Reboot\", \"action\": {\"path\": \"x\"}},"
                    " \"admin/flash\": {}}");
  EXPECT_EQ(rows_of(facts, "web_route", {"route", "base", "how"}),
            (Rows{"admin/reboot|reboot|menu", "admin/flash|flash|menu"}));
}

TEST(WebScripts, GetsThroughAnything) {
  torture_file(web_scripts, "www/a.js",
               "x.open('GET', '/a?b=c'); var pwd = 'Ab3kl9'; encrypt('k',1)");
  torture_file(web_scripts, "lua/a.lua", "entry({'a','b'}, call('c')) os.execute(formvalue('x'))");
}

TEST(ShellCgi, FindsRequestsThatAreRun) {
  const auto facts =
      facts_of_file(shell_cgi, "www/cgi-bin/dev.cgi",
                    "#!/bin/sh\nC=$(echo \"$QUERY_STRING\" | sed 's/c=//')\n"
                    "$C\nls \"$C\"\neval echo $FORM_x\nread BODY\nsh -c \"$BODY\"\n");
  EXPECT_EQ(rows_of(facts, "web_execution", {"call", "input", "taken_as", "line"}),
            (Rows{"command|C|command|3", "eval|FORM_x|command|5", "sh|BODY|command|7"}));
  EXPECT_EQ(rows_of(facts, "web_parameter", {"name", "kind"}), (Rows{"c|lookup", "x|lookup"}));
}

TEST(ShellCgi, FindsWordsWithoutQuotesInScriptsThatPagesCall) {
  const auto facts =
      facts_of_file(shell_cgi, "usr/lib/ping.sh",
                    "#!/bin/sh\nhost=$(echo \"$QUERY_STRING\" | sed 's/^host=//')\n"
                    "eval \"ping -c 3 $host\"\nping $host\nping \"$host\"\necho $host\n"
                    "while read X; do eval $X; done < /etc/list\n[ $host = x ]\n");
  EXPECT_EQ(rows_of(facts, "web_execution", {"call", "input", "taken_as", "line"}),
            (Rows{"eval|host|command|3", "ping|host|argument|4"}));
  EXPECT_EQ(rows_of(facts_of_file(shell_cgi, "usr/lib/x.sh", "#!/bin/sh\nread X\neval $X\n"),
                    "web_execution", {"call"}),
            Rows{});
}

TEST(ShellCgi, LetsPassWhatRunsNothingOfARequest) {
  const auto facts =
      facts_of_file(shell_cgi, "www/cgi-bin/status.cgi",
                    "#!/bin/sh\nA=/bin/ls\n$A -l\n[ \"$QUERY_STRING\" = x ] && reboot\n"
                    "eval $(cat /etc/x)\necho \"$QUERY_STRING\"\n");
  EXPECT_EQ(rows_of(facts, "web_execution", {"call"}), Rows{});
}

TEST(ShellCgi, GetsThroughAnything) {
  torture_file(shell_cgi, "www/cgi-bin/a",
               "#!/bin/sh\nA=\"${QUERY_STRING#x=}\"\neval \"$A\" $FORM_b\n");
}

}  // namespace
}  // namespace assay::readers
