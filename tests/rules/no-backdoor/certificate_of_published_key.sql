-- fires: a file of its own
INSERT INTO node (id, parent, kind, name, path, file_type) VALUES (2, 1, 'file', '', '/etc/ca.pem', 'pem');
INSERT INTO certificate (node, subject, known_kind, known_as) VALUES (2, 'CN=localhost', 'sample', 'OpenSSL');
-- silent: within a program, and one for a key that nobody published
INSERT INTO node (id, parent, kind, name, path, file_type) VALUES
  (2, 1, 'file', '', '/usr/lib/libmbedx509.so.1', 'elf'), (3, 1, 'file', '', '/etc/ca.pem', 'pem');
INSERT INTO certificate (node, subject, known_kind, known_as) VALUES
  (2, 'CN=localhost', 'test', 'Mbed TLS'), (3, 'CN=router', NULL, NULL);
