-- fires 2: a command and a script of the server
INSERT INTO secret (kind, name, value, holder, call) VALUES ('key', '-K', '00112233', 'command', 'openssl'),
  ('key', 'sign', 'k3yThatNeverChanges', 'server script', 'sign');
-- fires: a file of the image
INSERT INTO node (id, parent, kind, name, path) VALUES (2, 1, 'file', 'etc/k', '/etc/k');
INSERT INTO secret (kind, name, value, holder, call) VALUES ('key', 'file:', '/etc/k', 'file', 'openssl');
-- silent: a password, a key of a page, and a file that the image does not have
INSERT INTO secret (kind, name, value, holder) VALUES ('password', 'PASSWORD', 'Sommer08', 'script'),
  ('key', 'aesKey', '1111111111111111', 'page script'), ('key', 'file:', '/data/k', 'file');
