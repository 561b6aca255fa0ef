#include "readers/reader_test.h"

namespace assay::readers {
extern const Reader packet_filters;
namespace {

using Rows = std::vector<std::string>;

Rows told(std::string_view name, std::string_view text) {
  torture_file(packet_filters, name, text, 200);
  return columns(facts_of_file(packet_filters, name, text),
                 {"tool", "kind", "family", "chain", "action", "interface", "protocol", "port",
                  "source", "line"});
}

TEST(PacketFilters, OfUci) {
  EXPECT_EQ(told("etc/config/firewall",
                 "config defaults\n\toption input ACCEPT\n\nconfig zone\n\toption name 'wan'\n"
                 "\tlist network 'wan'\n\toption input REJECT\n\nconfig rule\n\toption src wan\n"
                 "\toption proto 'tcp'\n\tlist dest_port 22\n\tlist dest_port 80\n\toption src_ip "
                 "203.0.113.7\n\toption target ACCEPT\nconfig rule\n\toption src '*'\n\toption "
                 "dest lan\n\toption target DROP\nconfig redirect\n\toption src wan\n\toption "
                 "src_dport 8080\n\toption dest_ip 192.168.1.2\nconfig include\n\toption path x\n"),
            (Rows{"uci|policy|filter|INPUT|ACCEPT|-|-|-|-|1",
                  "uci|policy|filter|INPUT|REJECT|wan|-|-|-|4",
                  "uci|rule|filter|INPUT|ACCEPT|wan|tcp|22 80|203.0.113.7|9",
                  "uci|rule|filter|FORWARD|DROP|-|-|-|-|16",
                  "uci|rule|nat|PREROUTING|DNAT|wan|-|8080|-|20"}));
  EXPECT_TRUE(told("etc/config/firewall",
                   "config rule\n\toption enabled '0'\n\toption src wan\n\toption target ACCEPT\n")
                  .empty());
  EXPECT_FALSE(packet_filters.wants("etc/config/network"));
}

// The form of /etc/nftables.conf in Debian 12, package nftables; `nft -c -f` takes it.
TEST(PacketFilters, OfNftables) {
  EXPECT_EQ(
      told("etc/nftables.conf",
           "#!/usr/sbin/nft -f\nflush ruleset\ntable inet filter {\n  set s { type "
           "ipv4_addr; }\n  chain input {\n    type filter hook input priority 0; policy "
           "drop;\n    # no\n    ct state established accept\n    iifname \"wan0\" tcp dport "
           "{ 22,\n      80 } accept comment \"x; y\"\n    ip saddr 203.0.113.0/24 accept; "
           "jump other\n  }\n}\nadd rule ip nat pre udp dport 161 drop\n"),
      (Rows{"nft|policy|filter|input|drop|-|-|-|-|6", "nft|rule|filter|input|accept|-|-|-|-|8",
            "nft|rule|filter|input|accept|wan0|tcp|22,80|-|9",
            "nft|rule|filter|input|accept|-|-|-|203.0.113.0/24|11",
            "nft|rule|filter|input|other|-|-|-|-|11", "nft|rule|nat|pre|drop|-|udp|161|-|14"}));
  EXPECT_TRUE(told("etc/a.nft", "define x = { 1, 2 }\ntable t {\n}\n").empty());
  const std::string deep(100'000, '{');
  facts_of_file(packet_filters, "a.nft", deep);
}

}  // namespace
}  // namespace assay::readers
