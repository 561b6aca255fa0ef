-- fires: a shell's tunnel
INSERT INTO endpoint (host, outside, target, used, program, action) VALUES
  ('s.vendor.com', 1, 's.vendor.com', 'contacted', 'ssh', 'connects');
-- silent: the own network, and a page that only names the host
INSERT INTO endpoint (host, outside, target, used, program, action) VALUES
  ('10.0.0.1', 0, '10.0.0.1', 'contacted', 'nc', 'connects'),
  ('s.vendor.com', 1, 's.vendor.com', 'mentioned', NULL, NULL);
