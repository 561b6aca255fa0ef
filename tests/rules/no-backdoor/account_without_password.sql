-- fires: an empty field and a shell
INSERT INTO account (name, uid, state, shell) VALUES ('root', 0, 'empty', '/bin/sh');
-- fires: no shell named
INSERT INTO account (name, uid, state, shell) VALUES ('root', 0, 'empty', '');
-- fires 2: a shadow file names no shell
INSERT INTO account (name, state, file) VALUES ('root', 'empty', 'shadow'), ('admin', 'empty', 'shadow');
-- silent: the shell refuses logins
INSERT INTO account (name, uid, state, shell) VALUES
  ('ftp', 14, 'empty', '/sbin/nologin'), ('daemon', 1, 'empty', '/bin/false');
-- silent: a password, or none that fits
INSERT INTO account (name, uid, state, shell) VALUES
  ('root', 0, 'hash', '/bin/sh'), ('admin', 1, 'locked', '/bin/sh'), ('user', 2, 'shadowed', '/bin/sh');
