-- fires: a public address
INSERT INTO endpoint (host, outside, used, program, action) VALUES ('205.158.110.1', 1, 'contacted', 'iptables', 'allows');
-- silent: what is dropped, and the own network
INSERT INTO endpoint (host, outside, used, program, action) VALUES
  ('205.158.110.1', 1, 'contacted', 'iptables', 'filters'), ('192.168.0.0', 0, 'contacted', 'iptables', 'allows');
