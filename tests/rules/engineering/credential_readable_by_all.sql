-- fires: mode 0644
INSERT INTO node (id, parent, kind, name, path, mode) VALUES (2, 1, 'file', '', '/etc/x.conf', 420);
INSERT INTO credential (node, kind, name, value, state) VALUES (2, 'password', 'password', 'q8-Vb3', 'plain');
-- silent: mode 0600, or nothing in the clear
INSERT INTO node (id, parent, kind, name, path, mode) VALUES
  (2, 1, 'file', '', '/etc/x.conf', 384), (3, 1, 'file', '', '/etc/y.conf', 420);
INSERT INTO credential (node, kind, name, value, state) VALUES
  (2, 'password', 'password', 'q8-Vb3', 'plain'), (3, 'password', 'password', '$6$a$b', 'hash');
