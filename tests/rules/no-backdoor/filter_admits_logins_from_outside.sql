-- fires: telnet from PPP
INSERT INTO firewall_rule (tool, kind, chain, action, protocol, port, interface, line) VALUES ('iptables', 'rule', 'INPUT', 'ACCEPT', 'tcp', '23', 'ppp0', 9);
-- silent: from the inside, another port, dropped
INSERT INTO firewall_rule (tool, kind, chain, action, port, interface) VALUES
  ('iptables', 'rule', 'INPUT', 'ACCEPT', '23', 'br0'), ('iptables', 'rule', 'INPUT', 'ACCEPT', '546', 'wan'),
  ('iptables', 'rule', 'INPUT', 'DROP', '23', 'ppp0');
-- fires: one of several ports, of a zone
INSERT INTO firewall_rule (tool, kind, chain, action, port, interface) VALUES ('uci', 'rule', 'INPUT', 'ACCEPT', '80 22', 'wan');
-- silent: a port that only ends so, and one that is forwarded
INSERT INTO firewall_rule (tool, kind, chain, action, port, interface) VALUES
  ('nft', 'rule', 'input', 'accept', '8022,1161', 'wan0'), ('uci', 'rule', 'FORWARD', 'ACCEPT', '22', 'wan');
