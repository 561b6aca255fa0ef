-- fires 2: two versions
INSERT INTO banner (product, version, text) VALUES
  ('openssl', '0.9.8e', 'OpenSSL 0.9.8e 23 Feb 2007'), ('openssl', '1.1.1k', 'OpenSSL 1.1.1k 25 Mar 2021');
-- silent: a later line, and another program
INSERT INTO banner (product, version, text) VALUES
  ('openssl', '3.0.11', 'OpenSSL 3.0.11 19 Sep 2023'), ('openssh', '1.0.2', 'x');
