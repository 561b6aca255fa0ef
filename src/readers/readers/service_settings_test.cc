#include "readers/reader_test.h"

namespace assay::readers {
extern const Reader service_settings;
namespace {

using Rows = std::vector<std::string>;

// Columns of the rows of one table.
Rows told(std::string_view name, std::string_view text, std::string_view table,
          const std::vector<std::string_view>& wanted) {
  torture_file(service_settings, name, text, 100);
  std::vector<Fact> facts = facts_of_file(service_settings, name, text);
  std::erase_if(facts, [&](const Fact& fact) { return fact.table != table; });
  return columns(facts, wanted);
}

Rows meanings(std::string_view name, std::string_view text) {
  return told(name, text, "service_setting", {"service", "name", "about", "meaning"});
}

Rows ports(std::string_view name, std::string_view text) {
  return told(name, text, "listener", {"service", "protocol", "address", "port"});
}

TEST(ServiceSettings, OfEachStyle) {
  const auto rows = [](std::string_view name, std::string_view text) {
    torture_file(service_settings, name, text, 100);
    Rows all = columns(facts_of_file(service_settings, name, text),
                       {"service", "section", "name", "value", "port", "address"});
    return all;
  };
  EXPECT_EQ(rows("etc/ssh/sshd_config", "#Port 1\nPort 2222\nPermitRootLogin yes\n"),
            (Rows{"sshd|-|port|2222|-|-", "ssh|-|-|-|2222|-", "sshd|-|permitrootlogin|yes|-|-"}));
  EXPECT_EQ(rows("etc/config/dropbear",
                 "config dropbear\n\toption PasswordAuth 'on'\n\toption Port "
                 "'22'\n\toption Secret 'x'\n"),
            (Rows{"dropbear|dropbear|passwordauth|on|-|-", "dropbear|dropbear|port|22|-|-",
                  "ssh|-|-|-|22|-"}));
  EXPECT_EQ(
      rows("etc/config/dropbear",
           "config dropbear\n\toption PasswordAuth on  # for now\n\toption Banner 'a # b' # c\n"
           "\toption Color #123\n"),
      (Rows{"dropbear|dropbear|passwordauth|on|-|-", "dropbear|dropbear|banner|a # b|-|-",
            "dropbear|dropbear|color|#123|-|-"}));
  EXPECT_EQ(
      rows("etc/lighttpd/lighttpd.conf",
           "server.port = 80\n$SERVER[\"socket\"] == \":443\" {\n ssl.engine = \"enable\"\n}\n"
           "a = 1\n"),
      (Rows{"lighttpd|-|server.port|80|-|-", "http|-|-|-|80|-", "http|-|-|-|443|-",
            "lighttpd|$SERVER[\"socket\"] == \":443\"|ssl.engine|enable|-|-",
            "lighttpd|-|a|1|-|-"}));
  EXPECT_EQ(rows("etc/nginx/nginx.conf",
                 "user root;\nhttp {\n server {\n  listen 0.0.0.0:443 ssl;\n }\n}\n"),
            (Rows{"nginx|-|user|root|-|-", "nginx|http/server|listen|0.0.0.0:443 ssl|-|-",
                  "https|-|-|-|443|0.0.0.0"}));
  EXPECT_EQ(rows("config/tr069.conf", "[acs]\nurl=http://a:7547/c\npassword=x\n"),
            Rows{"tr069|acs|url|http://a:7547/c|-|-"});
}

TEST(ServiceSettings, OfWebServersSayWhatTheyDecide) {
  EXPECT_EQ(
      meanings("etc/lighttpd/lighttpd.conf",
               "server.document-root = \"/www\"\n#dir-listing.activate = \"enable\"\n"
               "dir-listing.activate = \"enable\"\nserver.modules = (\n  \"mod_cgi\",\n)\n"),
      (Rows{"lighttpd|server.document-root|root|-", "lighttpd|dir-listing.activate|listing|on",
            "lighttpd|server.modules|add-on|-", "lighttpd|server.modules|add-on|-"}));
  EXPECT_EQ(meanings("etc/nginx/conf.d/a.conf", "  autoindex off;\n dav_methods PUT DELETE;\n"),
            (Rows{"nginx|autoindex|listing|off", "nginx|dav_methods|methods|on"}));
  EXPECT_EQ(meanings("etc/apache2/apache2.conf", "Options -Indexes\nOptions Indexes X\n"),
            (Rows{"apache|options|listing|off", "apache|options|listing|on"}));
  EXPECT_EQ(meanings("etc/config/uhttpd", "\toption home\t/www\n\toption no_dirlists 1\n"),
            (Rows{"uhttpd|home|root|-", "uhttpd|no_dirlists|listing|off"}));
  EXPECT_EQ(meanings("etc/httpd.conf", "H:/www\n/cgi-bin:admin:pw\n*.php:/bin/php\n"),
            (Rows{"busybox|h|root|-", "busybox|*.php|cgi|-"}));
  EXPECT_EQ(meanings("etc/httpd.conf", "ServerRoot /x\n"), Rows{"apache|serverroot|-|-"});
  EXPECT_TRUE(meanings("usr/share/doc/nginx/nginx.conf", "root /x;\n").empty());
}

// Of Apache, which has no port where the module that a section asks for is not loaded.
TEST(ServiceSettings, TellPortsOfModulesThatAreLoaded) {
  constexpr std::string_view listens =
      "Listen 80\n<IfModule ssl_module>\nListen 443\n</IfModule>\n<IfModule mod_gnutls.c>\n"
      "Listen 444\n</IfModule>\n<IfModule !prefork.c>\nListen 81\n</IfModule>\n";
  EXPECT_EQ(ports("etc/apache2/ports.conf", listens), (Rows{"http|tcp|-|80", "http|tcp|-|81"}));
  EXPECT_EQ(ports("etc/apache2/ports.conf",
                  "LoadModule ssl_module modules/mod_ssl.so\nLoadModule gnutls_module x\n" +
                      std::string(listens)),
            (Rows{"http|tcp|-|80", "http|tcp|-|443", "http|tcp|-|444", "http|tcp|-|81"}));
}

TEST(ServiceSettings, SayWhatLetsGuestsIn) {
  EXPECT_EQ(
      told("etc/samba/smb.conf",
           "[global]\n map to guest = Bad User\n[pub]\n guest ok = yes\n public = no\n",
           "service_setting", {"section", "name", "about", "meaning"}),
      (Rows{"global|map to guest|guests|on", "pub|guest ok|guests|on", "pub|public|guests|off"}));
  EXPECT_EQ(meanings("etc/vsftpd.conf", "anonymous_enable=YES\nlocal_enable=YES\n"),
            (Rows{"vsftpd|anonymous_enable|guests|on", "vsftpd|local_enable|-|-"}));
  EXPECT_EQ(
      meanings("etc/mosquitto/mosquitto.conf", "#allow_anonymous true\nallow_anonymous true\n"),
      Rows{"mosquitto|allow_anonymous|guests|on"});
  EXPECT_EQ(meanings("etc/proftpd.conf", "<Anonymous ~ftp>\n User ftp\n</Anonymous>\n"),
            (Rows{"proftpd|<anonymous|guests|on", "proftpd|user|-|-"}));
}

TEST(ServiceSettings, TellVersionsAndCiphersOfTls) {
  EXPECT_EQ(meanings("etc/nginx/nginx.conf",
                     "ssl_protocols TLSv1 TLSv1.2;\nssl_ciphers \"HIGH:!aNULL:RC4-SHA:-MD5\";\n"),
            (Rows{"nginx|ssl_protocols|tls versions|TLSv1.0 TLSv1.2",
                  "nginx|ssl_ciphers|tls ciphers|HIGH RC4-SHA"}));
  EXPECT_EQ(meanings("etc/apache2/apache2.conf", "SSLProtocol all -SSLv3\nSSLProtocol +TLSv1.1\n"),
            (Rows{"apache|sslprotocol|tls versions|-", "apache|sslprotocol|tls versions|TLSv1.1"}));
  EXPECT_EQ(meanings("etc/lighttpd.conf",
                     "ssl.use-sslv3 = \"enable\"\nssl.openssl.ssl-conf-cmd = (\"MinProtocol\" => "
                     "\"TLSv1.2\")\n"),
            (Rows{"lighttpd|ssl.use-sslv3|tls versions|SSLv3",
                  "lighttpd|ssl.openssl.ssl-conf-cmd|tls versions|TLSv1.2 TLSv1.3"}));
  EXPECT_EQ(meanings("etc/stunnel/stunnel.conf", "[a]\nsslVersion = SSLv3\nverify = 0\n"),
            (Rows{"stunnel|sslversion|tls versions|SSLv3", "stunnel|verify|tls check|off"}));
  EXPECT_EQ(meanings("etc/openvpn/a.conf", "tls-version-min 1.2\ncipher BF-CBC\n"),
            (Rows{"openvpn|tls-version-min|tls versions|TLSv1.2 TLSv1.3",
                  "openvpn|cipher|tls ciphers|BF-CBC"}));
  EXPECT_EQ(
      meanings("etc/mosquitto/mosquitto.conf", "tls_version tlsv1.3\nciphers A:B\n"),
      (Rows{"mosquitto|tls_version|tls versions|TLSv1.3", "mosquitto|ciphers|tls ciphers|A B"}));
  EXPECT_EQ(meanings("etc/ssh/sshd_config", "Ciphers aes128-ctr\n"), Rows{"sshd|ciphers|-|-"});
}

TEST(ServiceSettings, TellLoginsPortsAndAddressesOfDatabasesAndTunnels) {
  EXPECT_EQ(told("etc/redis.conf", "bind 127.0.0.1\nport 6379\nrequirepass geheim\n",
                 "service_setting", {"name", "value", "about", "meaning"}),
            (Rows{"bind|127.0.0.1|-|-", "port|6379|-|-", "requirepass|-|authentication|on"}));
  EXPECT_EQ(ports("etc/redis.conf", "bind 127.0.0.1\nport 6379\n"),
            Rows{"database|tcp|127.0.0.1|6379"});
  EXPECT_EQ(ports("etc/my.cnf", "[client]\nport=3306\n[mysqld]\nport=3307\nbind-address=0.0.0.0\n"),
            Rows{"database|tcp|0.0.0.0|3307"});
  EXPECT_EQ(meanings("etc/my.cnf", "[mysqld]\nskip-grant-tables\n"),
            Rows{"mysql|skip-grant-tables|authentication|off"});
  EXPECT_EQ(meanings("etc/mongod.conf", "security:\n  authorization: disabled\n"),
            (Rows{"mongodb|security|-|-", "mongodb|authorization|authentication|off"}));
  EXPECT_EQ(
      meanings("etc/postgresql/pg_hba.conf", "host all all 0.0.0.0/0 trust\nhost all all x md5\n"),
      (Rows{"postgresql|host|authentication|off", "postgresql|host|authentication|on"}));
  EXPECT_EQ(ports("etc/mosquitto/mosquitto.conf", "listener 1883 127.0.0.1\nlistener 8883\n"),
            (Rows{"mqtt|tcp|127.0.0.1|1883", "mqtt|tcp|-|8883"}));
  EXPECT_EQ(told("etc/wireguard/wg0.conf", "[Interface]\nPrivateKey = abc=\nListenPort = 51820\n",
                 "service_setting", {"name", "value"}),
            Rows{"listenport|51820"});
  EXPECT_EQ(ports("etc/wireguard/wg0.conf", "[Interface]\nListenPort = 51820\n"),
            Rows{"vpn|udp|-|51820"});
  EXPECT_EQ(ports("etc/chrony.conf", "port 0\nserver x iburst\n"), Rows{});
}

}  // namespace
}  // namespace assay::readers
