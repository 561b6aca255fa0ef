-- fires: the wildcard
INSERT INTO listener (protocol, address, port, program) VALUES ('tcp', '0.0.0.0', 80, 'httpd');
-- silent: the loopback, an address that is not known
INSERT INTO listener (protocol, address, port, program) VALUES ('tcp', '127.0.0.1', 80, 'httpd'),
  ('tcp', NULL, 80, 'httpd');
-- silent: code of a program that nothing is known to start
INSERT INTO listener (protocol, address, port, port_from, call) VALUES ('tcp', '0.0.0.0', 80, 'constant', 4096);
