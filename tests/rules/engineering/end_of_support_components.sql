-- gives: linux 3.10.14, until 2020-06-30 (line 2) = 1 of 2 components
INSERT INTO end_of_support VALUES (2, 'linux', '3.*', '2020-06-30', 's'), (3, 'openssl', '1.0.2*', '2019-12-31', 's');
INSERT INTO banner (product, version) VALUES ('linux', '3.10.14'), ('linux', '3.10.14'), ('openssl', '3.5.0'),
  ('busybox', '1.30.0');
-- gives:
INSERT INTO end_of_support VALUES (2, 'linux', '3.*', '2020-06-30', 's');
INSERT INTO banner (product, version) VALUES ('linux', '6.12.1'), ('other', '3.1');
