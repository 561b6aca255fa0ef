-- fires: the fingerprints are equal
INSERT INTO certificate (subject, key_fingerprint) VALUES ('CN=router', 'ab');
INSERT INTO key (kind, encrypted, fingerprint) VALUES ('private', 0, 'ab'), ('private', 0, 'ab');
-- silent: another key, its public half, or behind a passphrase
INSERT INTO certificate (subject, key_fingerprint) VALUES ('CN=router', 'ab'), ('CN=x', NULL);
INSERT INTO key (kind, encrypted, fingerprint) VALUES
  ('private', 0, 'cd'), ('public', 0, 'ab'), ('private', 1, 'ab'), ('private', 0, NULL);
-- silent: both are tests of a library
INSERT INTO node (id, parent, kind, name, path, file_type) VALUES
  (2, 1, 'file', '', '/usr/lib/libmbedx509.so.1', 'elf');
INSERT INTO certificate (node, subject, key_fingerprint) VALUES (2, 'CN=localhost', 'ab');
INSERT INTO key (node, kind, encrypted, fingerprint, known_kind) VALUES (2, 'private', 0, 'ab', 'test');
