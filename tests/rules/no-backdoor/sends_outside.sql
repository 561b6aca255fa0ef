-- fires 2: to a host, and logs
INSERT INTO endpoint (host, outside, target, used, program, action) VALUES
  ('t.vendor.com', 1, 'http://t.vendor.com/up', 'contacted', 'curl', 'sends'),
  ('l.vendor.com', 1, 'l.vendor.com:514', 'contacted', 'syslogd', 'logs');
-- silent: the own network, and what is fetched
INSERT INTO endpoint (host, outside, target, used, program, action) VALUES
  ('192.168.1.9', 0, '192.168.1.9', 'contacted', 'syslogd', 'logs'),
  ('t.vendor.com', 1, 'http://t.vendor.com/', 'contacted', 'wget', 'fetches');
