-- fires: the zone of the uplink
INSERT INTO firewall_rule (tool, kind, chain, action, interface) VALUES ('uci', 'policy', 'INPUT', 'ACCEPT', 'wan');
-- silent: refused, of the inside, and what holds where no zone is named
INSERT INTO firewall_rule (tool, kind, chain, action, interface) VALUES ('uci', 'policy', 'INPUT', 'REJECT', 'wan'),
  ('uci', 'policy', 'INPUT', 'ACCEPT', 'lan'), ('uci', 'policy', 'INPUT', 'ACCEPT', NULL);
