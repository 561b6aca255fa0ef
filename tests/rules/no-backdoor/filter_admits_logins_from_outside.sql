-- fires: telnet from PPP
INSERT INTO firewall_rule (tool, kind, chain, action, protocol, port, interface, line) VALUES ('iptables', 'rule', 'INPUT', 'ACCEPT', 'tcp', '23', 'ppp0', 9);
-- silent: from the inside, another port, dropped
INSERT INTO firewall_rule (tool, kind, chain, action, port, interface) VALUES
  ('iptables', 'rule', 'INPUT', 'ACCEPT', '23', 'br0'), ('iptables', 'rule', 'INPUT', 'ACCEPT', '546', 'wan'),
  ('iptables', 'rule', 'INPUT', 'DROP', '23', 'ppp0');
