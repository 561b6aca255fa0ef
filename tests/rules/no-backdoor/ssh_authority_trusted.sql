-- fires: a file that is there, with its key
INSERT INTO node (id, parent, kind, name, path) VALUES (2, 1, 'file', 'etc/ssh/sshd_config', '/etc/ssh/sshd_config'),
  (3, 1, 'file', 'etc/ssh/ca.pub', '/etc/ssh/ca.pub');
INSERT INTO trust (node, by, who) VALUES (2, 'ssh authority', '/etc/ssh/ca.pub');
INSERT INTO key (node, kind, encoding, ssh_fingerprint) VALUES (3, 'public', 'openssh', 'SHA256:x');
-- silent: a file that is not in the image, and a key that logs in by itself
INSERT INTO trust (by, who) VALUES ('ssh authority', '/etc/ssh/ca.pub'), ('ssh key', 'ann');
