-- fires: a dictionary word opens the hash
INSERT INTO account (name, state, known_plaintext, dictionary_source, shell) VALUES
  ('root', 'hash', 'xc3511', 'default_passwords 2026-11-21: Mirai', '/bin/sh');
-- fires: the empty password, in a shadow file
INSERT INTO account (name, state, known_plaintext) VALUES ('root', 'hash', '');
-- silent: locked, refused by the shell, or not opened
INSERT INTO account (name, state, known_plaintext, shell) VALUES
  ('a', 'locked', 'admin', '/bin/sh'), ('b', 'hash', 'admin', '/sbin/nologin'),
  ('c', 'hash', NULL, '/bin/sh');
-- fires: a copy that a boot puts in place, and a login that is started
INSERT INTO node (id, parent, kind, path) VALUES (2, 1, 'file', '/etc/passwd.bak'), (3, 1, 'file', '/etc/init.d/rcS'),
  (4, 1, 'file', '/bin/login');
INSERT INTO account (node, name, state, known_plaintext, file) VALUES (2, 'admin', 'hash', '1234', 'passwd');
INSERT INTO account_copy (node, source, destination, command) VALUES (3, '/etc/passwd.bak', '/var/passwd', 'cp');
INSERT INTO started (node, program, mechanism) VALUES (3, '/bin/login', 'rc');
