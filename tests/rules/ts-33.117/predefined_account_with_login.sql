-- fires: a hash and a shell
INSERT INTO account (name, state, shell, file) VALUES ('admin', 'hash', '/bin/sh', 'passwd');
-- silent: locked, a shell that refuses, another kind of file
INSERT INTO account (name, state, shell, file) VALUES ('admin', 'locked', '/bin/sh', 'passwd'),
  ('ftp', 'hash', '/sbin/nologin', 'passwd'), ('web', 'hash', NULL, 'htpasswd');
