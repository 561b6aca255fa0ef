-- fires: a web server
INSERT INTO node (id, parent, kind, name, path) VALUES (2, 1, 'file', '', '/etc/k.pem');
INSERT INTO key (node, kind, encrypted, algorithm) VALUES (2, 'private', 0, 'rsa');
INSERT INTO key_use (service, setting, role, path) VALUES ('lighttpd', 'ssl.pemfile', 'key', '/etc/k.pem');
INSERT INTO started (program, mechanism) VALUES ('/usr/sbin/lighttpd', 'rc');
-- silent: the service is not started, or the file has a certificate alone
INSERT INTO node (id, parent, kind, name, path) VALUES
  (2, 1, 'file', '', '/etc/k.pem'), (3, 1, 'file', '', '/etc/c.pem');
INSERT INTO key (node, kind, encrypted, algorithm) VALUES (2, 'private', 0, 'rsa'), (3, 'public', 0, 'rsa');
INSERT INTO key_use (service, setting, role, path) VALUES
  ('stunnel', 'key', 'key', '/etc/k.pem'), ('lighttpd', 'ssl.pemfile', 'key', '/etc/c.pem');
INSERT INTO started (program, mechanism) VALUES ('/usr/sbin/lighttpd', 'rc');
