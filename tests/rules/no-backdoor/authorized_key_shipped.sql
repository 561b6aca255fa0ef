-- fires: a line of authorized_keys
INSERT INTO key (kind, algorithm, encoding, comment, method) VALUES
  ('public', 'rsa', 'openssh', 'build@host', 'authorized_keys line');
-- silent: public keys that nobody logs in with
INSERT INTO key (kind, algorithm, encoding, method) VALUES
  ('public', 'rsa', 'openssh', '.pub line'), ('public', 'rsa', 'pem', 'PEM block');
