-- fires: a hash, and SSH is started
INSERT INTO node (id, parent, kind, path) VALUES (2, 1, 'file', '/etc/shadow');
INSERT INTO account (node, name, state, file) VALUES (2, 'root', 'hash', 'shadow');
INSERT INTO started (program, mechanism) VALUES ('/usr/sbin/sshd', 'rc');
-- silent: it is locked; its shell refuses; it stands in a copy
INSERT INTO node (id, parent, kind, path) VALUES (2, 1, 'file', '/etc/shadow'), (3, 1, 'file', '/etc/passwd.bak');
INSERT INTO account (node, name, state, shell, file) VALUES (2, 'root', 'locked', NULL, 'shadow'),
  (2, 'svc', 'hash', '/sbin/nologin', 'passwd'), (3, 'admin', 'hash', '/bin/sh', 'passwd');
INSERT INTO started (program, mechanism) VALUES ('/usr/sbin/sshd', 'rc');
-- silent: nothing but a console asks for it, and a dropbear that takes keys alone
INSERT INTO node (id, parent, kind, path) VALUES (2, 1, 'file', '/etc/shadow');
INSERT INTO account (node, name, state, file) VALUES (2, 'root', 'hash', 'shadow');
INSERT INTO started (program, arguments, mechanism) VALUES ('/sbin/getty', 'ttyS0', 'inittab'),
  ('dropbear', '-s -p 22', 'rc');
