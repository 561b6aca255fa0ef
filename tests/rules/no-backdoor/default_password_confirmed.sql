-- fires: a dictionary word opens the hash
INSERT INTO account (name, state, known_plaintext, dictionary_source, shell) VALUES
  ('root', 'hash', 'xc3511', 'default_passwords 2026-11-21: Mirai', '/bin/sh');
-- fires: the empty password, in a shadow file
INSERT INTO account (name, state, known_plaintext) VALUES ('root', 'hash', '');
-- silent: locked, refused by the shell, or not opened
INSERT INTO account (name, state, known_plaintext, shell) VALUES
  ('a', 'locked', 'admin', '/bin/sh'), ('b', 'hash', 'admin', '/sbin/nologin'),
  ('c', 'hash', NULL, '/bin/sh');
