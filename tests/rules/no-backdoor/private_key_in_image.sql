-- fires 2: in a file, and in bytes of no name
INSERT INTO node (id, parent, kind, name, path) VALUES (2, 1, 'file', '', '/etc/server.pem');
INSERT INTO key (node, kind, algorithm, bits, encrypted) VALUES
  (2, 'private', 'rsa', 1024, 0), (0, 'private', 'rsa', 2048, 0);
-- silent: public, or behind a passphrase
INSERT INTO key (kind, algorithm, bits, encrypted) VALUES ('public', 'rsa', 1024, 0), ('private', 'rsa', 2048, 1);
-- silent: told by another rule
INSERT INTO node (id, parent, kind, name, path) VALUES (2, 1, 'file', '', '/etc/ssh/ssh_host_rsa_key');
INSERT INTO key (node, kind, algorithm, bits, encrypted) VALUES (2, 'private', 'rsa', 1024, 0);
-- silent: a key by which a program measures itself
INSERT INTO node (id, parent, kind, name, path, file_type) VALUES (2, 1, 'file', '', '/usr/bin/openssl', 'elf');
INSERT INTO key (node, kind, algorithm, bits, encrypted, known_kind) VALUES (2, 'private', 'rsa', 1024, 0, 'test');
-- silent: a key by which a kernel tests itself, in the unpacked bytes
INSERT INTO node (id, parent, kind, name) VALUES (2, 1, 'gap', '');
INSERT INTO key (node, kind, algorithm, bits, encrypted, known_kind) VALUES (2, 'private', 'rsa', 2048, 0, 'test');
