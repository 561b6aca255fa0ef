-- fires: one finding for a file
INSERT INTO node (id, parent, kind, name, path) VALUES (2, 1, 'file', 'etc/passwd.bak', '/etc/passwd.bak');
INSERT INTO account (node, name, state) VALUES (2, 'root', 'hash'), (2, 'admin', 'hash');
-- fires: as useradd leaves it
INSERT INTO node (id, parent, kind, name, path) VALUES (2, 1, 'file', 'etc/shadow-', '/etc/shadow-');
INSERT INTO account (node, name, state) VALUES (2, 'root', 'hash');
-- silent: the file itself, a default that a script may install, a copy without hashes
INSERT INTO node (id, parent, kind, name, path) VALUES
  (2, 1, 'file', 'etc/passwd', '/etc/passwd'), (3, 1, 'file', 'etc/passwd_default', '/etc/passwd_default'),
  (4, 1, 'file', 'etc/passwd.bak', '/etc/passwd.bak');
INSERT INTO account (node, name, state) VALUES (2, 'root', 'hash'), (3, 'root', 'hash'), (4, 'root', 'shadowed');
