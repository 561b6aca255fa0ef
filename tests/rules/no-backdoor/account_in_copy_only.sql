-- fires: an account more
INSERT INTO node (id, parent, kind, name, path) VALUES
  (2, 1, 'file', '', '/etc/passwd'), (3, 1, 'file', '', '/etc/passwd.bak');
INSERT INTO account (node, name, state, file) VALUES
  (2, 'root', 'hash', 'passwd'), (3, 'root', 'hash', 'passwd'), (3, 'service', 'hash', 'passwd');
-- silent: the same accounts, or one that is locked
INSERT INTO node (id, parent, kind, name, path) VALUES
  (2, 1, 'file', '', '/etc/passwd'), (3, 1, 'file', '', '/etc/passwd-');
INSERT INTO account (node, name, state, file) VALUES
  (2, 'root', 'hash', 'passwd'), (3, 'root', 'hash', 'passwd'), (3, 'service', 'locked', 'passwd');
