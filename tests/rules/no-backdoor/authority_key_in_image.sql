-- fires: its key is there
INSERT INTO node (id, parent, kind, name, path) VALUES
  (2, 1, 'file', '', '/etc/ca.pem'), (3, 1, 'file', '', '/etc/ca.key');
INSERT INTO certificate (node, subject, key_fingerprint) VALUES (2, 'CN=CA', 'ab');
INSERT INTO key (node, kind, encrypted, fingerprint) VALUES (3, 'private', 0, 'ab');
INSERT INTO key_use (service, setting, role, path) VALUES ('openvpn', 'ca', 'authority', '/etc/ca.pem');
-- silent: another key
INSERT INTO node (id, parent, kind, name, path) VALUES
  (2, 1, 'file', '', '/etc/ca.pem'), (3, 1, 'file', '', '/etc/ca.key');
INSERT INTO certificate (node, subject, key_fingerprint) VALUES (2, 'CN=CA', 'ab');
INSERT INTO key (node, kind, encrypted, fingerprint) VALUES (3, 'private', 0, 'cd');
INSERT INTO key_use (service, setting, role, path) VALUES ('openvpn', 'ca', 'authority', '/etc/ca.pem');
