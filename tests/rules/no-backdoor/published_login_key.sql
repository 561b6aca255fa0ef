-- fires: a known key may log in
INSERT INTO key (kind, method, algorithm, known_kind, known_as) VALUES
  ('public', 'authorized_keys line', 'rsa', 'login', 'f5-bigip-cve-2012-1493');
-- silent: a key that nobody published, and a published one that is no login key
INSERT INTO key (kind, method, algorithm, known_kind) VALUES
  ('public', 'authorized_keys line', 'rsa', NULL), ('public', '.pub line', 'rsa', 'login');
