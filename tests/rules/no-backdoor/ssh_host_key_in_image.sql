-- fires: OpenSSH's and dropbear's names
INSERT INTO node (id, parent, kind, name, path) VALUES (2, 1, 'file', '', '/etc/dropbear/dropbear_rsa_host_key');
INSERT INTO key (node, kind, algorithm, encrypted) VALUES (2, 'private', 'rsa', 0);
-- silent: the public half, and a private key of another name
INSERT INTO node (id, parent, kind, name, path) VALUES
  (2, 1, 'file', '', '/etc/ssh/ssh_host_rsa_key.pub'), (3, 1, 'file', '', '/etc/server.pem');
INSERT INTO key (node, kind, algorithm, encrypted) VALUES (2, 'public', 'rsa', 0), (3, 'private', 'rsa', 0);
