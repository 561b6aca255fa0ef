#include "readers/host_name.h"
#include "readers/reader_test.h"
#include "readers/script_file.h"

namespace assay::readers {

extern const Reader contacts;
extern const Reader endpoints;
extern const Reader command_secrets;

namespace {

using Rows = std::vector<std::string>;

TEST(HostName, TellsOutsideFromOwn) {
  const auto outside = [](std::string_view text) {
    const auto host = read_host(text);
    return host && is_outside(*host);
  };
  for (const auto* text : {"8.8.8.8", "202.114.4.119", "update.vendor.com", "vendor.co.uk:8080",
                           "[2a00:1450::1]:443", "172.32.0.1", "ntp.pool.org."})
    EXPECT_TRUE(outside(text)) << text;
  for (const auto* text : {"192.168.1.1",    "10.0.0.1",      "172.31.0.1",    "127.0.0.1",
                           "169.254.1.1",    "224.0.0.1",     "255.255.255.0", "0.0.0.0",
                           "100.64.0.1",     "192.0.2.7",     "198.51.100.1",  "203.0.113.5",
                           "localhost",      "router.lan",    "x.example",     "www.example.com",
                           "[fe80::1]",      "[2001:db8::1]", "[fd00::1]",     "::1",
                           "1.2.3.256",      "host",          "a..b",          "1.2.3.4",
                           "256.1.1.1.com1", "1.2.3"})
    EXPECT_FALSE(outside(text)) << text;
}

TEST(HostName, FindsUrls) {
  const auto urls =
      find_urls("see \"http://a.com:80/x?y=1\", (ftp://u:p@b.org). Xhttps://c.de/ x://d", 9);
  ASSERT_EQ(urls.size(), 3U);
  EXPECT_EQ(urls[0].whole, "http://a.com:80/x?y=1");
  EXPECT_EQ(urls[0].host, "a.com:80");
  EXPECT_EQ(urls[1].user, "u:p");
  EXPECT_EQ(urls[1].host, "b.org");
  EXPECT_EQ(urls[2].scheme, "https");
}

TEST(HostName, IsLinearInWhatLooksLikeUrls) {
  std::string text;
  while (text.size() < 100'000) text += "://";
  EXPECT_EQ(find_urls(text, 512).size(), 0U);
}

TEST(Contacts, TellsWhatCommandsReach) {
  const auto facts = facts_of_file(
      contacts, "etc/init.d/x",
      "#!/bin/sh\nwget -q http://update.vendor.com/fw.sh -O /tmp/fw.sh && sh /tmp/fw.sh\n"
      "mount -o nolock 202.114.4.119:/mnt/data /mnt\nS=log.vendor.cn\nsyslogd -R $S:514\n"
      "echo wget http://no.vendor.com/\nping -c1 192.168.1.1\nmount -t tmpfs t.com /tmp\n");
  EXPECT_EQ(
      columns(facts, {"host", "outside", "program", "action", "saved_as", "then_run", "line"}),
      (Rows{"update.vendor.com|1|wget|fetches|/tmp/fw.sh|1|2", "202.114.4.119|1|mount|mounts|-|0|3",
            "log.vendor.cn|1|syslogd|logs|-|0|5", "192.168.1.1|0|ping|tests|-|0|7"}));
}

TEST(Contacts, FollowsWhatIsFetchedAndRun) {
  const auto told = [](std::string_view script) {
    return columns(facts_of_file(contacts, "x.sh", script),
                   {"host", "target", "saved_as", "then_run"});
  };
  EXPECT_EQ(told("#!/bin/sh\ncd /tmp; tftp -g -r nart.out $1\nchmod +x nart.out\n./nart.out &\n"),
            (Rows{"-|$1|nart.out|1"}));
  EXPECT_EQ(told("#!/bin/sh\ncurl -s https://get.vendor.com/i | sh\n"),
            (Rows{"get.vendor.com|https://get.vendor.com/i|-|1"}));
  EXPECT_EQ(
      told("#!/bin/sh\nwget -q -O - $(cat /etc/url) http://b.vendor.com/i | sh\n"
           "eval \"$(curl -s http://c.vendor.com/i)\"\nV=$(curl -s http://d.vendor.com/v)\n"),
      (Rows{"b.vendor.com|http://b.vendor.com/i|-|1", "c.vendor.com|http://c.vendor.com/i|-|1",
            "d.vendor.com|http://d.vendor.com/v|-|0"}));
  EXPECT_EQ(told("#!/bin/sh\nsh <<E\nwget http://e.vendor.com/x\nsh x\nE\n"),
            (Rows{"e.vendor.com|http://e.vendor.com/x|x|1"}));
  EXPECT_EQ(told("#!/bin/sh\nwget http://a.vendor.com/list\ncat list\n"),
            (Rows{"a.vendor.com|http://a.vendor.com/list|list|0"}));
}

TEST(Contacts, TellsWhomAFilterLetsIn) {
  const auto facts =
      facts_of_file(contacts, "x.sh",
                    "#!/bin/sh\niptables -A INPUT -s 205.158.110.0/24 -p tcp --dport 22 -j ACCEPT\n"
                    "iptables -A INPUT -s 205.158.110.9 -j DROP\niptables -A OUTPUT -d "
                    "205.158.110.9 -j ACCEPT\n");
  EXPECT_EQ(columns(facts, {"host", "action"}),
            (Rows{"205.158.110.0|allows", "205.158.110.9|filters", "205.158.110.9|filters"}));
}

TEST(Contacts, ReadsCrontabs) {
  const auto facts = facts_of_file(contacts, "etc/crontabs/root",
                                   "*/5 * * * * wget -O- http://c.vendor.com/ping\n");
  EXPECT_EQ(columns(facts, {"host", "program"}), (Rows{"c.vendor.com|wget"}));
}

TEST(Contacts, GetsThroughAnything) {
  torture_file(contacts, "x.sh",
               "#!/bin/sh\nwget http://a.vendor.com/b -O c; sh c; nc 8.8.8.8 23\n");
}

// As of a file of this name and type: what its name lets it state, and what its bytes do.
std::vector<Fact> endpoints_of(std::string_view name, std::string_view type,
                               std::string_view text) {
  Reading reading;
  const Attributes none;
  if (endpoints.wants(name)) endpoints.read_named({as_bytes(text), name, none, type, {}}, reading);
  std::vector<Hit> hits;
  for (std::size_t at = 0; (at = text.find("://", at)) != text.npos; at++) hits.push_back({at, 0});
  endpoints.read_content({as_bytes(text), {}, none, type, hits}, reading);
  return held_to_tables(reading, as_bytes(text));
}

TEST(Endpoints, TellsUrlsOfOthers) {
  const auto facts =
      endpoints_of("www/a.js", "javascript",
                   "// http://comment.vendor.com\nx = 'http://www.w3.org/1999/xhtml'; y = "
                   "'https://api.vendor.com/v1';\n"
                   "z = 'http://192.168.1.1/';");
  EXPECT_EQ(columns(facts, {"host", "scheme", "used", "place", "line"}),
            (Rows{"api.vendor.com|https|mentioned|page|2"}));
  const auto program = endpoints_of("bin/x", "elf",
                                    "\x7f"
                                    "ELF\n# http://t.vendor.com/%s\n");
  EXPECT_EQ(columns(program, {"host", "place", "line"}), (Rows{"t.vendor.com|program|-"}));
}

TEST(Endpoints, TellsSettings) {
  const auto facts = endpoints_of("etc/config/system", "text",
                                  "config timeserver\n\tlist server '0.openwrt.pool.ntp.org'\n"
                                  "# server time.vendor.com\n\toption name 'x.com'\n"
                                  "nameserver 8.8.4.4\nserver 192.168.1.1\nupdate_lib libx.so.1\n");
  EXPECT_EQ(columns(facts, {"host", "used", "line"}),
            (Rows{"0.openwrt.pool.ntp.org|configured|2", "8.8.4.4|configured|5"}));
}

TEST(Endpoints, LeavesDocumentationOut) {
  Node node;
  node.facts = {Fact("endpoint", {0, 1}, "").set("used", "mentioned"), Fact("key", {0, 1}, "")};
  std::vector<Node> nodes = {node, node};
  nodes[0].kind = nodes[1].kind = NodeKind::file;
  nodes[0].name = "usr/share/doc/x/y";
  nodes[1].name = "usr/bin/y";
  drop_documentation(nodes);
  EXPECT_EQ(nodes[0].facts.size(), 1U);
  EXPECT_EQ(nodes[1].facts.size(), 2U);
}

TEST(Endpoints, ReadsWhatHasNoName) {
  EXPECT_EQ(columns(facts_of_content(endpoints, as_bytes("\1\2http://a.vendor.com/\3")), {"host"}),
            (Rows{"a.vendor.com"}));
}

TEST(Endpoints, GetsThroughAnything) {
  const std::string_view good = "server a.vendor.com:80\nurl=http://u:p@b.vendor.com:8/x?y [::1]";
  const auto read = [](Bytes bytes) { endpoints_of("etc/x.conf", "text", as_text(bytes)); };
  formats::each_prefix(as_bytes(good), read);
  formats::each_flip(as_bytes(good), 300, read);
}

TEST(CommandSecrets, FindsThem) {
  const auto facts = facts_of_file(
      command_secrets, "etc/init.d/x",
      "#!/bin/sh\nopenssl enc -aes-128-cbc -K 0011223344556677 -iv 8899 -in $1\n"
      "curl -u admin:Geheim7 http://u2:p2w@a.vendor.com/\ncurl -u \"$U:$P\" http://a.vendor.com\n"
      "sign=$(cat /etc/config/image_sign)\ntelnetd -l /bin/login -u Maker:$sign\n"
      "ADMIN_PASSWORD=Sommer08\nPASSWORD=$1\nd_pwd=define\nopenssl rsa -passin pass:abc99\n");
  EXPECT_EQ(columns(facts, {"kind", "name", "value", "holder", "call"}),
            (Rows{"key|-K|0011223344556677|command|openssl", "iv|-iv|8899|command|openssl",
                  "password|u2|p2w|command|curl", "password|admin|Geheim7|command|curl",
                  "password|Maker|$(cat /etc/config/image_sign)|file|telnetd",
                  "password|-passin|abc99|command|openssl",
                  "password|ADMIN_PASSWORD|Sommer08|script|-"}));
}

TEST(CommandSecrets, GetsThroughAnything) {
  torture_file(command_secrets, "x.sh",
               "#!/bin/sh\ncurl -u a:b http://c:d@e.com\nPASSWORD=abc123\n");
}

}  // namespace
}  // namespace assay::readers
