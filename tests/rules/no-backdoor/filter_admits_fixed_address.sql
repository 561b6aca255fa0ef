-- fires: a public range
INSERT INTO firewall_rule (tool, kind, chain, action, source, line) VALUES ('iptables', 'rule', 'INPUT', 'ACCEPT', '203.0.113.0/24', 7);
-- silent: private, dropped, forwarded, any
INSERT INTO firewall_rule (tool, kind, chain, action, source) VALUES
  ('iptables', 'rule', 'INPUT', 'ACCEPT', '192.168.1.0/24'), ('iptables', 'rule', 'INPUT', 'DROP', '203.0.113.7'),
  ('iptables', 'rule', 'FORWARD', 'ACCEPT', '203.0.113.7'), ('iptables', 'rule', 'INPUT', 'ACCEPT', NULL),
  ('iptables', 'rule', 'INPUT', 'ACCEPT', '172.20.0.0/16');
