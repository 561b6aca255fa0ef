-- gives: rsa = 2 keys; rsa, with a passphrase = 1 keys
INSERT INTO key (kind, algorithm, encrypted, fingerprint) VALUES ('private', 'rsa', 0, 'a'), ('private', 'rsa', 0, 'a'),
  ('private', 'rsa', 0, 'b'), ('private', 'rsa', 1, NULL);
-- gives:
INSERT INTO key (kind, algorithm, fingerprint) VALUES ('public', 'rsa', 'a');
