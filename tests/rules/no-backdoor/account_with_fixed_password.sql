-- fires 2: in shadow and in passwd
INSERT INTO account (name, state, scheme, file, tried_count) VALUES ('root', 'hash', 'md5', 'shadow', 150);
INSERT INTO account (name, state, scheme, file, shell) VALUES ('root', 'hash', 'md5', 'passwd', '/bin/sh');
-- silent: locked, refused by the shell, or told by another rule
INSERT INTO account (name, state, file, shell, known_plaintext) VALUES
  ('a', 'locked', 'shadow', NULL, NULL), ('b', 'hash', 'passwd', '/bin/false', NULL),
  ('c', 'hash', 'passwd', '/bin/sh', 'admin'), ('d', 'shadowed', 'passwd', '/bin/sh', NULL);
