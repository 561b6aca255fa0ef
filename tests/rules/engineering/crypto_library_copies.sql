-- gives: openssl 1.0.2k = 2 files; openssl 1.1.1 = 1 files
INSERT INTO node (id, parent, kind, name) VALUES (2, 1, 'file', 'a'), (3, 1, 'file', 'b');
INSERT INTO banner (node, product, version) VALUES (2, 'openssl', '1.0.2k'), (2, 'openssl', '1.0.2k'),
  (3, 'openssl', '1.0.2k'), (3, 'openssl', '1.1.1'), (3, 'linux', '3.10');
-- gives:
INSERT INTO banner (product, version) VALUES ('busybox', '1.30.0'), ('openssl', NULL);
