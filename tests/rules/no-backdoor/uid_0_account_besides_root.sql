-- fires: beside root
INSERT INTO account (name, uid, state, shell) VALUES
  ('root', 0, 'hash', '/bin/sh'), ('support', 0, 'hash', '/bin/sh');
-- silent: the only one of that number, as some vendors name it
INSERT INTO account (name, uid, state, shell) VALUES ('admin', 0, 'hash', '/bin/sh'), ('root', 1, 'hash', '');
-- silent: locked, or refused by the shell
INSERT INTO account (name, uid, state, shell) VALUES
  ('root', 0, 'hash', '/bin/sh'), ('toor', 0, 'locked', '/bin/sh'), ('sync', 0, 'hash', '/bin/false');
