-- fires 2: RSA and DSA
INSERT INTO key (kind, algorithm, bits, encrypted) VALUES ('private', 'rsa', 1024, 0), ('private', 'dsa', 1024, 0);
-- silent: long enough, of a curve, public, or of no shown length
INSERT INTO key (kind, algorithm, bits, encrypted) VALUES
  ('private', 'rsa', 2048, 0), ('private', 'ec', 256, 0), ('public', 'rsa', 1024, 0), ('private', 'rsa', NULL, 0);
-- silent: a key by which a program measures itself
INSERT INTO node (id, parent, kind, name, path, file_type) VALUES (2, 1, 'file', '', '/usr/bin/openssl', 'elf');
INSERT INTO key (node, kind, algorithm, bits, encrypted, known_kind) VALUES (2, 'private', 'rsa', 1024, 0, 'test');
