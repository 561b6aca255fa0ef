-- fires: mode 0644
INSERT INTO node (id, parent, kind, name, path, mode) VALUES (2, 1, 'file', '', '/etc/server.pem', 420);
INSERT INTO key (node, kind, encrypted) VALUES (2, 'private', 0);
-- silent: mode 0640, a public key, a passphrase
INSERT INTO node (id, parent, kind, name, path, mode) VALUES
  (2, 1, 'file', '', '/etc/a.pem', 416), (3, 1, 'file', '', '/etc/b.pem', 420);
INSERT INTO key (node, kind, encrypted) VALUES (2, 'private', 0), (3, 'public', 0), (3, 'private', 1);
-- silent: a key inside a program, which has to be readable
INSERT INTO node (id, parent, kind, name, path, mode, file_type) VALUES (2, 1, 'file', '', '/usr/bin/a', 493, 'elf');
INSERT INTO key (node, kind, encrypted) VALUES (2, 'private', 0);
