-- fires: an update
INSERT INTO endpoint (host, outside, target, used, program, action) VALUES
  ('u.vendor.com', 1, 'https://u.vendor.com/', 'contacted', 'curl', 'fetches');
-- silent: the own network, and what is asked only for the time
INSERT INTO endpoint (host, outside, target, used, program, action) VALUES
  ('192.168.1.9', 0, '192.168.1.9', 'contacted', 'wget', 'fetches'),
  ('time.vendor.com', 1, 'time.vendor.com', 'contacted', 'ntpdate', 'asks-time');
