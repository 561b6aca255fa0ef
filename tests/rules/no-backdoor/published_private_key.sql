-- fires 2: the host key of other products, and an example that serves as a key file
INSERT INTO node (id, parent, kind, name, path) VALUES
  (2, 1, 'file', '', '/etc/dropbear/dropbear_rsa_host_key'), (3, 1, 'file', '', '/etc/ssl/server.key');
INSERT INTO key (node, kind, algorithm, encrypted, known_kind, known_as) VALUES
  (2, 'private', 'rsa', 0, 'host', 'Seagate GoFlex'), (3, 'private', 'rsa', 0, 'test', 'Mbed TLS');
-- silent: a test key within the program that tests itself with it
INSERT INTO node (id, parent, kind, name, path, file_type) VALUES (2, 1, 'file', '', '/usr/bin/openssl', 'elf');
INSERT INTO key (node, kind, algorithm, encrypted, known_kind, known_as) VALUES
  (2, 'private', 'rsa', 0, 'test', 'openssl speed');
-- silent: the public half alone, and a key that nobody published
INSERT INTO key (kind, algorithm, encrypted, known_kind) VALUES
  ('public', 'rsa', 0, 'login'), ('private', 'rsa', 0, NULL);
