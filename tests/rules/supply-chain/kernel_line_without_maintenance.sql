-- fires: once for a version
INSERT INTO banner (product, version, text) VALUES
  ('linux', '2.6.31', 'Linux version 2.6.31'), ('linux', '2.6.31', 'Linux version 2.6.31 (x)');
-- silent: a later line, and another program of that number
INSERT INTO banner (product, version, text) VALUES
  ('linux', '4.14.206', 'Linux version 4.14.206'), ('dnsmasq', '2.40', 'dnsmasq-2.40');
-- silent: a text that speaks of one
INSERT INTO node (id, parent, kind, name, path, file_type) VALUES (2, 1, 'file', '', '/usr/share/doc/NEWS', 'text');
INSERT INTO banner (node, product, version, text) VALUES (2, 'linux', '2.6.19', 'Linux version 2.6.19');
