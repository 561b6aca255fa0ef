-- fires: the fingerprints are equal
INSERT INTO certificate (subject, key_fingerprint) VALUES ('CN=router', 'ab');
INSERT INTO key (kind, encrypted, fingerprint) VALUES ('private', 0, 'ab'), ('private', 0, 'ab');
-- silent: another key, its public half, or behind a passphrase
INSERT INTO certificate (subject, key_fingerprint) VALUES ('CN=router', 'ab'), ('CN=x', NULL);
INSERT INTO key (kind, encrypted, fingerprint) VALUES
  ('private', 0, 'cd'), ('public', 0, 'ab'), ('private', 1, 'ab'), ('private', 0, NULL);
