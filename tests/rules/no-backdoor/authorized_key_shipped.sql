-- fires: a line of authorized_keys
INSERT INTO key (kind, algorithm, encoding, comment, method) VALUES
  ('public', 'rsa', 'openssh', 'build@host', 'authorized_keys line');
-- silent: public keys that nobody logs in with
INSERT INTO key (kind, algorithm, encoding, method) VALUES
  ('public', 'rsa', 'openssh', '.pub line'), ('public', 'rsa', 'pem', 'PEM block');
-- fires: a file that the setting names
INSERT INTO node (id, parent, kind, path) VALUES (2, 1, 'file', '/etc/ssh/keys/svc');
INSERT INTO key (node, kind, algorithm, encoding, method) VALUES (2, 'public', 'rsa', 'openssh', 'public key line');
INSERT INTO service_setting (service, name, value) VALUES ('sshd', 'authorizedkeysfile', '/etc/ssh/keys/%u .ssh/k');
-- silent: the setting names another folder
INSERT INTO node (id, parent, kind, path) VALUES (2, 1, 'file', '/etc/ssh/keys/svc');
INSERT INTO key (node, kind, algorithm, encoding, method) VALUES (2, 'public', 'rsa', 'openssh', 'public key line');
INSERT INTO service_setting (service, name, value) VALUES ('sshd', 'authorizedkeysfile', '.ssh/authorized_keys');
