-- fires: the wildcard
INSERT INTO listener (protocol, address, port, program) VALUES ('tcp', '0.0.0.0', 80, 'httpd');
-- silent: the loopback, an address that is not known
INSERT INTO listener (protocol, address, port, program) VALUES ('tcp', '127.0.0.1', 80, 'httpd'),
  ('tcp', NULL, 80, 'httpd');
