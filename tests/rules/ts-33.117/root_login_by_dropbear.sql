-- fires: no option against it
INSERT INTO started (program, arguments, mechanism) VALUES ('/usr/sbin/dropbear', '-p 22', 'rc');
INSERT INTO account (name, uid, state, shell, file) VALUES ('root', 0, 'hash', '/bin/sh', 'passwd');
-- fires: no arguments at all
INSERT INTO started (program, mechanism) VALUES ('dropbear', 'rc');
INSERT INTO account (name, uid, state, file) VALUES ('root', 0, 'hash', 'shadow');
-- silent: -w, -s, -g, also joined with others; options from a variable
INSERT INTO started (program, arguments, mechanism) VALUES ('dropbear', '-w', 'rc'), ('dropbear', '-R -s', 'rc'),
  ('dropbear', '-Fg -p 22', 'rc'), ('dropbear', '-B $OPTIONS', 'rc');
INSERT INTO account (name, uid, state, file) VALUES ('root', 0, 'hash', 'shadow');
-- silent: root is locked
INSERT INTO started (program, mechanism) VALUES ('dropbear', 'rc');
INSERT INTO account (name, uid, state, file) VALUES ('root', 0, 'locked', 'shadow');
