-- gives: openssl = 2 versions
INSERT INTO banner (product, version) VALUES ('openssl', '1.0.2k'), ('openssl', '1.0.2k'), ('openssl', '1.1.1');
-- gives:
INSERT INTO banner (product, version) VALUES ('busybox', '1.30.0');
