-- fires 2: two versions
INSERT INTO banner (product, version, text) VALUES
  ('openssl', '0.9.8e', 'OpenSSL 0.9.8e 23 Feb 2007'), ('openssl', '1.1.1k', 'OpenSSL 1.1.1k 25 Mar 2021');
-- silent: a later line, and another program
INSERT INTO banner (product, version, text) VALUES
  ('openssl', '3.0.11', 'OpenSSL 3.0.11 19 Sep 2023'), ('openssh', '1.0.2', 'x');
-- silent: a text that speaks of one
INSERT INTO node (id, parent, kind, name, path, file_type) VALUES (2, 1, 'file', '', '/usr/share/doc/NEWS', 'text');
INSERT INTO banner (node, product, version, text) VALUES (2, 'openssl', '1.1.0', 'OpenSSL 1.1.0');
