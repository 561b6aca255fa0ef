-- gives: fetched in the clear = 2 of 3 commands
INSERT INTO started (program, arguments, mechanism) VALUES ('wget', 'http://example.com/a', 'cron'),
  ('wget', 'https://example.com/a', 'cron'), ('tftp', '-g -r a 192.0.2.1', 'rc'), ('tftp', '-p', 'rc');
-- gives: fetched in the clear = 0 of 0 commands
INSERT INTO started (program, arguments, mechanism) VALUES ('httpd', '-p 80', 'rc');
