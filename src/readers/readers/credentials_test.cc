// Readers of credentials, each on a file as its manual has it and on a near miss.
#include "readers/reader_test.h"

namespace assay::readers {
extern const Reader accounts;
extern const Reader cli_accounts;
extern const Reader config_credentials;
extern const Reader database_accounts;
extern const Reader groups;
extern const Reader key_uses;
extern const Reader keys;
extern const Reader login_table;
extern const Reader peer_secrets;
extern const Reader script_accounts;
extern const Reader snmp_credentials;
extern const Reader trusted_hosts;
namespace {

using Rows = std::vector<std::string>;

const std::vector<std::string_view> usual = {"kind", "service", "user", "value", "state"};

std::vector<Fact> facts_of_script(std::string_view text) {
  std::vector<Hit> hits = {{0, 0}};
  Reading reading;
  script_accounts.read_content({as_bytes(text), {}, Attributes{}, "script", hits}, reading);
  return held_to_tables(reading, as_bytes(text));
}

TEST(ConfigCredentials, StandInEverySyntax) {
  EXPECT_EQ(columns(facts_of_file(config_credentials, "etc/config/easycwmp",
                                  "config acs\n\toption username 'cpe'\n\toption password "
                                  "'acs-9x'\n"),
                    usual),
            Rows{"password|tr069|cpe|acs-9x|plain"});
  EXPECT_EQ(columns(facts_of_file(config_credentials, "etc/nvram.default",
                                  std::string("http_username=admin\0http_passwd=admin\0"
                                              "wl_wpa_psk=12345678\0lan_ip=1.1.1.1\0",
                                              73)),
                    {"kind", "service", "user", "known_plaintext"}),
            (Rows{"password|web|admin|admin", "psk|wifi|-|12345678"}));
  const std::string_view xml =
      "<Device><ManagementServer><Username>a</Username><Password>p-77</Password>"
      "<ConnectionRequestPassword></ConnectionRequestPassword></ManagementServer></Device>";
  const auto facts = facts_of_file(config_credentials, "etc/cwmp.xml", xml);
  EXPECT_EQ(columns(facts, usual), Rows{"password|tr069|a|p-77|plain"});
  ASSERT_EQ(facts.size(), 1U);
  EXPECT_EQ(xml.substr(facts[0].range.offset, facts[0].range.size), "p-77");
  EXPECT_EQ(
      columns(facts_of_file(config_credentials, "www/users.json",
                            R"([{"username":"u","password":"5f4dcc3b5aa765d61d8327deb882cf99"}])"),
              {"user", "state", "scheme", "known_plaintext"}),
      Rows{"u|hash|md5 hex|password"});
}

TEST(ConfigCredentials, AreNotInOtherSettings) {
  EXPECT_EQ(
      columns(facts_of_file(config_credentials, "etc/x.conf",
                            "password_file = /etc/x\npassword_min_length = 8\nuse_password = yes\n"
                            "ask_password=1\npassword = ${PASS}\n"),
              {"state"}),
      Rows{"placeholder"});
  EXPECT_TRUE(
      facts_of_file(config_credentials, "www/lang/en.json", R"({"password":"Pass"})").empty());
  EXPECT_TRUE(facts_of_file(config_credentials, "etc/a.txt", "password=x\n").empty());
}

TEST(ConfigCredentials, EndInAResultForHostileFiles) {
  torture_file(config_credentials, "etc/x.conf", "[a]\nuser = b\npassword = 'c'\n");
  torture_file(config_credentials, "etc/x.xml", "<a><user>b</user><password>c</password></a>");
  torture_file(config_credentials, "etc/x.json", R"({"user":"b","password":"c"})");
  // What would be gigabytes for a reader that resolves entities.
  std::string bomb = "<!DOCTYPE x [<!ENTITY a0 \"x\">";
  for (int i = 1; i < 60; i++)
    bomb += "<!ENTITY a" + std::to_string(i) + " \"&a" + std::to_string(i - 1) + ";&a" +
            std::to_string(i - 1) + ";\">";
  bomb += "]><a><password>&a59;</password></a>";
  EXPECT_EQ(columns(facts_of_file(config_credentials, "etc/x.xml", bomb), {"value"}),
            Rows{"&a59;"});
  const std::string line = "password = " + std::string(8U << 20U, 'x');
  Reading reading;
  config_credentials.read_named({as_bytes(line), "etc/x.conf", Attributes{}, {}, {}}, reading);
  EXPECT_TRUE(reading.facts.empty());
  EXPECT_EQ(reading.problems.size(), 2U);
}

TEST(SnmpCredentials, StateCommunitiesAndUsers) {
  const std::string_view text =
      "# rocommunity no\nrocommunity public\nrwcommunity \"s3c\" 10.0.0.0/8\n"
      "com2sec local default comm\ncreateUser boss SHA \"passphrase1\" AES privphrase\n"
      "rwuser anyone noauth\nrwuser boss priv\nsyslocation x\n";
  EXPECT_EQ(columns(facts_of_file(snmp_credentials, "etc/snmp/snmpd.conf", text),
                    {"kind", "user", "value", "access", "source", "state"}),
            (Rows{"community|-|public|read|default|plain", "community|-|s3c|write|10.0.0.0/8|plain",
                  "community|-|comm|-|default|plain", "password|boss|passphrase1|-|-|plain",
                  "password|boss|privphrase|-|-|plain", "password|anyone||write|-|empty"}));
  torture_file(snmp_credentials, "etc/snmpd.conf", text);
}

TEST(PeerSecrets, StandInSecretsFiles) {
  EXPECT_EQ(columns(facts_of_file(peer_secrets, "etc/ppp/chap-secrets",
                                  "# c\nisp * \"se cret\" *\nb srv @/etc/x *\nuser * pw1\n"),
                    usual),
            Rows{"password|ppp|user|pw1|plain"});
  EXPECT_EQ(columns(facts_of_file(peer_secrets, "etc/ipsec.secrets",
                                  "1.2.3.4 %any : PSK \"abc\"\n: RSA key.pem\n"),
                    usual),
            Rows{"psk|vpn|1.2.3.4 %any|abc|plain"});
  EXPECT_EQ(columns(facts_of_file(peer_secrets, "etc/raddb/users",
                                  "bob Cleartext-Password := \"hello\"\n\tReply = 1\n"),
                    usual),
            Rows{"password|radius|bob|hello|plain"});
  EXPECT_EQ(columns(facts_of_file(peer_secrets, "etc/radius/server", "10.0.0.1:1812 testing123\n"),
                    usual),
            Rows{"secret|radius|-|testing123|plain"});
  EXPECT_EQ(columns(facts_of_file(peer_secrets, "root/.netrc", "machine h login me password p1\n"),
                    usual),
            Rows{"password|ftp|me|p1|plain"});
  EXPECT_TRUE(facts_of_file(peer_secrets, "etc/server", "10.0.0.1 x\n").empty());
  torture_file(peer_secrets, "etc/ppp/pap-secrets", "a * \"b\" *\n");
  torture_file(peer_secrets, "etc/ipsec.secrets", "a : PSK \"b\"\n");
}

TEST(DatabaseAccounts, AreRowsWithAUserAndAPassword) {
  const formats::TestFolder folder;
  formats::output_of("python3 -c \"import sqlite3; d = sqlite3.connect('" + (folder / "x.db") +
                     "'); d.executescript('''CREATE TABLE users (id INTEGER PRIMARY KEY, "
                     "login TEXT, password TEXT); INSERT INTO users VALUES (1, 'admin', 'admin'); "
                     "CREATE TABLE config (name TEXT, value TEXT); INSERT INTO config VALUES "
                     "('acs_password', 'k9-zz'), ('lan', '1')'''); d.commit()\"");
  const auto file = formats::file_bytes(folder / "x.db");
  ASSERT_FALSE(file.empty());
  const auto facts = facts_of_content(database_accounts, file);
  EXPECT_EQ(columns(facts, {"name", "state", "known_plaintext", "file", "value", "service"}),
            (Rows{"admin|plain|admin|sqlite|-|-", "acs_password|plain|-|-|k9-zz|tr069"}));
  EXPECT_EQ(columns(facts_of_file(database_accounts, "usr/share/init.sql",
                                  "INSERT INTO users (name, pw) VALUES ('root', "
                                  "'21232f297a57a5a743894a0e4a801fc3');"),
                    {"name", "state", "scheme", "known_plaintext", "file"}),
            Rows{"root|hash|md5 hex|admin|sql"});
  formats::each_flip(file, 300, [](Bytes bytes) { facts_of_content(database_accounts, bytes); });
}

TEST(ScriptAccounts, AreMadeByCommands) {
  const auto facts = facts_of_script(
      "#!/bin/sh\nuseradd -u 0 -s /bin/sh -p '' support\necho \"root:toor\" | chpasswd\n"
      "echo 'sys::0:0:x:/:/bin/sh' >> /etc/passwd\n(echo pw1; echo pw1) | passwd tech\n"
      "echo -e \"1234\\n1234\" | passwd admin\nhtpasswd -b /etc/.htpasswd web pw2\n"
      "echo \"$USER:$PASS\" | chpasswd\nadduser bob wheel\ncat /etc/passwd\n");
  EXPECT_EQ(columns(facts, {"name", "uid", "state", "password", "known_plaintext"}),
            (Rows{"support|0|empty||-", "root|-|plain|toor|toor", "sys|0|empty||-",
                  "admin|-|plain|1234|1234", "web|-|plain|pw2|-"}));
  EXPECT_TRUE(facts_of_script("#!/bin/sh\n# useradd x\ngrep root /etc/passwd\n").empty());
}

TEST(CliAccounts, AreInCommandConfigurations) {
  const std::string text =
      "hostname sw\n!\nusername svc privilege 15 password 0 Adm1n\nusername op password 7 "
      "0822455D0A16\n username x secret 5 $1$Xy12abcd$HCmTIoABVoo4/thUDbjSM.\nusername y "
      "nopassword\nusername z privilege 15\nenable secret 9 $9$abc$def\nsnmp-server community "
      "hid RW 10\nsnmp-server community\nusername a password some words here\n";
  EXPECT_EQ(columns(facts_of_file(cli_accounts, "etc/startup-config", text),
                    {"kind", "user", "state", "value", "plain", "access"}),
            (Rows{"password|svc|plain|Adm1n|-|-", "password|op|reversible|7 0822455D0A16|cisco|-",
                  "password|x|hash|$1$Xy12abcd$HCmTIoABVoo4/thUDbjSM.|-|-",
                  "password|enable|plain|$9$abc$def|-|-", "community|-|plain|hid|-|write"}));
  EXPECT_TRUE(facts_of_file(cli_accounts, "etc/startup-config",
                            "# username a password b\nmy username a password b\n")
                  .empty());
  torture_file(cli_accounts, "etc/x.cfg", text);
}

TEST(LoginTable, HasTheAccountsOfAStartupScript) {
  const std::string text =
      "# loginUserAdd \"no\", \"SQReb99Se\"\n  loginUserAdd (\"a\", \"cdcS9bcQc\")\n"
      "loginUserAdd \"b\",\"SQReb99Se\"\nloginUserAdd \"c\"\nloginUserAdd name, hash\n";
  EXPECT_EQ(columns(facts_of_content(login_table, as_bytes(text)), {"name", "password", "state"}),
            (Rows{"a|cdcS9bcQc|hash", "b|SQReb99Se|hash"}));
  formats::each_prefix(as_bytes(text), [](Bytes b) { facts_of_content(login_table, b); });
  formats::each_flip(as_bytes(text), 300, [](Bytes b) { facts_of_content(login_table, b); });
}

TEST(ConfigCredentials, HaveTheUserOfTheirElement) {
  EXPECT_EQ(columns(facts_of_file(config_credentials, "etc/romfile.xml",
                                  "<R><Account><Entry0 username=\"admin\" web_passwd=\"a1\" "
                                  "console_passwd=\"b2\"/></Account><U><User name=\"guest\" "
                                  "password=\"g3\"/></U></R>"),
                    {"name", "user", "service", "value"}),
            (Rows{"web_passwd|admin|web|a1", "console_passwd|admin|login|b2",
                  "password|guest|login|g3"}));
  EXPECT_EQ(
      columns(facts_of_file(config_credentials, "etc/db_default.xml",
                            "<DB><Tbl name=\"TelnetCfg\"><Row No=\"0\"><DM name=\"TS_UName\" "
                            "val=\"root\"/><DM name=\"TS_UPwd\" val=\"p4\"/></Row></Tbl></DB>"),
              {"name", "user", "service", "section"}),
      Rows{"TS_UPwd|root|telnet|DB/Tbl TelnetCfg/Row/DM"});
  // Two users in one element: whose the others are is not told.
  EXPECT_EQ(columns(facts_of_file(config_credentials, "etc/a.json",
                                  "{\"x\": {\"user\": \"a\", \"login\": \"b\", \"ftp_password\": "
                                  "\"c5\"}}"),
                    {"name", "user"}),
            Rows{"ftp_password|-"});
}

TEST(Groups, HaveTheirMembers) {
  EXPECT_EQ(columns(facts_of_file(groups, "etc/group", "root::0:\nwheel:x:10:a,b\nbad\n"),
                    {"name", "gid", "state", "members"}),
            (Rows{"root|0|empty|", "wheel|10|shadowed|a b"}));
  EXPECT_TRUE(facts_of_file(groups, "usr/share/group", "a:b:1:c\n").empty());
  torture_file(groups, "etc/gshadow", "root:*::\nw:!:a:b\n");
}

TEST(Accounts, AreInDigestAndSambaFilesToo) {
  EXPECT_EQ(columns(facts_of_file(
                        accounts, "etc/lighttpd/lighttpd.htdigest",
                        // printf 'admin:router:admin' | md5sum
                        "admin:router:" + formats::output_of(
                                              "printf 'admin:router:admin' | md5sum | cut -c1-32")),
                    {"name", "state", "scheme", "known_plaintext"}),
            Rows{"admin|hash|htdigest|admin"});
  // The NT hash of "admin": printf admin | iconv -t utf-16le | openssl dgst -md4.
  EXPECT_EQ(columns(facts_of_file(accounts, "etc/samba/smbpasswd",
                                  "root:0:XXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX:"
                                  "209C6174DA490CAEB422F3FA5A7AE634:[U          ]:LCT-0:\n"
                                  "guest:1:NO PASSWORDXXXXXXXXXXXXXXXXXXXXX:"
                                  "NO PASSWORDXXXXXXXXXXXXXXXXXXXXX:[NU         ]:LCT-0:\n"),
                    {"name", "state", "known_plaintext"}),
            (Rows{"root|hash|admin", "guest|empty|-"}));
}

TEST(Trust, IsGivenToKeysAndHosts) {
  EXPECT_EQ(columns(facts_of_file(trusted_hosts, "root/.rhosts", "+ +\n-bad\n# x\nhost\n"),
                    {"by", "who", "user"}),
            (Rows{"host name|+|+", "host name|host|root"}));
  torture_file(trusted_hosts, "etc/hosts.equiv", "+ +\nhost user\n");
}

TEST(KeyUses, AreSettingsThatNameFiles) {
  EXPECT_EQ(columns(facts_of_file(key_uses, "etc/nginx/nginx.conf",
                                  "server {\n ssl_certificate /etc/c.pem;\n ssl_certificate_key "
                                  "/etc/k.pem;\n ssl_client_certificate /etc/ca.pem;\n root /www;\n"
                                  "}\n"),
                    {"service", "setting", "role", "path"}),
            (Rows{"nginx|ssl_certificate|certificate|/etc/c.pem",
                  "nginx|ssl_certificate_key|key|/etc/k.pem",
                  "nginx|ssl_client_certificate|authority|/etc/ca.pem"}));
  EXPECT_EQ(columns(facts_of_file(key_uses, "etc/config/uhttpd",
                                  "config uhttpd main\n option cert /etc/uhttpd.crt\n option key "
                                  "/etc/uhttpd.key\n option home /www\n"),
                    {"role", "path"}),
            (Rows{"certificate|/etc/uhttpd.crt", "key|/etc/uhttpd.key"}));
  torture_file(key_uses, "x.conf", "ssl_certificate_key /etc/k.pem;\n");
}

}  // namespace
}  // namespace assay::readers
