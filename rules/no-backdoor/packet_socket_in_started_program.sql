-- id: packet_socket_in_started_program
-- title: A started program that receives every packet of an interface
-- severity: low
-- confidence: strong
-- weakness: CWE-912
-- clauses: 3GPP TS 33.117 4.3.2.1; 3GPP TS 33.117 4.3.2.4
-- why: A packet socket for all protocols, or for IP, sees what is meant for others and what a filter drops later, and it
--      shows as no open port. Programs whose work needs one - address configuration, link protocols, wireless
--      authentication, packet capture that is there by name - are left out.
-- refuted by: a filter on the socket, or a branch that is never taken before the call
-- activation: started
-- alternatives: a link protocol that the program speaks beside its main work
-- not claimed: that packets are kept or sent anywhere
SELECT listening.listener AS evidence, listening.started AS evidence_2,
       quote_text(listening.path) || ', which is started, opens a packet socket for ' ||
       CASE listening.receives WHEN 3 THEN 'all protocols' ELSE 'all of IP' END AS message,
       printf('0x%x', listening.call) AS call
FROM listening
WHERE listening.started IS NOT NULL AND listening.protocol = 'packet'
  AND listening.receives IN (3, 2048)
  AND basename(listening.path) NOT IN (
        'busybox', 'toybox', 'dhclient', 'dhcpcd', 'dhcpd', 'dhcrelay', 'udhcpc', 'udhcpd', 'dnsmasq', 'odhcpd',
        'odhcp6c', 'pppd', 'pppoe', 'pppoe-discovery', 'pppoe-server', 'rp-pppoe', 'hostapd', 'wpa_supplicant', 'wpad',
        'lldpd', 'lldpcli', 'ladvd', 'mstpd', 'tcpdump', 'tshark', 'dumpcap', 'arping', 'arpwatch', 'arp-scan',
        'keepalived', 'vrrpd', 'snort', 'suricata', 'zebra', 'isisd', 'systemd-networkd', 'NetworkManager', 'connmand',
        'avahi-autoipd', 'zcip', 'ptp4l', 'batctl', 'etherwake', 'relayd', 'igmpproxy')
  AND listening.node = (SELECT min(same.node) FROM listening AS same
                        WHERE same.listener = listening.listener AND same.started IS NOT NULL)
