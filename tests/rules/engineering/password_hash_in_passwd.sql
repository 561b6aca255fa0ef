-- fires: mode 0644
INSERT INTO node (id, parent, kind, name, path, mode) VALUES (2, 1, 'file', 'etc/passwd', '/etc/passwd', 420);
INSERT INTO account (node, name, state, file) VALUES (2, 'root', 'hash', 'passwd');
-- silent: mode 0600, and a shadowed entry
INSERT INTO node (id, parent, kind, name, path, mode) VALUES
  (2, 1, 'file', 'etc/shadow', '/etc/shadow', 384), (3, 1, 'file', 'etc/passwd', '/etc/passwd', 420);
INSERT INTO account (node, name, state, file) VALUES
  (2, 'root', 'hash', 'shadow'), (3, 'root', 'shadowed', 'passwd');
-- silent: a container that tells no mode
INSERT INTO node (id, parent, kind, name, path) VALUES (2, 1, 'file', 'etc/passwd', '/etc/passwd');
INSERT INTO account (node, name, state, file) VALUES (2, 'root', 'hash', 'passwd');
